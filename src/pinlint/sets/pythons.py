"""Sets of Pythons, compared over final releases X.Y.Z only.

A release is a triple of integers. Every clause of a specifier set accepts the triples of one interval, or all but
those, and the ends of that interval are triples themselves. A `Pool` holds the ends that its specifier sets have, so
that two sets which agree on the pool agree everywhere; a set of Pythons is then an integer with a bit per member.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Release = tuple[int, int, int]
Interval = tuple[Release, Release]
"""From the first release on, up to and without the second."""
Region = tuple[Interval, ...]
"""Disjoint intervals in ascending order, none of them empty."""

FIRST: Release = (0, 0, 0)
_LONGEST = 1000
"""Characters of a version that is still looked at."""
PAST: Release = (10**_LONGEST, 0, 0)
"""Behind every release."""
_DENSE = 100
"""Minors between the least and the greatest one mentioned are filled in up to this many."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Python releases in ascending order, enough of them to tell apart the sets it was made from."""

    members: tuple[Release, ...]
    _masks: dict[str, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, specifier_sets: Iterable[SpecifierSet], versions: Iterable[Version] = ()) -> Pool:
        """The pool of these sets, and of the intervals that begin or end at these versions."""
        texts = dict.fromkeys(str(specifiers) for specifiers in specifier_sets)
        ends = {end for text in texts for interval in _clause_intervals(text) for end in interval}
        ends |= {_at_least(version) for version in versions}
        members = (ends | {FIRST}) - {PAST}
        return cls(tuple(sorted(members | set(_friendly(members)))))

    @property
    def everything(self) -> int:
        """The set of all Pythons."""
        return (1 << len(self.members)) - 1

    def mask(self, specifiers: SpecifierSet | None) -> int:
        """The members that the set accepts; without a set all of them."""
        text = "" if specifiers is None else str(specifiers)
        if text not in self._masks:
            self._masks[text] = self.within(region(text))
        return self._masks[text]

    def within(self, intervals: Iterable[Interval]) -> int:
        """The members that lie in one of the disjoint intervals."""
        mask = 0
        for start, end in intervals:
            low, high = bisect_left(self.members, start), bisect_left(self.members, end)
            mask |= (1 << high) - (1 << low)
        return mask

    def below(self, mask: int, near: int) -> int:
        """The members of ``mask`` below every member of ``near``; none where ``near`` is empty."""
        return mask & ((near & -near) - 1) if near else 0

    def above(self, mask: int, near: int) -> int:
        """The members of ``mask`` above every member of ``near``; none where ``near`` is empty."""
        return mask >> near.bit_length() << near.bit_length() if near else 0

    def holes(self, mask: int, near: int) -> int:
        """The members of ``mask`` that ``near`` lacks and that are neither below nor above it."""
        return mask & ~near & ~self.below(mask, near) & ~self.above(mask, near)

    def witness(self, mask: int, near: int = 0) -> str | None:
        """The member of ``mask`` that a person would name beside the set ``near`` which refuses it.

        ``3.10`` where the whole minor is outside ``near``, else a release as ``3.8.0``. The highest one below ``near``
        comes before the lowest one above it, and that one before one inside. None where ``mask`` is empty.
        """
        refused, real = mask & ~near, self._real()
        minors = self._whole_minors(near) & refused
        for candidates, shown in ((minors & real, 2), (refused & real, 3), (minors, 2), (refused, 3), (mask, 3)):
            if candidates:
                index = self._nearest(candidates, near)
                return ".".join(map(str, self.members[index][:shown]))
        return None

    def minors(self, mask: int) -> tuple[tuple[int, int], ...]:
        """The minors of Python 2 and 3 of which the mask has a release, among those the pool knows."""
        return tuple(dict.fromkeys((x, y) for x, y, _ in self.releases(mask) if x in {2, 3}))

    def releases(self, mask: int) -> Iterator[Release]:
        """The members of the mask, in ascending order."""
        return (self.members[index] for index in _bits(mask))

    def _nearest(self, candidates: int, near: int) -> int:
        if below := self.below(candidates, near):
            return below.bit_length() - 1
        # Without a set beside it the lowest Python 3 says most, then the highest of the others.
        modern = candidates >> (start := bisect_left(self.members, (3, 0, 0))) << start
        for some in (self.above(candidates, near), self.holes(candidates, near) & modern, modern):
            if some:
                return (some & -some).bit_length() - 1
        return candidates.bit_length() - 1

    def _real(self) -> int:
        """The members that may exist: no Python 2 follows 2.7 (PEP 404), and nobody means one before 2.0."""
        return self.within((((2, 0, 0), (2, 8, 0)), ((3, 0, 0), PAST)))

    def _whole_minors(self, near: int) -> int:
        """The members X.Y.0 of whose minor ``near`` has no release at all."""
        cut = {(x, y) for x, y, _ in self.releases(near)}
        whole = (index for index, (x, y, z) in enumerate(self.members) if z == 0 and (x, y) not in cut)
        return sum(1 << index for index in whole)


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set; through text, which is linear where shifting is quadratic."""
    return (index for index, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")


def accepts_minor(specifiers: SpecifierSet | None, x: int, y: int) -> bool:
    """Whether any release X.Y.Z is accepted."""
    return _meets(specifiers, (x, y, 0), (x, y + 1, 0))


def accepts_major(specifiers: SpecifierSet | None, x: int) -> bool:
    """Whether any release X.Y.Z is accepted."""
    return _meets(specifiers, (x, 0, 0), (x + 1, 0, 0))


def floor(specifiers: SpecifierSet | None) -> Release | None:
    """The lowest release accepted, where there is a lower bound; 3.9.0 for ``>=3.8,!=3.8.*``."""
    intervals = region(_text(specifiers))
    if not intervals or _hull(_text(specifiers))[0] == FIRST:
        return None
    return intervals[0][0]


def finite_cap(specifiers: SpecifierSet | None) -> tuple[int, int] | None:
    """The highest minor of Python 3 accepted, where an upper bound lies within Python 3; ``<4`` is none."""
    intervals = region(_text(specifiers))
    if not intervals or _hull(_text(specifiers))[1] >= (4, 0, 0):
        return None
    x, y, z = intervals[-1][1]
    if x != 3 or (y, z) == (0, 0):
        return None
    return (x, y) if z else (x, y - 1)


@dataclass(frozen=True, slots=True)
class Trap:
    """A clause that cuts a minor in two, and the release that shows it: ``>3.8`` accepts 3.8.1."""

    clause: str
    accepts: bool
    release: str

    def __str__(self) -> str:
        return f"{'accepts' if self.accepts else 'refuses'} {self.release}"


def traps(specifiers: SpecifierSet) -> tuple[Trap, ...]:
    """The clauses that name a whole minor, or major, and cut it behind its first release, unless another one does too.

    ``>3`` is none: whoever writes it means Python 3, and gets all of it but 3.0.0.
    """
    found = (_trap(specifiers, clause) for clause in sorted(specifiers, key=str))
    return tuple(trap for trap in found if trap)


def _trap(specifiers: SpecifierSet, clause: Specifier) -> Trap | None:
    if clause.operator not in {">", "<=", "==", "!="} or clause.version.endswith(".*"):
        return None
    version = _version(clause)
    if version is None or version.epoch or str(version) != version.base_version:
        return None
    if len(version.release) > 2 or (clause.operator == ">" and len(version.release) == 1):
        return None
    first = ".".join(map(str, (*version.release, 0)))
    behind = ".".join(map(str, (*version.release, 1)))
    rest = SpecifierSet([other for other in specifiers if other != clause])
    if not all(rest.contains(release) for release in (first, behind)):
        return None
    return Trap(str(clause), specifiers.contains(behind), behind)


def _text(specifiers: SpecifierSet | None) -> str:
    return "" if specifiers is None else str(specifiers)


def _meets(specifiers: SpecifierSet | None, low: Release, high: Release) -> bool:
    return any(start < high and low < end for start, end in region(_text(specifiers)))


@lru_cache(maxsize=4096)
def region(text: str) -> Region:
    """The releases that a specifier set accepts."""
    start, stop = _hull(text)
    found = []
    for low, high in sorted(interval for accepted, interval in _clauses(text) if not accepted):
        if start < min(low, stop):
            found.append((start, min(low, stop)))
        start = max(start, high)
    if start < stop:
        found.append((start, stop))
    return tuple(found)


def _hull(text: str) -> Interval:
    """What all clauses accept together, before exclusions."""
    accepted = [interval for accepted, interval in _clauses(text) if accepted]
    return max((low for low, _ in accepted), default=FIRST), min((high for _, high in accepted), default=PAST)


def _clause_intervals(text: str) -> Iterator[Interval]:
    return (interval for _, interval in _clauses(text))


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[tuple[bool, Interval], ...]:
    """For every clause whether it accepts an interval or all but it, and the interval."""
    return tuple((clause.operator != "!=", _interval(clause)) for clause in SpecifierSet(text))


def _interval(clause: Specifier) -> Interval:
    version, operator = _version(clause), clause.operator
    if version is None:
        # ``===something`` is no release, and a number past all reason is higher than every one.
        high = operator in {"<", "<="}
        return (FIRST, PAST if high else FIRST)
    start, behind = _at_least(version), _above(version)
    if operator == "~=" or clause.version.endswith(".*"):
        release = version.release[:-1] if operator == "~=" else version.release
        head, last = release[:-1], release[-1]
        family = [f"{version.epoch}!" + ".".join(map(str, (*head, number))) for number in (last, last + 1)]
        return max(start, _at_least(Version(family[0]))), _at_least(Version(family[1]))
    return {
        ">=": (start, PAST),
        ">": (behind, PAST),
        "<": (FIRST, start),
        "<=": (FIRST, behind),
    }.get(operator, (start, behind))


def _version(clause: Specifier) -> Version | None:
    try:
        return Version(clause.version.removesuffix(".*")) if len(clause.version) <= _LONGEST else None
    except InvalidVersion:
        return None


def _at_least(version: Version) -> Release:
    """The lowest release that is not below the version."""
    x, y, z = _truncated(version)
    if version.epoch:
        return PAST
    return (x, y, z) if Version(f"{x}.{y}.{z}") >= version else (x, y, z + 1)


def _above(version: Version) -> Release:
    """The lowest release above the version."""
    x, y, z = _truncated(version)
    if version.epoch:
        return PAST
    return (x, y, z) if Version(f"{x}.{y}.{z}") > version else (x, y, z + 1)


def _truncated(version: Version) -> Release:
    x, y, z, *_ = (*version.release, 0, 0)
    return x, y, z


def _friendly(members: set[Release]) -> Iterator[Release]:
    """Neighbours that a person knows: the minors around the ends, and Python 2.7 below 3.0."""
    minors = {(x, y) for x, y, _ in members}
    for x, y in minors:
        yield x, y, 0
        if y:
            yield x, y - 1, 0
    if any(x == 3 for x, _ in minors):
        yield 2, 7, 0
        lowest, highest = (pick(y for x, y in minors if x == 3) for pick in (min, max))
        yield from ((3, y, 0) for y in range(lowest, min(highest, lowest + _DENSE)))
