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
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.rule import Fix
    from pinlint.source import Edit, Place, Source
    from pinlint.workspace import Workspace


_MOST = 50
"""Changes of one file that are refused each for its own reason: each of them costs a look at the whole file."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that cannot be made: where, what it is about, and why: a phrase."""

    place: Place
    at: Span
    title: str
    why: str


def rewritten(changes: Iterable[Fix], sources: Mapping[str, Source]) -> tuple[dict[str, Source], tuple[Refusal, ...]]:
    """The files that change, by path, with all changes that can be made, each of one place; and those that cannot."""
    by_file: dict[str, list[Fix]] = {}
    for fix in changes:
        by_file.setdefault(fix.changes[0].at.path, []).append(fix)
    texts, refused = {}, []
    for path, fixes in by_file.items():
        edits, more = _measured(fixes, sources)
        refused += more
        if edits:
            texts[path] = replace(sources[path], text=editing.apply(sources[path].text, edits))
    return texts, tuple(refused)


def _measured(fixes: Sequence[Fix], sources: Mapping[str, Source]) -> tuple[tuple[Edit, ...], list[Refusal]]:
    """The edits of the changes in one file that can be made together, in their order in it, and those that cannot.

    What is edited is parsed again, and so as many changes at once as possible: halves of those that are refused.
    """
    edits: tuple[Edit, ...] = ()
    taken: tuple[Fix, ...] = ()
    refused: list[Refusal] = []
    waiting = [tuple(fixes)]
    while waiting:
        block = waiting.pop()
        if len(refused) >= _MOST:
            refused += (_refused(each, sources, "in a file of which too much cannot be written") for each in block)
            continue
        try:
            edits = _together((*taken, *block), sources)
            taken += block
        except Refused:
            half = len(block) // 2
            if half:
                waiting += [block[half:], block[:half]]
            else:
                refused.append(_refusal(block[0], sources))
    return edits, refused


def _together(fixes: Sequence[Fix], sources: Mapping[str, Source]) -> tuple[Edit, ...]:
    """The edits of changes in one file. Raises Refused."""
    return editing.measure(replace(fixes[0], changes=tuple(each.changes[0] for each in fixes)), sources)


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


def _refusal(fix: Fix, sources: Mapping[str, Source]) -> Refusal:
    """Why a change is refused, alone or with those that are made."""
    try:
        editing.measure(fix, sources)
        why = "written otherwise for another member"
    except Refused as error:
        why = str(error)
    return _refused(fix, sources, why)


def _refused(fix: Fix, sources: Mapping[str, Source], why: str) -> Refusal:
    place = fix.changes[0].at
    source = sources.get(place.path)
    return Refusal(place, Span(place.path, 0, 0) if source is None else locate(source, place), fix.title, why)
