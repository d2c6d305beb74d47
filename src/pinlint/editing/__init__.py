"""Changes to edits: what a rule asks for, as the smallest stretches of the files that say it; or why that is refused.

Imported only where there is something to fix.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pinlint.changes import Drop, Insert, Remove, Replace, SetKey, Strip, Unignore
from pinlint.editing import arguments, comments, lists, options, proof, strings, tables
from pinlint.editing.files import Language, language
from pinlint.editing.refused import Refused
from pinlint.source import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pinlint.changes import Change
    from pinlint.rule import Fix
    from pinlint.source import Edit, Source

__all__ = ["Refused", "apply", "measure"]


def measure(fix: Fix, sources: Mapping[str, Source]) -> tuple[Edit, ...]:
    """The edits of a fix, by file and in their order in it. Raises Refused.

    With them every file that is parsed says what is asked, and else what it said.
    """
    by_file: dict[str, list[Change]] = {}
    for change in fix.changes:
        by_file.setdefault(change.at.path, []).append(change)
    edits: list[Edit] = []
    for path, changes in by_file.items():
        if path not in sources:
            raise Refused("in a file that cannot be read")
        source = sources[path]
        ordered = _ordered(_of_file(source, changes))
        proof.hold(source, changes, apply(source.text, ordered))
        edits += ordered
    return tuple(edits)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they are all of one file, in their order, and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*parts, text[at:]))


def _of_file(source: Source, changes: Iterable[Change]) -> Iterator[Edit]:
    of_lists: list[Remove | Insert] = []
    for change in changes:
        if isinstance(change.at, Key) and "overrides" in change.at.keys[:3] and not isinstance(change, Drop):
            # Nothing that is built reads it: what it repeats by hand has to be put right first.
            raise Refused("stated by an override")
        match change:
            case Replace():
                yield strings.replaced(source, change)
            case Strip():
                yield from strings.stripped(source, change)
            case Remove() | Insert():
                of_lists.append(change)
            case SetKey():
                yield from _with_key(source, change)
            case Drop():
                yield tables.without(source, change)
            case Unignore():
                yield comments.without(source, change)
    yield from lists.changed(source, of_lists)


def _with_key(source: Source, change: SetKey) -> Iterator[Edit]:
    match language(source):
        case Language.INI:
            yield options.with_option(source, change)
        case Language.PYTHON:
            yield from arguments.with_keyword(source, change)
        case _:
            yield tables.with_key(source, change)


def _ordered(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in their order in the file, equal ones once. Raises Refused where they overlap."""
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.span.start, edit.span.end))
    for first, second in pairwise(ordered):
        if second.span.start < first.span.end:
            raise Refused("several changes at one place")
    return ordered
