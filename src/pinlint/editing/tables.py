"""Keys and tables of TOML files: new keys, and keys and tables that go.

Not left to tomlkit, which puts a new key behind the comment that belongs to the next table, and drops that comment with
the table in front of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.editing.files import Language, language
from pinlint.editing.refused import Refused
from pinlint.metadata import toml_positions
from pinlint.source import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.changes import Drop, SetKey
    from pinlint.metadata.toml_positions import Node
    from pinlint.source import Key, Source

_REST = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?(?P<ending>\r\n|\n|\Z)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t]*+\r?\n)++")
_OWN = ("tool", "pinlint")
_CLOSING = re.compile(r"[ \t]*+\]{1,2}")


def with_key(source: Source, change: SetKey) -> Edit:
    """The edit that adds a key to a table. Raises Refused."""
    *path, name = change.at.keys
    table = _node(source, change.at, tuple(path))
    if name in table.children:
        return _instead(source, table.children[name], change.text)
    if not isinstance(name, str) or not _BARE.fullmatch(name) or not change.text.isprintable():
        raise Refused("not to be written without escapes")
    text = source.text
    beside = _sibling(table, change.after)
    pair = f"{name} = {_quoted(text, beside, change.text)}"
    if text.startswith("{", table.start):
        return _inline(source, table, pair)
    if beside is not None:
        first = text.rfind("\n", 0, _key_start(beside)) + 1
        lead = text[first : _key_start(beside)]
        anchor = beside.end
    elif text[: table.start].rstrip(" \t").endswith("["):
        lead, anchor = "", text.index("]", table.end) + 1
    else:
        raise Refused("in a table without a place of its own")
    rest = _REST.match(text, anchor)
    if rest is None or lead.strip().startswith("["):
        raise Refused("in a table without lines")
    newline = rest["ending"] or ("\r\n" if "\r\n" in text else "\n")
    if rest["ending"]:
        return Edit(Span(source.path, rest.end(), rest.end()), f"{lead}{pair}{newline}")
    return Edit(Span(source.path, rest.end(), rest.end()), f"{newline}{lead}{pair}")


def _instead(source: Source, node: Node, value: str) -> Edit:
    """The edit that gives a key a value that it has none of: ``*`` says that there is none."""
    start, end = node.start, node.end
    if (
        source.text[start:end] not in {"'*'", '"*"'}
        or not value.isprintable()
        or any(each in value for each in "'\"\\")
    ):
        raise Refused("there already")
    return Edit(Span(source.path, start + 1, end - 1), value)


def without(source: Source, change: Drop) -> Edit:
    """The edit that takes a key with its value out, or a table. Raises Refused.

    Of our own table in pyproject.toml the header stays, as that says where the workspace is.
    """
    edit = _without(source, change)
    if change.at.keys[:2] == _OWN and len(change.at.keys) > 2 and not _has(_applied(source, edit), _OWN):
        gone = source.text[edit.span.start : edit.span.end]
        start = edit.span.start + len(gone) - len(gone.lstrip())
        edit = Edit(Span(source.path, start, start + len(gone.strip())), f"[{'.'.join(_OWN)}]")
    return edit


def _without(source: Source, change: Drop) -> Edit:
    node, text = _node(source, change.at, change.at.keys), source.text
    if isinstance(change.at.keys[-1], int) or _is_header(text, node):
        return _without_table(source, node)
    parent = _node(source, change.at, change.at.keys[:-1])
    if text.startswith("{", parent.start) or not _is_leaf(node):
        raise Refused("in an inline table")
    beginning = text.rfind("\n", 0, _key_start(node)) + 1
    rest = _REST.match(text, node.end)
    if rest is None:
        raise Refused("not alone on its lines")
    return Edit(Span(source.path, beginning, rest.end()), "")


def _node(source: Source, at: Key, path: tuple[str | int, ...]) -> Node:
    if language(source) is not Language.TOML:
        raise Refused("in no TOML file")
    node, exact = toml_positions.find(source.text, path)
    if not exact:
        raise Refused(f"in a table that {at.path.rpartition('/')[2]} does not have")
    return node


def _without_table(source: Source, node: Node) -> Edit:
    """A table with its header and its lines, and the blank lines behind it; at the end of the file, before it."""
    text = source.text
    if not _is_header(text, node):
        raise Refused("in an inline table")
    beginning = text.rfind("\n", 0, node.start) + 1
    rest = _REST.match(text, max(_end(text, each) for each in (node, *_below(node))))
    if rest is None:
        raise Refused("not alone on its lines")
    blank = _BLANK.match(text, rest.end())
    end = blank.end() if blank else rest.end()
    if end == len(text):
        while beginning and not text[text.rfind("\n", 0, beginning - 1) + 1 : beginning].strip():
            beginning = text.rfind("\n", 0, beginning - 1) + 1
    return Edit(Span(source.path, beginning, end), "")


def _end(text: str, node: Node) -> int:
    """Where a value ends; of a table, its header."""
    closing = _CLOSING.match(text, node.end) if _is_header(text, node) else None
    return closing.end() if closing else node.end


def _applied(source: Source, edit: Edit) -> str:
    return source.text[: edit.span.start] + edit.text + source.text[edit.span.end :]


def _has(text: str, path: tuple[str | int, ...]) -> bool:
    return toml_positions.find(text, path)[1]


def string_around(text: str, span: Span) -> tuple[int, int] | None:
    """The value, a string with its quotes, that is around a place; None where there is none."""
    found = (each for each in _below(toml_positions.scan(text)) if each.start < span.start and span.end < each.end)
    leaf = next((each for each in found if text[each.start] in "\"'" and not each.children), None)
    return (leaf.start, leaf.end) if leaf else None


def _below(node: Node) -> Iterator[Node]:
    """All values in a node."""
    waiting = list(node.children.values())
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(each.children.values())


def _inline(source: Source, table: Node, pair: str) -> Edit:
    last = max(table.children.values(), key=lambda each: each.end, default=None)
    if last is None:
        return Edit(Span(source.path, table.start + 1, table.start + 1), f" {pair} ")
    return Edit(Span(source.path, last.end, last.end), f", {pair}")


def _quoted(text: str, beside: Node | None, value: str) -> str:
    """The value in the quotes of the one beside it, where it can stand between them."""
    if beside is not None and text.startswith("'", beside.start) and "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _sibling(table: Node, after: tuple[str, ...]) -> Node | None:
    """The key behind which a new one stands: the first of the given ones, else the last that is no table."""
    own = {name: node for name, node in table.children.items() if _is_leaf(node)}
    named = next((own[name] for name in after if name in own), None)
    return named or max(own.values(), key=lambda node: node.end, default=None)


def _is_leaf(node: Node) -> bool:
    """Whether it is written as a key and a value."""
    return node.key is not None and node.start >= node.key[1]


def _is_header(text: str, node: Node) -> bool:
    line = text.rfind("\n", 0, node.start) + 1
    return not _is_leaf(node) and text[line : node.start].strip(" \t") in {"[", "[["}


def _key_start(node: Node) -> int:
    return node.key[0] if node.key else node.start
