"""What several members state in one place: a fix for one of them changes the others with it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from pinlint.fixing.texts import touches
from pinlint.metadata.positions import locate
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pinlint.engine import Located
    from pinlint.fixing.texts import Files
    from pinlint.source import Edit, Place, Span
    from pinlint.workspace import Member, Workspace


def alone(found: Iterable[Located], workspace: Workspace, files: Files) -> dict[int, str]:
    """The fixes, by their place among these, that change what another member states, who asks for no such change.

    Each comes with the label of such a member.
    """
    every = tuple(found)
    stated = _shared(workspace, files)
    if not stated:
        return {}
    asking: dict[Edit, set[Member]] = {}
    for each in every:
        if each.finding.member is not None:
            for edit in files.edits(each):
                asking.setdefault(edit, set()).add(each.finding.member)
    others: dict[int, str] = {}
    for number, each in enumerate(every):
        for edit in files.edits(each):
            for member, span in stated.get(edit.span.path, ()):
                if member is not each.finding.member and touches(edit.span, span) and member not in asking[edit]:
                    others.setdefault(number, member.label)
    return others


def _shared(workspace: Workspace, files: Files) -> Mapping[str, list[tuple[Member, Span]]]:
    """Where members state something in files that several of them do, by file."""
    members: dict[str, set[Member]] = {}
    for member in workspace.members:
        for place in _places(member):
            members.setdefault(files.of(place.path), set()).add(member)
    several = {file for file, stating in members.items() if len(stating) > 1}
    found: dict[str, list[tuple[Member, Span]]] = {file: [] for file in several}
    for member in workspace.members if several else ():
        for place in dict.fromkeys(_places(member)):
            file = files.of(place.path)
            if file in several and place.path in workspace.sources:
                found[file].append((member, locate(workspace.sources[place.path], place)))
    return found


def _places(member: Member) -> Iterator[Place]:
    """Where a member states its values."""
    for facts in (member, *member.statements):
        for each in fields(facts):
            value = getattr(facts, each.name)
            if isinstance(value, Declared | Unknown):
                yield value.at
            elif isinstance(value, Listing):
                yield from (item.at for item in value)
