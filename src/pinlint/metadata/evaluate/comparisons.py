"""Comparisons of values."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate import escape, subscripts
from pinlint.metadata.evaluate.natives import native, plain
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import Opaque, Ref, Value

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


def compare(machine: Machine, op: ast.cmpop, left: Value, right: Value, where: Where) -> Value:
    """``left op right`` of a comparison."""
    try:
        if isinstance(op, ast.Is | ast.IsNot):
            return _identical(left, right) == isinstance(op, ast.Is)
        if isinstance(op, ast.In | ast.NotIn):
            return subscripts.contains(machine, right, left, where) == isinstance(op, ast.In)
        one, two = plain(machine, left, sets=True), plain(machine, right, sets=True)
        return bool(native(lambda: _COMPARISONS[type(op)](one, two)))
    except NotKnown as error:
        escape.touch(machine, left)
        escape.touch(machine, right)
        return machine.unknown(where.explain(error, f"computed {where.line}"), left, right)


def _identical(left: Value, right: Value) -> bool:
    if isinstance(left, Opaque) or isinstance(right, Opaque):
        raise NotKnown
    if isinstance(left, Ref) or isinstance(right, Ref):
        return left is right
    for value in (left, right):
        if value is None or isinstance(value, bool):
            return left is right
    raise NotKnown
