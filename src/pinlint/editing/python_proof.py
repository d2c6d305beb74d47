"""Python that was edited: the syntax tree says what was asked, and else what it said."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.changes import Insert, Remove, Replace, SetKey, Strip
from pinlint.editing import lists, strings
from pinlint.editing.arguments import is_setup
from pinlint.editing.python_text import parsed, stretch
from pinlint.editing.refused import Refused, different, unreadable
from pinlint.metadata.positions import locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.changes import Change
    from pinlint.source import Source, Span

    Display = ast.List | ast.Tuple | ast.Set


def hold(source: Source, changes: Sequence[Change], text: str) -> None:
    """Raise Refused where the text does not say what the changes ask for, or what they do not ask for."""
    expected = parsed(source.text)
    try:
        found = parsed(text)
    except Refused as error:
        raise unreadable() from error
    for change in changes:
        if isinstance(change, SetKey):
            _unset(found, change)
    _change(source, expected, changes)
    try:
        same = _said(expected) == _said(found)
    except RecursionError as error:
        raise Refused("in a file that is nested too deeply") from error
    if not same:
        raise different()


def _said(tree: ast.Module) -> str:
    """What a tree says; to the language the ``u`` before a string says nothing, and to trees it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.kind = None
    return ast.dump(tree)


def _change(source: Source, tree: ast.Module, changes: Sequence[Change]) -> None:
    """Change strings and lists in the tree. Raises Refused."""
    of_strings: dict[ast.Constant, list[strings.Splice]] = {}
    of_lists: dict[Display, list[tuple[int, Remove | Insert]]] = {}
    for change in changes:
        if not isinstance(change, Replace | Strip | Remove | Insert):
            continue
        at = locate(source, change.at)
        if isinstance(change, Replace | Strip):
            literal = _literal(source.text, tree, at)
            of_strings.setdefault(literal, []).extend(strings.splices(source, change))
        elif (display := _display(source.text, tree, at)) is not None:
            of_lists.setdefault(display[0], []).append((display[1], change))
        else:
            literal = _literal(source.text, tree, at)
            of_strings.setdefault(literal, []).append(strings.line_splice(source, change))
    for literal, splices in of_strings.items():
        literal.value = strings.spliced(literal.value, splices)
    for listed, each in of_lists.items():
        listed.elts = lists.rearranged(listed.elts, each, ast.Constant)


def _literal(text: str, tree: ast.Module, at: Span) -> ast.Constant:
    """The innermost string that is at a place, or around it."""
    found = [
        (end - start, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for start, end in [stretch(text, node)]
        if start <= at.start and at.end <= end
    ]
    if not found:
        raise Refused("no string")
    return min(found, key=lambda each: each[0])[1]


def _display(text: str, tree: ast.Module, at: Span) -> tuple[Display, int] | None:
    """The list, tuple or set with an element at a place, and its index."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            places = [stretch(text, each) for each in node.elts]
            if (at.start, at.end) in places:
                return node, places.index((at.start, at.end))
    return None


def _unset(tree: ast.Module, change: SetKey) -> None:
    """Take a new argument out again. Raises Refused where it has not come."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_setup(node)):
        for keyword in call.keywords:
            if keyword.arg == change.at.keys[-1] and getattr(keyword.value, "value", None) == change.text:
                call.keywords.remove(keyword)
                return
    raise different()
