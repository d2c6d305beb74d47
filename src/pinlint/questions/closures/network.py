"""What asking for a member brings in: its core, the extras that are asked for, and those of the siblings it requires.

Only requirements that accept the sibling's present version are followed, and only those that users of a release meet.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.questions.support import present
from pinlint.sets.specifiers import accepts, shape
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.markers import Marker
    from packaging.utils import NormalizedName

    from pinlint.workspace import Dependency, Member, Requirement, Workspace


@dataclass(frozen=True, slots=True)
class Node:
    """A member, or one of its extras."""

    member: Member
    extra: NormalizedName | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """What brings in another node: a requirement, or None where an extra comes with its own core.

    It is exact where no release of the sibling but the present one will do. ``marker`` is the number of its marker.
    """

    target: int
    requirement: Requirement | None
    exact: bool
    marker: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The nodes by number, with their edges; in the order of their names, whatever their paths.

    In ``rank`` targets come before what brings them in, and nodes that bring in each other, which are one
    ``component``, side by side.
    """

    nodes: tuple[Node, ...]
    numbers: dict[Node, int]
    edges: tuple[tuple[Edge, ...], ...]
    dependents: tuple[tuple[int, ...], ...]
    rank: tuple[int, ...]
    component: tuple[int, ...]
    markers: tuple[Marker | None, ...]
    """The different markers of edges, each once; the first stands for none."""

    def reaching(self, targets: Iterable[int]) -> set[int]:
        """The nodes that bring in one of the targets, those included."""
        seen = set(targets)
        reached = deque(seen)
        while reached:
            for node in self.dependents[reached.popleft()]:
                if node not in seen:
                    seen.add(node)
                    reached.append(node)
        return seen


def weave(workspace: Workspace) -> Network:
    """The network of a workspace, in time and memory linear in its requirements."""
    nodes = tuple(node for member in sorted(workspace.members, key=lambda each: each.order) for node in _nodes(member))
    numbers = {node: number for number, node in enumerate(nodes)}
    edges: defaultdict[int, list[Edge]] = defaultdict(list)
    for node, number in numbers.items():
        if node.extra is not None:
            edges[number].append(Edge(numbers[Node(node.member)], None, exact=True))
    steps = [step for step in (*_between(workspace), *_within(workspace)) if step[1] in numbers]
    markers = {str(requirement.marker): requirement.marker for _, _, requirement, _ in steps if requirement.marker}
    texts = {text: number for number, text in enumerate(sorted(markers), 1)}
    for source, target, requirement, exact in steps:
        marker = texts[str(requirement.marker)] if requirement.marker else 0
        edges[numbers[source]].append(Edge(numbers[target], requirement, exact, marker))
    outgoing = tuple(tuple(sorted(edges[number], key=_order)) for number in range(len(nodes)))
    incoming: list[list[int]] = [[] for _ in nodes]
    for number, own in enumerate(outgoing):
        for edge in own:
            incoming[edge.target].append(number)
    dependents = tuple(tuple(dict.fromkeys(each)) for each in incoming)
    rank, component = _ordered([[edge.target for edge in own] for own in outgoing], dependents)
    return Network(nodes, numbers, outgoing, dependents, rank, component, (None, *(markers[text] for text in texts)))


def _nodes(member: Member) -> Iterator[Node]:
    yield Node(member)
    declared = (each.value for each in member.extras or ())
    used = (each.scope.name for each in member.optional or ())
    yield from (Node(member, extra) for extra in sorted({extra for extra in (*declared, *used) if extra is not None}))


def _order(edge: Edge) -> tuple[int, bool, int]:
    """Of the edges to one node those that hold it exactly come first, then those without a marker."""
    return edge.target, not edge.exact, edge.marker


def _between(workspace: Workspace) -> Iterator[tuple[Node, Node, Requirement, bool]]:
    for edge in present(workspace):
        requirement = edge.requirement
        if requirement.scope.published and _follows(edge):
            source = Node(edge.dependent, requirement.scope.name)
            exact = not requirement.specifiers if requirement.templated else shape(requirement.specifiers) == "exact"
            for extra in (None, *sorted(requirement.extras)):
                yield source, Node(edge.dependency, extra), requirement, exact


def _within(workspace: Workspace) -> Iterator[tuple[Node, Node, Requirement, bool]]:
    """Extras that ask for extras of their own member, which are of the same release."""
    for member in workspace.members:
        for requirement in member.published:
            if requirement.name == member.name and requirement.url is None:
                for extra in sorted(requirement.extras):
                    yield Node(member, requirement.scope.name), Node(member, extra), requirement, True


def _follows(edge: Dependency) -> bool:
    """Whether the requirement surely accepts the version that the sibling has."""
    requirement, version = edge.requirement, edge.dependency.version
    if requirement.url is not None:
        return False
    if requirement.templated:
        own = edge.dependent.version
        return isinstance(own, Declared) and isinstance(version, Declared) and own.value == version.value
    if not requirement.specifiers:
        return True
    # A clause ``===`` may compare a spelling that only the built distribution has.
    plain = all(clause.operator != "===" for clause in requirement.specifiers)
    return plain and isinstance(version, Declared) and accepts(requirement.specifiers, version.value)


def _ordered(
    targets: Sequence[Sequence[int]], dependents: Sequence[Sequence[int]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rank and component of every node (Kosaraju): two walks in depth, the second one against the edges."""
    finished: list[int] = []
    _walk(range(len(targets)), targets, finished, set())
    component = [0] * len(targets)
    order: list[int] = []
    seen: set[int] = set()
    # The last to finish begin; their components come from the dependents down to what everybody requires.
    for start in reversed(finished):
        if start not in seen:
            together: list[int] = []
            _walk([start], dependents, together, seen)
            for node in together:
                component[node] = start
            order += together
    rank = [0] * len(targets)
    for place, node in enumerate(reversed(order)):
        rank[node] = place
    return tuple(rank), tuple(component)


def _walk(starts: Sequence[int], following: Sequence[Sequence[int]], finished: list[int], seen: set[int]) -> None:
    """Go in depth, without recursion; nodes are appended when all behind them are finished."""
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        open_ways = [(start, iter(following[start]))]
        while open_ways:
            node, ways = open_ways[-1]
            onward = next((each for each in ways if each not in seen), None)
            if onward is None:
                finished.append(node)
                open_ways.pop()
            else:
                seen.add(onward)
                open_ways.append((onward, iter(following[onward])))
