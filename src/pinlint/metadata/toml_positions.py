"""Where the keys and values of a TOML text are written (TOML 1.0 and 1.1).

tomli tells no positions, and tomlkit keeps every byte without telling them either; so this scanner walks the text
once more. It runs only for files that a finding is about.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Possessive quantifiers keep every match linear, whatever the text. CR is only ever part of CRLF in valid TOML.
_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_GAP = re.compile(r"(?:[ \t\r\n,]++|#[^\n]*+)*+")
_EQUALS = re.compile(r"[ \t]*+=[ \t]*+")
_DOT = re.compile(r"[ \t]*+\.[ \t]*+")
_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_KEY = re.compile(rf"[A-Za-z0-9_-]++|{_BASIC}|{_LITERAL}")
# No possessive repeat around a lookahead: Python 3.11.0 to 3.11.4 match those wrongly.
_SCALAR = re.compile(
    rf'"""(?:[^"\\]++|\\.|"(?!""))*"""(?:""?)?'  # up to two quotes before the closing three belong to the text
    r"|'''(?:[^']++|'(?!''))*'''(?:''?)?"
    rf"|{_BASIC}|{_LITERAL}"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d[^,\]}\s#]*+"  # the one scalar with a space in it
    r"|[^\s,#=\[\]{}\"']++",
    re.DOTALL,
)


class Node:
    """A value of a TOML text, and the values in it.

    ``start`` and ``end`` are the offsets of the value: a string with its quotes, an array with its brackets. Of a
    table they are those of the key path in its header; of a table that only longer keys speak of, those of the first
    such path as far as it names the table. ``key`` is the last part of the key it is written under, with its quotes;
    None for an element of an array. ``children`` are by key or index, of whatever can hold none, none.
    """

    # One mutable tree instead of a mapping from paths: it is measured piece by piece, and its size is linear in the
    # text, where paths of a thousand parts would not be.
    __slots__ = ("children", "end", "key", "start")

    def __init__(self, start: int, end: int, key: tuple[int, int] | None = None) -> None:
        self.start = start
        self.end = end
        self.key = key
        self.children: dict[str | int, Node] = {}

    def child(self, name: str, start: int, end: int, key: tuple[int, int]) -> Node:
        """The value under ``name``, made if there is none."""
        if name not in self.children:
            self.children[name] = Node(start, end, key)
        return self.children[name]

    def element(self, start: int, end: int, key: tuple[int, int] | None = None) -> Node:
        """A new last element."""
        self.children[len(self.children)] = node = Node(start, end, key)
        return node


class _LostError(Exception):
    """The text is not TOML from here on."""


class Scanned:
    """The trees of texts, of no more than so many characters together, unless it is one text: the oldest go."""

    # Files are few or short, and all of them are asked for once by every rule: a number of files would be too small
    # for a workspace, or too large for long ones.
    def __init__(self, limit: int) -> None:
        self.trees: dict[str, Node] = {}
        self._limit = limit
        self._size = 0

    def add(self, text: str, tree: Node) -> None:
        """Keep the tree of a text that is not among them."""
        self.trees[text] = tree
        self._size += len(text)
        while self._size > self._limit and len(self.trees) > 1:
            oldest = next(iter(self.trees))
            self._size -= len(oldest)
            del self.trees[oldest]


_scanned = Scanned(2**20)
"""A tree takes about eleven bytes for each character."""


def scan(text: str) -> Node:
    """The root table of a TOML text that tomli accepts, measured in one linear pass.

    Of any other text it is what stands before the first thing that is no TOML.
    """
    known = _scanned.trees.get(text)
    if known is not None:
        return known
    root = Node(0, 0)
    with suppress(_LostError):
        _statements(text, root)
    _scanned.add(text, root)
    return root


def find(text: str, path: Iterable[str | int]) -> tuple[Node, bool]:
    """The node at ``path``, or its nearest parent that exists; whether it is the node itself."""
    node = scan(text)
    for name in path:
        below = node.children.get(name)
        if below is None:
            return node, False
        node = below
    return node, True


def string_offset(text: str, start: int, end: int, index: int) -> int | None:
    """The offset in ``text`` of character ``index`` of the string that is written, with quotes, from start to end.

    ``index`` may be the length of the string. None where escapes, line continuations or CRLF at or before that
    character keep the text and the string from being one to one, and where there is no string or character.
    """
    quote = text[start : start + 1]
    if quote not in {"'", '"'} or index < 0:
        return None
    width = 3 if end - start >= 6 and text.startswith(quote * 3, start) else 1
    first = start + width
    if width == 3:  # a line end right after the opening quotes is no part of the string
        first += 2 if text.startswith("\r\n", first) else text.startswith("\n", first)
    offset = first + index
    if offset > end - width:
        return None
    before = text[first : offset + 1]
    return None if "\r" in before or (quote == '"' and "\\" in before) else offset


def _statements(text: str, root: Node) -> None:
    table = root
    at = 0
    while (at := _skip(_BLANK, text, at)) < len(text):
        if text[at] != "[":
            at = _value(text, *_pair(text, at, table))
            continue
        brackets = 2 if text.startswith("[[", at) else 1
        first = _skip(_BLANK, text, at + brackets)
        parts = _key_path(text, first)
        table = _header(root, parts, array=brackets == 2)
        at = _skip(_BLANK, text, parts[-1][2])
        if not text.startswith("]" * brackets, at):
            raise _LostError
        at += brackets


def _header(root: Node, parts: list[tuple[str, int, int]], *, array: bool) -> Node:
    """The table that ``[a.b.c]`` or ``[[a.b.c]]`` opens."""
    first = parts[0][1]
    node = root
    for name, start, end in parts[:-1]:
        node = node.child(name, first, end, (start, end))
        if 0 in node.children:  # an array of tables: its last one is meant
            node = node.children[len(node.children) - 1]
    name, start, end = parts[-1]
    node = node.child(name, first, end, (start, end))
    if array:
        node = node.element(first, end, (start, end))
    else:
        node.start, node.end, node.key = first, end, (start, end)
    return node


def _pair(text: str, at: int, table: Node) -> tuple[int, Node]:
    """Where the value of the pair at ``at`` begins, and the node to measure it into."""
    parts = _key_path(text, at)
    node = table
    for name, start, end in parts:
        node = node.child(name, at, end, (start, end))
    equals = _EQUALS.match(text, parts[-1][2])
    if equals is None:
        raise _LostError
    return equals.end(), node


def _value(text: str, at: int, node: Node) -> int:
    """Measure the value at ``at`` into ``node`` with all that is nested in it; the offset behind it.

    The containers that are open are kept in a list: hostile nesting must not become recursion.
    """
    opened: list[Node] = []
    while True:
        node.start = node.end = at
        if text.startswith(("[", "{"), at):
            opened.append(node)
            at += 1
        else:
            scalar = _SCALAR.match(text, at)
            if scalar is None:
                raise _LostError
            node.end = at = scalar.end()
        while opened:
            at = _skip(_GAP, text, at)
            if text.startswith(("]", "}"), at):
                at += 1
                opened.pop().end = at
            elif text[opened[-1].start] == "[":
                node = opened[-1].element(at, at)
                break
            else:
                at, node = _pair(text, at, opened[-1])
                break
        else:
            return at


def _key_path(text: str, at: int) -> list[tuple[str, int, int]]:
    """The parts of the dotted key at ``at``: name, start and end of each."""
    parts = []
    while part := _KEY.match(text, at):
        parts.append((_key_name(part.group()), part.start(), part.end()))
        dot = _DOT.match(text, part.end())
        if dot is None:
            return parts
        at = dot.end()
    raise _LostError


def _key_name(written: str) -> str:
    if written[0] == "'" or (written[0] == '"' and "\\" not in written):
        return written[1:-1]
    if written[0] != '"':
        return written
    import tomli  # noqa: PLC0415 - only for keys with escapes, which hardly exist

    try:
        return str(tomli.loads(f"key = {written}")["key"])
    except tomli.TOMLDecodeError:
        raise _LostError from None


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    """The offset behind what ``pattern``, which matches anywhere, matches at ``at``."""
    match = pattern.match(text, at)
    return match.end() if match else at
