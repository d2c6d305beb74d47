"""The minors of Python that one Requires-Python accepts and another one does not, and what to call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.sets.pythons import region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from packaging.specifiers import SpecifierSet

    from pinlint.sets.pythons import Region, Release

    Minor = tuple[int, int]

_PYTHON_2 = tuple((2, minor) for minor in range(8))
"""No Python 2 follows 2.7 (PEP 404)."""
_MOST = 100
"""Minors of Python 3 that are told apart."""


def only(mine: SpecifierSet | None, theirs: SpecifierSet | None) -> tuple[str, ...]:
    """The minors of Python 2 and 3 that one set accepts and another one does not, in ascending order.

    A minor of which both accept something is told by a release that only the one accepts: ``3.8.0``. The last one is
    written ``3.13+`` where it is so for all later minors. Without a set every Python is accepted.
    """
    own, other = (region("" if each is None else str(each)) for each in (mine, theirs))
    last = _last((*own, *other))
    found: list[str] = []
    for minor in (*_PYTHON_2, *((3, number) for number in range(last + 1)), (4, 0)):
        open_ended = minor in {(3, last), (4, 0)}
        shown = _told(minor, own, other)
        # What is so from some Python 3 on need not be told of Python 4.
        if shown and not (minor == (4, 0) and found and found[-1].endswith("+")):
            found.append(f"{shown}+" if open_ended else shown)
    return tuple(found)


def enumeration(minors: Iterable[str], quote: Callable[[str], str] = str) -> str:
    """Minors in words, those that follow one another put together: ``2.7, 3.4 to 3.8 and 3.10``."""
    parts = [quote(part) for run in _runs(minors) for part in _parts(run)]
    if len(parts) < 2:
        return "".join(parts)
    # "3.8 and 3.13 and later" would have to be read twice.
    last = ", " if any(" and " in part for part in parts) else " and "
    return f"{', '.join(parts[:-1])}{last}{parts[-1]}"


def _last(regions: Region) -> int:
    """The minor of Python 3 from which on nothing changes."""
    ends = [end for interval in regions for end in interval if end[0] == 3]
    return min(max((y if z == 0 else y + 1 for _, y, z in ends), default=0), _MOST)


def _told(minor: Minor, own: Region, other: Region) -> str | None:
    mine, theirs = (tuple(_within(minor, some)) for some in (own, other))
    if not theirs:
        return ".".join(map(str, minor)) if mine else None
    release = _first(mine, theirs)
    return None if release is None else ".".join(map(str, release))


def _first(mine: Region, theirs: Region) -> Release | None:
    """The lowest release that only the first region has."""
    others = iter(theirs)
    other = next(others, None)
    for low, high in mine:
        start = low
        while start < high:
            while other is not None and other[1] <= start:
                other = next(others, None)
            if other is None or start < other[0]:
                return start
            start = other[1]
    return None


def _within(minor: Minor, some: Region) -> Iterator[tuple[Release, Release]]:
    """What a region has of a minor."""
    low, high = (*minor, 0), (minor[0], minor[1] + 1, 0)
    for start, end in some:
        if start < high and low < end:
            yield max(start, low), min(end, high)


def _runs(minors: Iterable[str]) -> Iterator[list[str]]:
    """The minors in stretches of which each follows the one before; releases are alone."""
    run: list[str] = []
    for each in minors:
        if run and not _follows(run[-1], each):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _follows(one: str, other: str) -> bool:
    before, after = (tuple(map(int, each.removesuffix("+").split("."))) for each in (one, other))
    if len(before) != 2 or len(after) != 2:
        return False
    return after == (before[0], before[1] + 1) or (before, after) == (_PYTHON_2[-1], (3, 0))


def _parts(run: Sequence[str]) -> tuple[str, ...]:
    first, last = run[0], run[-1]
    earlier, later = first == "2.0", last.endswith("+")
    if earlier and later:
        return ("every Python",)
    if later:
        return (f"{first.removesuffix('+')} and later",)
    if earlier:
        return (f"{last} and earlier",)
    return (f"{first} to {last}",) if len(run) > 2 else tuple(run)
