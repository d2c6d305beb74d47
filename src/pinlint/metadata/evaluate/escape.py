"""What unknown code may do: anything to what it is given, and to what the functions it is given can reach.

What it was given once it may use again whenever any of it runs.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.objects import InstanceRef, Locals, Named, Record, parts
from pinlint.metadata.evaluate.values import (
    MISSING,
    WITH_SETUP,
    Builtin,
    Code,
    Function,
    Iter,
    Module,
    Opaque,
    Ref,
    Scope,
    Value,
    is_code,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.values import Cell


def touch(machine: Machine, *values: Value) -> None:
    """Unknown code looks at values: code that they hold, and methods that Python calls, may run."""
    runs: dict[Value, None] = {}
    unknown: Opaque | None = None
    seen: set[int] = set()
    todo = list(values)
    while todo:
        value = todo.pop()
        if isinstance(value, str | int | None) or id(value) in seen:
            continue
        seen.add(id(value))
        machine.spend()
        if isinstance(value, Opaque):
            unknown = value
            runs.update(dict.fromkeys(code for code in value.holds if is_code(code) or isinstance(code, Iter)))
            todo += [each for each in value.holds if isinstance(each, Ref)]
        elif isinstance(value, InstanceRef | Record) and value.of.special:
            runs[value] = None
        elif isinstance(value, Ref):
            todo.append(machine.world.get(value))
        else:
            inside = parts(value)
            machine.spend(len(inside) // 16)
            todo += inside
    if unknown is not None and not machine.world.same(machine.kept_ran):
        runs.update(dict.fromkeys(machine.kept))
    if runs:
        escape(machine, tuple(runs), unknown or Opaque("may be changed by a method that Python calls"))
        machine.kept_ran = machine.world.moment() if unknown is not None else machine.kept_ran


def change(machine: Machine, value: Value, why: Opaque) -> tuple[Code, ...]:
    """Unknown code, or code that is not followed, works with a value as it likes; returns the code it may have run."""
    return escape(machine, (value, *machine.kept), why)


def give(machine: Machine, value: Value, why: Opaque) -> tuple[Code, ...]:
    """Unknown code is given a value, and keeps it; returns the code it may have run."""
    found = change(machine, value, why)
    machine.kept.update(dict.fromkeys(found))
    return found


def escape(machine: Machine, value: Value, why: Opaque) -> tuple[Code, ...]:
    """Everything that can be reached through a value may have changed; returns the code among it."""
    seen: set[int] = set()
    kept: list[Value] = []  # keeps what is in ``seen`` alive, so that no number is used twice
    lost: list[Ref | tuple[Scope, str]] = []
    found: dict[Code, None] = {}
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str | bytes) or id(item) in seen:
            continue
        seen.add(id(item))
        kept.append(item)
        todo += parts(item)
        if isinstance(item, Ref):
            todo.append(machine.world.get(item))
            lost.append(item)
        elif isinstance(item, Iter):
            item.spoiled = why
        elif isinstance(item, list):
            todo += item
        elif isinstance(item, Function):
            found[item] = None
            space = item.scope.module.space
            todo += () if space is None else space[:1]
            reached, names = reach(machine, item.node, item.scope)
            todo += [*reached, *item.defaults, *(value for _, value in item.keyword_defaults)]
            lost += names
        elif isinstance(item, Module):
            todo += (machine.world.get((item.scope, name)) for name in machine.world.names.get(item.scope, ()))
            lost += _every_name(machine, item.scope)
        elif isinstance(item, Builtin) and item.name in WITH_SETUP:
            found[item] = None
            machine.unseen.escaped = machine.unseen.escaped or Opaque(f"setup() is called out of sight: {why.reason}")
    machine.spend(1 + len(kept) // 4)
    code = tuple(found)
    after = Opaque(why.reason, code)
    for cell in lost:
        if isinstance(cell, Ref) or cell[1] == "*":
            machine.world.set(cell, after)
        else:
            machine.world.bind(*cell, after)
    return code


def _every_name(machine: Machine, scope: Scope) -> list[Ref | tuple[Scope, str]]:
    return [*((scope, name) for name in machine.world.names.get(scope, ())), (scope, "*")]


def reach(machine: Machine, node: ast.AST, scope: Scope) -> tuple[list[Value], list[Ref | tuple[Scope, str]]]:
    """What code in a scope can reach, and the names that it may bind elsewhere."""
    if node not in machine.named:
        machine.named[node] = _named(node)
    named = machine.named[node]
    machine.spend(len(named.loaded) // 8)
    reached: list[Value] = []
    for name in named.loaded:
        value = find(machine, scope, name)
        if isinstance(value, Module) and not named.stores & {name, "*"}:
            reached += (machine.world.get((value.scope, each)) for each in machine.world.names.get(value.scope, ()))
        else:
            reached.append(value)
    lost: list[Ref | tuple[Scope, str]] = []
    if named.wild:
        reached += (machine.world.get((scope.module, name)) for name in machine.world.names.get(scope.module, ()))
        lost += _every_name(machine, scope.module)
    for name, of_module in named.outer:
        home: Scope | None = scope.module if of_module else scope
        while home is not None and not of_module and name not in home.own:
            home = home.parent
        if home is not None:
            reached.append(machine.world.get((home, name)))
            lost.append((home, name))
    return reached, lost


_WILD = frozenset({"exec", "eval", "globals"})
_STORES = frozenset({"setattr", "delattr", "vars"})


def _named(function: ast.AST) -> Named:
    names: dict[str, None] = {}
    outer: dict[tuple[str, bool], None] = {}
    stores: set[str] = set()
    wild = False
    harmless: set[ast.AST] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            names[node.id] = None
            wild = wild or (node.id in _WILD and node not in harmless)
            stores |= {"*"} if node.id in _STORES else set()
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1:
            harmless.add(node.func)  # exec() in a dict of its own
        elif isinstance(node, ast.Attribute):
            wild = wild or node.attr == "__globals__"
            if node.attr in {"__dict__", "modules"}:
                stores.add("*")
            elif not isinstance(node.ctx, ast.Load):
                stores.add(_root(node))
        elif isinstance(node, ast.Global | ast.Nonlocal):
            outer.update(dict.fromkeys((name, isinstance(node, ast.Global)) for name in node.names))
    if not stores <= {*names} - {argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)}:
        stores = stores & {"self"} if stores <= {"self"} else {"*"}
    return Named(tuple(names), tuple(outer), wild, frozenset(stores))


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else "*"


@dataclass(frozen=True, slots=True)
class Reach:
    """What code can look at: objects, and names in the modules and functions around it."""

    refs: set[Ref]
    names: dict[Scope, set[str]]

    def has(self, cell: Cell) -> bool:
        """Whether the contents of a cell can be seen; what there is one of always can."""
        if isinstance(cell, tuple):
            return cell[1] in self.names.get(cell[0], ())
        return isinstance(cell, str) or cell in self.refs


def within(machine: Machine, value: Value) -> Reach:
    """What can be reached through a value."""
    found = Reach(set(), {})
    seen: set[int] = set()
    kept: list[Value] = []  # keeps what is in ``seen`` alive, so that no number is used twice
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str | bytes) or id(item) in seen:
            continue
        seen.add(id(item))
        kept.append(item)
        todo += parts(item)
        if isinstance(item, Ref):
            found.refs.add(item)
            todo.append(machine.world.get(item))
        elif isinstance(item, Function):
            reached, _ = reach(machine, item.node, item.scope)
            todo += [*reached, *item.defaults, *(given for _, given in item.keyword_defaults)]
            own = machine.local_names.get(item.node, Locals()).own
            around: Scope | None = item.scope
            while around is not None:
                found.names.setdefault(around, set()).update(set(machine.named[item.node].loaded) - own)
                around = around.parent
        elif isinstance(item, Module):
            names = machine.world.names.get(item.scope, ())
            found.names.setdefault(item.scope, set()).update(names)
            todo += (machine.world.get((item.scope, name)) for name in names)
    machine.spend(1 + len(kept) // 4)
    return found


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
    escape(machine, Module(scope.name, scope), why)
