"""Lists between brackets in which every comma begins the line of the element behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.editing.refused import Refused
from pinlint.source import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pinlint.editing.bracketed import Bracketed

_REST = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?(?=(?P<ending>\r\n|\r|\n))")
_LINE = re.compile(r"(?P<ending>\r\n|\r|\n)(?P<lead>[ \t]*+,[ \t]*+)")


def is_so(listed: Bracketed) -> bool:
    """Whether all elements of a list but the first have a line with their comma."""
    behind = [start for start, _ in listed.elements[1:]]
    return bool(behind) and listed.commas[-1] is None and all(_line(listed, start) for start in behind)


def edits(listed: Bracketed, gone: set[int], added: Mapping[tuple[int, bool], Sequence[str]]) -> Iterator[Edit]:
    """The edits after which some elements are ``gone`` and others ``added``, as in other lists. Raises Refused."""
    elements, text = listed.elements, listed.text
    kept = [index for index in range(len(elements)) if index not in gone]
    first = kept[0] if kept else len(elements)
    if first:
        # What is kept moves to where the first one was.
        start, end = elements[0][0], elements[first][0] if kept else _behind(listed, len(elements) - 1)
        if any(line.lstrip().startswith("#") for line in re.split(r"[\r\n]", text[start:end])):
            raise Refused("in a list with comments of its own")
        yield Edit(Span(listed.path, start, end), "")
    for index in sorted(gone):
        if index > first:
            yield Edit(Span(listed.path, _from(listed, index, kept[-1]), _behind(listed, index)), "")
    if listed.is_tuple and len(kept) == 1 and not added:
        yield Edit(Span(listed.path, elements[first][1], elements[first][1]), ",")
    lead = _line(listed, elements[1][0])
    between = lead.group() if lead else ""
    for (index, before), texts in added.items():
        if before and index == first:
            at = elements[index][0]
            yield Edit(Span(listed.path, at, at), "".join(f"{each}{between}" for each in texts))
        else:
            at = _beginning(listed, index) if before else _behind(listed, index)
            yield Edit(Span(listed.path, at, at), "".join(f"{between}{each}" for each in texts))


def _line(listed: Bracketed, start: int) -> re.Match[str] | None:
    """The end of the line before an element, with what stands before it on its own."""
    text, at = listed.text, start
    while at > listed.start and text[at - 1] in " \t,":
        at -= 1
    if text[at - 2 : at] == "\r\n" and at - 2 >= listed.start:
        at -= 1
    return _LINE.fullmatch(text, max(at - 1, listed.start), start)


def _beginning(listed: Bracketed, index: int) -> int:
    """The end of the line before an element, which is not the first."""
    found = _line(listed, listed.elements[index][0])
    return found.start() if found else listed.elements[index][0]


def _from(listed: Bracketed, index: int, last: int) -> int:
    """Where an element begins that goes, with its line; not so where the bracket would come behind a comment."""
    beginning = _beginning(listed, index)
    closes = index == len(listed.elements) - 1 and not _REST.match(listed.text, listed.elements[index][1], listed.end)
    if closes and "#" in listed.text[listed.elements[last][1] : _behind(listed, last)]:
        return listed.text.index(",", beginning)
    return beginning


def _behind(listed: Bracketed, index: int) -> int:
    """The end of the line of an element, or of what is between the brackets, with the comment on it."""
    end = listed.elements[index][1]
    rest = _REST.match(listed.text, end, listed.end)
    return rest.end() if rest else end
