"""Methods of dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, escape
from pinlint.metadata.evaluate.containers import entries
from pinlint.metadata.evaluate.dicts import OrderedRef, SectionRef, like
from pinlint.metadata.evaluate.library import list_methods
from pinlint.metadata.evaluate.natives import key_of
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import DictRef, Entries, Perhaps, Rest, Value, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where


def _get(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(1, 2)
    contents = entries(machine, ref)
    key = containers.key_in(machine, ref, args.positional[0])
    if key in contents.items:
        value = contents.items[key]
        return machine.unknown(value.reason, value, args.positional) if isinstance(value, Perhaps) else value
    if contents.loose is not None:
        raise NotKnown(contents.loose.reason)
    return args.positional[1] if len(args.positional) == 2 else None


def _views(which: str) -> Callable[[Machine, DictRef, Args, Where], Value]:
    def run(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
        args.only(0)
        entries(machine, ref)
        return View(ref, which)

    return run


def _pop_key(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(1, 2)
    contents = entries(machine, ref)
    key = key_of(machine, args.positional[0])
    if key in contents.items and not isinstance(contents.items[key], Perhaps):
        value = contents.items[key]
        containers.delete_item(machine, ref, args.positional[0], where)
        return value
    if key not in contents.items and contents.loose is None:
        if len(args.positional) == 2:
            return args.positional[1]
        raise Raised("KeyError")
    left = {k: v for k, v in contents.items.items() if k != key}
    machine.world.set(ref, Entries(left, contents.loose, contents.shuffled))
    return machine.unknown("may be missing", contents.items.get(key, contents.loose), args.positional)


def _setdefault(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(1, 2)
    contents = entries(machine, ref)
    key = key_of(machine, args.positional[0])
    default = list_methods.placed_argument(args.positional[1], where, 1) if len(args.positional) == 2 else None
    if key in contents.items and not isinstance(contents.items[key], Perhaps):
        return contents.items[key]
    if key in contents.items or contents.loose is not None:
        why = machine.unknown("may be set already", contents.items.get(key, contents.loose))
        escape.escape(machine, default, why)
        containers.set_item(machine, ref, args.positional[0], why, where)
        return why
    containers.set_item(machine, ref, args.positional[0], default, where)
    return default


def _update(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    for value in args.positional:
        containers.update(machine, ref, value.why if isinstance(value, Rest) else value, where)
    for name, value in args.keywords.items():
        containers.set_item(machine, ref, name, value, where)
    if args.rest is not None:
        containers.update(machine, ref, args.rest, where)
    return None


def _copy_dict(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(0)
    return machine.world.new(like(ref), entries(machine, ref))


def _clear(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(0)
    entries(machine, ref)
    machine.world.set(ref, Entries({}))
    return None


def _pop_item(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    args.only(0)
    contents = entries(machine, ref)
    if contents.loose is not None or contents.shuffled or isinstance(ref, OrderedRef):
        raise NotKnown
    if not contents.items:
        raise Raised("KeyError")
    key, value = list(contents.items.items())[-1]
    if isinstance(value, Perhaps):
        raise NotKnown(value.reason)
    containers.delete_item(machine, ref, key, where)
    return (key, value)


_READS = frozenset({"get", "keys", "values", "items"})


def method(machine: Machine, ref: DictRef, name: str, args: Args, where: Where) -> Value:
    """A method of a dict. Raises NotKnown, or Raised as the program would."""
    if name not in METHODS or (isinstance(ref, SectionRef) and name not in _READS):
        raise NotKnown
    return METHODS[name](machine, ref, args, where)


METHODS: dict[str, Callable[[Machine, DictRef, Args, Where], Value]] = {
    "get": _get,
    "keys": _views("keys"),
    "values": _views("values"),
    "items": _views("items"),
    "pop": _pop_key,
    "setdefault": _setdefault,
    "update": _update,
    "copy": _copy_dict,
    "clear": _clear,
    "popitem": _pop_item,
}
