"""What members demand of distributions outside the workspace, and where their demands meet.

Demands are compared only where an environment can meet both: requirements for different platforms or Pythons may
differ.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.questions.support import accepted
from pinlint.sets.conditions import compatible, python_constants
from pinlint.sets.pythons import Pool
from pinlint.workspace import CORE, Declared
from pinlint.workspace.policy import deciding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.workspace import Member, Requirement, Workspace
    from pinlint.workspace.policy import DependencyPolicy

    Where = tuple[Marker | None, int]
    """A marker, and the Pythons that the member accepts."""

ALIKE = 50
"""Requirements on one distribution in one place that are put together; beyond them each stands for itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """One published requirement of a member on a distribution outside the workspace."""

    member: Member
    requirement: Requirement
    specifiers: SpecifierSet
    """Its own, with those of the requirements that apply wherever it does."""
    refines: bool
    """Whether it narrows, in some environments, what the member requires in all."""


def gather(workspace: Workspace) -> dict[NormalizedName, tuple[DependencyPolicy, list[Demand]]]:
    """The demands on every distribution that a policy decides about."""
    policies: dict[NormalizedName, DependencyPolicy | None] = {}
    is_internal = _internal(workspace)
    found: dict[NormalizedName, tuple[DependencyPolicy, list[Demand]]] = {}
    for member in workspace.members if workspace.policies else ():
        own: defaultdict[NormalizedName, list[Requirement]] = defaultdict(list)
        # Built metadata may write one requirement for several extras.
        for requirement in {(each.at, each.text): each for each in member.published}.values():
            name = requirement.name
            if name not in policies:
                policies[name] = None if is_internal(name) else _policy(workspace, name)
            if policies[name] and requirement.url is None and not requirement.templated:
                own[name].append(requirement)
        for name, requirements in own.items():
            if policy := policies[name]:
                others = requirements if len(requirements) <= ALIKE else ()
                demands = (_demand(member, each, others) for each in requirements)
                found.setdefault(name, (policy, []))[1].extend(demands)
    return found


def _internal(workspace: Workspace) -> Callable[[NormalizedName], bool]:
    """Whether a name is that of a member, or one that only members may bear."""
    names = {member.name for member in workspace.members}
    owned = [canonicalize_name(glob) for group in workspace.groups for glob in group.owns]
    return lambda name: name in names or any(fnmatchcase(name, glob) for glob in owned)


def _policy(workspace: Workspace, name: NormalizedName) -> DependencyPolicy | None:
    policy = deciding(workspace.policies, name)
    # In a part of the workspace, what only a glob matches may be a member that was not read.
    return policy if policy is None or workspace.whole or name in policy.names else None


def _demand(member: Member, requirement: Requirement, others: Iterable[Requirement]) -> Demand:
    """The requirement with what the others of the same member add to it."""
    found, refines = requirement.specifiers, False
    for other in others:
        within = other.scope in {CORE, requirement.scope}
        if other is not requirement and within and other.marker in {None, requirement.marker}:
            found &= other.specifiers
            refines = refines or (other.marker is None and requirement.marker is not None)
    return Demand(member, requirement, found, refines)


class Environments:
    """The Pythons and platforms on which demands meet."""

    def __init__(self, members: Iterable[Member], markers: Iterable[Marker | None]) -> None:
        declared = (member.requires_python for member in members)
        sets = [each.value for each in declared if isinstance(each, Declared)]
        constants = (version for marker in set(markers) for version in python_constants(marker))
        self.pool = Pool.of(sets, constants)

    def where(self, demand: Demand) -> Where:
        """Where a demand applies. A member of which it is unknown may accept every Python."""
        pythons = accepted(self.pool, demand.member)
        return demand.requirement.marker, self.pool.everything if pythons is None else pythons

    def meet(self, a: Where, b: Where) -> bool:
        """Whether some environment is surely in both."""
        common = a[1] & b[1]
        if a[0] is None and b[0] is None:
            return bool(common)
        return bool(common) and compatible((a[0], b[0]), self.pool, common) is not None
