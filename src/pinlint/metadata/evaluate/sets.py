"""Sets, and other elements in no order that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.containers import elements, entries
from pinlint.metadata.evaluate.iteration import collect, normal
from pinlint.metadata.evaluate.natives import key_of
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import Entries, ListRef, Opaque, Perhaps, Ref, Rest, SetRef, Value, View

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where


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


def keys(contents: Entries) -> tuple[Value, ...]:
    """The keys of a dict or set, where their order does not matter."""
    some = [Rest(item) if isinstance(item, Perhaps) else key for key, item in contents.items.items()]
    return normal([*some, *([] if contents.loose is None else [Rest(contents.loose)])])


def unordered(machine: Machine, value: Value, where: Where) -> tuple[Value, ...]:
    """All elements, where their order does not matter."""
    if isinstance(value, SetRef):
        return keys(entries(machine, value))
    if isinstance(value, ListRef) and value.unordered:
        return elements(machine, value)
    return collect(machine, value, where)


def shuffled(machine: Machine, source: Value) -> tuple[Value, ...] | None:
    """The elements of something whose order is not known, in some order; None if it is known."""
    if isinstance(source, View) and source.which == "keys":
        source = source.of
    contents = machine.world.get(source) if isinstance(source, Ref) else source
    if isinstance(source, ListRef) and source.unordered and isinstance(contents, tuple):
        return contents if len(contents) > 1 else None
    if isinstance(contents, Entries) and (isinstance(source, SetRef) or contents.shuffled) and len(contents.items) > 1:
        return keys(contents)
    return None
