"""Comparisons of values."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate import escape, subscripts
from pinlint.metadata.evaluate.natives import native, plain
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import AtLeast, Opaque, Ref, Rest, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


_EQUAL = ast.Eq()


def compare(machine: Machine, op: ast.cmpop, left: Value, right: Value, where: Where) -> Value:
    """``left op right`` of a comparison."""
    try:
        if isinstance(op, ast.Is | ast.IsNot):
            return _identical(left, right) == isinstance(op, ast.Is)
        if isinstance(op, ast.In | ast.NotIn):
            return subscripts.contains(machine, right, left, where) == isinstance(op, ast.In)
        return _ordered(machine, op, left, right)
    except NotKnown as error:
        escape.touch(machine, left, right)
        return machine.computed(where.explain(error, f"computed {where.line}"), left, right)


def _ordered(machine: Machine, op: ast.cmpop, left: Value, right: Value) -> bool:
    """The answer, if what is known of both sides is enough for it. Raises NotKnown."""
    try:
        one, two = plain(machine, left, sets=True), plain(machine, right, sets=True)
        return bool(native(lambda: _COMPARISONS[type(op)](one, two)))
    except NotKnown:
        if isinstance(left, AtLeast) and isinstance(right, int) and right < left.least:
            return _COMPARISONS[type(op)](left.least, right)  # type: ignore[no-any-return]  # of two numbers
        if isinstance(right, AtLeast) and isinstance(left, int) and left < right.least:
            return _COMPARISONS[type(op)](left, right.least)  # type: ignore[no-any-return]  # of two numbers
        if not isinstance(left, tuple) or not isinstance(right, tuple):
            raise
        if any(isinstance(item, Rest | tuple) for item in (*left, *right)):
            raise
    for one, two in zip(left, right, strict=False):
        if not _ordered(machine, _EQUAL, one, two):
            return _ordered(machine, op, one, two)
    return bool(_COMPARISONS[type(op)](len(left), len(right)))


def _identical(left: Value, right: Value) -> bool:
    if isinstance(left, Opaque) or isinstance(right, Opaque):
        raise NotKnown
    if isinstance(left, Ref) or isinstance(right, Ref):
        return left is right
    for value in (left, right):
        if value is None or isinstance(value, bool):
            return left is right
    raise NotKnown
