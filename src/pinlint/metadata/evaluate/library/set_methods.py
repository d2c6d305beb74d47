"""Methods of sets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import operators, sets
from pinlint.metadata.evaluate.containers import entries
from pinlint.metadata.evaluate.natives import key_of
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised, TooLarge
from pinlint.metadata.evaluate.values import Entries, Opaque, SetRef, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_SET_OPERATORS: dict[str, ast.operator] = {
    "union": ast.BitOr(),
    "intersection": ast.BitAnd(),
    "difference": ast.Sub(),
    "symmetric_difference": ast.BitXor(),
    "update": ast.BitOr(),
    "difference_update": ast.Sub(),
}


def method(machine: Machine, ref: SetRef, name: str, args: Args, where: Where) -> Value:
    """A method of a set."""
    contents = entries(machine, ref)
    if name == "copy":
        return machine.world.new(SetRef(), contents)
    if name in {"add", "discard", "remove"} and contents.loose is None:
        (value,) = args.only(1)
        key = key_of(machine, value)
        items = {k: v for k, v in contents.items.items() if k != key}
        if name == "remove" and key not in contents.items:
            raise Raised("KeyError")
        if name == "add":
            items = {**contents.items, key: None}
        machine.world.copied(4 * len(items))
        if len(items) > machine.budget.items:
            raise TooLarge("has too many elements")
        machine.world.set(ref, Entries(items))
        return None
    if name in _SET_OPERATORS:
        result: Value = ref
        for value in args.only(0, 1000):
            other = value if isinstance(value, SetRef) else sets.new_set(machine, sets.unordered(machine, value, where))
            result = operators.binary(machine, _SET_OPERATORS[name], result, other, where)
        if isinstance(result, Opaque):
            raise NotKnown(result.reason)
        if name.endswith("update"):
            machine.world.set(ref, machine.world.get(result))
            return None
        return machine.world.new(SetRef(), machine.world.get(result))
    raise NotKnown
