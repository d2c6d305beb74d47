"""``globals()``: the names of a module as a dict, in which they can be read and bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import MISSING, DictRef, Entries, Opaque, Perhaps, Scope, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.objects import Names

_OF_PYTHON = frozenset({"__builtins__", "__cached__", "__loader__", "__package__", "__spec__", "__annotations__"})
"""Names that Python gives a module, whose values are nowhere written."""


def bound(machine: Machine, names: Names, key: Value) -> Value:
    """What a name is bound to, MISSING if it is not. Raises NotKnown."""
    scope = names.of.scope
    if isinstance(key, Opaque):
        raise NotKnown(key.reason)
    if not isinstance(key, str):
        return MISSING
    value = machine.world.get((scope, key))
    loose = machine.world.get((scope, "*"))
    if value is MISSING and isinstance(loose, Opaque):
        raise NotKnown(loose.reason)
    if value is MISSING and key in _OF_PYTHON:
        raise NotKnown(f"depends on {key}")
    return value


def get_item(machine: Machine, names: Names, key: Value) -> Value:
    """``globals()[key]``. Raises NotKnown, or Raised as the program would."""
    value = bound(machine, names, key)
    if value is MISSING:
        raise Raised("KeyError")
    return value


def put(machine: Machine, names: Names, key: Value, value: Value) -> None:
    """``globals()[key] = value``. Raises NotKnown."""
    if not isinstance(key, str):
        raise NotKnown(getattr(key, "reason", ""))
    machine.world.bind(names.of.scope, str(key), value)


def remove(machine: Machine, names: Names, key: Value) -> None:
    """``del globals()[key]``. Raises NotKnown, or Raised as the program would."""
    if isinstance(get_item(machine, names, key), Opaque):
        raise NotKnown
    machine.world.set((names.of.scope, str(key)), MISSING)


def snapshot(machine: Machine, scope: Scope) -> DictRef:
    """A dict of the names of a scope as they are now."""
    entries: dict[Value, Value] = {}
    loose = machine.world.get((scope, "*"))
    known = machine.world.names.get(scope, {})
    machine.spend(1 + len(known) // 8)
    for name in known:
        value = machine.world.get((scope, name))
        if isinstance(value, Opaque):
            entries[name] = Perhaps(value.reason, value.holds)
        elif value is not MISSING:
            entries[name] = value
    if scope.kind != "function" and not isinstance(loose, Opaque):
        loose = Opaque("depends on names that Python gives a module")
    ref = DictRef()
    machine.world.new(ref, Entries(entries, loose if isinstance(loose, Opaque) else None, shuffled=True))
    return ref
