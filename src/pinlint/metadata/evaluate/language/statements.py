"""Statements: what they do to the world, and how they end."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate import scopes
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.language import (
    assign,
    classes,
    exceptions,
    expressions,
    flow,
    functions,
    imports,
    loops,
    unfollowed,
)
from pinlint.metadata.evaluate.outcomes import NORMAL, End, Path, Raised
from pinlint.metadata.evaluate.values import Opaque, Scope
from pinlint.metadata.evaluate.where import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pinlint.metadata.evaluate.machine import Machine


def execute(machine: Machine, body: Sequence[ast.stmt], scope: Scope) -> list[Path]:
    """Run statements, one after the other."""
    return flow.sequence(machine, ((lambda s=statement: one(machine, s, scope)) for statement in body))  # type: ignore[misc]  # a default argument


def one(machine: Machine, node: ast.stmt, scope: Scope) -> list[Path]:
    """Run one statement."""
    machine.spend()
    machine.enter()
    outside, machine.where = machine.where, Where(scope, node)
    try:
        run = _STATEMENTS.get(type(node))
        if run is None:
            return unfollowed.run(machine, node, scope)
        return run(machine, node, scope)
    except Raised as raised:
        raised.at = raised.at or Where(scope, node).line
        return [Path(End.RAISE, raised)]
    finally:
        machine.where = outside
        machine.leave()


def _expression(machine: Machine, node: ast.Expr, scope: Scope) -> list[Path]:
    if not isinstance(node.value, ast.Constant):
        machine.evaluate(node.value, scope)
    return NORMAL


def _assign(machine: Machine, node: ast.Assign, scope: Scope) -> list[Path]:
    value = machine.evaluate(node.value, scope)
    for target in node.targets:
        assign.assign(machine, target, value, scope)
    return NORMAL


def _annotated(machine: Machine, node: ast.AnnAssign, scope: Scope) -> list[Path]:
    if node.value is not None:
        assign.assign(machine, node.target, machine.evaluate(node.value, scope), scope)
    return NORMAL


def _augmented(machine: Machine, node: ast.AugAssign, scope: Scope) -> list[Path]:
    assign.augment(machine, node, scope)
    return NORMAL


def _delete(machine: Machine, node: ast.Delete, scope: Scope) -> list[Path]:
    for target in node.targets:
        assign.delete(machine, target, scope)
    return NORMAL


def _pass(machine: Machine, node: ast.stmt, scope: Scope) -> list[Path]:
    return NORMAL


def _assert(machine: Machine, node: ast.Assert, scope: Scope) -> list[Path]:
    test = expressions.test(machine, node.test, scope)
    if isinstance(test, Opaque):
        machine.doubt(test)
    elif not test:
        raise Raised("AssertionError")
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
    function: object = functions.define(machine, node, scope)
    for decorator in reversed(node.decorator_list):
        callee = machine.evaluate(decorator, scope)
        function = machine.call(callee, Args((function,)), Where(scope, decorator))
    scopes.bind(machine, scope, node.name, function)
    return NORMAL


def _return(machine: Machine, node: ast.Return, scope: Scope) -> list[Path]:
    value = None if node.value is None else machine.evaluate(node.value, scope)
    return [Path(End.RETURN, value)]


def _break(machine: Machine, node: ast.Break, scope: Scope) -> list[Path]:
    return [Path(End.BREAK)]


def _continue(machine: Machine, node: ast.Continue, scope: Scope) -> list[Path]:
    return [Path(End.CONTINUE)]


def _global(machine: Machine, node: ast.Global, scope: Scope) -> list[Path]:
    for name in node.names:
        scope.outer[name] = scope.module
    return NORMAL


def _nonlocal(machine: Machine, node: ast.Nonlocal, scope: Scope) -> list[Path]:
    for name in node.names:
        outer = scope.parent
        while outer is not None and name not in outer.own:
            outer = outer.parent
        if outer is not None:
            scope.outer[name] = outer
    return NORMAL


_STATEMENTS: dict[type[ast.stmt], Callable[[Machine, Any, Scope], list[Path]]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Pass: _pass,
    ast.Assert: _assert,
    ast.If: _if,
    ast.For: loops.run_for,
    ast.While: loops.run_while,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: classes.define,
    ast.Return: _return,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.Raise: exceptions.run_raise,
    ast.Try: exceptions.run_try,
    ast.With: exceptions.run_with,
    ast.Import: imports.run_import,
    ast.ImportFrom: imports.run_import_from,
}
