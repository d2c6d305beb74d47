"""What a workspace keeps to without having promised it: names that are its own, hubs, versions in common."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pinlint.source import Key
from pinlint.workspace import ScopeKind
from pinlint.workspace.policy import DependencyPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.utils import NormalizedName

    from pinlint.config import GroupTable
    from pinlint.workspace import Group, Member, Workspace

_FEWEST = 3
"""Members that have to do the same, before it looks like a habit."""


def owned(workspace: Workspace, table: GroupTable) -> tuple[str, ...]:
    """The globs over the members of a group, where all that is required by a name they match is a member."""
    globs = tuple(glob for glob in table.members if glob.endswith("-*"))
    names = {member.name for member in workspace.members}
    required = {each.name for member in workspace.members for each in member.published} - names
    known = all(
        each is None or each.complete for member in workspace.members for each in (member.core, member.optional)
    )
    lacking = any(fnmatchcase(name, glob) for name in required for glob in globs)
    return () if lacking or not known else globs


def completed(group: Group) -> tuple[str, ...]:
    """The lists of requirements that name every other member of the group: of members, or of their extras."""
    return tuple(hub for member in group.members for hub in _hubs(group, member))


def _hubs(group: Group, hub: Member) -> Iterator[str]:
    others = {each.name for each in group.members if each is not hub and not each.unpublished}
    if len(others) < _FEWEST or hub.name is None:
        return
    named = {each.name for each in hub.core or ()}
    if others <= named:
        yield hub.name
        return
    for extra in hub.extras or ():
        of_extra = {
            each.name
            for each in hub.optional or ()
            if each.scope.kind is ScopeKind.EXTRA and each.scope.name == extra.value
        }
        if others <= named | of_extra:
            yield f"{hub.name}[{extra.value}]"
            return


def agreed(workspace: Workspace) -> tuple[NormalizedName, ...]:
    """The distributions that several members require, all of them the same versions and not just any."""
    from pinlint.questions.ballots import compare  # noqa: PLC0415 - what compares sets is heavy
    from pinlint.questions.demands import gather  # noqa: PLC0415 - the same

    same = DependencyPolicy(names=("*",), at=Key("", ()), specifiers="same")
    found = []
    for name, (policy, demands) in gather(replace(workspace, policies=(same,))).items():
        bounded = all(str(demand.specifiers) for demand in demands)
        several = len({demand.member for demand in demands}) >= _FEWEST
        if bounded and several and not any(compare(policy, demands)):
            found.append(name)
    return tuple(sorted(found))
