"""Sets of versions as poetry-core holds and writes them: intervals from one version to another, and unions of those."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pinlint.metadata.requirements import parse_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.version import Version

Edge = tuple["Version", int]
"""A cut between versions: before the version (0) or behind it (1)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The versions between two cuts; None is open to that side."""

    start: Edge | None = None
    end: Edge | None = None

    @property
    def point(self) -> Version | None:
        """The only version in it, if it has but one."""
        if self.start and self.end and self.start[0] == self.end[0] and (self.start[1], self.end[1]) == (0, 1):
            return self.start[0]
        return None


Ranges = tuple[Interval, ...]
"""Disjoint intervals that do not touch, in ascending order."""
EVERYTHING: Ranges = (Interval(),)


def exactly(version: Version) -> Ranges:
    """The one version."""
    return (Interval((version, 0), (version, 1)),)


def intersection(first: Ranges, second: Ranges) -> Ranges:
    """The versions in both."""
    if len(second) > 1 >= len(first):
        first, second = second, first
    found = (_common(one, other) for one in first for other in second)
    return tuple(interval for interval in found if interval)


def union(parts: Iterable[Ranges]) -> Ranges:
    """The versions in any of them."""
    merged: list[Interval] = []
    for interval in sorted((interval for part in parts for interval in part), key=_order):
        if merged and _touch(merged[-1], interval):
            merged[-1] = _merged(merged[-1], interval)
        else:
            merged.append(interval)
    return tuple(merged)


def without(interval: Interval) -> Ranges:
    """Every version but those of the interval."""
    before = [Interval(None, interval.start)] if interval.start else []
    behind = [Interval(interval.end, None)] if interval.end else []
    return (*before, *behind)


def show(ranges: Ranges) -> str:
    """The set as poetry-core spells it; a union that PEP 440 cannot spell has ``||`` in it."""
    if not ranges:
        return "<empty>"
    if len(ranges) == 2 and (series := _series_left_out(*ranges)):
        return f"!={series}"
    return " || ".join(_show_group(group) for group in _groups(ranges))


def _groups(ranges: Ranges) -> list[list[Interval]]:
    """Neighbours between which a single version is missing go together."""
    groups = [[ranges[0]]]
    for last, interval in pairwise(ranges):
        if last.end and interval.start and last.end[0] == interval.start[0]:
            groups[-1].append(interval)
        else:
            groups.append([interval])
    return groups


def _show_group(group: list[Interval]) -> str:
    if len(group) == 1:
        return _show_one(group[0])
    holes = (f"!={interval.end[0]}" for interval in group[:-1] if interval.end)
    return ",".join((*_lower(group[0]), *holes, *_upper(group[-1])))


def _show_one(interval: Interval) -> str:
    if interval.point:
        return str(interval.point)
    if interval.start and interval.end and interval.start[1] == interval.end[1] == 0:
        series = _series(interval.start[0], interval.end[0], opening=True)
        if series:
            return f"=={series}"
    return ",".join((*_lower(interval), *_upper(interval))) or "*"


def _lower(interval: Interval) -> Iterator[str]:
    if interval.start:
        version, behind = interval.start
        yield f"{'>' if behind else '>='}{version}"


def _upper(interval: Interval) -> Iterator[str]:
    if interval.end:
        version, behind = interval.end
        yield f"{'<=' if behind else '<'}{version if behind else _plain(version)}"


def strict(version: Version) -> Version:
    """Where ``<version`` ends: PEP 440 lets it accept no pre-release of a release that it names."""
    return version if version.is_prerelease else parse_version(f"{version.public}.dev0")


def _plain(version: Version) -> str:
    """The version that `strict` was made of."""
    stable = parse_version(str(version).removesuffix(".dev0"))
    return str(version if stable.is_prerelease else stable)


def _series_left_out(below: Interval, above: Interval) -> str | None:
    if below.start or above.end or not below.end or not above.start or below.end[1] or above.start[1]:
        return None
    return _series(below.end[0], above.start[0], opening=False)


def _series(low: Version, high: Version, *, opening: bool) -> str | None:
    """``X.*`` where that is what lies between two versions; ``opening`` is False for what lies outside of them."""
    if any(each.pre or each.local or each.post is not None for each in (low, high)):
        return None
    first, second = (low, high) if opening else (high, low)
    if first.dev != 0 or second.dev:
        return None
    upper = list(high.release)
    while upper and not upper[-1]:
        upper.pop()
    lower = [*low.release, *[0] * (len(upper) - len(low.release))]
    if not upper or any(lower[len(upper) :]) or lower[: len(upper)] != [*upper[:-1], upper[-1] - 1]:
        return None
    return ".".join(map(str, lower[: len(upper)])) + ".*"


def _order(interval: Interval) -> tuple[object, ...]:
    start, end = interval.start, interval.end
    return (start is not None, *(start or ()), end is None, *(end or ()))


def _touch(last: Interval, interval: Interval) -> bool:
    return last.end is None or interval.start is None or interval.start <= last.end


# Versions that are equal may be spelled differently (1 and 1.0), and which spelling stays is seen in what is written.


def _common(one: Interval, other: Interval) -> Interval | None:
    start = one.start if other.start is None or (one.start and one.start >= other.start) else other.start
    end = one.end if other.end is None or (one.end and one.end <= other.end) else other.end
    if start and end and start >= end:
        return None
    return next((each for each in (other, one) if each.point), Interval(start, end))


def _merged(last: Interval, interval: Interval) -> Interval:
    """Both of two intervals that touch, the second of which starts no earlier."""
    if last.point or interval.point:
        wide, single = (interval, last) if last.point else (last, interval)
        return Interval(_closed(wide.start, single.start, 0), _closed(wide.end, single.end, 1))
    beyond = interval.end is not None and (last.end is None or last.end > interval.end)
    start = interval.start if last.start == interval.start else last.start
    return Interval(start, last.end if beyond else interval.end)


def _closed(edge: Edge | None, single: Edge | None, side: int) -> Edge | None:
    return (edge[0], side) if edge and single and edge[0] == single[0] else edge
