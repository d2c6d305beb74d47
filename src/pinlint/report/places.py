"""Spans as a person and other programs name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.source import Source, Span

HOME: str | None = None
"""Where the documentation is published; nowhere yet."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span in lines and columns: 1-based, columns in code points, the end exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        """The place as editors and terminals link it."""
        return f"{self.path}:{self.line}:{self.column}"


def stretch(sources: Mapping[str, Source], span: Span) -> Stretch:
    """The lines and columns of a span; the beginning of a file whose text could not be had."""
    source = sources.get(span.path)
    if source is None:
        return Stretch(span.path)
    return Stretch(span.path, *source.position(span.start), *source.position(max(span.start, span.end)))


def url(code: str) -> str | None:
    """The page about a rule."""
    return f"{HOME}/rules/{code}" if HOME else None
