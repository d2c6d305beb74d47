"""The fields of a member as plain values, and what of them could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pinlint.engine import unknown_fields
from pinlint.workspace import Declared, Listing, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.utils import NormalizedName

    from pinlint.source import Place
    from pinlint.workspace import Group, Member, Requirement, Workspace

FIELDS = {
    "name": ("name", ("title",)),
    "version": ("version", ("version",)),
    "requires_python": ("requires-python", ("requires_python",)),
    "requires_dist": ("requires-dist", ("core", "optional")),
    "provides_extra": ("provides-extra", ("extras",)),
    "dependency_groups": ("dependency-groups", ("groups",)),
    "classifiers": ("classifier", ("classifiers",)),
    "license": ("license", ("license",)),
}
"""The fields of the report: what Core Metadata calls each, and the fields of a member that it shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One member: values by field name, the files they are from, and the reasons for what is missing."""

    member: Member
    values: dict[str, Any]
    """``None`` where the field is unknown; a list that is known in part would be a wrong value to whoever compares."""
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
    gaps = unknown_fields(member)
    for name, (field, parts) in FIELDS.items():
        if field in gaps:
            values[name] = None
            unknown[name] = "; ".join(dict.fromkeys(gap.reason for gap in gaps[field]))
            continue
        known = [part for part in (getattr(member, part) for part in parts) if isinstance(part, Declared | Listing)]
        items = [item for part in known for item in (part if isinstance(part, Listing) else (part,))]
        values[name] = _value(name, member, items)
        if items:
            sources[name] = tuple(dict.fromkeys(item.at.path for item in items))
    return Row(member, values, sources, unknown, group.name if group else None)


def _value(name: str, member: Member, items: list[Any]) -> Any:  # noqa: ANN401 - what JSON can hold
    if name == "name":
        return member.name
    if name == "requires_dist":
        return list(_requires_dist(items))
    if name == "dependency_groups":
        return _by_group(member.group_names, items)
    texts = [str(item.value) for item in items]
    if name in {"provides_extra", "classifiers"}:
        return texts
    return texts[0] if texts else None


def _requires_dist(requirements: Sequence[Requirement]) -> Iterator[str]:
    """The strings; one that a marker makes both core and optional is one string, as its author or backend wrote it."""
    scopes = Counter(requirement.at for requirement in requirements)
    split: set[Place] = set()
    for requirement in requirements:
        if scopes[requirement.at] == 1 or "extra" not in requirement.text.partition(";")[2]:
            yield canonical(requirement)
        elif requirement.at not in split:
            split.add(requirement.at)
            yield canonical(requirement, whole=requirement.text)


def _by_group(names: Iterable[NormalizedName], requirements: Iterable[Requirement]) -> dict[str, list[str]]:
    """The requirements of each dependency group; one without any is there as well."""
    groups: dict[str, list[str]] = {name: [] for name in names}
    for requirement in requirements:
        groups.setdefault(requirement.scope.name or "", []).append(canonical(requirement))
    return groups


def canonical(requirement: Requirement, *, whole: str | None = None) -> str:
    """The requirement as ``str(packaging.requirements.Requirement)`` writes it, the extra it belongs to as a marker.

    With ``whole`` the marker is that of this string, in which it stands with all its extras.
    """
    # A check that lists nothing does not write requirements anew.
    from packaging.requirements import Requirement as Written  # noqa: PLC0415 - see above

    marker = requirement.marker if whole is None else Written(whole).marker
    conditions = [str(marker)] if marker else []
    if whole is None and requirement.scope.kind is ScopeKind.EXTRA:
        conditions = [f"({each})" if " or " in each else each for each in conditions]
        conditions.append(f'extra == "{requirement.scope.name}"')
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    target = f" @ {requirement.url} " if requirement.url else str(requirement.specifiers)
    condition = f"; {' and '.join(conditions)}" if conditions else ""
    return str(Written(f"{requirement.name}{extras}{target}{condition}"))
