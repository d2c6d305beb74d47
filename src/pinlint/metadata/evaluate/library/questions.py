"""``isinstance``, ``callable``, ``getattr`` and ``hasattr``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, instances, scopes
from pinlint.metadata.evaluate.objects import Cached, ClassRef, InstanceRef, Record
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import (
    Bound,
    Builtin,
    DictRef,
    Function,
    ListRef,
    Module,
    Opaque,
    Partial,
    Rest,
    SetRef,
    Value,
    is_plain,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where

_CLASSES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bytes": (bytes,),
    "list": (ListRef,),
    "tuple": (tuple,),
    "dict": (DictRef,),
    "set": (SetRef,),
    "int": (int,),
    "float": (float,),
    "bool": (bool,),
}


def is_instance(machine: Machine, args: Args, where: Where) -> Value:
    """``isinstance`` of what is known."""
    value, kinds = args.only(2)
    if isinstance(value, InstanceRef | Record) or isinstance(kinds, ClassRef):
        return _is_of_class(value, kinds)
    if isinstance(value, Opaque | Rest) or not (
        is_plain(value) or isinstance(value, ListRef | DictRef | SetRef | tuple)
    ):
        raise NotKnown(getattr(value, "reason", ""))
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        if not isinstance(kind, Builtin) or kind.name not in _CLASSES:
            raise NotKnown
        if isinstance(value, _CLASSES[kind.name]):
            return True
    return False


def _is_of_class(value: Value, kinds: Value) -> bool:
    """``isinstance`` of an object of the program, or for one of its classes. Raises NotKnown."""
    line = tuple(value.of.line()) if isinstance(value, InstanceRef | Record) else ()
    if not line and not (is_plain(value) or isinstance(value, ListRef | DictRef | SetRef | tuple)):
        raise NotKnown(getattr(value, "reason", ""))
    for kind in kinds if type(kinds) is tuple else (kinds,):
        if kind in line or (isinstance(value, Record) and kind == Builtin("tuple")):
            return True
        if not isinstance(kind, ClassRef) and not (isinstance(kind, Builtin) and kind.name in _CLASSES and line):
            raise NotKnown
    return False


def is_callable(machine: Machine, args: Args, where: Where) -> Value:
    """``callable`` of what is known."""
    (value,) = args.only(1)
    if isinstance(value, Function | Bound | Partial | ClassRef | Cached):
        return True
    if is_plain(value) or isinstance(value, ListRef | DictRef | SetRef | tuple):
        return False
    raise NotKnown(getattr(value, "reason", ""))


def _attribute(machine: Machine, owner: Value, name: Value, where: Where) -> Value:
    if isinstance(owner, Module) and isinstance(name, str):
        return scopes.member(machine, owner, name)
    if isinstance(owner, ClassRef | InstanceRef | Record) and isinstance(name, str):
        return instances.get(machine, owner, name, where)
    raise NotKnown(getattr(owner, "reason", ""))


def get_attribute(machine: Machine, args: Args, where: Where) -> Value:
    """``getattr`` of a module, class or object of the workspace."""
    owner, name = args.only(2, 3)[:2]
    try:
        return _attribute(machine, owner, name, where)
    except Raised as raised:
        if len(args.positional) == 3 and raised.name == "AttributeError":
            return args.positional[2]
        raise


def set_attribute(machine: Machine, args: Args, where: Where) -> Value:
    """``setattr`` of a module, class or object of the workspace."""
    if len(args.positional) == 3 and isinstance(name := args.positional[1], str):
        owner, _, value = args.positional
        if isinstance(owner, Module):
            machine.world.bind(owner.scope, str(name), value)
            return None
        if isinstance(owner, ClassRef | InstanceRef):
            instances.put(machine, owner, str(name), value, where)
            return None
        if scopes.bind_everywhere(machine, owner, str(name), value):
            return None
    why = Opaque(f"may be changed by setattr() {where.line}")
    escape.give(machine, (*args.positional, *args.keywords.values(), args.rest), why)
    return None


def has_attribute(machine: Machine, args: Args, where: Where) -> Value:
    """``hasattr`` of a module, class or object of the workspace."""
    owner, name = args.only(2)
    try:
        found = _attribute(machine, owner, name, where)
    except Raised as raised:
        if raised.name != "AttributeError":
            raise
        return False
    if isinstance(found, Opaque):
        raise NotKnown(found.reason)
    return True


FUNCTIONS: dict[str, Known] = {
    "isinstance": is_instance,
    "callable": is_callable,
    "getattr": get_attribute,
    "hasattr": has_attribute,
    "setattr": set_attribute,
}
