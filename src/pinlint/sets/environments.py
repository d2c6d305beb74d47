"""What there is to meet a marker: the Pythons of an atom, and rows of platform, machine and implementation."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from packaging.markers import Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.specifiers import InvalidSpecifier, Specifier
from packaging.version import InvalidVersion, Version

from pinlint.sets.pythons import FIRST, PAST, Region, Release, region

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pinlint.sets.markers import Atom

Row = dict[str, str | None]
"""An environment without its Python: the variables asked for; None is a value that the tables do not know."""

OTHER = "(other)"
"""A value that nobody mentions."""
_PYTHON = frozenset({"python_version", "python_full_version", "implementation_version"})
_TABLES: tuple[tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]], ...] = (
    (
        ("sys_platform", "platform_system", "os_name"),
        (
            ("linux", "Linux", "posix"),
            ("win32", "Windows", "nt"),
            ("darwin", "Darwin", "posix"),
            ("cygwin", "CYGWIN_NT-10.0", "posix"),
            ("freebsd", "FreeBSD", "posix"),
            ("openbsd", "OpenBSD", "posix"),
            ("netbsd", "NetBSD", "posix"),
            ("sunos5", "SunOS", "posix"),
            ("aix", "AIX", "posix"),
            ("emscripten", "Emscripten", "posix"),
            ("wasi", "wasi", "posix"),
            ("android", "Android", "posix"),
            ("ios", "iOS", "posix"),
            ("java", "Java", "java"),
            (OTHER, OTHER, "posix"),
        ),
    ),
    (("platform_machine",), ()),
    (
        ("implementation_name", "platform_python_implementation"),
        (("cpython", "CPython"), ("pypy", "PyPy"), ("graalpy", "GraalVM"), ("jython", "Jython")),
    ),
)
_MOST = 2_000
"""Rows that are looked at."""
_LONGEST = 500
"""Characters of a text that is looked into."""
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=", "===": "==="}


def rows(asked: Collection[Atom]) -> list[Row] | None:
    """Every environment that the atoms can tell apart, the usual ones first; None where there are too many.

    A value that is in no table makes a row of its own, in which the variables that go with it are unknown.
    """
    mentioned: dict[str, dict[str, None]] = {}
    for atom in asked:
        mentioned.setdefault(atom.variable, {}).update(dict.fromkeys(_values(atom)))
    if "implementation_version" in mentioned:
        mentioned.setdefault("implementation_name", {})
    axes = []
    for names, known in _TABLES:
        if wanted := [index for index, name in enumerate(names) if name in mentioned]:
            table = [*known, *_unknown_to(known, names, mentioned), (OTHER,) * len(names)]
            axes.append(list(dict.fromkeys(tuple((names[index], row[index]) for index in wanted) for row in table)))
    if prod(map(len, axes)) > _MOST:
        return None
    return [dict(pair for part in parts for pair in part) for parts in product(*axes)]


def holds(atom: Atom, row: Row) -> bool | None:
    """What packaging says of an atom that is not about Pythons; None where it is unknown or has no meaning."""
    value = row.get(atom.variable)
    return None if value is None else _evaluated(atom, value)


def label(row: Row, python: str) -> str:
    """The environment in words: ``Python 3.9 on win32``, ``PyPy 3.10``."""
    implementation = row.get("platform_python_implementation") or row.get("implementation_name")
    plain = implementation in {None, OTHER, "CPython", "cpython"}
    named = (
        ("platform", row.get("sys_platform") or row.get("platform_system") or row.get("os_name")),
        ("machine", row.get("platform_machine")),
        ("implementation", OTHER if implementation == OTHER else None),
    )
    where = ", ".join(f"another {kind}" if value == OTHER else value for kind, value in named if value)
    who = f"{'Python' if plain else implementation} {python}"
    return f"{who} on {where}" if where else who


@lru_cache(maxsize=4096)
def pythons(atom: Atom) -> Region | None:
    """The Pythons for which the comparison holds, as packaging evaluates it; None where that cannot be said.

    ``implementation_version`` is taken for CPython's, which is that of its Python.
    """
    if atom.variable not in _PYTHON:
        return None
    minor, operator = atom.variable == "python_version", atom.operator
    if atom.reversed:
        if operator not in _MIRRORED or not _is_final(atom.value):
            return None
        operator = _MIRRORED[operator]
    if operator in {"in", "not in"}:
        named = _minors_in(atom.value) if minor else None
        return _complement(named) if named is not None and operator == "not in" else named
    return _compared(operator, atom.value, minor=minor)


def _values(atom: Atom) -> tuple[str, ...]:
    if "in" not in atom.operator:
        return (atom.value,)
    # ``"arm" in platform_machine`` names no machine.
    return () if atom.reversed else tuple(re.findall(r"[^\s,;|]+", atom.value))


def _unknown_to(
    known: tuple[tuple[str | None, ...], ...], names: tuple[str, ...], mentioned: dict[str, dict[str, None]]
) -> Iterator[tuple[str | None, ...]]:
    for index, name in enumerate(names):
        tabled = {row[index] for row in known}
        for value in mentioned.get(name, ()):
            if value not in tabled:
                yield tuple(value if other == index else None for other in range(len(names)))


@lru_cache(maxsize=4096)
def _evaluated(atom: Atom, value: str) -> bool | None:
    if value == OTHER and atom.reversed and "in" in atom.operator:
        return None  # a value that nobody mentions may contain anything
    try:
        return Marker(atom.text).evaluate({atom.variable: value})
    except (UndefinedComparison, UndefinedEnvironmentName):
        return None


def _compared(operator: str, value: str, *, minor: bool) -> Region | None:
    try:
        clause = Specifier(operator + value)
    except InvalidSpecifier:
        # Then packaging compares the texts, and no Python is spelled like that.
        return {"!=": ((FIRST, PAST),), "~=": None}.get(operator, ())
    if clause.operator == "===":
        return _literal(clause.version, minor=minor)
    found = region(str(clause))
    if not minor:
        return found
    # X.Y is compared whatever the patch is, so an end within a minor moves to the next minor.
    ends = ((_next_minor(start), _next_minor(end)) for start, end in found)
    return tuple((start, end) for start, end in ends if start < end)


def _next_minor(end: Release) -> Release:
    x, y, z = end
    return (x, y + 1, 0) if z else end


def _is_final(text: str) -> bool:
    try:
        version = Version(text) if len(text) <= _LONGEST else None
    except InvalidVersion:
        return False
    return version is not None and str(version) == version.base_version


def _literal(text: str, *, minor: bool) -> Region:
    """``===`` compares the spelling: X.Y of ``python_version``, X.Y.Z of ``python_full_version``."""
    parts = text.split(".")
    plain = all(part.isascii() and part.isdigit() and part == (part.lstrip("0") or "0") for part in parts)
    if not plain or len(parts) != (2 if minor else 3) or len(text) > _LONGEST:
        return ()
    x, y, z = map(int, (*parts, "0")[:3])
    return (((x, y, 0), (x, y + 1, 0)),) if minor else (((x, y, z), (x, y, z + 1)),)


def _minors_in(text: str) -> Region | None:
    """The minors whose spelling is part of this text: of ``3.10`` 3.10 and 3.1."""
    pairs = re.findall(r"([0-9]+)(?=\.([0-9]+))", text) if len(text) <= _LONGEST else None
    if pairs is None or any(len(number) > 6 for pair in pairs for number in pair):
        return None
    spelled = {
        (left[start:], right[:end])
        for left, right in pairs
        for start in range(len(left))
        for end in range(1, len(right) + 1)
    }
    minors = {(int(x), int(y)) for x, y in spelled if (str(int(x)), str(int(y))) == (x, y)}
    return tuple(((x, y, 0), (x, y + 1, 0)) for x, y in sorted(minors))


def _complement(intervals: Region) -> Region:
    starts = [FIRST, *(end for _, end in intervals)]
    ends = [*(start for start, _ in intervals), PAST]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)
