"""Supported Pythons along dependencies: what a member accepts and one of its siblings refuses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from packaging.version import Version

from pinlint import classifiers
from pinlint.conditions import possible, python_constants
from pinlint.pythons import Pool, finite_cap, traps
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.workspace import Dependency, Member, Workspace

Direction = Literal["low", "inside", "high"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Pythons that a dependent accepts on one side of, or amid, those that siblings accept.

    ``edges`` are those whose dependency refuses, each with the Pythons as a mask of the workspace's pool.
    """

    dependent: Member
    direction: Direction
    edges: tuple[tuple[Dependency, int], ...]


@lru_cache(maxsize=1)
def pool(workspace: Workspace) -> Pool:
    """The Pythons that the workspace tells apart, by Requires-Python or by the markers of internal requirements."""
    sets = [
        each.requires_python.value
        for member in workspace.members
        for each in (member, *member.statements)
        if isinstance(each.requires_python, Declared)
    ]
    markers = {edge.requirement.marker for edge in workspace.dependencies if edge.requirement.marker is not None}
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


def refusals(workspace: Workspace) -> Iterator[Refusal]:
    """For every dependent and direction the published internal requirements that its Requires-Python is too wide for.

    Too high counts only for minors that the dependent claims, by a classifier or by its own cap within Python 3: that
    an uncapped plug-in has a capped core is normal. What a trap in the Requires-Python of the dependency cuts off is a
    finding there, and not repeated here.
    """
    pythons = pool(workspace)
    found: defaultdict[tuple[Member, Direction], list[tuple[Dependency, int]]] = defaultdict(list)
    for edge in workspace.dependencies:
        ours, theirs = accepted(pythons, edge.dependent), accepted(pythons, edge.dependency)
        # A dependency that accepts nothing has a finding of its own.
        if ours and theirs and edge.requirement.scope.published:
            if edge.requirement.marker is not None:
                ours &= possible(edge.requirement.marker, pythons)
            refused = ours & ~theirs
            if refused:
                refused &= ~_trapped(pythons, edge.dependency)
                for direction, mask in _directions(pythons, edge, refused, theirs):
                    found[edge.dependent, direction].append((edge, mask))
    for (dependent, direction), edges in found.items():
        yield Refusal(dependent, direction, tuple(edges))


def _directions(pythons: Pool, edge: Dependency, refused: int, theirs: int) -> Iterator[tuple[Direction, int]]:
    low = pythons.below(refused, theirs)
    if low:
        yield "low", low
    high = pythons.above(refused, theirs) & _claimed(pythons, edge.dependent)
    if high:
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
