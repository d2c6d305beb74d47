"""Requirements of members on members: moved with the version of that one, left behind, or gone ahead."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.comparing.requirements import condition, texts, written
from pinlint.comparing.values import PinChange, Stance
from pinlint.sets.specifiers import accepts
from pinlint.workspace import Declared, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packaging.utils import NormalizedName

    from pinlint.comparing.values import RequirementChange
    from pinlint.workspace import Member, Requirement, Scope, Workspace

    Pairs = Mapping[NormalizedName, tuple[Member, Member]]
    _Slot = tuple[NormalizedName, NormalizedName, Scope]
    _Slots = dict[_Slot, list[Requirement]]


def pins(old: Workspace, new: Workspace, members: Pairs) -> tuple[PinChange, ...]:
    """The requirements between members of both sides, in all scopes, where their version or they themselves changed."""
    before, after = _slots(old, members, 0), _slots(new, members, 1)
    slots = sorted(
        {*before, *after}, key=lambda slot: (*slot[:2], list(ScopeKind).index(slot[2].kind), slot[2].name or "")
    )
    found = (_pin(slot, before.get(slot, []), after.get(slot, []), *members[slot[1]]) for slot in slots)
    return tuple(pin for pin in found if pin is not None)


def is_mere(pin: PinChange, change: RequirementChange, old: Iterable[Requirement], new: Iterable[Requirement]) -> bool:
    """Whether a change of the requirements behind a pin says no more than that it names another version."""
    if (pin.scope, pin.dependency) != (change.scope, change.name) or Stance.ACCEPTS in {pin.before, pin.after}:
        return False
    return _shape(old) == _shape(new)


def _shape(requirements: Iterable[Requirement]) -> list[tuple[object, ...]]:
    """Everything about requirements but the versions in them."""
    return sorted(
        (
            sorted(clause.operator for clause in each.specifiers),
            sorted(each.extras),
            condition(each) or "",
        )
        for each in requirements
    )


def _slots(workspace: Workspace, members: Pairs, side: int) -> _Slots:
    """The requirements between paired members, by both ends and scope; those that lead to a URL are left out."""
    found: _Slots = defaultdict(list)
    for edge in workspace.dependencies:
        ends = edge.dependent.name, edge.dependency.name
        if edge.requirement.url is None and all(
            name in members and members[name][side] is member
            for name, member in zip(ends, (edge.dependent, edge.dependency), strict=True)
            if name is not None
        ):
            dependent, dependency = ends
            if dependent is not None and dependency is not None:
                found[dependent, dependency, edge.requirement.scope].append(edge.requirement)
    return found


def _pin(
    slot: _Slot, old: list[Requirement], new: list[Requirement], before: Member, after: Member
) -> PinChange | None:
    if not isinstance(before.version, Declared) or not isinstance(after.version, Declared):
        return None
    stances = _stance(old, before.version.value), _stance(new, after.version.value)
    told = old and new and before.version.value != after.version.value
    if not told and (Stance.REFUSES not in stances or written(old) == written(new)):
        return None
    return PinChange(*slot, texts(old), texts(new), *stances)


def _stance(requirements: Iterable[Requirement], version: Version) -> Stance:
    known = tuple(requirements)
    if any(not each.templated and not accepts(each.specifiers, version) for each in known):
        return Stance.REFUSES
    return Stance.NAMES if any(_names(each, version) for each in known) else Stance.ACCEPTS


def _names(requirement: Requirement, version: Version) -> bool:
    """Whether the version is written in the requirement, with any operator, or filled in by the build."""
    return requirement.templated or any(_is(clause.version, version) for clause in requirement.specifiers)


def _is(text: str, version: Version) -> bool:
    try:
        return Version(text) == version
    except InvalidVersion:  # a wildcard, or the free text of ===
        return False
