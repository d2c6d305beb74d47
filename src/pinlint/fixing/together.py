"""Which fixes are done in one round: those that leave each other alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from pinlint.fixing.texts import order, touches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.engine import Located
    from pinlint.fixing.texts import Files
    from pinlint.source import Edit


def together(wanted: Sequence[Located], files: Files) -> list[Located]:
    """The fixes of one round: of two that overlap the first.

    A fix follows from what the places say that its finding names. Where one of those is rewritten it waits for the next
    round: then there may be nothing to fix any more, or something else.
    """
    edits = [files.edits(each) for each in wanted]
    awaited = _awaited(wanted, edits, files)
    chosen: set[int] = set()
    taken: dict[str, list[Edit]] = {}
    waiting = Counter(other for others in awaited for other in others)
    # Those that wait for nobody come first; of those that wait for each other the one that most wait for does not.
    for number in sorted(range(len(wanted)), key=lambda number: (bool(awaited[number]), -waiting[number])):
        if awaited[number].isdisjoint(chosen) and _take(taken, edits[number]):
            chosen.add(number)
    return [each for number, each in enumerate(wanted) if number in chosen]


def _awaited(wanted: Sequence[Located], edits: Sequence[Sequence[Edit]], files: Files) -> list[set[int]]:
    """For each fix those that rewrite another place its finding names."""
    by_file: dict[str, list[tuple[Edit, int]]] = {}
    for number, own in enumerate(edits):
        for edit in own:
            by_file.setdefault(edit.span.path, []).append((edit, number))
    awaited: list[set[int]] = []
    for number, each in enumerate(wanted):
        others = [files.span(span) for span, _ in each.related]
        awaited.append(
            {
                other
                for span in others
                for edit, other in by_file.get(span.path, ())
                if other != number and edit not in edits[number] and touches(edit.span, span)
            }
        )
    return awaited


def _take(taken: dict[str, list[Edit]], edits: Sequence[Edit]) -> bool:
    """Whether these edits can be made beside those that are taken; if so they are."""
    if not all(_is_free(taken.get(edit.span.path, ()), edit) for edit in edits):
        return False
    for edit in edits:
        others = taken.setdefault(edit.span.path, [])
        at = bisect_left(others, order(edit), key=order)
        if others[at : at + 1] != [edit]:
            others.insert(at, edit)
    return True


def _is_free(taken: Sequence[Edit], edit: Edit) -> bool:
    """Whether no other edit is where this one is, or touches it; one that is the same does not matter."""
    at = bisect_left(taken, order(edit), key=order)
    beside = taken[max(at - 1, 0) : at + 1]
    return edit in beside or not any(touches(edit.span, other.span) for other in beside)
