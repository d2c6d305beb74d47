"""Clashes and what they have in common, for the distributions that are contested."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pinlint.questions.closures.arising import arising, ways_to
from pinlint.questions.closures.contest import Budget, Contest
from pinlint.questions.closures.network import Node, weave
from pinlint.questions.lists import in_one_list
from pinlint.questions.support import common_environment, specifiers
from pinlint.sets.conditions import python_constants
from pinlint.sets.pythons import Pool
from pinlint.sets.spaces import Space

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from packaging.utils import NormalizedName

    from pinlint.questions.closures.needs import Contested, Need, Sets
    from pinlint.questions.closures.network import Network
    from pinlint.workspace import Member, Requirement, Workspace

_WORK = 10_000_000
"""Steps for one workspace; distributions that are not reached within them are not reported."""

Path = tuple["Need", ...]
"""Requirements that lead from a member to the last of them, each with the member that has it."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Requirements on one distribution that a closure brings in together, and that have no version in common.

    Without any of them the others have one. The shortest path comes first, of equal ones what the extra asks for
    before what its core does, and then what is written first. ``environment`` is where, in words; empty where markers
    make no difference.
    """

    member: Member
    extra: NormalizedName | None
    name: NormalizedName
    paths: tuple[Path, ...]
    environment: str
    exact: bool
    """Every installation of the member's present release has it, since all ways there hold siblings exactly."""

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Those that clash."""
        return tuple(path[-1][1] for path in self.paths)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Clashes with one cause: they share a requirement.

    The gravest come first, of these the ones with the shortest ways, and then it goes by the names of the members.
    """

    clashes: tuple[Clash, ...]


def search(workspace: Workspace, distributions: Iterable[Contested]) -> Iterator[Conflict]:
    """The conflicts about some distributions, one after the other, as far as the work goes."""
    network, budget = weave(workspace), Budget(_WORK)
    for name, needs, sets in distributions:
        if budget.left > 0:
            yield from _together(_clashes(workspace, network, name, needs, sets, budget))


def _clashes(  # noqa: PLR0913, PLR0917 - one distribution in one workspace, and how far to go
    workspace: Workspace,
    network: Network,
    name: NormalizedName,
    needs: Sequence[Need],
    sets: Sets,
    budget: Budget,
) -> list[Clash]:
    space = _space(network, needs)
    # Each set is compared with each other.
    if space is None or not budget.spend(len(sets.numbers) ** 2):
        return []
    found: dict[int, Clash] = {}
    written = partial(in_one_list, workspace.sources)
    for exact in (True, False):
        contest = Contest(network, needs, sets, space, budget, exact=exact)
        for node, clashing, environment in arising(contest, written, found, cores=exact):
            clash = None if node in found else _clash(contest, name, node, clashing, environment, exact=exact)
            if clash is not None:
                found[node] = clash
        if contest.whole:
            break
    return [found[node] for node in sorted(found)]


def _space(network: Network, needs: Sequence[Need]) -> Space | None:
    """The environments that the markers on any way to the distribution tell apart.

    Where these are too many they are those that Requires-Python does, and a marker about anything else is met in none.
    """
    reaching = network.reaching(network.numbers[Node(member, each.scope.name)] for member, each in needs)
    asked = [requirement.marker for _, requirement in needs if requirement.marker is not None]
    used = {edge.marker for node in reaching for edge in network.edges[node] if edge.target in reaching}
    asked += [marker for number in sorted(used) if (marker := network.markers[number]) is not None]
    markers = list(dict.fromkeys(asked))
    accepted = {own for node in reaching if (own := specifiers(network.nodes[node].member)) is not None}
    constants = [version for marker in markers for version in python_constants(marker)]
    pool = Pool.of(accepted, constants)
    return Space.of(markers, pool) or Space.of((), pool)


def _clash(  # noqa: PLR0913 - everything there is to say of it
    contest: Contest, name: NormalizedName, node: int, sets: int, number: int, *, exact: bool
) -> Clash | None:
    nodes = contest.network.nodes
    ways = ways_to(contest, node, sets, number)
    if ways is None:
        return None
    member, extra = nodes[node].member, nodes[node].extra
    written = {requirement.at: number for number, requirement in enumerate(member.published)}
    paths = sorted(
        (tuple((nodes[at].member, requirement) for at, requirement in way) for way in ways),
        key=lambda path: (len(path), path[0][1].scope.name != extra, written[path[0][1].at]),
    )
    steps = [step for path in paths for step in path]
    members = list(dict.fromkeys(member for member, _ in steps))
    environment = common_environment(members, list(dict.fromkeys(requirement.marker for _, requirement in steps)))
    if environment is None:
        return None
    return Clash(member, extra, name, tuple(paths), environment, exact)


def _together(clashes: Sequence[Clash]) -> Iterator[Conflict]:
    """Clashes that share a requirement, the one that most of them share first."""
    sharing: defaultdict[Hashable, list[Clash]] = defaultdict(list)
    for clash in sorted(clashes, key=lambda clash: (not clash.exact, sum(map(len, clash.paths)))):
        for requirement in clash.requirements:
            sharing[requirement.at, requirement.text].append(clash)
    told: set[int] = set()
    for alike in sorted(sharing.values(), key=len, reverse=True):
        new = [clash for clash in alike if id(clash) not in told]
        told.update(map(id, new))
        if new:
            yield Conflict(tuple(new))
