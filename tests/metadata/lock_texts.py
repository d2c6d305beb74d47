"""Small locks in every dialect, for tests of their readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata import locks, positions
from pinlint.source import Source
from pinlint.workspace import Declared, Field, Unknown

if TYPE_CHECKING:
    from pinlint.workspace.locked import Lock, Locked


def read(path: str, text: str) -> Lock:
    return locks.read(Source(path, text))


def only(lock: Lock) -> Locked:
    (locked,) = lock.packages
    return locked


def said(field: Field[object]) -> str | None:
    """A value as it is written, the reason of one that is not known after a question mark."""
    if isinstance(field, Unknown):
        return f"? {field.reason}"
    return field.text if isinstance(field, Declared) else None


def written(text: str, path: str, field: Field[object]) -> str:
    """What stands at the place of a value."""
    assert field is not None
    span = positions.locate(Source(path, text), field.at)
    return text[span.start : span.end]
