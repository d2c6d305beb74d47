"""Who stands apart from the others in what it demands of a distribution, under a policy.

What cannot be decided counts as agreement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.questions.demands import Environments
from pinlint.sets.specifiers import are_disjoint, cap, floor, is_equal, is_unsatisfiable
from pinlint.workspace.policy import WINNERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pinlint.questions.demands import Demand, Where
    from pinlint.workspace import Member
    from pinlint.workspace.policy import DependencyPolicy

_MANY = 100
"""Different sets, or different conditions, of requirements on one distribution up to which they are compared."""
_LEAST, _GREATEST = Version("0.dev0"), Version("9999999!0")


@dataclass(frozen=True, slots=True)
class Outlier:
    """A member whose demands differ from what wins; the demands of each side, in the order they are written.

    ``votes`` are the members that demand what wins, of all ``voters`` that were asked.
    """

    demands: tuple[Demand, ...]
    winners: tuple[Demand, ...]
    votes: int
    voters: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Demands that differ, and none of them wins; one of each side."""

    sides: tuple[Demand, ...]


def compare(policy: DependencyPolicy, demands: Sequence[Demand]) -> Iterator[Outlier | Tie]:
    """Who stands apart from the others in what it demands of one distribution.

    Where sets should be the same, what a member requires in all environments has to be.
    """
    if policy.specifiers == "same":
        demands = [demand for demand in demands if not demand.refines]
    kinds = _kinds(demands)
    if kinds is None or len(set(kinds.values())) < 2:
        return
    environments = Environments(
        (demand.member for demand in demands), (demand.requirement.marker for demand in demands)
    )
    places: defaultdict[Where, list[Demand]] = defaultdict(list)
    for demand in demands:
        places[environments.where(demand)].append(demand)
    if len(places) > _MANY:
        return
    apart: dict[Member, Outlier] = {}
    ties: dict[frozenset[int], Tie] = {}
    for place, judged in places.items():
        rivals = [each for other, there in places.items() if environments.meet(place, other) for each in there]
        for found in _Ballot(policy, kinds, rivals).verdicts(judged):
            if isinstance(found, Tie):
                ties.setdefault(frozenset(kinds[each] for each in found.sides), found)
            else:
                known = apart.setdefault(found.demands[0].member, found)
                if known is not found:
                    apart[found.demands[0].member] = replace(known, demands=(*known.demands, *found.demands))
    yield from apart.values()
    # What is part of a larger tie is no tie of its own.
    yield from (tie for key, tie in ties.items() if not any(key < other for other in ties))


def _kinds(demands: Sequence[Demand]) -> dict[Demand, int] | None:
    """The number of the set that each demand asks for, equal sets having one number; None where they are too many."""
    firsts: list[str] = []
    numbers: dict[str, int] = {}
    for demand in demands:
        text = str(demand.specifiers)
        if text not in numbers:
            if len(numbers) >= _MANY:
                return None
            equal = (number for number, known in enumerate(firsts) if _are_equal(known, text))
            numbers[text] = next(equal, len(firsts))
            if numbers[text] == len(firsts):
                firsts.append(text)
    return {demand: numbers[str(demand.specifiers)] for demand in demands}


# Many distributions are bounded by the same texts.
@lru_cache(maxsize=8192)
def _are_equal(a: str, b: str) -> bool:
    one, other = SpecifierSet(a), SpecifierSet(b)
    # A set that names a pre-release admits them (PEP 440, "Handling of pre-releases").
    return one.prereleases == other.prereleases and is_equal(one, other)


class _Ballot:
    """The demands that meet in one place, ranked by a policy. A *kind* is a number of ``_kinds``."""

    def __init__(self, policy: DependencyPolicy, kinds: Mapping[Demand, int], demands: Sequence[Demand]) -> None:
        self.policy = policy
        self.kinds = kinds
        self.demands: defaultdict[int, list[Demand]] = defaultdict(list)
        for demand in demands:
            self.demands[kinds[demand]].append(demand)
        self.votes = {kind: len({each.member for each in own}) for kind, own in self.demands.items()}
        self.voters = len({demand.member for demand in demands})
        self.ranks = {kind: self._rank(kind) for kind in self.demands}
        self.ranked = sorted(self.demands, key=lambda kind: self.ranks[kind], reverse=True)

    def verdicts(self, judged: Sequence[Demand]) -> Iterator[Outlier | Tie]:
        """Which of these demands stand apart, and which ties there are."""
        if self.voters < 2 or (self.policy.winner not in WINNERS and not self._is_chosen(self.ranked[0])):
            return
        for kinds, against in self._same() if self.policy.specifiers == "same" else self._overlap():
            if against is None:
                if len({each.member for kind in kinds for each in self.demands[kind]}) > 1:
                    yield Tie(tuple(self.demands[kind][0] for kind in sorted(kinds)))
                continue
            own: defaultdict[Member, list[Demand]] = defaultdict(list)
            for demand in judged:
                if self.kinds[demand] in kinds:
                    own[demand.member].append(demand)
            for member, each in own.items():
                # What differs within one member is its own affair.
                winners = tuple(demand for demand in self.demands[against] if demand.member is not member)
                if winners:
                    yield Outlier(tuple(each), winners, self.votes[against], self.voters)

    def _same(self) -> Iterator[tuple[list[int], int | None]]:
        """The kinds that are not the first, and the first; or all of them and None where none is first."""
        first, *others = self.ranked
        if self.policy.winner not in WINNERS:
            others = [kind for kind in others if not self._is_chosen(kind)]
        elif others and (self.ranks[others[0]] == self.ranks[first] or not self._may_win(first)):
            yield self.ranked, None
            return
        for kind in others:
            yield [kind], first

    def _overlap(self) -> Iterator[tuple[list[int], int | None]]:
        """The kinds that have no version in common with one before them, and that one; or those that clash and None."""
        agreed: list[int] = []
        ties: list[set[int]] = []
        for kind in self.ranked:
            if is_unsatisfiable(self._set(kind)):
                continue  # which is a finding of another rule
            if not is_unsatisfiable(self._together([*agreed, kind])):
                agreed.append(kind)
                continue
            clashing = [each for each in agreed if are_disjoint(self._set(each), self._set(kind))]
            tied = [each for each in clashing if self.ranks[each] == self.ranks[kind]]
            if clashing and not tied and self._may_win(clashing[0]):
                yield [kind], clashing[0]
                continue
            tie = {kind, *(tied or clashing or self._fewest(agreed, kind))}
            # Those that clash with one side of a tie are further sides of it.
            touching = [other for other in ties if other & tie]
            ties = [*(other for other in ties if other not in touching), tie.union(*touching)]
        for tie in ties:
            yield sorted(tie), None

    def _fewest(self, agreed: Sequence[int], kind: int) -> list[int]:
        """Kinds without any of which the others would have a version in common with this one."""
        needed = list(agreed)
        for each in agreed:
            fewer = [other for other in needed if other != each]
            if is_unsatisfiable(self._together([*fewer, kind])):
                needed = fewer
        return needed

    def _together(self, kinds: Iterable[int]) -> SpecifierSet:
        found = SpecifierSet()
        for kind in kinds:
            found &= self._set(kind)
        return found

    def _set(self, kind: int) -> SpecifierSet:
        return self.demands[kind][0].specifiers

    def _is_chosen(self, kind: int) -> bool:
        """Whether the member that decides demands it."""
        return any(demand.member.name == self.policy.winner for demand in self.demands[kind])

    def _may_win(self, kind: int) -> bool:
        """Whether more than half speak for it, where that is what decides."""
        return self.policy.winner != "majority" or 2 * self._support(kind) > self.voters

    def _support(self, kind: int) -> int:
        """The members that speak for it: those that demand it, or what has a version in common with it."""
        if self.policy.specifiers == "same":
            return self.votes[kind]
        together = [other for other in self.demands if not are_disjoint(self._set(other), self._set(kind))]
        return len({each.member for other in together for each in self.demands[other]})

    def _rank(self, kind: int) -> tuple[object, ...]:
        """The higher the better."""
        specifiers = self._set(kind)
        low, high = floor(specifiers) or _LEAST, cap(specifiers) or _GREATEST
        if self.policy.winner == "highest":
            return low, high, self.votes[kind]
        if self.policy.winner == "lowest":
            return _Reversed(low), _Reversed(high), self.votes[kind]
        support = self._support(kind)
        return (support,) if self.policy.winner == "majority" else (self._is_chosen(kind), support)


@dataclass(frozen=True, slots=True)
class _Reversed:
    """A version that is ranked the other way round."""

    version: Version

    def __lt__(self, other: _Reversed) -> bool:
        return other.version < self.version
