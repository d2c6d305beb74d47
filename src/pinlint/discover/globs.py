"""Globs of the configuration, walked one folder at a time.

A glob is anchored at the root and matched component by component, each with gitignore's meaning: ``packages/*`` is one
level, ``**`` any number of levels, none included, so that ``examples/**`` is ``examples`` and everything below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.discover.patterns import WILD, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(slots=True, eq=False)
class _Node:
    """What may follow after some components of a glob."""

    ends: bool = False
    names: dict[str, _Node] = field(default_factory=dict)
    wild: dict[str, tuple[re.Pattern[str], _Node]] = field(default_factory=dict)
    deep: _Node | None = None
    loops: bool = False
    """It follows a ``**``, so that any component leads back to it."""


State = tuple[_Node, ...]
"""Where all globs are after the components of some folder; empty: none of them can match below it."""


def start(globs: Iterable[str]) -> State:
    """The state of the root."""
    root = _Node()
    for glob in globs:
        node = root
        for component in (part for part in glob.strip().split("/") if part not in {"", "."}):
            node = _child(node, component)
        node.ends = True
    return _closed([root])


def step(state: State, name: str, *, deep: bool = True) -> State:
    """The state one folder further down; without ``deep`` a ``**`` does not pass through it."""
    found: list[_Node] = []
    for node in state:
        if node.loops and deep:
            found.append(node)
        if name in node.names:
            found.append(node.names[name])
        found.extend(child for regex, child in node.wild.values() if regex.fullmatch(name))
    return _closed(found)


def accepts(state: State) -> bool:
    """Whether some glob matches the folder itself."""
    return any(node.ends for node in state)


def covers(state: State, path: str) -> bool:
    """Whether a glob matches a path that is not shown, or a folder above it."""
    for name in path.split("/"):
        state = step(state, name)
        if accepts(state):
            return True
    return False


def following(state: State) -> Iterator[str]:
    """The paths of one component and more that may follow, as they are written, up to the next ``**``."""
    for node in state:
        waiting = [("", node)]
        while waiting:
            path, at = waiting.pop()
            for text, child in (*at.names.items(), *((text, child) for text, (_, child) in at.wild.items())):
                yield path + text
                waiting.append((f"{path}{text}/", child))


def _child(node: _Node, component: str) -> _Node:
    if component == "**":
        if node.loops:
            return node
        if node.deep is None:
            node.deep = _Node(loops=True)
        return node.deep
    if WILD.isdisjoint(component):
        return node.names.setdefault(component, _Node())
    if component not in node.wild:
        node.wild[component] = re.compile(translate(component), re.DOTALL), _Node()
    return node.wild[component][1]


def _closed(nodes: list[_Node]) -> State:
    """With what ``**`` reaches without any component, each once."""
    found: dict[_Node, None] = {}
    for node in nodes:
        found[node] = None
        if node.deep is not None:
            found[node.deep] = None
    return tuple(found)
