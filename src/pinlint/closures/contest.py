"""One distribution that is asked for in ways that clash: what every closure asks of it, and where.

Of every node of the network it is known which specifier sets it brings in together, and in which environments: those of
its own requirements, and those of the nodes it brings in. Nothing is kept for pairs of nodes.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pinlint.closures.network import Node
from pinlint.support import specifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.closures.needs import Need, Sets
    from pinlint.closures.network import Network
    from pinlint.spaces import Space
    from pinlint.workspace import Member, Requirement

Parts = dict[int, int]
"""Specifier sets that are asked for together, and the environments in which they are; none of these is there twice."""

_PARTS = 200
"""Parts of one closure that are told apart; sets that would make more are taken for not asked there."""


@dataclass(slots=True)
class Budget:
    """Steps that are left; what is not reached within them is not reported."""

    left: int

    def spend(self, steps: int) -> bool:
        """Take steps; whether there were enough of them."""
        self.left -= steps
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Own:
    """A requirement of a node on the distribution: the bit of its specifier set, and where it applies."""

    bit: int
    where: int
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Way:
    """An edge that leads to the distribution, and the environments in which it is gone."""

    target: int
    where: int
    requirement: Requirement | None


class Contest:
    """What the closures ask of one distribution, along all edges or along exact ones only."""

    def __init__(  # noqa: PLR0913 - what there is, where it applies, and how far to go
        self, network: Network, needs: Sequence[Need], sets: Sets, space: Space, budget: Budget, *, exact: bool
    ) -> None:
        self.network, self.sets, self.space, self.budget = network, sets, space, budget
        self.own: defaultdict[int, list[Own]] = defaultdict(list)
        for member, requirement in needs:
            node = network.numbers[Node(member, requirement.scope.name)]
            own = Own(sets.numbers[requirement.specifiers], self._where(member, requirement), requirement)
            self.own[node].append(own)
        reaching = network.reaching(self.own)
        self.ways: dict[int, list[Way]] = {
            node: [
                Way(edge.target, self._where(network.nodes[node].member, edge.requirement), edge.requirement)
                for edge in network.edges[node]
                if edge.target in reaching and (edge.exact or not exact)
            ]
            for node in reaching
        }
        self.parts: dict[int, Parts] = {}
        for component in self.components():
            self._settle(component)

    def components(self) -> Iterator[list[int]]:
        """The nodes that reach the distribution, those together that bring in each other, targets first."""
        ranked = sorted(self.ways, key=self.network.rank.__getitem__)
        for _, component in groupby(ranked, key=self.network.component.__getitem__):
            yield list(component)

    def _where(self, member: Member, requirement: Requirement | None) -> int:
        """Where a requirement of the member applies; an unknown Requires-Python accepts every Python here."""
        pythons = self.space.of_pythons(self.space.pool.mask(specifiers(member)))
        return pythons if requirement is None else pythons & self.space.meeting(requirement.marker)

    def _settle(self, component: list[int]) -> None:
        """Work out the parts of nodes that bring in each other, until none of them brings in anything new."""
        for node in component:
            self.parts[node] = {}
        waiting = deque(component)
        asking: defaultdict[int, list[int]] = defaultdict(list)
        if len(component) > 1:
            for node in component:
                for way in self.ways[node]:
                    asking[way.target].append(node)
        queued = set(component)
        while waiting and self.budget.spend(1):
            node = waiting.popleft()
            queued.discard(node)
            parts = self._parts(node)
            if parts != self.parts[node]:
                self.parts[node] = parts
                again = [each for each in asking[node] if each not in queued]
                queued.update(again)
                waiting.extend(again)

    def _parts(self, node: int) -> Parts:
        parts: Parts = {}
        for own in self.own.get(node, ()):
            self._add(parts, own.bit, own.where)
        for way in self.ways[node]:
            self.budget.spend(1)
            for asked, where in self.parts.get(way.target, {}).items():
                self._add(parts, asked, where & way.where)
        return parts

    def _add(self, parts: Parts, asked: int, where: int) -> None:
        """Ask for more sets in some environments."""
        if not where:
            return
        for before, there in tuple(parts.items()):
            both = there & where
            if both:
                where &= ~both
                after = self.sets.join(before, asked)
                if after != before and (after in parts or len(parts) < _PARTS or both == there):
                    if both == there:
                        del parts[before]
                    else:
                        parts[before] = there & ~both
                    parts[after] = parts.get(after, 0) | both
            if not where:
                return
        if asked in parts or len(parts) < _PARTS:
            parts[asked] = parts.get(asked, 0) | where
