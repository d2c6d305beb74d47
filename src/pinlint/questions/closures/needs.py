"""Which external distributions are asked for in ways that cannot all be met together, and by whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import Version

from pinlint.sets.specifiers import is_unsatisfiable, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.ranges import VersionRange
    from packaging.utils import NormalizedName

    from pinlint.workspace import Member, Requirement, Workspace

    Need = tuple[Member, Requirement]
    Contested = tuple[NormalizedName, tuple[Need, ...], "Sets"]
    """A distribution, the requirements on it, and their different sets."""

_BOUNDING = frozenset({"<", "<=", "==", "===", "~="})
"""Operators that refuse all versions above some version; without any of them a high version meets everything."""

_HOLES = 200
"""Versions that are excluded from the sets on one distribution; a range keeps each of them."""


def contested(workspace: Workspace) -> Iterator[Contested]:
    """The distributions outside the workspace whose published requirements, all of them, accept no common version.

    Most have one, whoever requires them, and are not looked at any more. Requirements that take part in no clash are
    left out: on URLs, on versions that the build fills in, without specifiers, or that nothing satisfies anyway.
    Distributions and members come in the order of their names, so that no path and no list says what is found first.
    """
    inside = {member.name for member in workspace.members}
    found: defaultdict[NormalizedName, list[Need]] = defaultdict(list)
    for member in workspace.members:
        for requirement in member.published:
            outside = requirement.name not in inside and requirement.url is None
            if outside and requirement.specifiers and not requirement.templated:
                found[requirement.name].append((member, requirement))
    for name, needs in sorted(found.items()):
        if _may_clash(needs):
            usable = tuple(need for need in sorted(needs, key=_order) if not is_unsatisfiable(need[1].specifiers))
            sets = Sets.of(requirement.specifiers for _, requirement in usable)
            known = tuple(need for need in usable if need[1].specifiers in sets.numbers)
            if sets.numbers and sets.meet((1 << len(sets.numbers)) - 1).is_empty:
                yield name, known, sets


def _order(need: Need) -> tuple[tuple[str, str], str, str, str]:
    member, requirement = need
    return member.order, requirement.scope.name or "", str(requirement.specifiers), str(requirement.marker or "")


def _may_clash(needs: Sequence[Need]) -> bool:
    """Whether the sets differ, and one of them refuses high versions."""
    different = {requirement.specifiers for _, requirement in needs}
    return len(different) > 1 and any(clause.operator in _BOUNDING for each in different for clause in each)


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """The different specifier sets on one distribution, each with some version; a bit for each, sets are integers."""

    numbers: dict[SpecifierSet, int]
    _together: dict[int, VersionRange] = field(default_factory=dict, repr=False)
    _against: dict[int, int] = field(default_factory=dict, repr=False)
    _holed: set[int] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, specifier_sets: Iterable[SpecifierSet]) -> Sets:
        """The sets, in the order in which they come first; those that cannot be decided about are left out.

        With too many versions excluded, exclusions do not count: what clashes then does so without them.
        """
        different = list(dict.fromkeys(specifier_sets))
        holes = sum(clause.operator == "!=" for each in different for clause in each)
        sets = cls({})
        for each in different:
            used = each if holes <= _HOLES else _filled(each)
            accepted = versions(used)
            if accepted is not None:
                bit = 1 << len(sets.numbers)
                sets.numbers[each], sets._together[bit] = bit, accepted
                if any(map(_may_leave_out, used)):
                    sets._holed.add(bit)
        return sets

    def against(self, one: int) -> int:
        """The sets that have no version in common with a single one; compared with each other at the first time."""
        if one not in self._against:
            accepted = self._together[one]
            apart = (bit for bit in self.numbers.values() if bit != one and accepted.is_disjoint(self._together[bit]))
            self._against[one] = sum(apart)
        return self._against[one]

    def clash(self, some: int) -> bool:
        """Whether no version is accepted by all of them.

        Where each accepts all versions between any two that it accepts, some two of them clash if they do together.
        """
        if any(self.against(bit) & some for bit in bits(some)):
            return True
        holed = any(bit & some for bit in self._holed)
        return holed and self.meet(some).is_empty

    def minimal(self, some: Sequence[int]) -> int:
        """Single sets among some that clash, and would not without any of them; 0 where none do. Early ones first."""
        core, left = 0, some
        while not self.clash(core):
            meet = self.meet(core) if core else None
            for index, bit in enumerate(left):
                meet = self._together[bit] if meet is None else meet.intersection(self._together[bit])
                if meet.is_empty:
                    core, left = core | bit, left[:index]
                    break
            else:
                return 0
        return core

    def meet(self, some: int) -> VersionRange:
        """The versions that all of some sets accept; there is at least one set."""
        if some not in self._together:
            first, *rest = bits(some)
            meet = self._together[first]
            for bit in rest:
                meet = meet.intersection(self._together[bit])
            self._together[some] = meet
        return self._together[some]


def _may_leave_out(clause: Specifier) -> bool:
    """Whether there may be versions that the clause refuses between some that it accepts.

    ``>1.0a1`` accepts 1.0 and 1.1, and not 1.0.post1; ``<1.0.post1`` accepts 0.9 and 1.0, and not 1.0rc1.
    """
    if clause.operator in {"<", ">"}:
        version = Version(clause.version)
        return version.is_prerelease or version.is_postrelease
    return clause.operator == "!="


def _filled(specifiers: SpecifierSet) -> SpecifierSet:
    return SpecifierSet([clause for clause in specifiers if clause.operator != "!="])


def bits(mask: int) -> Iterator[int]:
    """Each bit that is set, alone, from the lowest."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
