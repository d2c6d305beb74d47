"""Commands and distributions of the program's own that write metadata, whatever setup() is given."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape
from pinlint.metadata.evaluate.objects import ClassRef, parts
from pinlint.metadata.evaluate.values import Function, Ref, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine

FIELDS = frozenset(
    {"name", "version", "python_requires", "install_requires", "extras_require", "classifiers", "license"}
)
_OWNERS = frozenset({"metadata", "distribution", "dist"})
_MOST = 2000


def fields(machine: Machine, *values: Value) -> frozenset[str]:
    """The keywords of setup() whose values the code in these values, or code that it can reach, may write anew."""
    found: set[str] = set()
    seen: set[int] = set()
    kept: list[Value] = []  # keeps what is in ``seen`` alive, so that no number is used twice
    todo = list(values)
    while todo and len(kept) < _MOST:
        item = todo.pop()
        if isinstance(item, str | bytes | int | None) or id(item) in seen:
            continue
        seen.add(id(item))
        kept.append(item)
        machine.spend()
        todo += parts(item)
        if isinstance(item, Ref):
            todo.append(machine.world.get(item))
        if isinstance(item, ClassRef):
            todo += item.line()
        if isinstance(item, Function):
            found |= _written(machine, item.node)
            reached, _ = escape.reach(machine, item.node, item.scope)
            todo += reached
    return frozenset(found)


def _written(machine: Machine, node: ast.AST) -> set[str]:
    """The fields that code assigns as attributes of what it calls a distribution or its metadata."""
    found: set[str] = set()
    for part in ast.walk(node):
        machine.spend()
        if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store) and part.attr in FIELDS:
            owner = part.value
            named = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            if named in _OWNERS:
                found.add(part.attr)
    return found
