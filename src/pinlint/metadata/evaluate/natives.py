"""Between the values of the program and Python's own, for operations that only compute."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, TypeVar

from pinlint.metadata.evaluate import escape
from pinlint.metadata.evaluate.objects import InstanceRef, Record
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised, TooLarge
from pinlint.metadata.evaluate.paths import ROOT
from pinlint.metadata.evaluate.values import (
    Builtin,
    DictRef,
    Entries,
    Function,
    ListRef,
    ObjectRef,
    Opaque,
    Pattern,
    Perhaps,
    Rest,
    SetRef,
    Value,
    View,
    is_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Machine

T = TypeVar("T")


_NESTED = 30


NOWHERE = "depends on where the workspace lies"


def plain(machine: Machine, value: Value, *, located: bool = False, sets: bool = False, nested: int = 0) -> object:
    """The Python object that a value is. Raises NotKnown.

    Strings that name a place in the workspace are given only where the operation keeps them whole (``located``), sets
    only where their order does not matter.
    """
    machine.spend()
    if isinstance(value, str):
        if not located and ROOT in value:
            raise NotKnown(NOWHERE)
        machine.spend(len(value) // 1000)
        return value
    if is_plain(value):
        return value
    if isinstance(value, Opaque):
        raise NotKnown(value.reason)
    if isinstance(value, Rest):
        raise NotKnown(value.why.reason)
    if nested > _NESTED:
        raise TooLarge("is nested too deeply")
    if isinstance(value, DictRef) and type(value) is not DictRef:  # it is compared and written in its own way
        raise NotKnown
    deeper = nested + 1
    contents = machine.world.get(value) if isinstance(value, ListRef | DictRef | SetRef) else value
    if isinstance(contents, Opaque):
        raise NotKnown(contents.reason)
    if isinstance(contents, tuple):
        if isinstance(value, ListRef) and value.unordered and len(contents) > 1:
            raise NotKnown("depends on the order of a set")
        items = [plain(machine, item, located=located, sets=sets, nested=deeper) for item in contents]
        if isinstance(value, Record):
            if value.of.special:
                raise NotKnown
            return Record(tuple(items), value.of)
        return items if isinstance(value, ListRef) else tuple(items)
    if isinstance(contents, Entries) and contents.loose is None:
        if isinstance(value, SetRef):
            if not sets and len(contents.items) > 1:
                raise NotKnown("depends on the order of a set")
            for item in contents.items.values():
                if isinstance(item, Perhaps):
                    raise NotKnown(item.reason)
            return set(contents.items)
        if contents.shuffled and not sets and len(contents.items) > 1:
            raise NotKnown("depends on the order of a set")
        return {
            key: plain(machine, item, located=located, sets=sets, nested=deeper) for key, item in contents.items.items()
        }
    if isinstance(contents, Entries) and contents.loose is not None:
        raise NotKnown(contents.loose.reason)
    raise NotKnown


def weight(value: object) -> int:
    """About how many characters a Python object is when it is written out."""
    if isinstance(value, str | bytes):
        return len(value) + 4
    if isinstance(value, list | tuple | set):
        return sum(map(weight, value)) + 2 + (sum(map(len, value.of.fields or ())) if isinstance(value, Record) else 0)
    if isinstance(value, dict):
        return sum(weight(key) + weight(item) for key, item in value.items()) + 2
    return 16


def key_of(machine: Machine, value: Value) -> object:
    """The value as a key of a dict or set. Raises NotKnown, or Raised for what cannot be one."""
    if isinstance(value, ListRef | DictRef | SetRef):
        raise Raised("TypeError")
    if is_plain(value) or isinstance(value, Pattern | Function | Builtin):
        return value
    if isinstance(value, tuple):
        for item in value:
            if isinstance(item, Rest):
                raise NotKnown(item.why.reason)
            key_of(machine, item)
        return value
    raise NotKnown(value.reason if isinstance(value, Opaque) else "")


def native(function: Callable[[], T]) -> T:
    """The result of an operation of Python itself. Raises Raised as the program would, or NotKnown."""
    try:
        return function()
    except (Raised, NotKnown):
        raise
    except (MemoryError, RecursionError) as error:
        raise TooLarge("is too large") from error
    except Exception as error:
        names = [kind.__name__ for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind]
        raise Raised(names[0]) from error


def wrap(machine: Machine, value: object, nested: int = 0) -> Value:
    """The value of the program that a Python object is. Raises NotKnown."""
    machine.spend()
    if isinstance(value, int) and value.bit_length() > machine.budget.bits:
        raise TooLarge("is a number that is too large")
    if isinstance(value, str | bytes) and len(value) > machine.budget.text:
        raise TooLarge("is a string that is too long")
    if is_plain(value):
        return value
    if nested > _NESTED:
        raise TooLarge("is nested too deeply")
    if isinstance(value, list | tuple | dict | set | frozenset) and len(value) > machine.budget.items:
        raise TooLarge("has too many elements")
    if isinstance(value, list | tuple):
        items = tuple(wrap(machine, item, nested + 1) for item in value)
        if isinstance(value, Record):
            return Record(items, value.of)
        return items if isinstance(value, tuple) else machine.world.new(ListRef(), items)
    if isinstance(value, dict):
        entries = Entries({key: wrap(machine, item, nested + 1) for key, item in value.items()})
        return machine.world.new(DictRef(), entries)
    if isinstance(value, set):
        return machine.world.new(SetRef(), Entries(dict.fromkeys(value)))
    raise NotKnown


def truth(machine: Machine, value: Value) -> bool | Opaque:
    """Whether a value is true."""
    if isinstance(value, Opaque):
        escape.touch(machine, value)
        return value
    if is_plain(value):
        return bool(value)
    if isinstance(value, View):
        return truth(machine, value.of)
    contents = machine.world.get(value) if isinstance(value, ListRef | DictRef | SetRef) else value
    if isinstance(contents, Opaque):
        return contents
    if isinstance(contents, tuple):
        known = any(not isinstance(item, Rest) for item in contents)
        return known or (contents[0].why if contents and isinstance(contents[0], Rest) else False)
    if isinstance(contents, Entries):
        if any(not isinstance(item, Perhaps) for item in contents.items.values()):
            return True
        if contents.loose is not None:
            return contents.loose
        return next((item for item in contents.items.values() if isinstance(item, Perhaps)), False)
    if isinstance(value, ObjectRef) and value.kind == "environ":
        return machine.unknown("depends on whether there is anything in it", value)
    if isinstance(value, InstanceRef) and value.of.special & {"__bool__", "__len__"}:
        escape.touch(machine, value)
        return machine.unknown("depends on a method that Python calls", value)
    return True
