"""What members promise their users and siblings cannot keep: internal requirements, and Pythons along them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, reduce, wraps
from operator import and_
from typing import TYPE_CHECKING, Literal, TypeVar
from weakref import WeakKeyDictionary

from packaging.markers import InvalidMarker, Marker
from packaging.version import Version

from pinlint.questions import classifiers
from pinlint.sets.conditions import always, compatible, never, possible, python_constants, restrict
from pinlint.sets.pythons import Pool, finite_cap, traps
from pinlint.sets.specifiers import accepts
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from packaging.specifiers import SpecifierSet

    from pinlint.source import Place
    from pinlint.workspace import Dependency, Member, Requirement, Workspace

Direction = Literal["low", "inside", "high"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Pythons that a dependent accepts on one side of, or amid, those that siblings accept.

    ``edges`` are those whose dependency refuses, each with the Pythons as a mask of the workspace's pool.
    """

    dependent: Member
    direction: Direction
    edges: tuple[tuple[Dependency, int], ...]


def once(compute: Callable[[Workspace], T]) -> Callable[[Workspace], T]:
    """Compute once for every workspace, and keep the value as long as the workspace lives.

    It must not hold the workspace itself: members and their requirements know nothing of it.
    """
    values: WeakKeyDictionary[Workspace, T] = WeakKeyDictionary()

    @wraps(compute)
    def of(workspace: Workspace) -> T:
        if workspace not in values:
            values[workspace] = compute(workspace)
        return values[workspace]

    return of


@once
def pool(workspace: Workspace) -> Pool:
    """The Pythons that the workspace tells apart, by Requires-Python or by the markers of internal requirements."""
    sets = [
        each.requires_python.value
        for member in workspace.members
        for each in (member, *member.statements)
        if isinstance(each.requires_python, Declared)
    ]
    internal = [edge.requirement for edge in workspace.dependencies]
    own = [each for member in workspace.members for each in member.core or () if each.name == member.name]
    markers = {requirement.marker for requirement in (*internal, *own) if requirement.marker is not None}
    constants = {version for marker in markers for version in python_constants(marker)}
    # Claims of classifiers are whole minors.
    minors = {minor for member in workspace.members for minor in classifiers.minors(member)}
    return Pool.of(sets, (*constants, *(Version(f"3.{minor}") for minor in minors)))


def accepted(pythons: Pool, member: Member) -> int | None:
    """The Pythons that a member accepts; None where that is unknown. Absent accepts every Python."""
    declared = member.requires_python
    if isinstance(declared, Unknown):
        return None
    return pythons.mask(declared.value if declared else None)


def specifiers(member: Member) -> SpecifierSet | None:
    """The specifier set that a member declares, if it declares one."""
    return member.requires_python.value if isinstance(member.requires_python, Declared) else None


def declared_pythons(member: Member, *markers: Marker | None) -> tuple[Pool, int] | None:
    """The Pythons that a member declares to accept, in a pool that the markers need; None where it declares none."""
    own = specifiers(member)
    return None if own is None else _told_apart(own, markers)


def common_environment(members: Sequence[Member], markers: Sequence[Marker | None]) -> str | None:
    """An environment that all members accept and that meets all markers, in words; empty where each one does.

    None where there is none, or where that depends on a Requires-Python that is not known.
    """
    constants = [version for marker in markers for version in python_constants(marker)]
    if constants and any(isinstance(member.requires_python, Unknown) for member in members):
        return None
    own = [declared for member in members if (declared := specifiers(member)) is not None]
    pythons = Pool.of(own, constants)
    together = reduce(and_, map(pythons.mask, own), pythons.everything)
    environment = compatible(markers, pythons, together)
    if environment is not None and all(marker is None or always(marker, pythons, together) for marker in markers):
        return ""
    return environment


def condition(requirement: Requirement) -> str:
    """The marker of a requirement as its string states it, or as it follows from where that is written."""
    written = requirement.text.partition(";")[2].strip()
    marker = str(requirement.marker)
    try:
        same = str(restrict(Marker(written), requirement.scope.name)) == marker
    except InvalidMarker:
        same = False
    return written if same else marker


def shown(declared: Declared[SpecifierSet] | Declared[Version]) -> str:
    """The value as it is written, on one line: setup.cfg has a line for each clause."""
    return " ".join(declared.text.split())


def refuses(edge: Dependency) -> bool:
    """Whether the requirement surely refuses the version that the sibling has, be it a pre-release or not."""
    requirement, version = edge.requirement, edge.dependency.version
    if requirement.templated or requirement.url is not None or not isinstance(version, Declared):
        return False
    return not accepts(requirement.specifiers, version.value)


def written(requirements: Iterable[Requirement]) -> tuple[tuple[Place, str], ...]:
    """Where requirements are written, and as what; those that one string states for several extras once."""
    return tuple({requirement.at: requirement.text for requirement in requirements}.items())


@once
def present(workspace: Workspace) -> tuple[Dependency, ...]:
    """The internal requirements that speak of the siblings as they are in the workspace.

    Left out is what asks for an older release, and only where the present one could not be installed anyway:
    ``core<2; python_version < "3.9"`` beside a core 2.1 that requires Python 3.9.
    """
    pythons = pool(workspace)
    return tuple(edge for edge in workspace.dependencies if not (_elsewhere(pythons, edge) and refuses(edge)))


def is_dead(pythons: Pool, member: Member, marker: Marker | None) -> bool:
    """Whether surely no Python that the member accepts meets the marker."""
    ours = accepted(pythons, member)
    return marker is not None and ours is not None and never(marker, pythons, ours)


@lru_cache(maxsize=1024)
def _told_apart(own: SpecifierSet, markers: tuple[Marker | None, ...]) -> tuple[Pool, int]:
    pythons = Pool.of([own], [version for marker in markers for version in python_constants(marker)])
    return pythons, pythons.mask(own)


def _elsewhere(pythons: Pool, edge: Dependency) -> bool:
    """Whether the marker is surely met by no Python that both members accept."""
    marker = edge.requirement.marker
    if marker is None:
        return False
    ours, theirs = accepted(pythons, edge.dependent), accepted(pythons, edge.dependency)
    return ours is not None and theirs is not None and never(marker, pythons, ours & theirs)


@once
def refusals(workspace: Workspace) -> tuple[Refusal, ...]:
    """For every dependent and direction the published internal requirements that its Requires-Python is too wide for.

    Too high counts only for minors that the dependent claims, by a classifier or by its own cap within Python 3: that
    an uncapped plug-in has a capped core is normal. What a trap in the Requires-Python of the dependency cuts off is a
    finding there, and not repeated here. A member that is not published and declares nothing promises nothing.
    """
    pythons = pool(workspace)
    accepting = {member: accepted(pythons, member) for member in workspace.members}
    trapped: dict[Member, int] = {}
    found: defaultdict[tuple[Member, Direction], list[tuple[Dependency, int]]] = defaultdict(list)
    for edge in present(workspace):
        ours, theirs = accepting[edge.dependent], accepting[edge.dependency]
        silent = edge.dependent.unpublished and edge.dependent.requires_python is None
        # A dependency that accepts nothing has a finding of its own.
        if ours and theirs and not silent and edge.requirement.scope.published:
            if edge.requirement.marker is not None:
                ours &= possible(edge.requirement.marker, pythons)
            refused = ours & ~theirs
            if refused:
                if edge.dependency not in trapped:
                    trapped[edge.dependency] = _trapped(pythons, edge.dependency)
                refused &= ~trapped[edge.dependency]
                for direction, mask in _directions(pythons, edge, refused, theirs):
                    found[edge.dependent, direction].append((edge, mask))
    return tuple(Refusal(dependent, direction, tuple(edges)) for (dependent, direction), edges in found.items())


def _directions(pythons: Pool, edge: Dependency, refused: int, theirs: int) -> Iterator[tuple[Direction, int]]:
    low = pythons.below(refused, theirs)
    if low:
        yield "low", low
    high = pythons.above(refused, theirs)
    if high and (high := high & _claimed(pythons, edge.dependent)):
        yield "high", high
    inside = pythons.holes(refused, theirs)
    if inside:
        yield "inside", inside


def _claimed(pythons: Pool, member: Member) -> int:
    """The Pythons that a member means to support: all below its cap, or those of its classifiers."""
    own = specifiers(member)
    if own is not None and finite_cap(own) is not None:
        return pythons.everything
    minors = classifiers.minors(member)
    return pythons.within(((3, minor, 0), (3, minor + 1, 0)) for minor in minors)


def _trapped(pythons: Pool, member: Member) -> int:
    """The Pythons of the minors that a clause of the member's Requires-Python cuts in two."""
    own = specifiers(member)
    releases = [Version(trap.release) for trap in traps(own)] if own is not None else []
    return pythons.within(((each.major, each.minor, 0), (each.major, each.minor + 1, 0)) for each in releases)
