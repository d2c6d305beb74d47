"""Lockstep groups on their way from one version to the next, and who is left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.comparing.values import Move, Step
from pinlint.configured.groups import majority
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.comparing.members import Paired
    from pinlint.comparing.values import PinChange
    from pinlint.workspace import Field, Group, Workspace

    Names = frozenset[NormalizedName]


@dataclass(frozen=True, slots=True)
class _State:
    """What one workspace says: the versions of members, and of groups those that are in files which they name."""

    versions: dict[NormalizedName, Field[Version]]
    stated: dict[str | None, Version]


def moves(old: Workspace, new: Workspace, paired: Paired, pins: Sequence[PinChange]) -> tuple[Move, ...]:
    """The lockstep groups of both sides: configured ones by their names, inferred ones by the members they share."""
    before = {name: member.version for name, (member, _) in paired.both.items()}
    after = {name: member.version for name, (_, member) in paired.both.items()}
    before |= {name: member.version for name, member in paired.removed.items()}
    after |= {name: member.version for name, member in paired.added.items()}
    states = _State(before, _stated(old)), _State(after, _stated(new))
    known = frozenset({*before, *after})
    return tuple(_move(name, names & known, *states, pins) for name, names in _groups(old, new) if names & known)


def _stated(workspace: Workspace) -> dict[str | None, Version]:
    return {group.name: group.stated.value for group in workspace.groups if isinstance(group.stated, Declared)}


def configured(old: Workspace, new: Workspace) -> dict[NormalizedName, Step]:
    """The version steps that may narrow, as the groups of the newer workspace say.

    A member that is gone from it has that of the group which had it, as that group says now if it is still there.
    """
    now = {group.name: group for group in new.groups if not group.inferred}
    found: dict[NormalizedName, str | None] = {}
    for group in old.groups:
        found |= dict.fromkeys(_names(group), now.get(group.name, group).breaking)
    found |= {member.name: None for member in new.members if member.name is not None}
    for group in new.groups:
        found |= dict.fromkeys(_names(group), group.breaking)
    return {name: Step(step) for name, step in found.items() if step is not None}


def _groups(old: Workspace, new: Workspace) -> Iterator[tuple[str | None, Names]]:
    groups = [group for workspace in (old, new) for group in workspace.groups if group.policy.version == "lockstep"]
    taken: set[NormalizedName] = set()
    configured: dict[str, set[NormalizedName]] = {}
    for group in groups:
        if not group.inferred:
            configured.setdefault(group.name, set()).update(_names(group))
    for name, names in configured.items():
        yield name, frozenset(names)
        taken |= names
    inferred = [_names(group) - taken for group in groups if group.inferred]
    for names in sorted(_connected(inferred), key=min):
        if len(names) > 1:
            yield None, frozenset(names)


def _names(group: Group) -> set[NormalizedName]:
    return {member.name for member in group.members if member.name is not None}


def _connected(sets: Iterable[set[NormalizedName]]) -> list[set[NormalizedName]]:
    """The sets, those that share a name put together."""
    found: list[set[NormalizedName]] = []
    for names in sets:
        apart = [each for each in found if not each & names]
        together = names.union(*(each for each in found if each & names))
        found = [*apart, together] if together else found
    return found


def _move(name: str | None, names: Names, before: _State, after: _State, pins: Iterable[PinChange]) -> Move:
    ordered = sorted(names)
    old, new = (_known(state.versions, ordered) for state in (before, after))
    both = [each for each in ordered if each in old and each in new]
    moved = [each for each in both if old[each] != new[each]]
    decisive = moved or both
    source, target = (
        state.stated.get(name) or majority(versions[each] for each in decisive)
        for state, versions in ((before, old), (after, new))
    )
    return Move(
        name=name,
        members=tuple(ordered),
        source=source,
        target=target,
        moved=tuple(moved),
        behind=tuple(each for each in new if new[each] != target),
        apart=tuple(each for each in old if old[each] != source),
        unknown=tuple(
            each
            for each in ordered
            if (each in before.versions and each not in old) or (each in after.versions and each not in new)
        ),
        pins=tuple(pin for pin in pins if pin.dependent in names and pin.dependency in names),
    )


def _known(
    versions: Mapping[NormalizedName, Field[Version]], names: Iterable[NormalizedName]
) -> dict[NormalizedName, Version]:
    found = {}
    for name in names:
        version = versions.get(name)
        if isinstance(version, Declared):
            found[name] = version.value
    return found
