"""``copy``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.containers import elements, entries
from pinlint.metadata.evaluate.dicts import DefaultDictRef, SectionRef, like
from pinlint.metadata.evaluate.natives import plain, wrap
from pinlint.metadata.evaluate.objects import Record
from pinlint.metadata.evaluate.outcomes import NotKnown, TooLarge
from pinlint.metadata.evaluate.values import (
    Builtin,
    DictRef,
    Entries,
    Function,
    ListRef,
    Opaque,
    SetRef,
    Value,
    is_plain,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _shallow(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    if isinstance(value, ListRef):
        return machine.world.new(ListRef(unordered=value.unordered), elements(machine, value))
    if isinstance(value, SectionRef):
        raise NotKnown
    if isinstance(value, DictRef | SetRef):
        return machine.world.new(like(value) if isinstance(value, DictRef) else SetRef(), entries(machine, value))
    return wrap(machine, plain(machine, value))


def _deep(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    return _deep_copy(machine, value, {}, 0)


def _deep_copy(machine: Machine, value: Value, made: dict[Value, Value], nested: int) -> Value:
    """A copy in which what was one object is one object again. Raises NotKnown."""
    machine.spend()
    if isinstance(value, DefaultDictRef | SectionRef):
        raise NotKnown
    if nested > 30:
        raise TooLarge("is nested too deeply")
    if isinstance(value, Record):
        return Record(tuple(_deep_copy(machine, item, made, nested + 1) for item in value), value.of)
    if isinstance(value, tuple):
        return tuple(_deep_copy(machine, item, made, nested + 1) for item in value)
    if is_plain(value) or isinstance(value, Function | Builtin):
        return value
    if value in made:
        return made[value]
    if isinstance(value, ListRef):
        made[value] = copied = ListRef(unordered=value.unordered)
        machine.world.set(copied, ())
        items = elements(machine, value)
        machine.world.set(copied, tuple(_deep_copy(machine, item, made, nested + 1) for item in items))
        return copied
    if isinstance(value, DictRef | SetRef):
        made[value] = new = like(value) if isinstance(value, DictRef) else SetRef()
        machine.world.set(new, Entries({}))
        old = entries(machine, value)
        copied_items = {key: _deep_copy(machine, item, made, nested + 1) for key, item in old.items.items()}
        machine.world.set(new, Entries(copied_items, old.loose, old.shuffled))
        return new
    raise NotKnown(value.reason if isinstance(value, Opaque) else "")


FUNCTIONS: dict[str, Known] = {
    "copy.copy": _shallow,
    "copy.deepcopy": _deep,
}
