"""Lists that are the lines of one string in Python, which a program splits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.changes import Remove
from pinlint.editing.refused import Refused
from pinlint.source import Edit, Span

if TYPE_CHECKING:
    from pinlint.changes import Insert
    from pinlint.editing.literals import Written
    from pinlint.source import Source

_REST = re.compile(r"[ \t]*+(?:(?<= )#[^\r\n]*+)?(\r\n|\r|\n)")
_OTHER_ENDS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


def is_several(line: str) -> bool:
    """Whether programs that split a text into lines make several of this one, which people see as one."""
    return _OTHER_ENDS.search(line) is not None


def is_explained(text: str, beginning: int, behind: int) -> bool:
    """Whether a line has a comment to itself above, or one below it that is further in, as pip-compile writes them."""
    *_, above = text[:beginning].splitlines() or [""]
    line, *_ = text[beginning:behind].splitlines() or [""]
    below, *_ = text[behind:].splitlines() or [""]
    remarked = below.lstrip().startswith("#")
    inner = remarked and _indentation(below) > _indentation(line)
    # A blank line keeps the comment from explaining what follows.
    return inner or (above.lstrip().startswith("#") and (remarked or not text[behind:].strip()))


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def changed(source: Source, written: Written, start: int, change: Remove | Insert) -> Edit:
    """The edit after which a line of the string is gone, or has others beside it. Raises Refused.

    ``start`` is where in the string the line says ``change.old``.
    """
    text = source.text
    start += len(change.old) - len(change.old.lstrip())
    first, last, spell = written.part(start, start + len(change.old.strip()))
    beginning = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    rest = _REST.match(text, last)
    inside = {unit.start for unit in written.units if unit.said == "\n"}
    if text[beginning:first].strip() or rest is None or rest.start(1) not in inside:
        raise Refused("not alone on its line")
    if is_several(text[beginning : rest.end()]):
        raise Refused("not alone on its line")
    if isinstance(change, Remove):
        if is_explained(text, beginning, rest.end()):
            raise Refused("explained by a comment")
        return Edit(Span(source.path, beginning, rest.end()), "")
    at = beginning if change.before else rest.end()
    return Edit(
        Span(source.path, at, at), "".join(f"{text[beginning:first]}{spell(each)}{rest[1]}" for each in change.texts)
    )
