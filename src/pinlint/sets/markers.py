"""Markers (PEP 508) as trees of comparisons joined by ``and`` and ``or``; packaging shows no tree of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.markers import Marker

_DEPTH = 50
"""Parentheses within parentheses that are followed; packaging gives up at a few times more."""
_PIECE = re.compile(r""""[^"]*"|'[^']*'|[()]|[^\s()"']+""")


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparison. ``variable`` is empty where it does not compare one variable with one text."""

    text: str
    variable: str
    operator: str
    value: str
    reversed: bool
    """The text is on the left."""


@dataclass(frozen=True, slots=True)
class Junction:
    """Two or more conditions joined by ``and`` or by ``or``; none of them is joined by the same word."""

    word: str
    parts: tuple[Condition, ...]


Condition = Atom | Junction
Tree = Condition | bool
"""A condition, or what has been decided about one."""


def canonical(marker: Marker) -> str | None:
    """The marker as packaging prints it; None where it cannot be printed so that it reads back the same."""
    try:
        text = str(marker)
    except (ValueError, RecursionError):  # a text with both kinds of quotes; parentheses within parentheses
        return None
    # A text in quotes is printed as it is and would be unescaped when it is read again.
    return None if "\\" in text else text


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree | None:
    """The tree of a marker in canonical form; None where parentheses are nested too deeply."""
    # One list of alternatives for each open parenthesis, each a list of what has to hold together.
    levels: list[list[list[Tree]]] = [[[]]]
    pieces = iter(_PIECE.findall(text))
    for piece in pieces:
        if piece == "(":
            levels.append([[]])
            if len(levels) > _DEPTH:
                return None
        elif piece == ")":
            closed = levels.pop()
            levels[-1][-1].append(_alternatives(closed))
        elif piece == "or":
            levels[-1].append([])
        elif piece != "and":
            operator = next(pieces)
            if operator == "not":
                operator = f"not {next(pieces)}"
            levels[-1][-1].append(_atom(piece, operator, next(pieces)))
    return _alternatives(levels.pop())


def join(word: str, parts: Iterable[Tree]) -> Tree:
    """The parts joined by ``and`` or ``or``, what is decided or repeated left out."""
    neutral = word == "and"
    flat: dict[Condition, None] = {}
    for part in parts:
        if isinstance(part, Junction) and part.word == word:
            flat |= dict.fromkeys(part.parts)
        elif not isinstance(part, bool):
            flat[part] = None
        elif part is not neutral:
            return part
    if len(flat) > 1:
        return Junction(word, tuple(flat))
    return next(iter(flat), neutral)


def show(tree: Condition) -> str:
    """The text of the tree; packaging reads it back as the same condition."""
    if isinstance(tree, Atom):
        return tree.text
    shown = (f"({show(part)})" if isinstance(part, Junction) else show(part) for part in tree.parts)
    return f" {tree.word} ".join(shown)


def atoms(tree: Tree | None) -> Iterator[Atom]:
    """Every comparison in the tree."""
    if isinstance(tree, Atom):
        yield tree
    elif isinstance(tree, Junction):
        for part in tree.parts:
            yield from atoms(part)


def _alternatives(groups: list[list[Tree]]) -> Tree:
    return join("or", [join("and", group) for group in groups])


def _atom(left: str, operator: str, right: str) -> Atom:
    text = f"{left} {operator} {right}"
    quoted = left[0] in "\"'", right[0] in "\"'"
    if quoted == (False, True):
        return Atom(text, left, operator, right[1:-1], reversed=False)
    if quoted == (True, False):
        return Atom(text, right, operator, left[1:-1], reversed=True)
    return Atom(text, "", operator, "", reversed=False)
