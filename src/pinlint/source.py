"""Text with positions: files as they were read, places in them, and edits to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

_LINE_END = re.compile(r"\r\n|\r|\n")
_CODING = re.compile(rb"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")
"""The encoding that a Python module declares in a comment on its first or second line."""
_PLAIN_CODEC = re.compile(rb"(?i)iso|latin|l1|cp|windows|koi8|ascii|us-ascii|euc|gb|big5|shift|sjis|utf|mac")
"""Encodings that modules are written in; Python's other codecs are no encodings of text, or cost too much."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the workspace as text.

    ``path`` is relative to the workspace root, with ``/``; inside an archive it goes on after the archive's name
    (``dist/x-1.0.tar.gz/x-1.0/PKG-INFO``). ``text`` keeps its line endings; a byte order mark is not part of it.
    """

    path: str
    text: str
    bom: bool = False

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset: both 1-based, columns in Unicode code points."""
        starts = line_starts(self.text)
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of the 1-based line ``number``, without its line ending; empty past the last line."""
        starts = line_starts(self.text)
        if number > len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@lru_cache(maxsize=64)
def line_starts(text: str) -> tuple[int, ...]:
    r"""Offset of the first character of every line; lines end with ``\n``, ``\r\n`` or ``\r``."""
    return (0, *(end.end() for end in _LINE_END.finditer(text)))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one file: ``start`` and ``end`` are offsets in code points, the end exclusive."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Key:
    """A place in a structured file, named and not yet measured; ``metadata.positions.locate`` turns it into a Span.

    TOML: the path of keys and array indexes (``("project", "dependencies", 0)``) names the value written there.
    setup.cfg: ``(section, option)`` names the value, ``(section, option, n)`` its n-th line that is not blank.
    A key that does not exist falls back on its nearest parent that does.
    """

    path: str
    keys: tuple[str | int, ...]


Place = Span | Key


@dataclass(frozen=True, slots=True)
class Edit:
    """Write ``text`` where ``span`` is."""

    span: Span
    text: str


class Unreadable(Exception):  # noqa: N818 - it names the state of a file, which may be expected
    """A file that cannot be had: missing, too large, outside the workspace, not text. ``str()`` is the reason."""


class Files(Protocol):
    """Read access to the files of a workspace and to nothing else; paths as in ``Source.path``."""

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        ...

    def exists(self, path: str) -> bool:
        """Whether a regular file can be read there."""
        ...

    def folder(self, path: str) -> bool | None:
        """Whether there is a folder; None of one that is not the project's own, as git ignores it."""
        ...


def decode(path: str, data: bytes) -> Source:
    """The text in ``data``, byte order mark removed: UTF-8, or of a Python module the encoding it declares (PEP 263).

    Raises UnicodeDecodeError; its ``start`` is the offset of the first bad byte.
    """
    bom = data.startswith(b"\xef\xbb\xbf")
    declared = _CODING.match(data) if path.endswith(".py") and not bom else None
    encoding = declared[1].decode() if declared and _PLAIN_CODEC.match(declared[1]) else "utf-8"
    try:
        return Source(path, data[3:].decode() if bom else data.decode(encoding), bom)
    except LookupError:
        return Source(path, data.decode())
