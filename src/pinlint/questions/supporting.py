"""Requires-Python written otherwise: the changes that make a member accept what others do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.changes import Replace, SetKey
from pinlint.questions.clauses import of_set
from pinlint.sets.pythons import finite_cap, floor
from pinlint.source import Key
from pinlint.workspace import Declared, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packaging.specifiers import SpecifierSet

    from pinlint.questions.clauses import Clause
    from pinlint.workspace import Member

_LOWER = frozenset({">=", "~=", "^"})
_SERIES = 2
"""Components of a version that names a series."""


def stated(declared: Declared[SpecifierSet]) -> str:
    """The set as its author wrote it, if that is a specifier set (PEP 440), on one line."""
    text = " ".join(declared.text.split())
    return text if of_set(text) else str(declared.value)


def replaced(declared: Declared[SpecifierSet], text: str) -> Replace:
    """The change that states another set; white space around the old one stays."""
    old = declared.text
    return Replace(declared.at, old, text, len(old) - len(old.lstrip()), len(old.rstrip()))


def added(member: Member, text: str) -> SetKey | None:
    """The change that states a set where there is none: beside the name. None where that has no place for it."""
    stating = next((each for each in member.statements if each.title is member.title), None)
    at = member.title.at if isinstance(member.title, Declared) else None
    if stating is None or at is None:
        return None
    if stating.kind is Kind.SETUP_CFG:
        return SetKey(Key(stating.path, ("options", "python_requires")), text)
    if stating.kind is Kind.SETUP_PY:
        return SetKey(Key(stating.path, ("setup", "python_requires")), text, ("version", "name"))
    if isinstance(at, Key) and at.keys == ("project", "name"):
        return SetKey(Key(at.path, ("project", "requires-python")), text, ("version", "name"))
    if isinstance(at, Key) and at.keys == ("tool", "poetry", "name"):
        return SetKey(Key(at.path, ("tool", "poetry", "dependencies", "python")), text)
    return None


def raised(declared: Declared[SpecifierSet], others: Iterable[Declared[SpecifierSet]]) -> Replace | None:
    """The change that raises the lower bound to that of others, as that is written; None where it is not clear."""
    highest = max(others, key=lambda each: floor(each.value) or (0, 0, 0), default=None)
    theirs = _only(highest, _LOWER) if highest is not None else None
    if theirs is None:
        return None
    ours = _only(declared, _LOWER)
    if ours is not None:
        return Replace(declared.at, declared.text, theirs.version, ours.at, ours.end)
    clauses = of_set(declared.text)
    if not clauses or any(clause.operator not in {"<", "<=", "!="} for clause in clauses):
        return None
    return Replace(declared.at, declared.text, f">={theirs.version},", clauses[0].start, clauses[0].start)


def capped(declared: Declared[SpecifierSet], others: Iterable[Declared[SpecifierSet]]) -> Replace | None:
    """The change that lowers the upper bound to that of others, as that is written; None where it is not clear."""
    capping = [each for each in others if finite_cap(each.value) is not None]
    lowest = min(capping, key=lambda each: finite_cap(each.value) or (0, 0), default=None)
    theirs = _only(lowest, frozenset({"<"})) if lowest is not None else None
    if theirs is None:
        return None
    ours = _only(declared, frozenset({"<"}))
    if ours is not None:
        return Replace(declared.at, declared.text, theirs.version, ours.at, ours.end)
    clauses = of_set(declared.text)
    if not clauses or any(clause.operator not in {">=", ">", "!="} for clause in clauses):
        return None
    return Replace(declared.at, declared.text, f",<{theirs.version}", clauses[-1].end, clauses[-1].end)


def _only(declared: Declared[SpecifierSet], operators: frozenset[str]) -> Clause | None:
    """The one clause with one of the operators, on a series; None where there is none, or several."""
    poetry = isinstance(declared.at, Key) and declared.at.keys[:2] == ("tool", "poetry")
    clauses = of_set(declared.text, poetry=poetry) or ()
    if "|" in declared.text:
        return None
    found = [clause for clause in clauses if clause.operator in operators]
    # `~=3.10.1` caps at the minor, which would move with it.
    if len(found) != 1 or (found[0].operator == "~=" and len(found[0].version.split(".")) != _SERIES):
        return None
    return found[0]
