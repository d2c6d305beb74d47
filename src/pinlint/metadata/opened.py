"""Text as a program sees that opens a file, and the way back from it to where it is written."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.source import Source

_QUOTES = "\"'"


def as_opened(source: Source, *, mark: bool = True) -> tuple[str, Callable[[int], int]]:
    """The text as ``open`` gives it, with its byte order ``mark`` or without, and the way back to offsets in the file.

    Every line ends with one character.
    """
    if not source.bom and "\r" not in source.text:
        return source.text, _same
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    starts, lines = line_starts(source.text), line_starts(text)
    first = "\ufeff" if source.bom and mark else ""

    def original(offset: int) -> int:
        offset = max(offset - len(first), 0)
        line = bisect_right(lines, offset) - 1
        return starts[line] + offset - lines[line]

    return first + text, original


def literal(source: Source, start: int, end: int) -> Span:
    """The stretch of a file, with the quotes around it where it is all of a string in Python."""
    text = source.text
    quoted = 0 < start <= end < len(text) and text[start - 1] in _QUOTES and text[end] == text[start - 1]
    if source.path.endswith(".py") and quoted and text[start - 2 : start - 1] not in {*_QUOTES}:
        return Span(source.path, start - 1, end + 1)
    return Span(source.path, start, end)


def _same(offset: int) -> int:
    return offset
