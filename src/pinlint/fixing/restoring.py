"""Files that were edited more than once and say in the end what they said at first: they stay as they were.

One fix undoes what another did, and what went with it, as the comment on a line, does not come back.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pinlint.fixing import kept
from pinlint.fixing.left import Unwritable
from pinlint.fixing.marks import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pinlint.engine import Outcome
    from pinlint.fixing.texts import Files
    from pinlint.source import Source
    from pinlint.workspace import Workspace

    Sources = Mapping[str, Source]


def restored(
    before: Workspace,
    done: tuple[Sources, Outcome],
    check: Callable[[Sources], Outcome],
    files: Files,
    edited: Iterable[str],
) -> tuple[Sources, Outcome]:
    """The new files without those of the ``edited`` that say what they said, and what is found then.

    They are as they were given where something else would be found.
    """
    sources, outcome = done
    edited = set(edited)
    if not edited:
        return done
    old, new = kept.facts(before), kept.facts(outcome.workspace)
    same = {file for file in edited if kept.said_by(file, old, files) == kept.said_by(file, new, files)}
    left = {path: source for path, source in sources.items() if files.of(path) not in same}
    if len(left) == len(sources):
        return done
    try:
        after = check(left)
    except Unwritable:
        return done
    is_equal = Counter(map(mark, after.findings)) == Counter(map(mark, outcome.findings))
    return (left, after) if is_equal else done
