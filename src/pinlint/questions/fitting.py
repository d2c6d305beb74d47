"""Requirements and specifier sets written otherwise: what a fix replaces in the strings of their authors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from pinlint.changes import Replace
from pinlint.questions import clauses, semver
from pinlint.sets.specifiers import accepts
from pinlint.source import Key
from pinlint.workspace import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.questions.clauses import Clause, Parts
    from pinlint.source import Place
    from pinlint.workspace import Declared
    from pinlint.workspace.requested import Requested

_VERSION = re.compile(r"(?P<epoch>(?:[0-9]+!)?)(?P<release>[0-9]+(?:\.[0-9]+)*)(?P<rest>.*)", re.DOTALL)
_PREFIXED = re.compile(r"[vV][0-9]")
_SERIES = frozenset({"~=", "^", "~"})
"""Operators that mean more or less by the number of components behind them."""
_PINS = frozenset({"==", "===", "=", "", *_SERIES})
"""Operators that hold a version from below and from above."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A requirement written otherwise: the changes, and the string with them."""

    changes: tuple[Replace, ...]
    text: str
    forward: bool = True
    """Only versions that are held from both sides were changed, and to later ones."""


def to_version(requirement: Requirement, version: Declared[Version]) -> Fitted | None:
    """The requirement with other versions in the clauses that refuse a version, so that it is accepted.

    None where they cannot say that. What holds a series keeps its number of components; a cap goes one step above.
    """
    parts = clauses.spelled(requirement)
    spelling = spelled(version)
    if parts is None or requirement.templated or not parts.clauses or "|" in parts.text:
        return None
    found: list[tuple[int, int, str]] = []
    forward = True
    for clause in parts.clauses:
        if _clause_accepts(clause.operator, clause.version, version.value):
            continue
        new = next(
            (each for each in _fitting(clause, spelling) if _clause_accepts(clause.operator, each, version.value)), None
        )
        if new is None:
            return None
        old = _parsed(clause.version.removesuffix(".*"))
        forward = forward and clause.operator in _PINS and old is not None and old < version.value
        found.append((clause.at, clause.end, new))
    fitted = written(requirement, parts, found) if found else None
    return None if fitted is None else Fitted(fitted.changes, fitted.text, forward)


def with_clauses(requirement: Requirement, specifiers: str) -> Fitted | None:
    """The requirement with these clauses in the place of its own, as they are spelled; None where that is not possible.

    A constraint of poetry is replaced as a whole.
    """
    parts = clauses.spelled(requirement)
    if parts is None or requirement.templated or requirement.url is not None:
        return None
    if parts.name is None:
        return written(requirement, parts, [(0, len(parts.text), specifiers or "*")])
    return _held(requirement, parts, specifiers)


def line_with_clauses(line: Requested, specifiers: str) -> Fitted | None:
    """The line of a requirements file with these clauses in the place of its own, likewise."""
    parts = clauses.of_requirement(line.text)
    return None if parts is None or line.url is not None else _held(line, parts, specifiers)


def clauses_of(text: str) -> str | None:
    """The clauses of a requirement as they are written; None where they cannot be told."""
    parts = clauses.of_requirement(text)
    if parts is None:
        return None
    return parts.text[parts.clauses[0].start : parts.clauses[-1].end] if parts.clauses else ""


def clauses_like(requirement: Requirement | Requested, other: Requirement) -> str | None:
    """The clauses of a requirement as those of another are written; None where they cannot be told.

    What only poetry understands stands in its own tables only.
    """
    at = requirement.at
    if not _is_in_poetry(at) or not isinstance(requirement, Requirement):
        return clauses_of(requirement.text)
    parts = clauses.spelled(requirement)
    if parts is None:
        return None
    if _is_in_poetry(other.at):
        return "" if parts.text == "*" else parts.text
    return ",".join(sorted(map(str, requirement.specifiers), key=lambda clause: clause.startswith("<")))


def _is_in_poetry(at: Place) -> bool:
    return isinstance(at, Key) and at.keys[:2] == ("tool", "poetry")


def _held(requirement: Requirement | Requested, parts: Parts, specifiers: str) -> Fitted | None:
    if parts.name is None:
        return None
    if not specifiers:
        head, _, _ = parts.text.partition(";")
        start = parts.extras[1] + 1 if parts.extras else parts.name[1]
        return written(requirement, parts, [(start, len(head.rstrip()), "")])
    if parts.clauses:
        first, last = parts.clauses[0], parts.clauses[-1]
        new = clauses.of_set(specifiers)
        if new and len(new) == len(parts.clauses) == 1:
            # The space between the operator and the version, if there is some, stays.
            both = [
                (first.start, first.start + len(first.operator), new[0].operator),
                (first.at, first.end, new[0].version),
            ]
            return written(requirement, parts, [each for each in both if parts.text[each[0] : each[1]] != each[2]])
        space = parts.text[first.start + len(first.operator) : first.at]
        if space and new:
            specifiers = f",{space}".join(f"{each.operator}{space}{each.version}" for each in new)
        return written(requirement, parts, [(first.start, last.end, specifiers)])
    at = parts.extras[1] + 1 if parts.extras else parts.name[1]
    return written(requirement, parts, [(at, at, specifiers)])


def written(requirement: Requirement | Requested, parts: Parts, found: list[tuple[int, int, str]]) -> Fitted:
    """The requirement with other text in some stretches of it, which come in their order."""
    text, at = "", 0
    for start, end, new in found:
        text += parts.text[at:start] + new
        at = end
    text += parts.text[at:]
    changes = tuple(Replace(requirement.at, parts.text, new, start, end) for start, end, new in found)
    return Fitted(changes, text if parts.name else f"{requirement.name} {text}")


def spelled(version: Declared[Version]) -> str:
    """The version as it is written, without its local label; as PEP 440 spells it, where that says something else."""
    text = version.text.strip().partition("+")[0]
    return text if _parsed(text) == _parsed(version.value.public) else version.value.public


def restated(declared: Declared[Version], text: str) -> Replace | None:
    """The change that states another version where one is stated; a ``v`` in front and white space around it stay.

    None where a semantic version has to be written and there is none for the other.
    """
    if semver.holds(declared.at.path):
        semantic = semver.semantic(text)
        if semantic is None:
            return None
        text = semantic
    old = declared.text
    start = len(old) - len(old.lstrip())
    if _PREFIXED.match(old, start) and text[:1].isdigit():
        start += 1
    return Replace(declared.at, old, text, start, len(old.rstrip()))


def _fitting(clause: Clause, version: str) -> Iterator[str]:
    """What a clause may say of a version in the place of another, the best first."""
    parts = _VERSION.fullmatch(version)
    old = _VERSION.fullmatch(clause.version)
    if parts is None or old is None:
        return
    wild = clause.version.endswith(".*")
    length = old["release"].count(".") + 1
    release = parts["release"].split(".")
    release += ["0"] * (length - len(release))
    short = parts["epoch"] + ".".join(release[:length])
    if wild:
        yield f"{short}.*"
    elif clause.operator in _SERIES:
        yield short
        yield parts["epoch"] + ".".join(release) + parts["rest"]
    elif clause.operator == "===":
        # It is compared with the version as installers spell it.
        yield str(_parsed(version) or version)
    elif clause.operator in {"==", "=", "", ">=", "<="}:
        yield version
    elif clause.operator == "<":
        # `<7.0.0` is about the major: zeros at its end stand for nothing.
        step = max(old["release"].rstrip(".0").count("."), 0)
        *head, last = release[: step + 1]
        yield parts["epoch"] + ".".join((*head, str(int(last) + 1), *["0"] * (length - step - 1))) + old["rest"]


def _clause_accepts(operator: str, version: str, asked: Version) -> bool:
    """Whether a clause accepts a version, pre-releases included; of poetry's own, as far as it can be told."""
    if operator in {"^", "~"}:
        lower = _parsed(version)
        upper = _cap(operator, version)
        return lower is not None and upper is not None and lower <= asked < upper
    try:
        return accepts(SpecifierSet(f"{'==' if operator in {'=', ''} else operator}{version}"), asked)
    except InvalidSpecifier:
        return False


def _cap(operator: str, version: str) -> Version | None:
    """Where a range of poetry ends: behind the first component that is not zero, or behind the minor."""
    parsed = _parsed(version)
    if parsed is None:
        return None
    release = parsed.release
    if operator == "~":
        at = min(1, len(release) - 1)
    else:
        at = next((index for index, each in enumerate(release) if each), len(release) - 1)
    return Version(f"{parsed.epoch}!{'.'.join(map(str, (*release[:at], release[at] + 1)))}.dev0")


def _parsed(text: str) -> Version | None:
    try:
        return Version(text) if len(text) < 1000 else None
    except InvalidVersion:
        return None
