"""Statements: what they do to the world, and how they end."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate import assign, calls, escape, exceptions, expressions, loops, modules
from pinlint.metadata.evaluate.machine import NORMAL, End, Path, Raised, Where
from pinlint.metadata.evaluate.values import Function, Opaque

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.values import Scope


def execute(machine: Machine, body: Sequence[ast.stmt], scope: Scope) -> list[Path]:
    """Run statements, one after the other."""
    return sequence(machine, ((lambda s=statement: one(machine, s, scope)) for statement in body))  # type: ignore[misc]  # a default argument


def sequence(machine: Machine, steps: Iterable[Callable[[], list[Path]]]) -> list[Path]:
    """Run one step after the other; where some ways through a step end early, the rest runs for the others only."""
    early: list[tuple[list[Path], Opaque]] = []
    paths = NORMAL
    try:
        for step in steps:
            paths = step()
            if len(paths) == 1:
                if paths[0].end is not End.NORMAL:
                    break
                continue
            going = [path for path in paths if path.end is End.NORMAL]
            if not going:
                break
            early.append(([path for path in paths if path.end is not End.NORMAL], machine.forked))
            machine.world.push(going[0].layer)
            paths = NORMAL
    except Raised as raised:
        paths = [Path(End.RAISE, raised)]
    while early:
        layer = machine.world.pop()
        paths = [Path(path.end, path.value, {**layer, **(path.layer or {})}) for path in paths]
        ended, why = early.pop()
        paths = machine.settle([*ended, *paths], why)
    return paths


def one(machine: Machine, node: ast.stmt, scope: Scope) -> list[Path]:
    """Run one statement."""
    machine.spend()
    machine.enter()
    machine.where = Where(scope, node)
    try:
        run = _STATEMENTS.get(type(node))
        if run is None:
            escape.havoc(machine, node, scope)
            return NORMAL
        return run(machine, node, scope)
    except Raised as raised:
        raised.at = raised.at or Where(scope, node).line
        return [Path(End.RAISE, raised)]
    finally:
        machine.leave()


def _expression(machine: Machine, node: ast.Expr, scope: Scope) -> list[Path]:
    if not isinstance(node.value, ast.Constant):
        expressions.evaluate(machine, node.value, scope)
    return NORMAL


def _assign(machine: Machine, node: ast.Assign, scope: Scope) -> list[Path]:
    value = expressions.evaluate(machine, node.value, scope)
    for target in node.targets:
        assign.assign(machine, target, value, scope)
    return NORMAL


def _annotated(machine: Machine, node: ast.AnnAssign, scope: Scope) -> list[Path]:
    if node.value is not None:
        assign.assign(machine, node.target, expressions.evaluate(machine, node.value, scope), scope)
    return NORMAL


def _augmented(machine: Machine, node: ast.AugAssign, scope: Scope) -> list[Path]:
    assign.augment(machine, node, scope)
    return NORMAL


def _delete(machine: Machine, node: ast.Delete, scope: Scope) -> list[Path]:
    for target in node.targets:
        assign.delete(machine, target, scope)
    return NORMAL


def _pass(machine: Machine, node: ast.stmt, scope: Scope) -> list[Path]:  # noqa: ARG001 - one signature for all
    return NORMAL


def _assert(machine: Machine, node: ast.Assert, scope: Scope) -> list[Path]:
    expressions.evaluate(machine, node.test, scope)
    return NORMAL


def _if(machine: Machine, node: ast.If, scope: Scope) -> list[Path]:
    while True:
        test = expressions.test(machine, node.test, scope)
        if isinstance(test, Opaque):
            why = machine.unknown(f"depends on {ast.unparse(node.test)[:60]} {Where(scope, node.test).line}", test)
            machine.doubts -= 1
            return branch(machine, [node.body, node.orelse], scope, why)
        if test or len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
            return execute(machine, node.body if test else node.orelse, scope)
        node = node.orelse[0]
        machine.spend()


def branch(machine: Machine, bodies: list[list[ast.stmt]], scope: Scope, why: Opaque) -> list[Path]:
    """Run one of the bodies, it is not known which."""
    machine.forked = why

    def go(body: list[ast.stmt]) -> Callable[[], list[Path]]:
        return lambda: execute(machine, body, scope)

    return machine.fork([go(body) for body in bodies], why)


def _function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> list[Path]:
    function: object = calls.define(machine, node, scope)
    for decorator in reversed(node.decorator_list):
        callee = expressions.evaluate(machine, decorator, scope)
        function = calls.call(machine, callee, calls.Args((function,)), Where(scope, decorator))
    assign.bind(machine, scope, node.name, function)
    return NORMAL


def _class(machine: Machine, node: ast.ClassDef, scope: Scope) -> list[Path]:
    bases = [expressions.evaluate(machine, base, scope) for base in node.bases]
    bases += [expressions.evaluate(machine, keyword.value, scope) for keyword in node.keywords]
    bases += [expressions.evaluate(machine, decorator, scope) for decorator in node.decorator_list]
    inside = scope.inside("class")
    paths = execute(machine, node.body, inside)
    if len(paths) == 1 and paths[0].end is not End.NORMAL:
        return paths
    if len(paths) > 1:
        machine.world.apply(next(path.layer or {} for path in paths if path.end is not End.RAISE))
    reason = f"an object of class {node.name} {Where(scope, node).line}"
    itself = Function(node, inside, opaque=True)
    held = machine.unknown(reason, itself, *bases)
    assign.bind(machine, scope, node.name, Opaque(reason, held.holds))
    return NORMAL


def _return(machine: Machine, node: ast.Return, scope: Scope) -> list[Path]:
    value = None if node.value is None else expressions.evaluate(machine, node.value, scope)
    return [Path(End.RETURN, value)]


def _break(machine: Machine, node: ast.Break, scope: Scope) -> list[Path]:  # noqa: ARG001 - one signature for all
    return [Path(End.BREAK)]


def _continue(machine: Machine, node: ast.Continue, scope: Scope) -> list[Path]:  # noqa: ARG001 - one signature for all
    return [Path(End.CONTINUE)]


def _global(machine: Machine, node: ast.Global, scope: Scope) -> list[Path]:  # noqa: ARG001 - one signature for all
    for name in node.names:
        scope.outer[name] = scope.module
    return NORMAL


def _nonlocal(machine: Machine, node: ast.Nonlocal, scope: Scope) -> list[Path]:  # noqa: ARG001 - one signature for all
    for name in node.names:
        outer = scope.parent
        while outer is not None and name not in outer.own:
            outer = outer.parent
        if outer is not None:
            scope.outer[name] = outer
    return NORMAL


# The lambdas look names up late: the modules they name need this one.
_STATEMENTS: dict[type[ast.stmt], Callable[[Machine, Any, Scope], list[Path]]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Pass: _pass,
    ast.Assert: _assert,
    ast.If: _if,
    ast.For: lambda machine, node, scope: loops.run_for(machine, node, scope),  # noqa: PLW0108 - looked up late
    ast.While: lambda machine, node, scope: loops.run_while(machine, node, scope),  # noqa: PLW0108 - looked up late
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Return: _return,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.Raise: lambda machine, node, scope: exceptions.run_raise(machine, node, scope),  # noqa: PLW0108 - looked up late
    ast.Try: lambda machine, node, scope: exceptions.run_try(machine, node, scope),  # noqa: PLW0108 - looked up late
    ast.With: lambda machine, node, scope: exceptions.run_with(machine, node, scope),  # noqa: PLW0108 - looked up late
    ast.Import: lambda machine, node, scope: modules.run_import(machine, node, scope),  # noqa: PLW0108 - looked up late
    ast.ImportFrom: lambda machine, node, scope: modules.run_import_from(machine, node, scope),  # noqa: PLW0108 - looked up late
}
