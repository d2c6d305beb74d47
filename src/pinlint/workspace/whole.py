"""Everything that is checked together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.source import Source
    from pinlint.workspace.group import Group
    from pinlint.workspace.ignore import Ignore
    from pinlint.workspace.locked import Lock
    from pinlint.workspace.member import Member
    from pinlint.workspace.policy import DependencyPolicy
    from pinlint.workspace.problem import Problem
    from pinlint.workspace.requested import RequirementsFile
    from pinlint.workspace.requirement import Requirement
    from pinlint.workspace.resolver import Resolver
    from pinlint.workspace.targets import Target


@dataclass(frozen=True, slots=True)
class Dependency:
    """An edge: the requirement of one member on another."""

    dependent: Member
    dependency: Member
    requirement: Requirement


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Workspace:
    """Everything that is checked together, equal to itself only. Members come in the order of their paths.

    Weak references can be had: what is computed of a workspace once is kept as long as the workspace is.
    """

    members: tuple[Member, ...]
    dependencies: tuple[Dependency, ...] = ()
    groups: tuple[Group, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Every file that was read, by path."""
    requested: tuple[RequirementsFile, ...] = ()
    """The requirements and constraints files that nobody includes, each with all that it includes."""
    locks: tuple[Lock, ...] = ()
    targets: tuple[Target, ...] = ()
    """The Pythons that tools are set to."""
    resolvers: tuple[Resolver, ...] = ()
    """What files tell uv, pdm and poetry, in the order of the folders that were read."""
    policies: tuple[DependencyPolicy, ...] = ()
    """What is configured for requirements; of those that match a distribution the first decides."""
    whole: bool = True
    """Whether every project below the root was looked for, so that what was not found is not there."""
    ignores: tuple[Ignore, ...] = ()
    """What was asked to be ignored, and what came of it; known to the rules that are asked last."""

    def stating(self, path: str) -> Member | None:
        """The member that a file says something of."""
        return next((member for member in self.members if any(each.path == path for each in member.statements)), None)
