"""setuptools' ``file:`` directive: values and lists taken from files of the project."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.source import Span, Unreadable, decode
from pinlint.workspace import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.source import Files, Place, Source

FILE = "file:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a list, and its place."""

    text: str
    at: Place


def contents(directive: str, folder: str, files: Files, at: Place) -> tuple[list[Source], tuple[Unknown, ...]]:
    """The files that ``file: a, b`` names in the project at ``folder``, and why the others cannot be read.

    ``at`` is the place of the directive.
    """
    found, unknown = [], []
    for name in directive.removeprefix(FILE).split(","):
        inside = posixpath.normpath(name.strip())
        path = posixpath.normpath(posixpath.join(folder, inside))
        if inside.startswith(("../", "/")) or inside in {".", ".."}:
            unknown.append(Unknown(f"{name.strip()} is no file in the folder of the project", at))
            continue
        try:
            found.append(decode(path, files.read(path)))
        except Unreadable as error:
            unknown.append(Unknown(f"{name.strip()} cannot be read: {error}", at))
        except UnicodeDecodeError:
            unknown.append(Unknown(f"{name.strip()} is not UTF-8", at))
    return found, tuple(unknown)


def pieces_of(sources: list[Source], separator: str) -> list[Piece]:
    """The pieces of a list in files: their lines, or what the separator parts where there is only one line in all."""
    pieces = []
    for source in sources:
        text = source.text
        if len(sources) > 1 or "\n" in text or "\r" in text:
            parts = text.splitlines(keepends=True)
            width = 0
        else:
            parts = text.split(separator)
            width = len(separator)
        start = 0
        for part in parts:
            if stripped := part.strip():
                first = start + len(part) - len(part.lstrip())
                pieces.append(Piece(stripped, Span(source.path, first, first + len(stripped))))
            start += len(part) + width
    return pieces


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Requirements without comments, those that end with a backslash joined with the next.

    setuptools drops the character before that backslash, too, and a requirement that has no next.
    """
    begun: list[str] = []
    at: Place | None = None
    for piece in pieces:
        if piece.text.startswith("#"):
            continue
        text = piece.text.partition(" #")[0]
        at = at or piece.at
        if text.endswith("\\"):
            begun.append(text[:-2].strip())
        else:
            yield Piece("".join((*begun, text)).strip(), at)
            begun, at = [], None
