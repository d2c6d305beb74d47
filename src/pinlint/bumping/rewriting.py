"""What a plan does to the files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pinlint import editing
from pinlint.editing import Refused
from pinlint.metadata.positions import locate
from pinlint.source import Span
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pinlint.rule import Fix
    from pinlint.source import Edit, Place, Source
    from pinlint.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that cannot be made: where, what it is about, and why: a phrase."""

    place: Place
    at: Span
    title: str
    why: str


def rewritten(changes: Iterable[Fix], sources: Mapping[str, Source]) -> tuple[dict[str, Source], tuple[Refusal, ...]]:
    """The files that change, by path, with all changes that can be made; and those that cannot."""
    by_file: dict[str, list[Edit]] = {}
    refused = []
    for change in changes:
        try:
            edits = editing.measure(change, sources)
        except Refused as error:
            refused.append(_refusal(change, sources, str(error)))
            continue
        if any(_clashes(by_file.get(edit.span.path, ()), edit) for edit in edits):
            refused.append(_refusal(change, sources, "written otherwise for another member"))
            continue
        for edit in edits:
            by_file.setdefault(edit.span.path, []).append(edit)
    return {
        path: replace(sources[path], text=editing.apply(sources[path].text, _sorted(edits)))
        for path, edits in by_file.items()
    }, tuple(refused)


def standing(refusals: Iterable[Refusal], before: Workspace, after: Workspace) -> tuple[Refusal, ...]:
    """The refusals of what has not moved by itself either, as a value that setup.py reads from a file does."""
    was, is_now = _said(before), _said(after)
    return tuple(each for each in refusals if was.get(each.place) == is_now.get(each.place))


def _said(workspace: Workspace) -> dict[Place, str]:
    """What the versions and requirements of members say at their places."""
    said: dict[Place, str] = {}
    for member in workspace.members:
        for facts in (member, *member.statements):
            if isinstance(facts.version, Declared):
                said[facts.version.at] = facts.version.text
            said.update((each.at, each.text) for each in facts.requirements)
    return said


def _refusal(fix: Fix, sources: Mapping[str, Source], why: str) -> Refusal:
    place = fix.changes[0].at
    source = sources.get(place.path)
    return Refusal(place, Span(place.path, 0, 0) if source is None else locate(source, place), fix.title, why)


def _clashes(taken: Iterable[Edit], edit: Edit) -> bool:
    return any(
        other != edit and other.span.start < edit.span.end and edit.span.start < other.span.end for other in taken
    )


def _sorted(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(dict.fromkeys(edits), key=lambda edit: (edit.span.start, edit.span.end))
