"""The constraint language of poetry: carets, tildes, wildcards, lists and unions, as sets of versions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pinlint.metadata.backends.poetry_ranges import (
    EVERYTHING,
    Edge,
    Interval,
    Ranges,
    exactly,
    intersection,
    strict,
    union,
    without,
)
from pinlint.metadata.requirements import Invalid, parse_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.version import Version

_LONGEST = 1_000
"""Characters of a constraint that is still looked at."""
_MOST = 100
"""Clauses of a constraint that is still looked at."""

_ANYTHING = re.compile(r"(?i)v?[x*](?:\.[x*])*")
_CLAUSES = re.compile(r"[^ ,]+(?:(?: *, *| +)[^ ,]+)*")
_SPLIT = re.compile(r" *, *| +")
_SPACED = re.compile(r"([<>=~^]) +")
_CLAUSE = re.compile(r"(?P<operator>\^|~=|~|<>|!=|>=|<=|==|[<>=]|)\s*(?P<version>[^\s*]+?)(?P<series>(?:\.\*)*)")
_SHORT = re.compile(r"v?\d+(?:\.\d+){0,2}")


class Refused(ValueError):  # noqa: N818 - it names the state of a string
    """A constraint that poetry-core refuses."""


class Undecided(ValueError):  # noqa: N818 - it names the state of a string
    """A constraint without one answer in the words of the standards; ``str()`` is a phrase that says why."""


@lru_cache(maxsize=4096)
def parse(text: str, *, pythons: bool = False) -> Ranges:
    """The versions that a constraint accepts; ``pythons`` are always final, so that bounds need not be strict.

    Raises Refused, Undecided.
    """
    groups = [list(_clauses(alternative)) for alternative in alternatives(text)]
    if sum(map(len, groups)) > _MOST:
        raise Undecided(f"a constraint of more than {_MOST} clauses")
    parsed = [[_clause(clause, pythons=pythons) for clause in group] for group in groups]
    if sum(map(len, parsed)) > 1 and any(_is_odd(ranges) for group in parsed for ranges in group):
        raise Undecided("a post-release or a local version in a constraint of several clauses")
    found = []
    for first, *others in parsed:
        accepted = first
        for other in others:
            accepted = intersection(accepted, other)
        found.append(accepted)
    return union(found)


def alternatives(text: str) -> list[str]:
    """The parts of a union. Raises Undecided if there is too much of it."""
    if len(text) > _LONGEST:
        raise Undecided(f"a constraint of more than {_LONGEST} characters")
    return [alternative.strip() for alternative in re.split(r"\|\|?", text.strip())]


def _clauses(text: str) -> Iterator[str]:
    # A space behind an operator parts nothing.
    text = _SPACED.sub(r"\1\t", text.rstrip(",").rstrip())
    if not _CLAUSES.fullmatch(text):
        raise Refused
    yield from _SPLIT.split(text)


def _is_odd(ranges: Ranges) -> bool:
    """Whether poetry-core compares something in it in ways of its own."""
    points = (interval.point for interval in ranges)
    edges = (edge for interval in ranges for edge in (interval.start, interval.end) if edge)
    return any(point is not None and point.is_postrelease for point in points) or any(edge[0].local for edge in edges)


def _clause(text: str, *, pythons: bool) -> Ranges:
    if _ANYTHING.fullmatch(text):
        return EVERYTHING
    match = _CLAUSE.fullmatch(text)
    if match is None:
        raise Refused
    operator, series = match["operator"], match["series"]
    ranged = operator in {"^", "~", "~="}
    dev = match["version"].lower() == "dev" and not ranged
    version = _version("0.0.dev0" if dev else match["version"])
    short = operator in {"", "==", "!="} and _SHORT.fullmatch(match["version"])
    if series and (ranged or (series != ".*" and not short)):
        raise Refused
    if operator in {"", "=", "==", "<>", "!="}:
        accepted = _series(version, pythons=pythons) if series else exactly(version)
        # ``<>`` means equality to poetry-core.
        return without(*accepted) if operator == "!=" else accepted
    return (_ordered(operator, version, pythons=pythons),)


def _ordered(operator: str, version: Version, *, pythons: bool) -> Interval:
    match operator:
        case "<":
            return Interval(None, _end(version, pythons=pythons))
        case "<=":
            return Interval(None, (version, 1))
        case ">":
            return Interval((version, 1), None)
        case ">=":
            return Interval((version, 0), None)
    return Interval((version, 0), _end(_next(operator, version), pythons=pythons))


def _version(text: str) -> Version:
    try:
        return parse_version(text)
    except Invalid:
        raise Refused from None


def _series(version: Version, *, pythons: bool) -> Ranges:
    if version.is_prerelease or version.is_postrelease or version.local:
        raise Undecided("a wildcard behind something that is not a release")
    end = _bumped(version, len(version.release) - 1)
    return (Interval(_end(version, pythons=pythons), _end(end, pythons=pythons)),)


def _end(version: Version, *, pythons: bool) -> Edge:
    return (version if pythons else strict(version)), 0


def _next(operator: str, version: Version) -> Version:
    """The first release that the caret or tilde before a version no longer accepts."""
    parts = version.release
    if operator == "~=":
        return _bumped(version, max(len(parts) - 2, 0))
    if operator == "~":
        return _bumped(version, min(len(parts) - 1, 1))
    # Up to the first number that is not zero, of the first three that are written.
    significant = [index for index, part in enumerate(parts[:3]) if part]
    return _bumped(version, significant[0] if significant else min(len(parts), 3) - 1)


def _bumped(version: Version, index: int) -> Version:
    """The release with the number at the index one higher and zeros behind it."""
    parts = (*version.release[:index], version.release[index] + 1, *(0 for _ in version.release[index + 1 :]))
    return _version(f"{version.epoch}!{'.'.join(map(str, parts))}")
