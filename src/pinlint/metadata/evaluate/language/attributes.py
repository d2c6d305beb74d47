"""``owner.name``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import instances, loaded, scopes
from pinlint.metadata.evaluate.library import names, pathlib_path
from pinlint.metadata.evaluate.objects import ClassRef, Descriptor, InstanceRef, Names, Record, Super
from pinlint.metadata.evaluate.outcomes import Raised
from pinlint.metadata.evaluate.values import (
    Bound,
    Builtin,
    DictRef,
    Entries,
    Foreign,
    Found,
    Function,
    ListRef,
    Located,
    Module,
    ObjectRef,
    Opaque,
    Partial,
    Pattern,
    Ref,
    SetRef,
    Value,
    is_plain,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_TYPES: tuple[tuple[type, type], ...] = ((str, str), (bytes, bytes), (ListRef, list), (tuple, tuple), (SetRef, set))


def attribute(machine: Machine, owner: Value, name: str, where: Where) -> Value:
    """``owner.name``."""
    if owner == Builtin("builtins"):
        try:
            return scopes.of_everywhere(machine, name, where)
        except Raised:
            raise Raised("AttributeError") from None
    if isinstance(owner, Builtin):
        return names.member(machine, owner.name, name, where)
    if isinstance(owner, Module):
        return scopes.member(machine, owner, name)
    if isinstance(owner, Foreign):
        dotted = f"{owner.name}.{name}"
        if loaded.is_it(owner) and dotted in machine.language.functions:
            return Builtin(dotted)
        return machine.doubt(Foreign(f"depends on {dotted} {where.line}", owner.holds, dotted))
    if isinstance(owner, Opaque):
        return machine.unknown(f"depends on {ast.unparse(where.node)[:60]} {where.line}", owner)
    if isinstance(owner, ClassRef | InstanceRef | Record | Super):
        return instances.get(machine, owner, name, where)
    if isinstance(owner, Descriptor) and owner.kind == "property" and name == "setter":
        return Partial(Builtin("property.setter"), (owner,), ())
    if isinstance(owner, DictRef):
        if hasattr(dict, name) or type(owner) is not DictRef:
            return Bound(owner, name)
        raise Raised("AttributeError")
    for kind, real in _TYPES:
        if isinstance(owner, kind):
            if hasattr(real, name):
                return Bound(owner, name)
            raise Raised("AttributeError")
    if isinstance(owner, Located):
        return pathlib_path.attribute(owner, name)
    if isinstance(owner, ObjectRef):
        contents = machine.world.get(owner)
        if isinstance(contents, Entries) and name in contents.items:
            return contents.items[name]
        return Bound(owner, name)
    if isinstance(owner, Pattern | Found | Ref | Names):
        return Bound(owner, name)
    if is_plain(owner):
        if not hasattr(owner, name):
            raise Raised("AttributeError")
        return Bound(owner, name)
    if name == "__globals__" and isinstance(owner, Function):
        owner = Module("", owner.scope.module)
    return machine.unknown(f"depends on {ast.unparse(where.node)[:60]} {where.line}", owner)
