"""The text of a requirements file as pip takes it apart: encodings, logical lines, words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed
from pinlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# UTF-32 first: its mark for little endian begins with that of UTF-16.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CODING = re.compile(rb"coding[:=]\s*([-\w.]+)")
_PLAIN_CODEC = re.compile(r"(?i)(?:utf|ascii|us-ascii|iso|latin|l1|cp|windows|koi8|mac|euc|gb|big5|shift|sjis)[-\w.]*")
"""Encodings that files are written in; Python's other codecs are no encodings of text, or cost too much."""
_GAP = " \t\r\n"
"""What parts the words of options."""


def decode(path: str, data: bytes) -> Source:
    """The text of a file: by its byte order mark, else by a coding comment in its first two lines, else UTF-8.

    Raises Malformed. (pip would try the encoding of the locale last, which is no property of the file.)
    """
    encoding, data, bom = _encoding(path, data)
    try:
        return Source(path, data.decode(encoding), bom)
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode(encoding, errors="replace"))
        raise Malformed(f"is not {encoding.upper()}: {error.reason}", Span(path, at, at)) from None
    except (LookupError, UnicodeError):
        raise Malformed(f"declares the encoding {encoding[:40]}, which is not known", Span(path, 0, 0)) from None


def _encoding(path: str, data: bytes) -> tuple[str, bytes, bool]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :], encoding == "utf-8"
    for line in data.split(b"\n", 2)[:2]:
        declared = _CODING.search(line) if line.startswith(b"#") else None
        if declared is not None:
            name = declared[1].decode()
            if not _PLAIN_CODEC.fullmatch(name):
                raise Malformed(f"declares the encoding {name[:40]}, which is not known", Span(path, 0, 0))
            return name, data, False
    return "utf-8", data, False


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: its text without comment, and for pieces of it where they begin in the text and in the file."""

    path: str
    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of the text that is not empty."""
        return Span(self.path, self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, index: int) -> int:
        piece = bisect_right(self.starts, index) - 1
        return self.offsets[piece] + index - self.starts[piece]


def lines(source: Source) -> Iterator[Line]:
    """The logical lines that are not blank.

    A backslash at the end of a line joins it with the next, unless it is a comment; a comment ends what it joins.
    """
    pieces: list[tuple[str, int]] = []
    offset = 0
    for whole in source.text.splitlines(keepends=True):
        # splitlines() knows line ends that a pattern for CR and LF does not; so does pip.
        written = whole.splitlines()[0]
        comment = written.lstrip().startswith("#")
        if written.endswith("\\") and not comment:
            bare = written.lstrip("\\")
            pieces.append((bare.rstrip("\\"), offset + len(written) - len(bare)))
        else:
            if comment and pieces:
                # The space pip puts before it, so that the comment is seen as one.
                pieces.append((" ", offset))
            pieces.append((written, offset))
            yield from _joined(source.path, pieces)
            pieces = []
        offset += len(whole)
    yield from _joined(source.path, pieces)


def _joined(path: str, pieces: list[tuple[str, int]]) -> Iterator[Line]:
    text = "".join(piece for piece, _ in pieces)
    text = text[: _comment(text)].rstrip()
    first = len(text) - len(text.lstrip())
    if not text.strip():
        return
    starts, offsets, start = [], [], 0
    for piece, offset in pieces:
        if piece:
            starts.append(start - first)
            offsets.append(offset)
        start += len(piece)
    yield Line(path, text[first:], tuple(starts), tuple(offsets))


def _comment(text: str) -> int:
    """Where the comment begins: at a # that is first or follows white space."""
    at = text.find("#")
    while at > 0 and not text[at - 1].isspace():
        at = text.find("#", at + 1)
    return len(text) if at < 0 else at


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the options on a line, without its quotes, and its stretch of the line's text with them."""

    text: str
    start: int
    end: int


def options_start(text: str) -> int:
    """Where the options of a line begin: at the first word after a space (or the first of all) that begins with -."""
    if text.startswith("-"):
        return 0
    at = text.find(" -")
    return len(text) if at < 0 else at + 1


def words(text: str, start: int) -> list[Word]:
    """The words from ``start`` on, quoted and escaped as in a POSIX shell. Raises ValueError at an open quote."""
    found: list[Word] = []
    at = start
    while True:
        while at < len(text) and text[at] in _GAP:
            at += 1
        if at >= len(text):
            return found
        begun = at
        parts: list[str] = []
        while at < len(text) and text[at] not in _GAP:
            at = _part(text, at, parts)
        found.append(Word("".join(parts), begun, at))


def _part(text: str, at: int, parts: list[str]) -> int:
    """Read one piece of a word: something quoted, something escaped, or one plain stretch."""
    char = text[at]
    if char == "\\":
        if at + 1 >= len(text):
            raise ValueError("nothing is escaped")
        parts.append(text[at + 1])
        return at + 2
    if char == "'":
        end = text.find("'", at + 1)
        if end < 0:
            raise ValueError("a quote is not closed")
        parts.append(text[at + 1 : end])
        return end + 1
    if char == '"':
        return _quoted(text, at + 1, parts)
    end = at
    while end < len(text) and text[end] not in " \t\r\n\\'\"":
        end += 1
    parts.append(text[at:end])
    return end


def _quoted(text: str, at: int, parts: list[str]) -> int:
    """Read what double quotes hold, in which a backslash escapes only them and itself."""
    while at < len(text):
        if text[at] == '"':
            return at + 1
        escaped = text[at] == "\\" and text[at + 1 : at + 2] in {'"', "\\"}
        at += escaped
        parts.append(text[at])
        at += 1
    raise ValueError("a quote is not closed")
