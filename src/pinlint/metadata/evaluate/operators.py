"""Operators on values."""

from __future__ import annotations

import ast
import operator
import posixpath
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate import containers, escape, formatting, sequences
from pinlint.metadata.evaluate.containers import entries
from pinlint.metadata.evaluate.iteration import collect
from pinlint.metadata.evaluate.natives import native, plain, truth, wrap
from pinlint.metadata.evaluate.objects import InstanceRef
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised, TooLarge
from pinlint.metadata.evaluate.values import (
    DictRef,
    Entries,
    ListRef,
    Located,
    Opaque,
    Perhaps,
    Ref,
    SetRef,
    Value,
    is_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}


def binary(machine: Machine, op: ast.operator, left: Value, right: Value, where: Where) -> Value:
    """``left op right``."""
    try:
        return _binary(machine, op, left, right, where)
    except NotKnown as error:
        escape.touch(machine, left, right)
        fresh = isinstance(left, str | bytes | int) and not isinstance(op, ast.Mult)
        result = machine.computed if fresh else machine.unknown
        return result(where.explain(error, f"computed {where.line}"), left, right)


def _binary(machine: Machine, op: ast.operator, left: Value, right: Value, where: Where) -> Value:
    if isinstance(op, ast.Add) and (sequences.is_sequence(left) or sequences.is_sequence(right)):
        return sequences.concatenate(machine, left, right)
    if isinstance(op, ast.Mult) and (sequences.is_sequence(left) or sequences.is_sequence(right)):
        return sequences.repeat(machine, left, right)
    if isinstance(op, ast.Mod) and isinstance(left, str | bytes):
        return formatting.percent(machine, left, right, where)
    if isinstance(op, ast.Div) and (isinstance(left, Located) or isinstance(right, Located)):
        return join_paths(machine, left, right)
    if isinstance(left, SetRef) and isinstance(right, SetRef):
        return machine.world.new(SetRef(), _sets(machine, op, left, right))
    if isinstance(op, ast.BitOr) and isinstance(left, DictRef) and isinstance(right, DictRef):
        if type(left) is not DictRef or type(right) is not DictRef:
            raise NotKnown
        new = DictRef()
        machine.world.new(new, entries(machine, left))
        containers.update(machine, new, right, where)
        return new
    one = plain(machine, left, located=isinstance(op, ast.Add))
    two = plain(machine, right, located=isinstance(op, ast.Add))
    _guard(machine, op, one, two)
    return wrap(machine, native(lambda: _ARITHMETIC[type(op)](one, two)))


def _guard(machine: Machine, op: ast.operator, one: object, two: object) -> None:
    """Refuse what would take long or grow large before it is computed."""
    limit = machine.budget.bits
    if isinstance(op, ast.MatMult) or not is_plain(one) or not is_plain(two):
        raise NotKnown
    if isinstance(one, int) and isinstance(two, int):
        if isinstance(op, ast.Pow) and abs(two) * max(one.bit_length(), 1) > limit:
            raise TooLarge("is a number that is too large")
        if isinstance(op, ast.LShift) and two + one.bit_length() > limit:
            raise TooLarge("is a number that is too large")
    if isinstance(op, ast.Mult):
        for sized, count in ((one, two), (two, one)):
            if isinstance(sized, str | bytes) and isinstance(count, int) and len(sized) * count > machine.budget.text:
                raise TooLarge("is a string that is too long")
    if isinstance(one, str | bytes) and isinstance(two, str | bytes) and len(one) + len(two) > machine.budget.text:
        raise TooLarge("is a string that is too long")
    if isinstance(one, str | bytes):
        machine.spend(len(one) // 1000)


def _sets(machine: Machine, op: ast.operator, left: SetRef, right: SetRef) -> Entries:
    one, two = entries(machine, left), entries(machine, right)
    if one.loose is not None or two.loose is not None:
        raise NotKnown((one.loose or two.loose or Opaque("")).reason)
    for item in (*one.items.values(), *two.items.values()):
        if isinstance(item, Perhaps):
            raise NotKnown(item.reason)
    if isinstance(op, ast.BitOr):
        return Entries({**one.items, **two.items})
    if isinstance(op, ast.BitAnd):
        return Entries({key: None for key in one.items if key in two.items})
    if isinstance(op, ast.Sub):
        return Entries({key: None for key in one.items if key not in two.items})
    if isinstance(op, ast.BitXor):
        both = {**one.items, **two.items}
        return Entries({key: None for key in both if (key in one.items) != (key in two.items)})
    raise Raised("TypeError")


def in_place(machine: Machine, op: ast.operator, before: Value, value: Value, where: Where) -> Value:
    """``before op= value``: lists, dicts and sets change, anything else is a new value."""
    try:
        if isinstance(before, ListRef) and isinstance(op, ast.Add):
            containers.extend(machine, before, collect(machine, value, where))
            return before
        if isinstance(before, ListRef) and isinstance(op, ast.Mult):
            result = sequences.repeat(machine, before, value)
            machine.world.set(before, machine.world.get(result) if isinstance(result, Ref) else result)
            return before
        if isinstance(before, DictRef) and isinstance(op, ast.BitOr):
            containers.update(machine, before, value, where)
            return before
        if isinstance(before, SetRef) and isinstance(value, SetRef):
            machine.world.set(before, _sets(machine, op, before, value))
            return before
    except NotKnown as error:
        why = machine.computed(where.explain(error, f"computed {where.line}"), before, value)
        escape.change(machine, (before, value), why)
        return before
    if isinstance(before, Opaque) and isinstance(op, ast.Add) and sequences.is_sequence(value):
        return binary(machine, op, before, value, where)
    if isinstance(before, Opaque | Ref):
        escape.give(machine, (before, value), machine.computed(f"computed {where.line}", before, value))
    return binary(machine, op, before, value, where)


def unary(machine: Machine, op: ast.unaryop, value: Value, where: Where) -> Value:
    """``op value``."""
    if isinstance(op, ast.Not):
        answer = truth(machine, value)
        return machine.computed(f"computed {where.line}", answer) if isinstance(answer, Opaque) else not answer
    if isinstance(value, int | float | complex):
        if isinstance(op, ast.USub):
            return -value
        if isinstance(op, ast.UAdd):
            return +value
        if isinstance(value, int):
            return ~int(value)
    if isinstance(value, Opaque | InstanceRef):
        escape.touch(machine, value)
        return machine.unknown(f"computed {where.line}", value)
    raise Raised("TypeError")


def join_paths(machine: Machine, left: Value, right: Value) -> Value:
    """``left / right`` of paths. Raises NotKnown."""
    parts = [part.path if isinstance(part, Located) else plain(machine, part, located=True) for part in (left, right)]
    if not all(isinstance(part, str) for part in parts):
        raise Raised("TypeError")
    return Located(posixpath.join(*(str(part) for part in parts)))
