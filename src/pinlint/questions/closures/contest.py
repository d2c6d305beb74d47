"""One distribution that is asked for in ways that clash: what every closure asks of it, and where.

Of every node of the network it is known which specifier sets it brings in together, and in which environments: those of
its own requirements, and those of the nodes it brings in. Nothing is kept for pairs of nodes.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pinlint.questions.closures.network import Node
from pinlint.questions.support import specifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.questions.closures.needs import Need, Sets
    from pinlint.questions.closures.network import Network
    from pinlint.sets.spaces import Space
    from pinlint.workspace import Requirement

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


class Contest:
    """What the closures ask of one distribution, along all edges or along exact ones only."""

    def __init__(  # noqa: PLR0913 - what there is, where it applies, and how far to go
        self, network: Network, needs: Sequence[Need], sets: Sets, space: Space, budget: Budget, *, exact: bool
    ) -> None:
        self.network, self.sets, self.space, self.budget, self.exact = network, sets, space, budget, exact
        holders = [network.numbers[Node(member, requirement.scope.name)] for member, requirement in needs]
        self.parts: dict[int, Parts] = {node: {} for node in network.reaching(holders)}
        # An unknown Requires-Python accepts every Python here.
        self._accepted = {
            node: space.of_pythons(space.pool.mask(specifiers(network.nodes[node].member))) for node in self.parts
        }
        self.own: defaultdict[int, list[Own]] = defaultdict(list)
        for node, (_, requirement) in zip(holders, needs, strict=True):
            where = self._accepted[node] & space.meeting(requirement.marker)
            self.own[node].append(Own(sets.numbers[requirement.specifiers], where, requirement))
        for component in self.components():
            self._settle(component)

    @property
    def whole(self) -> bool:
        """Whether there are only cores, joined by exact edges."""
        edges, nodes = self.network.edges, self.network.nodes
        return all(nodes[node].extra is None and all(edge.exact for edge in edges[node]) for node in self.parts)

    def components(self) -> Iterator[list[int]]:
        """The nodes that reach the distribution, those together that bring in each other, targets first."""
        ranked = sorted(self.parts, key=self.network.rank.__getitem__)
        for _, component in groupby(ranked, key=self.network.component.__getitem__):
            yield list(component)

    def ways(self, node: int) -> Iterator[tuple[int, int, Requirement | None]]:
        """The nodes that this one brings in, in which environments, and by which requirement."""
        accepted, edges = self._accepted[node], self.network.edges[node]
        self.budget.spend(len(edges))
        for edge in edges:
            if edge.target in self.parts and (edge.exact or not self.exact):
                marker = edge.requirement.marker if edge.requirement is not None else None
                where = accepted if marker is None else accepted & self.space.meeting(marker)
                yield edge.target, where, edge.requirement

    def _settle(self, component: Sequence[int]) -> None:
        """Work out the parts of nodes that bring in each other, until none of them brings in anything new."""
        asking: defaultdict[int, list[int]] = defaultdict(list)
        if len(component) > 1:
            inside = set(component)
            for node in component:
                for target, _, _ in self.ways(node):
                    if target in inside:
                        asking[target].append(node)
        waiting = deque(component)
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
        for target, where, _ in self.ways(node):
            for asked, there in self.parts[target].items():
                self._add(parts, asked, there & where)
        return parts

    def _add(self, parts: Parts, asked: int, where: int) -> None:
        """Ask for more sets in some environments."""
        for before, there in tuple(parts.items()):
            both = there & where
            if both:
                where &= ~both
                after = before if not asked & ~before else self.sets.join(before, asked)
                if after != before and (after in parts or len(parts) < _PARTS or both == there):
                    if both == there:
                        del parts[before]
                    else:
                        parts[before] = there & ~both
                    parts[after] = parts.get(after, 0) | both
        if where and (asked in parts or len(parts) < _PARTS):
            parts[asked] = parts.get(asked, 0) | where
