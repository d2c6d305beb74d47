"""Where the comments of a YAML text are (YAML 1.2.2, section 6.6), told from strings in every style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.comments.strings import end_of_string

if TYPE_CHECKING:
    from pinlint.comments.strings import Piece

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_BLANK = re.compile(r"[ \t]*+")
_REST = re.compile(r"[^\r\n]*+")
_QUOTED = {
    '"': re.compile(r'\\(?:.|\Z)|"|\Z', re.DOTALL),
    "'": re.compile(r"''|'|\Z"),
}
_ENTRIES = re.compile(r"(?:[-?][ \t]++)*+")
_HEADER = re.compile(r"[|>](?:[-+][1-9]?|[1-9][-+]?)?")
"""What begins a block scalar (section 8.1.1)."""
_BEFORE_VALUE = ":,[{-?"


def pieces(text: str) -> list[Piece]:
    """Comments (True), and strings that may go over line ends (False), in the order of the text."""
    found: list[Piece] = []
    at = 0
    while at < len(text):
        at, bare = _line(text, at, found)
        line = _LINE.match(text, at)
        following = line.end() if line else len(text)
        parent = _parent(bare)
        if parent is not None:
            end = _after_block(text, following, parent)
            # Up to the end of its last line, which is no place for a comment either, though it joins nothing.
            found.append((False, at, max(at, end - 1)))
            following = end
        at = following
    return found


def _line(text: str, at: int, found: list[Piece]) -> tuple[int, str]:
    """The end of the line, or of that on which its last string ends, and what that holds in front of a comment."""
    start = at
    before = ""
    while at < len(text) and (char := text[at]) not in "\r\n":
        if char in " \t":
            at = _end(_BLANK, text, at)
        elif char == "#" and (at == start or text[at - 1] in " \t"):
            end = _end(_REST, text, at)
            found.append((True, at, end))
            return end, text[start:at]
        elif char in _QUOTED and (not before or before in _BEFORE_VALUE):
            end = end_of_string(_QUOTED[char], text, at + 1)
            found.append((False, at, end))
            if "\n" in text[at:end] or "\r" in text[at:end]:
                start = end
            before, at = char, end
        else:
            before, at = char, at + 1
    return at, text[start:at]


def _parent(bare: str) -> int | None:
    """The indentation that the lines of the block scalar after this line exceed; None if there begins none."""
    words = bare.split()
    if not words or not _HEADER.fullmatch(words.pop()):
        return None
    while words and words[-1][0] in "!&":
        words.pop()
    if words and words[-1][-1] != ":" and words[-1] not in {"-", "?", "---"}:
        return None
    inner = bare.lstrip(" ")
    indent = len(bare) - len(inner)
    if not words or words[0] == "---":
        # The value of a key above, or a document of its own.
        return indent - 1
    entries = _end(_ENTRIES, inner, 0)
    if words[-1][-1] != ":":
        return indent + len(inner[:entries].rstrip()) - 1
    return indent + entries


def _after_block(text: str, at: int, parent: int) -> int:
    """Where the first line begins that is neither blank nor indented more than the parent."""
    while line := _LINE.match(text, at):
        indented = len(line[1]) - len(line[1].lstrip(" "))
        if (line[1].strip() and indented <= parent) or line.end() == at:
            return at
        at = line.end()
    return at


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
