"""Lists and tuples put together and repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape
from pinlint.metadata.evaluate.iteration import normal
from pinlint.metadata.evaluate.objects import InstanceRef
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised, TooLarge
from pinlint.metadata.evaluate.values import DictRef, ListRef, Opaque, Rest, SetRef, Value, is_plain

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine


def is_sequence(value: Value) -> bool:
    """Whether it is a list or a tuple."""
    return isinstance(value, ListRef | tuple)


def _items(machine: Machine, value: Value) -> tuple[Value, ...]:
    """The elements of a list or tuple; what is added to a list and not known has elements that are not known."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, ListRef):
        contents = machine.world.get(value)
        if isinstance(contents, tuple):
            return contents
        value = contents
    if isinstance(value, InstanceRef):
        raise NotKnown
    if isinstance(value, Opaque):
        escape.touch(machine, value)
        machine.doubt(value)
        return (Rest(Opaque(value.reason, value.holds)),)
    raise Raised("TypeError")


def concatenate(machine: Machine, left: Value, right: Value) -> Value:
    """``left + right``. Raises NotKnown, or Raised."""
    items = (*_items(machine, left), *_items(machine, right))
    if isinstance(left, tuple) != isinstance(right, tuple) and not isinstance(left, Opaque):
        if isinstance(right, Opaque):
            pass
        else:
            raise Raised("TypeError")
    machine.world.copied(len(items))
    if len(items) > machine.budget.items:
        raise TooLarge("has too many elements")
    items = normal(list(items))
    if isinstance(left, tuple) or isinstance(right, tuple):
        return items
    unordered = any(isinstance(side, ListRef) and side.unordered for side in (left, right))
    return machine.world.new(ListRef(unordered=unordered), items)


def repeat(machine: Machine, left: Value, right: Value) -> Value:
    """``left * right``. Raises NotKnown, or Raised."""
    sequence, count = (left, right) if is_sequence(left) else (right, left)
    if is_plain(count) and not isinstance(count, int):
        raise Raised("TypeError")
    if isinstance(count, ListRef | DictRef | SetRef | tuple):
        raise Raised("TypeError")
    if not isinstance(count, int):
        raise NotKnown(count.reason if isinstance(count, Opaque) else "")
    items = _items(machine, sequence)
    if len(items) * count > machine.budget.items:
        raise TooLarge("has too many elements")
    machine.world.copied(len(items) * max(count, 0))
    items = normal(list(items * count))
    if isinstance(sequence, tuple):
        return items
    return machine.world.new(ListRef(unordered=isinstance(sequence, ListRef) and sequence.unordered), items)
