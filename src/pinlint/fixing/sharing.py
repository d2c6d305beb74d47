"""What several members state in one place: a fix for one of them changes the others with it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

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
        # Rules that are asked last are about ignores, which are comments and state nothing.
        for edit in () if each.rule.last else files.edits(each):
            for member, span in stated.get(edit.span.path, ()):
                if _changes(edit.span, span) and member not in asking.get(edit, {each.finding.member}):
                    others.setdefault(number, member.label)
    return others


def _changes(edit: Span, stated: Span) -> bool:
    """Whether an edit changes what is stated there: it does where it adds something right before or behind it."""
    if edit.start == edit.end:
        return stated.start <= edit.start <= stated.end
    return edit.start < stated.end and stated.start < edit.end


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
