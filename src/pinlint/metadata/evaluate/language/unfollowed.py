"""A piece of program that is not followed: what it may change is lost, and it may end in every way that it names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape
from pinlint.metadata.evaluate.language import generators
from pinlint.metadata.evaluate.outcomes import End, Path
from pinlint.metadata.evaluate.values import Module, Opaque, Rest, Scope
from pinlint.metadata.evaluate.where import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.evaluate.machine import Machine

_ENDS: dict[type[ast.AST], End] = {ast.Return: End.RETURN, ast.Break: End.BREAK, ast.Continue: End.CONTINUE}
_INSIDE = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler | ast.MatchAs | ast.MatchStar
"""Nodes that bind their ``name``."""
_WILD = frozenset({"exec", "globals", "locals", "setattr", "vars"})
"""Functions that may bind any name of a module."""


def run(machine: Machine, node: ast.stmt, scope: Scope) -> list[Path]:
    """Go on after a statement that may have run any number of times, or not at all."""
    why = _lose(machine, node, scope)
    machine.forked = why
    ends = _ends(node) - ({End.CONTINUE} if isinstance(node, ast.For | ast.While) else set())
    ways = [Path(End.NORMAL, None, {})]
    ways += [Path(end, why if end is End.RETURN else None, {}) for end in _ENDS.values() if end in ends]
    return machine.settle(ways, why)


def _ends(node: ast.stmt) -> set[End]:
    """The ways that a statement may end early: those of the functions within are not its own."""
    ends: set[End] = set()
    todo: list[ast.AST] = [node]
    while todo:
        part = todo.pop()
        if type(part) in _ENDS:
            ends.add(_ENDS[type(part)])
        if part is node or not isinstance(part, _INSIDE):
            todo += ast.iter_child_nodes(part)
    return ends


def _lose(machine: Machine, node: ast.stmt, scope: Scope) -> Opaque:
    """Forget what the statement can reach and bind; returns why."""
    parts = list(ast.walk(node))
    machine.spend(2 * len(parts))
    kind = "a loop" if isinstance(node, ast.For | ast.While) else "code"
    reason = f"depends on {kind} that is not understood {Where(scope, node).line}"
    values, _ = escape.reach(machine, node, scope)
    why = machine.doubt(Opaque(reason, escape.change(machine, values, Opaque(reason))))
    if generators.around(scope) is not None and any(isinstance(part, ast.Yield | ast.YieldFrom) for part in parts):
        generators.add(machine, (Rest(why),), scope)
    for part in parts:
        for home, name in _bound(machine, part, scope):
            machine.world.bind(home, name, why)
        if (isinstance(part, ast.alias) and part.name == "*") or (isinstance(part, ast.Name) and part.id in _WILD):
            escape.wild(machine, scope.module, why)
    return why


def _bound(machine: Machine, part: ast.AST, scope: Scope) -> Iterator[tuple[Scope, str]]:
    """The names that a node binds, and where they live."""
    name = None
    if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
        name = part.id
    elif isinstance(part, ast.alias):
        name = (part.asname or part.name).partition(".")[0]
    elif isinstance(part, _NAMED):
        name = part.name
    elif isinstance(part, ast.MatchMapping):
        name = part.rest
    elif isinstance(part, ast.Global):
        yield from ((scope.module, name) for name in part.names)
    elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and not isinstance(part.ctx, ast.Load):
        owner = escape.find(machine, scope, part.value.id)
        if isinstance(owner, Module):
            yield owner.scope, part.attr
    if name is not None:
        yield scope.outer.get(name, scope), name
