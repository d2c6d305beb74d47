"""Requirements and specifier sets as their authors wrote them: where in the string each part stands.

What a fix writes goes into that string; ``str()`` of a parsed value has another order, and other spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.source import Key

if TYPE_CHECKING:
    from pinlint.workspace import Requirement

Stretch = tuple[int, int]
"""Start and end offsets in the string, the end exclusive."""

_NAME = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*")
_EXTRAS = re.compile(r"\[([^\[\]]*)\]\s*")
_CLAUSE = re.compile(r"(?:(===)\s*([^\s;)]+)|(~=|==|!=|<=|>=|<|>)\s*((?:[0-9]+!)?[^\s,;|()=<>~!^]+))\s*")
_POETRY = re.compile(r"()()(\^|~=|~|==|!=|<=|>=|<>|<|>|=|)\s*((?:[0-9]+!)?[^\s,;|()=<>~!^]+)\s*")
_SEPARATOR = re.compile(r",\s*")
_EITHER = re.compile(r"(?:,|\|\|?)?\s*")
_SPACE = re.compile(r"\s*")
_ENTRY = re.compile(r'[^=]*= (?:"(?P<constraint>[^"]*)"|\{.*? version = "(?P<version>[^"]*)".*\})', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a specifier set: from its operator at ``start`` to ``end``, its version from ``at``."""

    operator: str
    """Empty only in a constraint of poetry."""
    version: str
    start: int
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Parts:
    """A requirement, or a constraint of poetry, taken apart; ``text`` is the string that the offsets are in."""

    text: str
    name: Stretch | None
    """None in a constraint of poetry, which stands under the name."""
    extras: Stretch | None
    """Between the brackets."""
    clauses: tuple[Clause, ...]
    marker: Stretch | None
    """Behind the semicolon, without the spaces around it."""


def of_set(text: str, *, poetry: bool = False) -> tuple[Clause, ...] | None:
    """The clauses of a specifier set (PEP 440) in their order; None for anything else.

    Those of ``poetry`` may be parted by spaces, too, and by ``||``.
    """
    clauses, at = _clauses(text, _end(_SPACE, text, 0), poetry=poetry)
    return clauses if at == len(text) else None


def of_requirement(text: str) -> Parts | None:
    """The parts of a requirement (PEP 508), be its clauses in parentheses or not; None for anything else."""
    name = _NAME.match(text)
    if name is None:
        return None
    extras = _EXTRAS.match(text, name.end())
    at = extras.end() if extras else name.end()
    clauses: tuple[Clause, ...] = ()
    semicolon = text.find(";", at)
    if text.startswith("@", at):
        # What is in a URL is part of it, until there is a space in front of the semicolon.
        found = re.compile(r"\s;").search(text, at)
        semicolon = found.end() - 1 if found else -1
    else:
        opened = text.startswith("(", at)
        clauses, at = _clauses(text, _end(_SPACE, text, at + 1) if opened else at, poetry=False)
        if opened:
            if not text.startswith(")", at):
                return None
            at = _end(_SPACE, text, at + 1)
        if at != (len(text) if semicolon < 0 else semicolon):
            return None
    marker = None
    if semicolon >= 0:
        written = text[semicolon + 1 :]
        first = semicolon + 1 + len(written) - len(written.lstrip())
        marker = (first, max(first, len(text.rstrip())))
    return Parts(text, name.span(1), extras.span(1) if extras else None, clauses, marker)


def spelled(requirement: Requirement) -> Parts | None:
    """The parts of a requirement as it is written in its file; None where that is not understood.

    In a table of poetry that is the constraint alone.
    """
    at = requirement.at
    if not isinstance(at, Key) or at.keys[:2] != ("tool", "poetry"):
        return of_requirement(requirement.text)
    entry = _ENTRY.fullmatch(requirement.text)
    if entry is None:
        return None
    text = entry["constraint"] if entry["constraint"] is not None else entry["version"]
    clauses = of_set(text, poetry=True)
    return None if clauses is None else Parts(text, None, None, clauses, None)


def _clauses(text: str, at: int, *, poetry: bool) -> tuple[tuple[Clause, ...], int]:
    """The clauses from an offset on, and where they end."""
    pattern, separator = (_POETRY, _EITHER) if poetry else (_CLAUSE, _SEPARATOR)
    found: list[Clause] = []
    while clause := pattern.match(text, at):
        operator, version = (1, 2) if clause[1] else (3, 4)
        found.append(
            Clause(
                clause[operator], clause[version], clause.start(operator), clause.start(version), clause.end(version)
            )
        )
        at = clause.end()
        between = separator.match(text, at)
        if between is None:
            break
        at = between.end()
    return tuple(found), at


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
