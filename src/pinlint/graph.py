"""The dependency graph: members, the requirements that join them, and the questions that paths answer.

``networkx`` is imported inside the functions that need it: a run that finds nothing never pays for it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from pinlint.configured import groups
from pinlint.configured.policies import Policies
from pinlint.sets.specifiers import accepts
from pinlint.workspace import Declared, Dependency, Member, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import networkx as nx
    from packaging.utils import NormalizedName

    from pinlint.metadata.reading import Reading
    from pinlint.workspace import Problem, Requirement

    Ring = tuple[Dependency, ...]

_SEARCH_BUDGET = 2_000_000
"""Edges that the search for the shortest cycle of one component may look at."""
_OPEN_ENDED = 20
"""Cycles that do not close after which a component is left alone, unless one was found that does."""


def connect(
    reading: Reading, policies: Policies | None = None, problems: Iterable[Problem] = (), *, whole: bool = True
) -> Workspace:
    """The workspace of what was read: its members joined by their requirements and put into groups.

    ``whole`` if every project below the root was looked for.
    """
    policies = policies or Policies()
    dependencies = tuple(internal(reading.members))
    return Workspace(
        members=reading.members,
        dependencies=dependencies,
        groups=groups.resolve(reading.members, dependencies, policies.groups, policies.versions),
        problems=(*problems, *reading.problems, *policies.problems),
        sources={**policies.sources, **reading.sources},
        requested=reading.beside.requested,
        locks=reading.beside.locks,
        targets=reading.beside.targets,
        resolvers=reading.beside.resolvers,
        policies=policies.dependencies,
        whole=whole,
    )


def internal(members: Sequence[Member]) -> Iterator[Dependency]:
    """The requirements of members on other members, in the order they are written.

    Where several members bear a name, a requirement means the one whose version it accepts, among the published ones if
    there are any; if that does not tell them apart it joins none of them.
    """
    bearers: defaultdict[NormalizedName, list[Member]] = defaultdict(list)
    for member in members:
        if member.name is not None:
            bearers[member.name].append(member)
    meant: dict[tuple[NormalizedName, str], Member | None] = {}
    for member in members:
        for requirement in member.requirements:
            if requirement.name != member.name and requirement.name in bearers:
                # By its text, since a name may have as many bearers as it has requirements.
                key = requirement.name, str(requirement.specifiers)
                if key not in meant:
                    meant[key] = _meant(requirement, bearers[requirement.name])
                if (dependency := meant[key]) is not None:
                    yield Dependency(member, dependency, requirement)


def external(workspace: Workspace) -> Iterator[tuple[Member, Requirement]]:
    """The requirements of members on distributions outside the workspace, in the order they are written."""
    names = {member.name for member in workspace.members}
    for member in workspace.members:
        for requirement in member.requirements:
            if requirement.name not in names:
                yield member, requirement


def by_pair(dependencies: Iterable[Dependency]) -> Iterator[tuple[Dependency, ...]]:
    """The edges between the same two members together, pairs in the order of their first edges."""
    pairs: defaultdict[tuple[Member, Member], list[Dependency]] = defaultdict(list)
    for edge in dependencies:
        pairs[edge.dependent, edge.dependency].append(edge)
    yield from map(tuple, pairs.values())


def network(workspace: Workspace) -> nx.MultiDiGraph[Member | NormalizedName]:
    """The whole graph: members, and the names of external distributions; each edge carries its ``requirement``."""
    import networkx as nx  # noqa: PLC0415 - only for those who ask for the graph itself

    graph: nx.MultiDiGraph[Member | NormalizedName] = nx.MultiDiGraph()
    graph.add_nodes_from(workspace.members)
    for edge in workspace.dependencies:
        graph.add_edge(edge.dependent, edge.dependency, requirement=edge.requirement)
    for member, requirement in external(workspace):
        graph.add_edge(member, requirement.name, requirement=requirement)
    return graph


def cycles(
    dependencies: Iterable[Dependency],
    closes: Callable[[Ring], bool] = lambda _ring: True,
    through: Callable[[Dependency], bool] = lambda _edge: True,
) -> Iterator[Ring]:
    """The shortest cycle of every strongly connected component that leads ``through`` an edge, which comes first.

    It is the shortest among the shortest that begin at each member, those left out that do not close; of equal ones it
    goes by the names of the members. Of several requirements of one member on another the first is the edge. In a
    component of thousands, or of many that do not close, it is the shortest that the search reaches within its budget.
    """
    edges = tuple(dependencies)
    if _circular(edges):
        graph = _joined(edges)
        for component in _components(graph):
            ring = _shortest(graph.subgraph(component), component, closes, through)
            if ring:
                yield ring


def tied(dependencies: Iterable[Dependency]) -> tuple[tuple[Member, ...], ...]:
    """The members that require each other in circles, those together that reach one another."""
    edges = tuple(dependencies)
    return tuple(map(tuple, _components(_joined(edges)))) if _circular(edges) else ()


def _circular(edges: Iterable[Dependency]) -> bool:
    following: defaultdict[Member, set[Member]] = defaultdict(set)
    for edge in edges:
        following[edge.dependent].add(edge.dependency)
    try:
        TopologicalSorter(following).prepare()
    except CycleError:
        return True
    return False


def _joined(edges: Iterable[Dependency]) -> nx.DiGraph[Member]:
    import networkx as nx  # noqa: PLC0415 - only where there is a cycle to show

    graph: nx.DiGraph[Member] = nx.DiGraph()
    # Ways of equal length are told apart by names, and not by paths or by the order in which requirements are written.
    for edge in sorted(edges, key=lambda edge: (edge.dependent.order, edge.dependency.order)):
        if not graph.has_edge(edge.dependent, edge.dependency):
            graph.add_edge(edge.dependent, edge.dependency, dependency=edge)
    return graph


def _components(graph: nx.DiGraph[Member]) -> list[list[Member]]:
    """The strongly connected components of more than one member, by name, and so are the members in them."""
    import networkx as nx  # noqa: PLC0415 - only where there is a cycle to show

    tied = (each for each in nx.strongly_connected_components(graph) if len(each) > 1)
    found = (sorted(each, key=lambda member: member.order) for each in tied)
    return sorted(found, key=lambda members: members[0].order)


def _shortest(
    graph: nx.DiGraph[Member],
    component: Sequence[Member],
    closes: Callable[[Ring], bool],
    through: Callable[[Dependency], bool],
) -> Ring:
    """The shortest ring in a strongly connected graph; of equal ones that which starts earliest."""
    shortest: Ring = ()
    open_ended = 0
    for start in component[: max(1, _SEARCH_BUDGET // graph.size())]:
        members = _ring(graph, start, through)
        if members and (not shortest or len(members) < len(shortest)):
            ring = tuple(graph.edges[edge]["dependency"] for edge in pairwise((*members, start)))
            if closes(ring):
                shortest = ring
            else:
                open_ended += 1
        if len(shortest) == 2 or open_ended == _OPEN_ENDED:
            break
    return shortest


def _ring(graph: nx.DiGraph[Member], start: Member, through: Callable[[Dependency], bool]) -> Sequence[Member]:
    """The shortest way from a member back to itself, without its return, found by breadth-first search."""
    first = [member for member in graph.successors(start) if through(graph.edges[start, member]["dependency"])]
    came_from = dict.fromkeys(first, start)
    reached = deque(first)
    while reached:
        member = reached.popleft()
        for following in graph.successors(member):
            if following is start:
                way = [member]
                while way[-1] is not start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if following not in came_from:
                came_from[following] = member
                reached.append(following)
    return ()


def _meant(requirement: Requirement, bearers: Sequence[Member]) -> Member | None:
    """The one member of its name that the requirement can mean."""
    published = [member for member in bearers if not member.unpublished] or bearers
    if len(published) > 1:
        published = [member for member in published if _accepts(requirement, member)]
    return published[0] if len(published) == 1 else None


def _accepts(requirement: Requirement, member: Member) -> bool:
    return isinstance(member.version, Declared) and accepts(requirement.specifiers, member.version.value)
