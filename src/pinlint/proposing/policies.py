"""The policies of groups that were inferred, as firm as they can be while a check finds what it found before.

A configured group is asked more than an inferred one: of members that are narrower, and of ties. Where that finds
something new, a looser policy is tried; where that one would lose what was found, the new findings are ignored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pinlint.configured import groups
from pinlint.questions.classifiers import pythons
from pinlint.questions.support import pool
from pinlint.report.text import counted
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from packaging.utils import NormalizedName

    from pinlint.config import GroupTable
    from pinlint.engine import Located
    from pinlint.workspace import Group, Member, Workspace

    Ask = Callable[[Workspace], Iterable[Located]]
    """What the rules that hold members to policies find in a workspace, be it ignored or not."""
    _Found = dict[tuple[str, int], set[tuple[object, ...]]]
    """What each rule finds, by the rule and the identity of the member."""

_PINS, _PYTHON, _CLASSIFIERS = "PIN102", "PIN202", "PIN303"
"""The rules that hold members to a policy of their group."""
_LOOSER = {
    _PINS: {"compatible": "minimum", "minimum": "any"},
    _PYTHON: {"same": "compatible"},
    _CLASSIFIERS: {"same": "any"},
}


RULES = frozenset(_LOOSER)
"""The codes of the rules that are asked."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The tables of the groups, the workspace with these groups, and whom which rule has to leave alone."""

    tables: tuple[GroupTable, ...]
    workspace: Workspace
    ignored: tuple[tuple[str, NormalizedName], ...]


def settle(workspace: Workspace, tables: Sequence[GroupTable], ask: Ask) -> Settled:
    """The tables with policies under which nothing new is found, as far as there are such."""
    exact = {member for group in workspace.groups if group.policy.internal_pins == "exact" for member in group.members}
    with_groups = _with(workspace, tables)
    firm = [
        replace(
            table,
            internal_pins="exact" if exact.issuperset(members) else "compatible",
            requires_python="same",
            classifiers="same",
        )
        for table, members in _each(with_groups, tables)
    ]
    before = _found(workspace, ask)
    while True:
        with_groups = _with(workspace, firm)
        after = _found(with_groups, ask)
        looser = [_loosened(table, members, before, after) for table, members in _each(with_groups, firm)]
        if looser == firm:
            return Settled(tuple(firm), with_groups, tuple(_ignored(with_groups, before, after)))
        firm = looser


def because(workspace: Workspace, group: Group) -> dict[str, str]:
    """Why each key of the group's table has the value it has: what its members do."""
    told_apart = pool(workspace)
    declared = [each.requires_python for each in group.members if isinstance(each.requires_python, Declared)]
    masks = [told_apart.mask(each.value) for each in declared]
    listed = [labels for each in group.members if (labels := frozenset(pythons(each)))]
    # Of members that share a name those of another version cannot be told apart from them.
    known = [each.version.value for each in group.members if isinstance(each.version, Declared)]
    carriers = sum(version == group.version for version in known)
    who = "all" if carriers == len(group.members) else f"{carriers} of {len(group.members)}"
    return {
        "members": counted(len(group.members), "member"),
        "version": f"{who} are at {group.version}",
        "internal-pins": _followed(group),
        "requires-python": _alike(masks, "Requires-Python"),
        "classifiers": _alike(listed, "classifiers for Python"),
    }


def _with(workspace: Workspace, tables: Sequence[GroupTable]) -> Workspace:
    return replace(workspace, groups=groups.resolve(workspace.members, workspace.dependencies, tables))


def _each(workspace: Workspace, tables: Iterable[GroupTable]) -> list[tuple[GroupTable, tuple[Member, ...]]]:
    members = {group.name: group.members for group in workspace.groups if not group.inferred}
    return [(table, members[table.name]) for table in tables]


def _found(workspace: Workspace, ask: Ask) -> _Found:
    found: defaultdict[tuple[str, int], set[tuple[object, ...]]] = defaultdict(set)
    for each in ask(workspace):
        finding = each.finding
        key = (each.span, each.level, finding.dependencies, finding.extra, finding.subject)
        found[each.rule.code, id(finding.member)].add(key)
    return dict(found)


def _loosened(table: GroupTable, members: Sequence[Member], before: _Found, after: _Found) -> GroupTable:
    """The table with the next looser word for what is only found under it."""

    def word(code: str, chosen: str | None) -> str | None:
        found = [before.get((code, id(member)), set()) for member in members]
        new = any(after.get((code, id(member)), set()) - old for member, old in zip(members, found, strict=True))
        return _LOOSER[code].get(chosen or "", chosen) if new and not any(found) else chosen

    return replace(
        table,
        internal_pins=word(_PINS, table.internal_pins),
        requires_python=word(_PYTHON, table.requires_python),
        classifiers=word(_CLASSIFIERS, table.classifiers),
    )


def _ignored(workspace: Workspace, before: _Found, after: _Found) -> Iterable[tuple[str, NormalizedName]]:
    """The members about which a rule finds something new, where it found nothing."""
    for member in workspace.members:
        for code in _LOOSER:
            key = code, id(member)
            if key in after and key not in before and member.name is not None:
                yield code, member.name


def _followed(group: Group) -> str:
    share = group.pins
    if not share.of:
        return "they do not require each other"
    one = share.number == 1
    verb, rest = {
        "compatible": ("has" if one else "have", "both bounds"),
        "minimum": ("has" if one else "have", "a lower bound"),
    }.get(group.policy.internal_pins, ("is" if one else "are", "exact"))
    return f"{share.number} of {counted(share.of, 'requirement')} between them {verb} {rest}"


def _alike(values: Sequence[Hashable], what: str) -> str:
    common = max(Counter(values).values(), default=0)
    if len(values) < 2:
        return f"one member has {what}" if values else f"no {what} known"
    if common == 1:
        return f"no two of {len(values)} members with {what} have the same"
    return f"{common} of {len(values)} members with {what} have the same"
