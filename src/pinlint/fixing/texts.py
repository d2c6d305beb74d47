"""Edits in files: which of them go together, and the texts with them.

A file may be reached by several paths, through links. It is edited once, whatever path a finding names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pinlint import editing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pinlint.engine import Located
    from pinlint.source import Edit, Source, Span


@dataclass(slots=True)
class Files:
    """What paths lead to; ``real`` is equal for those that lead to one file."""

    real: Callable[[str], str]
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, path: str) -> str:
        """What identifies the file."""
        if path not in self._known:
            self._known[path] = self.real(path)
        return self._known[path]

    def span(self, span: Span) -> Span:
        """The stretch, of the file itself."""
        return replace(span, path=self.of(span.path))

    def edits(self, found: Located) -> tuple[Edit, ...]:
        """The edits of a fix, of the files themselves: equal where they do the same, by whatever path."""
        return tuple(replace(each, span=self.span(each.span)) for each in found.edits)

    def names(self, *paths: Iterable[str]) -> dict[str, str]:
        """The first path of each file, by what identifies it."""
        first: dict[str, str] = {}
        for path in (path for each in paths for path in each):
            first.setdefault(self.of(path), path)
        return first

    def split(self, texts: Mapping[str, Source]) -> frozenset[str]:
        """The files that say different things by different paths, as where one of these tells an encoding."""
        names = self.names(texts)
        return frozenset(
            self.of(path) for path, source in texts.items() if texts[names[self.of(path)]].text != source.text
        )

    def edited(
        self, texts: Mapping[str, Source], names: Mapping[str, str], fixed: Iterable[Located]
    ) -> dict[str, Source]:
        """The files with the edits of all these fixes, equal ones once; each under its name."""
        by_file: dict[str, dict[Edit, None]] = {}
        for edit in (edit for each in fixed for edit in self.edits(each)):
            by_file.setdefault(edit.span.path, {})[edit] = None
        return {
            names[file]: replace(
                texts[names[file]], text=editing.apply(texts[names[file]].text, sorted(edits, key=order))
            )
            for file, edits in by_file.items()
        }


def touches(one: Span, other: Span) -> bool:
    """Whether two stretches of one file have something in common, be it an end."""
    return one.start <= other.end and other.start <= one.end


def order(edit: Edit) -> tuple[int, int]:
    """What the edits of one file are sorted by."""
    return edit.span.start, edit.span.end
