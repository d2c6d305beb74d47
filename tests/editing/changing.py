"""One change to one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint import editing
from pinlint.rule import Fix
from pinlint.source import Key, Source, Span

if TYPE_CHECKING:
    from pinlint.changes import Change


def changed(source: Source, *changes: Change) -> str:
    """The text after the changes. Raises Refused."""
    edits = editing.measure(Fix("change it", changes, safe=True), {source.path: source})
    return editing.apply(source.text, edits)


def key(path: str, *keys: str | int) -> Key:
    return Key(path, keys)


def at(source: Source, text: str) -> Span:
    """Where a text stands that is in the file once."""
    assert source.text.count(text) == 1
    start = source.text.index(text)
    return Span(source.path, start, start + len(text))
