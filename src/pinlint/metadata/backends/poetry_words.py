"""What poetry-core writes into Core Metadata for a constraint, in the words of PEP 440 and PEP 508.

Its releases differ in rare places; where they do, or where they write what no standard knows, the answer is Undecided.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pinlint.metadata.backends.poetry_constraints import Refused, Undecided, alternatives, parse
from pinlint.metadata.backends.poetry_ranges import EVERYTHING, Interval, Ranges, intersection, show, strict
from pinlint.metadata.requirements import Invalid, parse_specifiers, parse_version

if TYPE_CHECKING:
    from packaging.version import Version

_LISTED = ((2, 7), *((3, minor) for minor in range(10)))
"""The Pythons that every release of poetry-core names one by one."""
_HIGHEST = 40
"""The minor of Python 3 up to which a Requires-Python is looked at; no release of poetry-core names as many."""


@lru_cache(maxsize=4096)
def specifiers(text: str) -> str:
    """The specifier set of a requirement, empty for any version. Raises Refused, Undecided."""
    ranges = parse(text)
    if not ranges:
        return _nothing(text)
    if ranges == EVERYTHING:
        return ""
    shown = show(ranges)
    if ranges[0].point and len(ranges) == 1:
        shown = f"=={shown}"
    if len(ranges) > 1 and not re.fullmatch(r"![^,|]*", shown):
        # Of a union poetry-core writes the clauses one by one.
        shown = ",".join(show(parse(clause)) for clause in text.split(","))
    try:
        parse_specifiers(shown)
    except Invalid:
        raise Undecided(f"written as {shown} by poetry-core, which no standard knows") from None
    return shown


@lru_cache(maxsize=1024)
def requires_python(text: str) -> str:
    """Requires-Python for the ``python`` of a project. Raises Refused, Undecided."""
    ranges = parse(text, pythons=True)
    if not ranges:
        return _nothing(text)
    if len(ranges) > 1:
        return _listed(ranges)
    point = ranges[0].point
    if point is None:
        return show(ranges)
    major, *minor = point.release
    if len(minor) > 1:
        return f"=={point}"
    # Poetry means all releases of that series.
    return show(parse(f"~{major}.{minor[0]}" if minor else f"^{major}.0"))


@lru_cache(maxsize=1024)
def python_marker(text: str) -> str:
    """The marker for the ``python`` of a dependency, empty for any Python. Raises Refused."""
    ranges = parse(text)
    if not ranges:
        raise Refused
    parts = [_python_part(interval) for interval in ranges]
    return parts[0] if len(parts) == 1 else " or ".join(f"({part})" for part in parts)


def platform_marker(text: str) -> str:
    """The marker for the ``platform`` of a dependency, empty for any platform. Raises Refused."""
    if text == "*":
        return ""
    groups = []
    for alternative in alternatives(text):
        clauses = [re.fullmatch(r"(!=|===?|=)?\s*(.+)", clause.strip()) for clause in alternative.split(",")]
        if not all(clauses) or '"' in alternative or "'" in alternative:
            raise Refused
        parts = ((clause[1], clause[2]) for clause in clauses if clause)
        groups.append(" and ".join(f'sys_platform {"!=" if sign == "!=" else "=="} "{value}"' for sign, value in parts))
    return groups[0] if len(groups) == 1 else " or ".join(f"({group})" for group in groups)


def _nothing(text: str) -> str:
    """The author's words for the empty set where they are a specifier set, else those of poetry-core, which are not."""
    try:
        return str(parse_specifiers(text))
    except Invalid:
        return "<empty>"


def _python_part(interval: Interval) -> str:
    point = interval.point
    if point is not None:
        return f'{_variable(point)} == "{point}"'
    lower = [_behind(*interval.start, ">", ">=")] if interval.start else []
    upper = [_behind(*interval.end, "<=", "<")] if interval.end else []
    return " and ".join((*lower, *upper))


def _variable(version: Version) -> str:
    return "python_version" if len(version.release) < 3 else "python_full_version"


def _behind(version: Version, behind: int, tight: str, loose: str) -> str:
    """The comparison for a cut before a version (``loose``), or behind it (``tight``), which splits its minor."""
    if not behind:
        return f'{_variable(version)} {loose} "{_stable(version)}"'
    if len(version.release) < 3:
        major, minor = (*version.release, 0)[:2]
        suffix = str(version)[len(version.base_version) :]
        return f'python_full_version {tight} "{major}.{minor}.0{suffix}"'
    return f'python_full_version {tight} "{_stable(version)}"'


def _stable(version: Version) -> str:
    if not version.is_prerelease:
        return str(version)
    post = f".post{version.post}" if version.post is not None and not version.pre else ""
    return f"{version.base_version}{post}"


def _listed(ranges: Ranges) -> str:
    """A union of Pythons, as its floor and the minors outside of it; what lies within a minor is not said."""
    minors = [(2, 7), *((3, minor) for minor in range(_HIGHEST))]
    accepted = [minor for minor in minors if _has(ranges, *minor)]
    if not accepted or accepted[-1] != minors[-1]:
        raise Undecided("a union that poetry-core cuts off behind the Pythons it knows")
    left_out = [minor for minor in minors if minor not in accepted]
    if any(minor not in _LISTED and minor > accepted[0] for minor in left_out):
        raise Undecided("a union that poetry-core spells with the Pythons it knows")
    holes = (f"!={major}.{minor}.*" for major, minor in left_out)
    return ", ".join((">={}.{}".format(*accepted[0]), *holes))


def _has(ranges: Ranges, major: int, minor: int) -> bool:
    """Whether a release of the minor is accepted, be its pre-releases part of it or not."""
    low, high = parse_version(f"{major}.{minor}"), parse_version(f"{major}.{minor + 1}")
    answers = {
        bool(intersection(ranges, (Interval((low, 0), (high, 0)),))),
        bool(intersection(ranges, (Interval((strict(low), 0), (strict(high), 0)),))),
    }
    if len(answers) > 1:
        raise Undecided("a union that releases of poetry-core write differently")
    return answers.pop()
