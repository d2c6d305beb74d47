"""The fields of a member as plain values, and what of them could not be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pinlint.workspace import Declared, Listing, ScopeKind, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.workspace import Group, Member, Requirement, Workspace

FIELDS = {
    "name": ("title",),
    "version": ("version",),
    "requires_python": ("requires_python",),
    "requires_dist": ("core", "optional"),
    "provides_extra": ("extras",),
    "dependency_groups": ("groups",),
    "classifiers": ("classifiers",),
    "license": ("license",),
}
"""The fields of the report and the fields of a member that they show."""


@dataclass(frozen=True, slots=True)
class Row:
    """One member: values by field name, the files they are from, and the reasons for what is missing."""

    member: Member
    values: dict[str, Any]
    """Of an unknown field ``None``; of a list that is known in part, that part."""
    sources: dict[str, tuple[str, ...]]
    unknown: dict[str, str]
    group: str | None


def rows(workspace: Workspace) -> tuple[Row, ...]:
    """Every member of a workspace, in its order."""
    of_member = {id(member): group for group in workspace.groups for member in group.members}
    return tuple(_row(member, of_member.get(id(member))) for member in workspace.members)


def _row(member: Member, group: Group | None) -> Row:
    values: dict[str, Any] = {}
    sources: dict[str, tuple[str, ...]] = {}
    unknown: dict[str, str] = {}
    for name, parts in FIELDS.items():
        found = [getattr(member, part) for part in parts]
        known = [part for part in found if isinstance(part, Declared | Listing)]
        items = [item for part in known for item in (part if isinstance(part, Listing) else (part,))]
        reasons = dict.fromkeys(gap.reason for part in found for gap in _gaps(part))
        if reasons:
            unknown[name] = "; ".join(reasons)
        if items:
            sources[name] = tuple(dict.fromkeys(item.at.path for item in items))
        values[name] = None if reasons and not items else _value(name, items)
    values["name"] = member.name
    return Row(member, values, sources, unknown, group.name if group else None)


def _gaps(part: object) -> tuple[Unknown, ...]:
    if isinstance(part, Listing):
        return part.unknown
    return (part,) if isinstance(part, Unknown) else ()


def _value(name: str, items: list[Any]) -> Any:  # noqa: ANN401 - what JSON can hold
    if name == "requires_dist":
        return [canonical(item) for item in items]
    if name == "dependency_groups":
        return _by_group(items)
    texts = [str(item.value) for item in items]
    if name in {"provides_extra", "classifiers"}:
        return texts
    return texts[0] if texts else None


def _by_group(requirements: Iterable[Requirement]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for requirement in requirements:
        groups[requirement.scope.name or ""].append(canonical(requirement))
    return dict(groups)


def canonical(requirement: Requirement) -> str:
    """The requirement as ``str(packaging.requirements.Requirement)`` writes it, the extra it belongs to as a marker."""
    # A check that lists nothing does not write requirements anew.
    from packaging.requirements import Requirement as Written  # noqa: PLC0415 - see above

    conditions = [str(requirement.marker)] if requirement.marker else []
    if requirement.scope.kind is ScopeKind.EXTRA:
        conditions = [f"({each})" if " or " in each else each for each in conditions]
        conditions.append(f'extra == "{requirement.scope.name}"')
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    target = f" @ {requirement.url} " if requirement.url else str(requirement.specifiers)
    marker = f"; {' and '.join(conditions)}" if conditions else ""
    return str(Written(f"{requirement.name}{extras}{target}{marker}"))
