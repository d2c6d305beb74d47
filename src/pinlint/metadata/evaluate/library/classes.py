"""What classes are made with: ``property`` and its like, ``super``, ``type``, ``namedtuple``; kept results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import instances
from pinlint.metadata.evaluate.containers import elements, entries, set_item
from pinlint.metadata.evaluate.natives import key_of, plain
from pinlint.metadata.evaluate.objects import Cached, ClassRef, Descriptor, InstanceRef, Record, Super
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import (
    MISSING,
    Builtin,
    DictRef,
    Entries,
    Function,
    ListRef,
    Opaque,
    Partial,
    Scope,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where

_MOST_FIELDS = 100


def _descriptor(kind: str) -> Callable[[Machine, Args, Where], Value]:
    def run(machine: Machine, args: Args, where: Where) -> Value:
        (function,) = args.only(1)
        if not isinstance(function, Function | Cached):
            raise NotKnown(getattr(function, "reason", ""))
        return Descriptor(kind, function)

    return run


def _setter(machine: Machine, args: Args, where: Where) -> Value:
    """``@name.setter`` of a property, which it is given first."""
    found, function = args.only(2)
    if not isinstance(found, Descriptor) or not isinstance(function, Function):
        raise NotKnown(getattr(function, "reason", ""))
    return Descriptor(found.kind, found.get, function)


def _super(machine: Machine, args: Args, where: Where) -> Value:
    """``super()`` in a method."""
    args.only(0)
    scope: Scope | None = where.scope
    while scope is not None and scope.kind == "comprehension":
        scope = scope.parent
    of = MISSING if scope is None else machine.world.get((scope, scope.first))
    while scope is not None and scope.kind != "class":
        scope = scope.parent
    after = machine.classes.get(scope) if scope is not None else None
    if after is None or not isinstance(of, InstanceRef | Record | ClassRef):
        raise NotKnown(getattr(of, "reason", ""))
    line = of.line() if isinstance(of, ClassRef) else of.of.line()
    if after not in tuple(line):
        raise NotKnown
    return Super(of, after)


def _type(machine: Machine, args: Args, where: Where) -> Value:
    """``type`` of an object of the program."""
    (value,) = args.only(1)
    if isinstance(value, InstanceRef | Record):
        return value.of
    raise NotKnown(getattr(value, "reason", ""))


def _namedtuple(machine: Machine, args: Args, where: Where) -> Value:
    """``collections.namedtuple`` and ``typing.NamedTuple``, called."""
    args.only(0, 2, "typename", "field_names", "defaults", "fields")
    name = plain(machine, args.get(0, "typename"))
    given = plain(machine, _names(machine, args.get(1, "field_names", args.keywords.get("fields"))))
    fields = given.replace(",", " ").split() if isinstance(given, str) else given
    if not isinstance(name, str) or not isinstance(fields, list | tuple) or len(fields) > _MOST_FIELDS:
        raise NotKnown
    strings = tuple(str(field) for field in fields)
    if len(set(strings)) < len(strings) or any(not f.isidentifier() or f.startswith("_") for f in (name, *strings)):
        raise NotKnown
    values = args.keywords.get("defaults")
    values = elements(machine, values) if isinstance(values, ListRef) else values or ()
    if not isinstance(values, tuple) or len(values) > len(strings):
        raise NotKnown
    defaults = tuple(zip(strings[len(strings) - len(values) :], values, strict=True))
    ref = ClassRef(name, None, strings, defaults)
    machine.world.new(ref, Entries({}))
    return ref


def _names(machine: Machine, value: Value) -> Value:
    """The names of fields, of which ``typing.NamedTuple`` is given the types too."""
    contents = elements(machine, value) if isinstance(value, ListRef) else value
    if isinstance(contents, tuple) and contents and all(isinstance(item, tuple) for item in contents):
        return tuple(item[0] for item in contents if isinstance(item, tuple) and item)
    return value


def record_method(machine: Machine, owner: Record, name: str, args: Args) -> Value:
    """A method of a named tuple. Raises NotKnown."""
    fields = owner.of.fields or ()
    if name == "_asdict":
        args.only(0)
        return machine.world.new(DictRef(), Entries(dict(zip(fields, owner, strict=True))))
    if name == "_replace":
        args.only(0, 0, *args.keywords)
        if not set(args.keywords) <= set(fields):
            raise Raised("ValueError")
        return Record(tuple(args.keywords.get(f, v) for f, v in zip(fields, owner, strict=True)), owner.of)
    raise NotKnown


def _cached(machine: Machine, args: Args, where: Where) -> Value:
    """``functools.cache``, and ``lru_cache`` with room enough."""
    args.only(0, 1, "maxsize")
    given = args.get(0, "maxsize", 128)
    if isinstance(given, Function):
        return Cached(given, machine.world.new(DictRef(), Entries({})))
    if given is None or (isinstance(given, int) and given >= 100):
        return Builtin("functools.cache")
    raise NotKnown(getattr(given, "reason", ""))


def call_cached(machine: Machine, cached: Cached, args: Args, where: Where) -> Value:
    """The result of a function whose results are kept. Raises NotKnown."""
    if not isinstance(cached.results, DictRef):
        raise NotKnown
    given = (*args.only(0, 100, *args.keywords), *args.keywords.values())
    if not all(item is None or (isinstance(item, str | int) and not isinstance(item, bool)) for item in given):
        raise NotKnown  # what is equal need not be one key: 1 and True are two, (1,) and (True,) are one
    key = key_of(machine, (*args.positional, tuple(args.keywords.items())))
    results = entries(machine, cached.results)
    if key in results.items:
        return machine.certain(results.items[key])
    if results.loose is not None:
        raise NotKnown(results.loose.reason)
    value = machine.call(cached.function, args, where)
    set_item(machine, cached.results, key, value, where)
    return value


def _wraps(machine: Machine, args: Args, where: Where) -> Value:
    """``functools.wraps``."""
    args.only(1)
    return Partial(Builtin("functools.update_wrapper"), (), (("wrapped", None),))


def _wrapped(machine: Machine, args: Args, where: Where) -> Value:
    """``functools.update_wrapper``, which gives back the wrapper."""
    wrapper = args.only(1, 2, "wrapped")[0]
    if isinstance(wrapper, Opaque):
        raise NotKnown(wrapper.reason)
    return wrapper


def _nothing(machine: Machine, args: Args, where: Where) -> Value:
    """``object.__init__`` of an object."""
    if args.only(0, 1000, *args.keywords) or args.keywords:
        raise Raised("TypeError")
    return None


def _new(machine: Machine, args: Args, where: Where) -> Value:
    """``__new__`` of a class of named tuples, as the ``__new__`` of a class made of it calls it."""
    cls = args.positional[0] if args.positional else None
    if not isinstance(cls, ClassRef) or cls.fields is None:
        raise NotKnown(getattr(cls, "reason", ""))
    return instances.new_record(machine, cls, replace(args, positional=args.positional[1:]), where)


FUNCTIONS: dict[str, Known] = {
    "property": _descriptor("property"),
    "staticmethod": _descriptor("staticmethod"),
    "classmethod": _descriptor("classmethod"),
    "functools.cached_property": _descriptor("cached_property"),
    "super": _super,
    "type": _type,
    "collections.namedtuple": _namedtuple,
    "typing.NamedTuple": _namedtuple,
    "functools.cache": _cached,
    "functools.lru_cache": _cached,
    "functools.wraps": _wraps,
    "functools.update_wrapper": _wrapped,
    "super().__init__": _nothing,
    "super().__new__": _new,
    "property.setter": _setter,
}
