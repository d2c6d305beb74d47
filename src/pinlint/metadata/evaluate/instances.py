"""Attributes of classes of the program, of their objects and of named tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.objects import Cached, ClassRef, Descriptor, InstanceRef, Record, Super
from pinlint.metadata.evaluate.outcomes import Raised
from pinlint.metadata.evaluate.values import (
    MISSING,
    Bound,
    Builtin,
    Entries,
    Function,
    Opaque,
    Partial,
    Perhaps,
    Rest,
    Value,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_RECORD_METHODS = frozenset({"_asdict", "_replace", "count", "index"})


def get(machine: Machine, owner: Value, name: str, where: Where) -> Value:
    """``owner.name``. Raises Raised if there is none."""
    if isinstance(owner, Super):
        return _of_super(machine, owner, name, where)
    if isinstance(owner, ClassRef):
        return _of_class(machine, owner, name, where)
    if isinstance(owner, InstanceRef | Record):
        return _of_instance(machine, owner, name, where)
    raise Raised("AttributeError")


def defined(machine: Machine, cls: ClassRef | None, name: str) -> Value:
    """What a class and its bases define under a name, MISSING if nothing."""
    for each in cls.line() if cls is not None else ():
        contents = machine.world.get(each)
        if not isinstance(contents, Entries):
            return machine.unknown("depends on a class that may have changed", contents, each)
        if name in contents.items:
            value = contents.items[name]
            return machine.unknown(value.reason, value, each) if isinstance(value, Perhaps) else value
    return MISSING


def _of_instance(machine: Machine, owner: InstanceRef | Record, name: str, where: Where) -> Value:
    found = defined(machine, owner.of, name)
    if isinstance(found, Opaque):
        return machine.unknown(found.reason, found, owner)
    if isinstance(found, Descriptor) and found.kind == "property":
        return machine.call(found.get, Args((owner,)), where)
    if isinstance(owner, InstanceRef):
        own = machine.world.get(owner)
        if not isinstance(own, Entries):
            return machine.unknown("depends on an object that may have changed", own, owner)
        if name in own.items:
            value = own.items[name]
            return machine.unknown(value.reason, value, owner) if isinstance(value, Perhaps) else value
    if found is not MISSING:
        return _bound(machine, found, owner, name, where)
    if isinstance(owner, Record):
        if name in (owner.of.fields or ()):
            return owner[(owner.of.fields or ()).index(name)]
        if name in _RECORD_METHODS:
            return Bound(owner, name)
        if name == "_fields":
            return owner.of.fields or ()
    if name == "__class__":
        return owner.of
    if hasattr(tuple if isinstance(owner, Record) else object, name) or name in {"__dict__", "__weakref__"}:
        return machine.unknown(f"depends on {name} {where.line}", owner)
    raise Raised("AttributeError")


def _of_class(machine: Machine, owner: ClassRef, name: str, where: Where) -> Value:
    found = defined(machine, owner, name)
    if isinstance(found, Descriptor) and found.kind == "staticmethod":
        return found.get
    if isinstance(found, Descriptor) and found.kind == "classmethod":
        return Partial(found.get, (owner,), ())
    if isinstance(found, Descriptor):
        return machine.unknown(f"depends on a property {where.line}", found)
    if found is not MISSING:
        return found
    if name == "__name__":
        return owner.name
    if name == "_fields" and owner.fields is not None:
        return owner.fields
    if hasattr(type, name) or name == "__weakref__" or owner.fields is not None:
        return machine.unknown(f"depends on {name} {where.line}", owner)
    raise Raised("AttributeError")


def _of_super(machine: Machine, owner: Super, name: str, where: Where) -> Value:
    found = defined(machine, owner.after.base, name)
    if found is MISSING:
        if name == "__init__" and owner.after.fields is None:
            return Builtin("super().__init__")
        if name == "__new__" and owner.after.fields is not None:
            return Builtin("super().__new__")
        return machine.unknown(f"depends on super() {where.line}", owner)
    if isinstance(owner.of, ClassRef):
        if isinstance(found, Descriptor) and found.kind == "classmethod":
            return Partial(found.get, (owner.of,), ())
        if name == "__new__" and isinstance(found, Function):
            return found
        return machine.unknown(f"depends on super() {where.line}", owner, found)
    if isinstance(found, Descriptor) and found.kind == "property":
        return machine.call(found.get, Args((owner.of,)), where)
    return _bound(machine, found, owner.of, name, where)


def _bound(machine: Machine, found: Value, owner: InstanceRef | Record, name: str, where: Where) -> Value:
    """What is found in a class, as an attribute of its object."""
    if isinstance(found, Function | Cached) and name != "__new__":
        return Partial(found, (owner,), ())
    if isinstance(found, Descriptor):
        if found.kind == "staticmethod":
            return found.get
        if found.kind == "classmethod":
            return Partial(found.get, (owner.of,), ())
        value = machine.call(found.get, Args((owner,)), where)
        if isinstance(owner, InstanceRef):
            _write(machine, owner, name, value)
        return value
    if isinstance(found, Opaque | Builtin | Cached):  # functions of Python code are bound, others are not
        return machine.unknown(f"depends on {name} {where.line}", found, owner)
    return found


def text(machine: Machine, value: InstanceRef | Record, where: Where, *names: str) -> Value:
    """What the first of these methods that its class defines gives, MISSING if it defines none."""
    for name in names:
        found = defined(machine, value.of, name)
        if found is not MISSING:
            return machine.call(_bound(machine, found, value, name, where), Args(), where)
    return MISSING


def _write(machine: Machine, owner: InstanceRef | ClassRef, name: str, value: Value) -> None:
    contents = machine.world.get(owner)
    if isinstance(contents, Entries):
        machine.world.set(owner, Entries({**contents.items, name: value}))
        machine.world.copied(4 * len(contents.items))
    else:
        escape.give(machine, (owner, value), Opaque(getattr(contents, "reason", "")))


def put(machine: Machine, owner: InstanceRef | ClassRef, name: str, value: Value, where: Where) -> None:
    """``owner.name = value``. Raises Raised if that is not possible."""
    why = Opaque(f"is changed in a way that is not understood {where.line}")
    if name.startswith("__") and name.endswith("__"):
        machine.doubt(why)
        escape.give(machine, (owner, value), why)
        return
    found = defined(machine, owner.of, name) if isinstance(owner, InstanceRef) else MISSING
    if isinstance(found, Opaque):
        machine.doubt(why)
        escape.give(machine, (owner, found, value), why)
    elif isinstance(found, Descriptor) and found.kind == "property":
        if found.set is None:
            raise Raised("AttributeError")
        machine.call(found.set, Args((owner, value)), where)
    else:
        _write(machine, owner, name, value)


def remove(machine: Machine, owner: InstanceRef | ClassRef, name: str, where: Where) -> None:
    """``del owner.name``."""
    contents = machine.world.get(owner)
    found = defined(machine, owner.of, name) if isinstance(owner, InstanceRef) else MISSING
    known = isinstance(contents, Entries) and not isinstance(contents.items.get(name), Perhaps)
    if not known or isinstance(found, Opaque | Descriptor) or not isinstance(contents, Entries):
        escape.change(machine, (owner, found), Opaque(f"is changed in a way that is not understood {where.line}"))
    elif name not in contents.items:
        raise Raised("AttributeError")
    else:
        machine.world.set(owner, Entries({key: value for key, value in contents.items.items() if key != name}))


def new(machine: Machine, cls: ClassRef, args: Args, where: Where) -> Value:
    """``cls(...)``: a new object or named tuple. Raises Raised."""
    if cls.fields is not None:
        made = defined(machine, cls, "__new__")
        if isinstance(made, Function):
            return machine.call(Partial(made, (cls,), ()), args, where)
        return new_record(machine, cls, args, where)
    init = defined(machine, cls, "__init__")
    ref = InstanceRef(cls)
    machine.world.new(ref, Entries({}))
    if isinstance(init, Function):
        machine.call(Partial(init, (ref,), ()), args, where)
        return ref
    if init is not MISSING:
        why = Opaque(f"an object of class {cls.name} that is not understood {where.line}")
        given = (init, ref, *args.positional, *args.keywords.values(), args.rest)
        return machine.doubt(Opaque(why.reason, (cls, *escape.give(machine, given, why))))
    if args.keywords or any(not isinstance(value, Rest) for value in args.positional):
        raise Raised("TypeError")
    return ref


def new_record(machine: Machine, cls: ClassRef, args: Args, where: Where) -> Value:
    """``tuple.__new__`` of a class of named tuples. Raises Raised."""
    fields = cls.fields or ()
    if isinstance(lost := defined(machine, cls, "__new__"), Opaque):
        return machine.unknown(lost.reason, lost, cls, *args.positional, *args.keywords.values())
    if args.rest is not None or any(isinstance(value, Rest) for value in args.positional):
        return machine.unknown(f"computed {where.line}", cls, *args.positional, *args.keywords.values())
    given = {**dict(cls.defaults), **dict(zip(fields, args.positional, strict=False)), **args.keywords}
    twice = set(fields[: len(args.positional)]) & set(args.keywords)
    if len(args.positional) > len(fields) or twice or set(given) != set(fields):
        raise Raised("TypeError")
    if any(isinstance(value, Perhaps) for value in given.values()):
        return machine.unknown(f"computed {where.line}", cls, *given.values())
    return Record(tuple(given[field] for field in fields), cls)
