"""Where the comments of a text are: one linear pass that no broken file can stop."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pinlint.comments import yaml_text
from pinlint.comments.dialects import Dialect
from pinlint.comments.strings import end_of_string
from pinlint.source import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinlint.comments.strings import Piece

Stretch = tuple[int, int]
"""Start and end offsets, the end exclusive."""

_INNER = re.compile(r"(?P<comment>#[^\r\n]*+)|(?P<join>\\(?:\r\n|\r|\n))|\"{3}|'{3}|[\"']")
"""What begins where neither a comment nor a string is: one of these. (In TOML no line ends in a backslash.)"""
# What ends a string, or is an escape in it. One that is not closed ends with its line, or with the text.
_TOML = {
    '"""': re.compile(r'\\(?:.|\Z)|"{3,5}|\Z', re.DOTALL),  # up to two quotes before the closing three belong to it
    "'''": re.compile(r"'{3,5}|\Z"),
    '"': re.compile(r'\\[^\r\n]|"|(?=[\r\n])|\Z'),
    "'": re.compile(r"'|(?=[\r\n])|\Z"),
}
_PYTHON = {
    '"""': re.compile(r'\\(?:.|\Z)|"""|\Z', re.DOTALL),
    "'''": re.compile(r"\\(?:.|\Z)|'''|\Z", re.DOTALL),
    '"': re.compile(r'\\(?:\r\n|.|\Z)|"|(?=[\r\n])|\Z', re.DOTALL),
    "'": re.compile(r"\\(?:\r\n|.|\Z)|'|(?=[\r\n])|\Z", re.DOTALL),
}
_INI = re.compile(r"(?:\A|(?<=[\r\n]))[^\S\r\n]*+(?P<comment>[#;][^\r\n]*+)")
_IMAGE = re.compile(r"(?:\A|(?<=[\r\n]))[^\S\r\n]*+(?P<comment>\#[^\r\n]*+)")
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_PIP_COMMENT = re.compile(r"(?:^|(?<=\s))#")

_STRINGS = {Dialect.TOML: _TOML, Dialect.PYTHON: _PYTHON}
_LINES = {Dialect.INI: _INI, Dialect.IMAGE: _IMAGE}


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of one text, in their order, and which of its lines belong together.

    ``joined`` are the numbers of the lines that do not end what is on them: they end inside of a string, or in a
    backslash. No comment can stand behind such a line, nor between it and the next.
    """

    comments: tuple[Stretch, ...]
    joined: frozenset[int]

    def head(self, line: int) -> int:
        """The first of the lines that a line belongs together with."""
        while line - 1 in self.joined:
            line -= 1
        return line

    def on(self, text: str, line: int) -> Stretch | None:
        """The comment on a line."""
        starts = line_starts(text)
        end = starts[line] if line < len(starts) else len(text) + 1
        index = bisect_left(self.comments, (starts[line - 1], 0))
        return self.comments[index] if index < len(self.comments) and self.comments[index][0] < end else None


@lru_cache(maxsize=16)
def scan(text: str, kind: Dialect) -> Comments:
    """The comments of a text."""
    comments: list[Stretch] = []
    joined: set[int] = set()
    starts = line_starts(text)
    for is_comment, start, end in _pieces(text, kind):
        if is_comment:
            comments.append((start, end))
        else:
            # The lines whose end, which is just in front of where the next begins, is inside of the piece.
            first, last = bisect_left(starts, start + 1), bisect_left(starts, end + 1)
            joined.update(range(first, last))
    return Comments(tuple(comments), frozenset(joined))


def _pieces(text: str, kind: Dialect) -> Iterator[Piece]:
    """Comments (True), and stretches (False) in which no line ends what is on it."""
    if kind is Dialect.YAML:
        yield from yaml_text.pieces(text)
    elif kind is Dialect.REQUIREMENTS:
        yield from _pip(text)
    elif kind in _STRINGS:
        yield from _among_strings(text, _STRINGS[kind])
    else:
        yield from ((True, *found.span("comment")) for found in _LINES[kind].finditer(text))


def _among_strings(text: str, ends: Mapping[str, re.Pattern[str]]) -> Iterator[Piece]:
    at = 0
    while found := _INNER.search(text, at):
        start, at = found.span()
        if found["comment"] is None and found["join"] is None:
            at = end_of_string(ends[found.group()], text, at)
        yield found["comment"] is not None, start, at


def _pip(text: str) -> Iterator[Piece]:
    """Lines as pip joins them before it looks for comments: what follows one by a backslash is part of it."""
    within = False
    for line in _LINE.finditer(text):
        written = line[1]
        bare = written.lstrip().startswith("#")
        goes_on = written.endswith("\\") and not bare
        comment = None if within else _PIP_COMMENT.search(written)
        if comment is not None:
            yield True, line.start() + comment.start(), line.end(1)
        if goes_on:
            yield False, line.end(1) - 1, line.end()
        within = goes_on and (within or comment is not None)
