"""Expressions: what they give."""

from __future__ import annotations

import ast
import builtins
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate import (
    assign,
    calls,
    containers,
    escape,
    formatting,
    functions,
    library,
    methods,
    operators,
)
from pinlint.metadata.evaluate.iteration import collect, iterate, new_iter, normal
from pinlint.metadata.evaluate.machine import NotKnown, Raised, Where
from pinlint.metadata.evaluate.natives import key_of, plain, truth, wrap
from pinlint.metadata.evaluate.values import (
    MISSING,
    Bound,
    Builtin,
    DictRef,
    Entries,
    Foreign,
    Found,
    Function,
    ListRef,
    Located,
    Module,
    ObjectRef,
    Opaque,
    Pattern,
    Perhaps,
    Ref,
    Rest,
    Scope,
    SetRef,
    Text,
    Value,
    View,
    is_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def placed(value: Value, node: ast.expr | None, scope: Scope) -> Value:
    """A computed string, with the place of the expression that gives it."""
    if isinstance(value, str) and not isinstance(value, Text) and node is not None and scope.anchor is None:
        return Text(value, Where(scope, node).span, literal=False)
    return value


def test(machine: Machine, node: ast.expr, scope: Scope) -> bool | Opaque:
    """Whether an expression is true."""
    return truth(machine, evaluate(machine, node, scope))


def lookup(machine: Machine, name: str, scope: Scope, where: Where) -> Value:
    """What a name means. Raises Raised if nothing."""
    inner: Scope | None = scope
    while inner is not None:
        if inner.kind != "class" or inner is scope:
            home = inner.outer.get(name, inner)
            value = machine.world.get((home, name))
            if value is not MISSING:
                return value
            loose = machine.world.get((home, "*"))
            if isinstance(loose, Opaque):
                return machine.unknown(loose.reason, loose)
            if home is not inner:
                inner = None
                break
            if name in inner.own:
                raise Raised("UnboundLocalError")
        inner = inner.parent
    if name in library.FUNCTIONS:
        return Builtin(name)
    if hasattr(builtins, name):
        if name in {"__name__", "__doc__", "__package__", "__loader__", "__spec__"}:
            return machine.unknown(f"depends on {name} {where.line}")
        return Builtin(name)
    raise Raised("NameError")


def _name(machine: Machine, node: ast.Name, scope: Scope) -> Value:
    return machine.certain(lookup(machine, node.id, scope, Where(scope, node)))


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
    assign.bind(machine, home, node.target.id, value)
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
    return calls.define(machine, node, scope)


def _choice(machine: Machine, node: ast.IfExp, scope: Scope) -> Value:
    answer = test(machine, node.test, scope)
    if isinstance(answer, Opaque):
        why = Opaque(f"depends on {ast.unparse(node.test)[:60]} {Where(scope, node).line}", answer.holds)
        return machine.choose(
            [lambda: evaluate(machine, node.body, scope), lambda: evaluate(machine, node.orelse, scope)], why
        )
    return evaluate(machine, node.body if answer else node.orelse, scope)


def elements(machine: Machine, nodes: list[ast.expr], scope: Scope) -> tuple[Value, ...]:
    """The values of expressions in a row, with ``*`` unpacked."""
    items: list[Value] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            items += collect(machine, evaluate(machine, node.value, scope), Where(scope, node))
        else:
            items.append(placed(evaluate(machine, node, scope), node, scope))
    if len(items) > machine.budget.items:
        return (Rest(machine.unknown("has too many elements")),)
    return normal(items)


def _tuple(machine: Machine, node: ast.Tuple, scope: Scope) -> Value:
    return elements(machine, node.elts, scope)


def _list(machine: Machine, node: ast.List, scope: Scope) -> Value:
    return machine.world.new(ListRef(), elements(machine, node.elts, scope))


def _set(machine: Machine, node: ast.Set, scope: Scope) -> Value:
    return new_set(machine, elements(machine, node.elts, scope))


def new_set(machine: Machine, items: tuple[Value, ...]) -> SetRef:
    """A set of elements."""
    contents: Value
    try:
        keys: dict[Value, Value] = {}
        loose: Opaque | None = None
        for item in items:
            if isinstance(item, Rest):
                loose = item.why
            elif isinstance(item, Opaque):
                loose = item
            else:
                keys[key_of(machine, item)] = None
        contents = Entries(dict(keys), loose)
    except NotKnown as error:
        contents = machine.unknown(str(error), *items)
    ref = SetRef()
    machine.world.new(ref, contents)
    return ref


def _dict(machine: Machine, node: ast.Dict, scope: Scope) -> Value:
    ref = DictRef()
    machine.world.new(ref, Entries({}))
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        if key_node is None:
            merge(machine, ref, evaluate(machine, value_node, scope), Where(scope, value_node))
            continue
        key = placed(evaluate(machine, key_node, scope), key_node, scope)
        value = placed(evaluate(machine, value_node, scope), value_node, scope)
        containers.set_item(machine, ref, key, value, Where(scope, value_node))
    return ref


def merge(machine: Machine, ref: DictRef, other: Value, where: Where) -> None:
    """Update a dict; entries that are not known may be any."""
    try:
        containers.update(machine, ref, other, where)
    except NotKnown as error:
        why = machine.unknown(str(error) or f"computed {where.line}", other)
        contents = machine.world.get(ref)
        if isinstance(contents, Entries):
            escape.escape(machine, tuple(contents.items.values()), why)
            lost: dict[Value, Value] = {
                key: Perhaps(why.reason, why.holds) if isinstance(value, Perhaps) else why
                for key, value in contents.items.items()
            }
            machine.world.set(ref, Entries(lost, why, shuffled=True))


def _comprehension(
    machine: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope, first: Value
) -> Iterator[Value]:
    inside = scope.inside("comprehension")

    def level(index: int, *, sure: bool) -> Iterator[Value]:
        if index == len(node.generators):
            if isinstance(node, ast.DictComp):
                key = evaluate(machine, node.key, inside)
                item: Value = (key, placed(evaluate(machine, node.value, inside), node.value, inside))
            else:
                item = evaluate(machine, node.elt, inside)
            if sure:
                yield item
            else:
                why = machine.unknown("depends on elements that are not known", item)
                escape.escape(machine, item, why)
                yield Rest(Opaque(why.reason, why.holds))
            return
        part = node.generators[index]
        source = first if index == 0 else evaluate(machine, part.iter, inside)
        for element in iterate(machine, source, Where(inside, part.iter)):
            machine.spend()
            certain = sure and not isinstance(element, Rest)
            assign.assign(machine, part.target, element.why if isinstance(element, Rest) else element, inside)
            skip = False
            for condition in part.ifs:
                answer = test(machine, condition, inside)
                if isinstance(answer, Opaque):
                    certain = False
                elif not answer:
                    skip = True
                    break
            if not skip:
                yield from level(index + 1, sure=certain)

    return level(0, sure=True)


def _list_comprehension(machine: Machine, node: ast.ListComp, scope: Scope) -> Value:
    first = evaluate(machine, node.generators[0].iter, scope)
    where = Where(scope, node)
    shuffled = _shuffled(machine, first)
    if shuffled is None:
        items = _gather(machine, _comprehension(machine, node, scope, first), where)
        return machine.world.new(ListRef(), items)
    with any_order(machine, where):
        items = _gather(machine, _comprehension(machine, node, scope, shuffled), where)
        return machine.world.new(ListRef(unordered=True), items)


def _shuffled(machine: Machine, source: Value) -> tuple[Value, ...] | None:
    """The elements of something whose order is not known, in some order; None if it is known."""
    if isinstance(source, View) and source.which == "keys":
        source = source.of
    contents = machine.world.get(source) if isinstance(source, Ref) else source
    if isinstance(source, ListRef) and source.unordered and isinstance(contents, tuple):
        return contents if len(contents) > 1 else None
    if isinstance(contents, Entries) and (isinstance(source, SetRef) or contents.shuffled) and len(contents.items) > 1:
        return functions.keys(contents)
    return None


@contextmanager
def any_order(machine: Machine, where: Where) -> Iterator[None]:
    """Whatever is changed on the way depends on an order that is not known."""
    machine.world.push()
    try:
        yield
    finally:
        layer = machine.world.pop()
    changed = [cell for cell in layer if machine.world.get(cell) is not MISSING]
    machine.world.apply(layer)
    why = Opaque(f"depends on the order of a set {where.line}")
    for cell in changed:
        if isinstance(cell, Ref):
            escape.escape(machine, cell, why)
        elif isinstance(cell, tuple):
            machine.world.set(cell, machine.unknown(why.reason))
        else:
            machine.give_up("depends on the order of a set")


def _gather(machine: Machine, items: Iterator[Value], where: Where) -> tuple[Value, ...]:
    found: list[Value] = []
    for item in items:
        found.append(item)
        if len(found) > machine.budget.items:
            return (Rest(machine.unknown(f"has more than {machine.budget.items} elements {where.line}")),)
    return normal(found)


def _set_comprehension(machine: Machine, node: ast.SetComp, scope: Scope) -> Value:
    first = evaluate(machine, node.generators[0].iter, scope)
    where = Where(scope, node)
    shuffled = _shuffled(machine, first)
    if shuffled is None:
        return new_set(machine, _gather(machine, _comprehension(machine, node, scope, first), where))
    with any_order(machine, where):
        return new_set(machine, _gather(machine, _comprehension(machine, node, scope, shuffled), where))


def _dict_comprehension(machine: Machine, node: ast.DictComp, scope: Scope) -> Value:
    first = evaluate(machine, node.generators[0].iter, scope)
    shuffled = _shuffled(machine, first)
    if shuffled is None:
        return _new_dict(machine, node, scope, first)
    with any_order(machine, Where(scope, node)):
        ref = _new_dict(machine, node, scope, shuffled)
        contents = machine.world.get(ref)
        if isinstance(contents, Entries):
            several = len(contents.items) < len(shuffled)  # equal keys: it is not known which one came last
            why = Opaque(f"depends on the order of a set {Where(scope, node).line}")
            items = {key: why if several else value for key, value in contents.items.items()}
            machine.world.set(ref, Entries(items, contents.loose, shuffled=True))
        return ref


def _new_dict(machine: Machine, node: ast.DictComp, scope: Scope, first: Value) -> DictRef:
    ref = DictRef()
    machine.world.new(ref, Entries({}))
    for pair in _comprehension(machine, node, scope, first):
        if isinstance(pair, tuple):
            containers.set_item(machine, ref, pair[0], pair[1], Where(scope, node))
        else:
            merge(machine, ref, machine.unknown("depends on elements that are not known"), Where(scope, node))
    return ref


def _generator(machine: Machine, node: ast.GeneratorExp, scope: Scope) -> Value:
    return new_iter(machine, _comprehension(machine, node, scope, evaluate(machine, node.generators[0].iter, scope)))


def _compare(machine: Machine, node: ast.Compare, scope: Scope) -> Value:
    left = evaluate(machine, node.left, scope)
    answer: Value = True
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        right = evaluate(machine, right_node, scope)
        answer = operators.compare(machine, op, left, right, Where(scope, node))
        if answer is False:
            return False
        if isinstance(answer, Opaque) and len(node.ops) > 1:
            return answer
        left = right
    return answer


def _call(machine: Machine, node: ast.Call, scope: Scope) -> Value:
    callee = evaluate(machine, node.func, scope)
    return calls.call(machine, callee, calls.arguments(machine, node, scope), Where(scope, node))


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
                shown = str(PurePosixPath(value.path)) if isinstance(value, Located) else value
                parts.append(formatting.one(machine, shown, part.conversion, str(plain(machine, spec))))
            except NotKnown as error:
                escape.touch(machine, value)
                unknown.append(machine.unknown(str(error) or f"computed {Where(scope, node).line}", value))
    if unknown:
        return unknown[0]
    if sum(map(len, parts)) > machine.budget.text:
        return machine.unknown(f"is a string that is too long {Where(scope, node).line}")
    return "".join(parts)


def _attribute(machine: Machine, node: ast.Attribute, scope: Scope) -> Value:
    owner = evaluate(machine, node.value, scope)
    return machine.certain(attribute(machine, owner, node.attr, Where(scope, node)))


_TYPES: tuple[tuple[type, type], ...] = ((str, str), (bytes, bytes), (ListRef, list), (tuple, tuple), (SetRef, set))


def attribute(machine: Machine, owner: Value, name: str, where: Where) -> Value:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    """``owner.name``."""
    if isinstance(owner, Builtin):
        return library.member(machine, owner.name, name, where)
    if isinstance(owner, Module):
        value = machine.world.get((owner.scope, name))
        if value is not MISSING:
            return value
        loose = machine.world.get((owner.scope, "*"))
        if isinstance(loose, Opaque):
            return machine.unknown(loose.reason, loose)
        raise Raised("AttributeError")
    if isinstance(owner, Foreign):
        dotted = f"{owner.name}.{name}"
        return machine.doubt(Foreign(f"depends on {dotted} {where.line}", owner.holds, dotted))
    if isinstance(owner, Opaque):
        reason = f"depends on {ast.unparse(where.node)[:60]} {where.line}"
        return machine.unknown(reason, owner)
    if isinstance(owner, DictRef):
        if hasattr(dict, name) or type(owner) is not DictRef:
            return Bound(owner, name)
        raise Raised("AttributeError")
    for kind, real in _TYPES:
        if isinstance(owner, kind):
            if hasattr(real, name):
                return Bound(owner, name)
            raise Raised("AttributeError")
    if isinstance(owner, Located):
        return methods.path_attribute(owner, name)
    if isinstance(owner, ObjectRef):
        contents = machine.world.get(owner)
        if isinstance(contents, Entries) and name in contents.items:
            return contents.items[name]
        return Bound(owner, name)
    if isinstance(owner, Pattern | Found | Ref):
        return Bound(owner, name)
    if is_plain(owner):
        if not hasattr(owner, name):
            raise Raised("AttributeError")
        return Bound(owner, name)
    escape.touch(machine, owner)
    held = (owner,) if isinstance(owner, Function) else ()
    return machine.unknown(f"depends on {ast.unparse(where.node)[:60]} {where.line}", *held)


def _subscript(machine: Machine, node: ast.Subscript, scope: Scope) -> Value:
    owner = evaluate(machine, node.value, scope)
    index = evaluate(machine, node.slice, scope)
    return containers.get_item(machine, owner, index, Where(scope, node))


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
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.ListComp: _list_comprehension,
    ast.SetComp: _set_comprehension,
    ast.DictComp: _dict_comprehension,
    ast.GeneratorExp: _generator,
    ast.Compare: _compare,
    ast.Call: _call,
    ast.JoinedStr: _fstring,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Starred: _starred,
}
