"""The lines of a file around a span, and the marks under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.report.text import cell, width

if TYPE_CHECKING:
    from pinlint.source import Source, Span

WIDEST = 120
"""Characters of a source line that are shown; of a longer one, those around the span."""
_LEAD = 30
"""Characters before the span that a cut line keeps."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line as it is shown, and the columns to mark under it: how many to leave free, and how many to mark."""

    number: int
    text: str
    free: int
    marks: int


def excerpt(source: Source, span: Span) -> tuple[MarkedLine, ...]:
    """The line a span is on; of a span over several lines, the first and the last."""
    first, column = source.position(span.start)
    last, stop = source.position(max(span.start, span.end - 1))
    text = source.line(first)
    if last == first:
        return (_marked(first, text, column - 1, stop),)
    end = source.line(last)
    indent = len(end) - len(end.lstrip())
    return _marked(first, text, column - 1, len(text)), _marked(last, end, min(indent, stop - 1), stop)


def _marked(number: int, text: str, start: int, stop: int) -> MarkedLine:
    """The line with its characters ``start`` to ``stop`` marked."""
    begin = 0 if len(text) <= WIDEST else max(0, min(start - _LEAD, len(text) - WIDEST))
    end = min(len(text), begin + WIDEST)
    before = ("..." if begin else "") + _shown(text[begin:start])
    marked = _shown(text[start : min(stop, end)])
    after = _shown(text[max(start, min(stop, end)) : end]) + ("..." if end < len(text) else "")
    return MarkedLine(number, f"{before}{marked}{after}", width(before), max(1, width(marked)))


def _shown(text: str) -> str:
    """Text whose every column is known: tabs are four spaces, control characters escapes."""
    if text.isprintable():
        return text
    return "".join("    " if character == "\t" else cell(character) for character in text)
