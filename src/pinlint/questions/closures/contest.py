"""One distribution that is asked for in ways that clash: what every closure asks of it, and where.

A few environments stand for all that the markers and the Requires-Python on the way to the distribution tell apart. Of
every node of the network it is known which specifier sets it brings in together in each of them: those of its own
requirements, and those of the nodes it brings in. Nothing is kept for pairs of nodes.

All that a node asks for is one integer, with a field of one bit per set for each of the environments. What it brings in
by an edge is that integer of the other node, less the fields of the environments in which the edge does not apply.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_
from typing import TYPE_CHECKING

from pinlint.questions.closures.network import Node
from pinlint.questions.support import specifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from packaging.markers import Marker

    from pinlint.questions.closures.needs import Need, Sets
    from pinlint.questions.closures.network import Edge, Network
    from pinlint.sets.spaces import Space
    from pinlint.workspace import Requirement

_MOST = 500
"""Environments that are looked at; what clashes in others only is not reported."""
_BITS = 400_000_000
"""Bits for all nodes together; with more nodes and sets fewer environments are looked at."""
_ROW = 5
"""Steps that asking a marker about one row of environments is worth."""
_WIDE = 20_000
"""Bits that are looked at in one step."""


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
    """A requirement of a node on the distribution: the bit of its set, alone and in each field where it applies."""

    bit: int
    asked: int
    requirement: Requirement


class Contest:
    """What the closures ask of one distribution, along all edges or along exact ones only."""

    def __init__(  # noqa: PLR0913 - what there is, where it applies, and how far to go
        self, network: Network, needs: Sequence[Need], sets: Sets, space: Space, budget: Budget, *, exact: bool
    ) -> None:
        self.network, self.sets, self.budget, self.exact = network, sets, budget, exact
        # Whole bytes, so that fields are taken apart in one go.
        self._space, self._width, self._cost = space, -(-len(sets.numbers) // 8) * 8, 1
        holders = [network.numbers[Node(member, requirement.scope.name)] for member, requirement in needs]
        self.asked: dict[int, int] = dict.fromkeys(sorted(network.reaching(holders)), 0)
        """The nodes that reach the distribution, with all that each asks for."""
        # An unknown Requires-Python accepts every Python here.
        accepted = {
            node: space.of_pythons(space.pool.mask(specifiers(network.nodes[node].member))) for node in self.asked
        }
        used = sorted({edge.marker for node in self.asked for edge in self._edges(node)})
        met = {number: self._meeting(network.markers[number]) for number in used}
        own = [self._meeting(requirement.marker) for _, requirement in needs]
        most = max(1, min(_MOST, _BITS // (self._width * len(self.asked))))
        self.environments = space.told_apart((*accepted.values(), *met.values(), *own), most)
        """Sets of one environment each."""
        self._cost = 1 + self._width * len(self.environments) // _WIDE
        fields = {where: self._fields(where) for where in dict.fromkeys((*accepted.values(), *met.values(), *own))}
        budget.spend(len(fields) * len(self.environments))
        self._accepted = {node: fields[where] for node, where in accepted.items()}
        self._met = {number: fields[where] for number, where in met.items()}
        lowest = sum(1 << number * self._width for number in range(len(self.environments)))
        self.own: defaultdict[int, list[Own]] = defaultdict(list)
        for node, (_, requirement), where in zip(holders, needs, own, strict=True):
            bit = sets.numbers[requirement.specifiers]
            self.own[node].append(Own(bit, lowest * bit & fields[where] & self._accepted[node], requirement))
        self._clashing: dict[int, tuple[tuple[int, int], ...]] = {}
        for component in self.components():
            self._settle(component)

    @property
    def whole(self) -> bool:
        """Whether there are only cores, joined by exact edges."""
        edges, nodes = self.network.edges, self.network.nodes
        return all(nodes[node].extra is None and all(edge.exact for edge in edges[node]) for node in self.asked)

    def components(self) -> Iterator[list[int]]:
        """The nodes that reach the distribution, those together that bring in each other, targets first."""
        ranked = sorted(self.asked, key=self.network.rank.__getitem__)
        for _, component in groupby(ranked, key=self.network.component.__getitem__):
            yield list(component)

    def ways(self, node: int) -> Iterator[tuple[int, int, Requirement | None]]:
        """The nodes that this one brings in, the fields of the environments in which it does, and by what."""
        accepted = self._accepted[node]
        for edge in self._edges(node):
            yield edge.target, accepted & self._met[edge.marker], edge.requirement

    def field(self, number: int) -> int:
        """The field of one of the environments."""
        return ((1 << self._width) - 1) << number * self._width

    def sets_in_each(self, asked: int) -> list[int]:
        """The sets that are asked for in the environments, one after the other."""
        size = self._width // 8
        self.budget.spend(self._cost + len(self.environments) // 10)
        written = asked.to_bytes(size * len(self.environments), "little")
        return [int.from_bytes(written[start : start + size], "little") for start in range(0, len(written), size)]

    def clashing(self, node: int) -> tuple[tuple[int, int], ...]:
        """The environments in which what the node asks for clashes, by number, each with the sets."""
        asked = self.asked[node]
        if asked not in self._clashing:
            self._clashing[asked] = tuple(self._clashes(asked))
        return self._clashing[asked]

    def _clashes(self, asked: int) -> Iterator[tuple[int, int]]:
        seen: dict[int, bool] = {}
        for number, some in enumerate(self.sets_in_each(asked)):
            if some not in seen:
                seen[some] = self.budget.spend(some.bit_count()) and self.sets.clash(some)
            if seen[some]:
                yield number, some

    def _edges(self, node: int) -> Iterator[Edge]:
        edges = self.network.edges[node]
        self.budget.spend(len(edges) * self._cost)
        return (edge for edge in edges if edge.target in self.asked and (edge.exact or not self.exact))

    def _meeting(self, marker: Marker | None) -> int:
        """The environments that surely meet a marker; none of them where there is no time to find out."""
        return self._space.meeting(marker) if self.budget.spend(len(self._space.rows) * _ROW) else 0

    def _fields(self, where: int) -> int:
        numbers = (number for number, environment in enumerate(self.environments) if environment & where)
        return sum(map(self.field, numbers))

    def _settle(self, component: Sequence[int]) -> None:
        """Work out what nodes ask for that bring in each other, until none of them brings in anything new."""
        for node in component:
            self.asked[node] = self._asked(node)
        if len(component) == 1:
            return
        # Nobody can come to ask for more than all of them do by now.
        most = reduce(or_, map(self.asked.__getitem__, component))
        asking: defaultdict[int, list[int]] = defaultdict(list)
        for node in component:
            if self._may_grow(node, most):
                for edge in self._edges(node):
                    asking[edge.target].append(node)
        waiting = deque(node for node in component if self._may_grow(node, most))
        queued = set(waiting)
        while waiting and self.budget.spend(1):
            node = waiting.popleft()
            queued.discard(node)
            asked = self._asked(node)
            if asked != self.asked[node]:
                self.asked[node] = asked
                again = [each for each in asking[node] if each not in queued and self._may_grow(each, most)]
                queued.update(again)
                waiting.extend(again)

    def _may_grow(self, node: int, most: int) -> bool:
        return self.asked[node] != most & self._accepted[node]

    def _asked(self, node: int) -> int:
        asked = 0
        for own in self.own.get(node, ()):
            asked |= own.asked
        for edge in self._edges(node):
            asked |= self.asked[edge.target] & self._met[edge.marker]
        return asked & self._accepted[node]
