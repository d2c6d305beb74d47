"""``isinstance``, ``callable``, ``getattr`` and ``hasattr``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import scopes
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


def is_callable(machine: Machine, args: Args, where: Where) -> Value:
    """``callable`` of what is known."""
    (value,) = args.only(1)
    if isinstance(value, Function | Bound | Partial):
        return True
    if is_plain(value) or isinstance(value, ListRef | DictRef | SetRef | tuple):
        return False
    raise NotKnown(getattr(value, "reason", ""))


def get_attribute(machine: Machine, args: Args, where: Where) -> Value:
    """``getattr`` of a module of the workspace."""
    owner, name = args.only(2, 3)[:2]
    if not isinstance(owner, Module) or not isinstance(name, str):
        raise NotKnown(getattr(owner, "reason", ""))
    try:
        return scopes.member(machine, owner, name)
    except Raised:
        if len(args.positional) == 3:
            return args.positional[2]
        raise


def has_attribute(machine: Machine, args: Args, where: Where) -> Value:
    """``hasattr`` of a module of the workspace."""
    owner, name = args.only(2)
    if not isinstance(owner, Module) or not isinstance(name, str):
        raise NotKnown(getattr(owner, "reason", ""))
    try:
        found = scopes.member(machine, owner, name)
    except Raised:
        return False
    if isinstance(found, Opaque):
        raise NotKnown(found.reason)
    return True


FUNCTIONS: dict[str, Known] = {
    "isinstance": is_instance,
    "callable": is_callable,
    "getattr": get_attribute,
    "hasattr": has_attribute,
}
