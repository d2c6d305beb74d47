"""What unknown code may do: anything to what it is given, and to what the functions it is given can reach."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.values import (
    MISSING,
    SETUP,
    Bound,
    Builtin,
    Code,
    DefaultDictRef,
    Entries,
    Function,
    Iter,
    Module,
    Opaque,
    Partial,
    Ref,
    Rest,
    Scope,
    Value,
    View,
    is_code,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine


def touch(machine: Machine, value: Value) -> None:
    """Unknown code works on a value: what is not known of it may run."""
    if isinstance(value, Opaque) and value.holds:
        escape(machine, value.holds, Opaque(value.reason))


def escape(machine: Machine, value: Value, why: Opaque) -> None:
    """Unknown code has a value: everything it can reach may have changed."""
    seen: set[int] = set()
    kept: list[Value] = []  # keeps what is in ``seen`` alive, so that no number is used twice
    todo = [value]
    while todo:
        item = todo.pop()
        if id(item) in seen or isinstance(item, str | bytes):
            continue
        seen.add(id(item))
        kept.append(item)
        machine.spend()
        if isinstance(item, Ref):
            contents = machine.world.get(item)
            todo.append(contents)
            if isinstance(item, DefaultDictRef):
                todo.append(item.factory)
            machine.world.set(item, Opaque(why.reason, code(contents)))
        elif isinstance(item, tuple | list):
            todo += item
        elif isinstance(item, Entries):
            todo += item.items.values()
        elif isinstance(item, Rest):
            todo += item.why.holds
        elif isinstance(item, Opaque):
            todo += item.holds
        elif isinstance(item, Bound | View):
            todo.append(item.of)
        elif isinstance(item, Partial):
            todo += [item.callee, *item.args, *(given for _, given in item.keywords)]
        elif isinstance(item, Iter):
            item.spoiled = why
        elif isinstance(item, Function):
            todo += _reach(machine, item, why)
        elif isinstance(item, Module):
            todo += [machine.world.get((item.scope, name)) for name in machine.world.names.get(item.scope, ())]
        elif isinstance(item, Builtin) and item.name == SETUP:
            machine.setup_escaped = machine.setup_escaped or Opaque(f"setup() is called out of sight: {why.reason}")


def code(value: Value) -> tuple[Code, ...]:
    """The code that a value is or holds, or the elements of contents."""
    found: dict[Code, None] = {}
    items = value if isinstance(value, tuple) else list(value.items.values()) if isinstance(value, Entries) else [value]
    for item in items:
        if isinstance(item, Function | Builtin) and is_code(item):
            found[item] = None
        elif isinstance(item, Opaque):
            found.update(dict.fromkeys(item.holds))
        elif isinstance(item, Rest):
            found.update(dict.fromkeys(item.why.holds))
    return tuple(found)


def _reach(machine: Machine, function: Function, why: Opaque) -> list[Value]:
    """What a function can reach; the names it may bind elsewhere are no longer known."""
    node, scope = function.node, function.scope
    if node not in machine.named:
        machine.named[node] = _named(node)
    loaded, outer = machine.named[node]
    machine.spend(len(loaded) + len(outer))
    reached: list[Value] = [*function.defaults, *(value for _, value in function.keyword_defaults)]
    reached += [find(machine, scope, name) for name in loaded]
    for name, of_module in outer:
        home: Scope | None = scope.module if of_module else scope
        while home is not None and not of_module and name not in home.own:
            home = home.parent
        if home is not None:
            reached.append(machine.world.get((home, name)))
            machine.world.bind(home, name, why)
    return reached


def _named(function: ast.AST) -> tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]:
    """The names within a function, and those that it binds elsewhere; True: in the module."""
    names: dict[str, None] = {}
    outer: dict[tuple[str, bool], None] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            names[node.id] = None
        elif isinstance(node, ast.Global | ast.Nonlocal):
            outer.update(dict.fromkeys((name, isinstance(node, ast.Global)) for name in node.names))
    return tuple(names), tuple(outer)


def find(machine: Machine, scope: Scope | None, name: str) -> Value:
    """What a name means in a scope or around it, MISSING if nothing there."""
    while scope is not None:
        value = machine.world.get((scope.outer.get(name, scope), name))
        if value is not MISSING:
            return value
        scope = scope.parent
    return MISSING


def wild(machine: Machine, scope: Scope, why: Opaque) -> None:
    """Unknown code may bind any name in a scope."""
    for name in list(machine.world.names.get(scope, ())):
        value = machine.world.get((scope, name))
        machine.world.bind(scope, name, why)
        escape(machine, value, why)
    machine.world.set((scope, "*"), why)
