"""Expressions: what they give."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate import (
    comparisons,
    escape,
    formatting,
    instances,
    operators,
    paths,
    scopes,
    subscripts,
)
from pinlint.metadata.evaluate.language import attributes, calls, comprehensions, displays, functions, generators
from pinlint.metadata.evaluate.natives import plain, truth, wrap
from pinlint.metadata.evaluate.objects import InstanceRef, Record
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.scopes import mangled
from pinlint.metadata.evaluate.values import MISSING, Located, Opaque, Scope, Text, Value
from pinlint.metadata.evaluate.where import Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Machine


def evaluate(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    """The value of an expression."""
    machine.spend()
    if isinstance(node, ast.Constant):
        return _constant(machine, node, scope)
    machine.enter()
    try:
        run = _EXPRESSIONS.get(type(node))
        if run is None:
            machine.give_up("uses an expression that is not understood")
        return run(machine, node, scope)
    finally:
        machine.leave()


def _constant(machine: Machine, node: ast.Constant, scope: Scope) -> Value:
    if isinstance(node.value, str) and scope.anchor is None:
        return Text(node.value, Where(scope, node).span, literal=True)
    try:
        return wrap(machine, node.value)
    except NotKnown as error:
        return machine.unknown(f"{error} {Where(scope, node).line}")


def test(machine: Machine, node: ast.expr, scope: Scope) -> bool | Opaque:
    """Whether an expression is true; one side of ``and`` and ``or`` may decide alone, whatever the other gives."""
    negated = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    if not negated and not isinstance(node, ast.BoolOp):
        return truth(machine, evaluate(machine, node, scope))
    machine.spend()
    machine.enter()
    try:
        if isinstance(node, ast.BoolOp):
            return _decided(machine, node, scope)
        answer = test(machine, node.operand, scope)  # type: ignore[attr-defined]  # of a ``not``
        return answer if isinstance(answer, Opaque) else not answer
    finally:
        machine.leave()


def _decided(machine: Machine, node: ast.BoolOp, scope: Scope) -> bool | Opaque:
    stop = isinstance(node.op, ast.Or)

    def rest(index: int) -> bool | Opaque:
        while True:
            answer = test(machine, node.values[index], scope)
            if index == len(node.values) - 1 or answer is stop:
                return answer
            index += 1
            if isinstance(answer, Opaque):
                why = machine.unknown(f"depends on a test {Where(scope, node).line}", answer)
                found = machine.choose([partial(_same, stop), partial(rest, index)], why)
                return found if isinstance(found, bool | Opaque) else why

    return rest(0)


def _name(machine: Machine, node: ast.Name, scope: Scope) -> Value:
    return machine.certain(scopes.lookup(machine, node.id, scope, Where(scope, node)))


def _same(value: Value) -> Value:
    return value


def _bool(machine: Machine, node: ast.BoolOp, scope: Scope) -> Value:
    stop = isinstance(node.op, ast.Or)

    def rest(index: int) -> Value:
        while True:
            value = evaluate(machine, node.values[index], scope)
            if index == len(node.values) - 1:
                return value
            answer = truth(machine, value)
            if isinstance(answer, Opaque):
                why = machine.unknown(f"depends on a test {Where(scope, node).line}", answer)
                return machine.choose([partial(_same, value), partial(rest, index + 1)], why)
            if answer is stop:
                return value
            index += 1

    return rest(0)


def _walrus(machine: Machine, node: ast.NamedExpr, scope: Scope) -> Value:
    value = evaluate(machine, node.value, scope)
    home = scope
    while home.kind == "comprehension" and home.parent is not None:
        home = home.parent
    scopes.bind(machine, home, node.target.id, value)
    return value


def _binary(machine: Machine, node: ast.BinOp, scope: Scope) -> Value:
    spine: list[ast.BinOp] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp):
        spine.append(left)
        left = left.left
    value = evaluate(machine, left, scope)
    for part in reversed(spine):
        machine.spend()
        right = evaluate(machine, part.right, scope)
        value = operators.binary(machine, part.op, value, right, Where(scope, part))
    return value


def _unary(machine: Machine, node: ast.UnaryOp, scope: Scope) -> Value:
    return operators.unary(machine, node.op, evaluate(machine, node.operand, scope), Where(scope, node))


def _lambda(machine: Machine, node: ast.Lambda, scope: Scope) -> Value:
    return functions.define(machine, node, scope)


def _choice(machine: Machine, node: ast.IfExp, scope: Scope) -> Value:
    answer = test(machine, node.test, scope)
    if isinstance(answer, Opaque):
        why = Opaque(f"depends on {ast.unparse(node.test)[:60]} {Where(scope, node).line}", answer.holds)
        return machine.choose(
            [lambda: evaluate(machine, node.body, scope), lambda: evaluate(machine, node.orelse, scope)], why
        )
    return evaluate(machine, node.body if answer else node.orelse, scope)


def _compare(machine: Machine, node: ast.Compare, scope: Scope) -> Value:
    left = evaluate(machine, node.left, scope)
    answer: Value = True
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        right = evaluate(machine, right_node, scope)
        answer = comparisons.compare(machine, op, left, right, Where(scope, node))
        if answer is False:
            return False
        if isinstance(answer, Opaque) and len(node.ops) > 1:
            return answer
        left = right
    return answer


def _call(machine: Machine, node: ast.Call, scope: Scope) -> Value:
    callee = evaluate(machine, node.func, scope)
    return machine.call(callee, calls.arguments(machine, node, scope), Where(scope, node))


def _fstring(machine: Machine, node: ast.JoinedStr, scope: Scope) -> Value:
    parts: list[str] = []
    unknown: list[Opaque] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            value = evaluate(machine, part.value, scope)
            spec = evaluate(machine, part.format_spec, scope) if part.format_spec is not None else ""
            try:
                shown = paths.shown(value.path) if isinstance(value, Located) else value
                if isinstance(value, InstanceRef | Record) and part.conversion in {-1, 115} and not spec:
                    text = instances.text(machine, value, Where(scope, node), "__str__", "__repr__")
                    shown = value if text is MISSING else text
                parts.append(formatting.one(machine, shown, part.conversion, str(plain(machine, spec))))
            except NotKnown as error:
                escape.touch(machine, value)
                unknown.append(
                    machine.computed(Where(scope, node).explain(error, f"computed {Where(scope, node).line}"), value)
                )
    if unknown:
        return unknown[0]
    if sum(map(len, parts)) > machine.budget.text:
        return machine.unknown(f"is a string that is too long {Where(scope, node).line}")
    return "".join(parts)


def _attribute(machine: Machine, node: ast.Attribute, scope: Scope) -> Value:
    owner = evaluate(machine, node.value, scope)
    return machine.certain(attributes.attribute(machine, owner, mangled(node.attr, scope), Where(scope, node)))


def _subscript(machine: Machine, node: ast.Subscript, scope: Scope) -> Value:
    owner = evaluate(machine, node.value, scope)
    index = evaluate(machine, node.slice, scope)
    return subscripts.get_item(machine, owner, index, Where(scope, node))


def _slice(machine: Machine, node: ast.Slice, scope: Scope) -> Value:
    bounds = [None if part is None else evaluate(machine, part, scope) for part in (node.lower, node.upper, node.step)]
    for bound in bounds:
        if bound is not None and not isinstance(bound, int):
            return machine.unknown(f"computed {Where(scope, node).line}", bound)
    return slice(*bounds)


def _starred(machine: Machine, node: ast.Starred, scope: Scope) -> Value:
    return machine.unknown(f"computed {Where(scope, node).line}", evaluate(machine, node.value, scope))


_EXPRESSIONS: dict[type[ast.expr], Callable[[Machine, Any, Scope], Value]] = {
    ast.Name: _name,
    ast.BoolOp: _bool,
    ast.NamedExpr: _walrus,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Lambda: _lambda,
    ast.IfExp: _choice,
    ast.Tuple: displays.new_tuple,
    ast.List: displays.new_list,
    ast.Set: displays.new_set,
    ast.Dict: displays.new_dict,
    ast.ListComp: comprehensions.list_comprehension,
    ast.SetComp: comprehensions.set_comprehension,
    ast.DictComp: comprehensions.dict_comprehension,
    ast.GeneratorExp: comprehensions.generator,
    ast.Compare: _compare,
    ast.Call: _call,
    ast.JoinedStr: _fstring,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Starred: _starred,
    ast.Yield: generators.give,
    ast.YieldFrom: generators.give_all,
}
