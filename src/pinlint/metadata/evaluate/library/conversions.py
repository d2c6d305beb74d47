"""``list``, ``dict``, ``str`` and other types that are called, ``len`` and ``range``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, instances, paths, sets
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.containers import elements, entries
from pinlint.metadata.evaluate.dicts import DefaultDictRef, OrderedRef
from pinlint.metadata.evaluate.iteration import certain, collect
from pinlint.metadata.evaluate.natives import native, plain, truth, weight, wrap
from pinlint.metadata.evaluate.objects import InstanceRef, Record
from pinlint.metadata.evaluate.outcomes import NotKnown, TooLarge
from pinlint.metadata.evaluate.values import (
    MISSING,
    DictRef,
    Entries,
    ListRef,
    Located,
    Opaque,
    Perhaps,
    Requested,
    Rest,
    SetRef,
    Value,
    View,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def length(machine: Machine, args: Args, where: Where) -> Value:
    """``len``."""
    (value,) = args.only(1)
    if isinstance(value, ListRef):
        return len(certain(elements(machine, value)))
    if isinstance(value, tuple):
        return len(certain(value))
    if isinstance(value, DictRef | SetRef):
        contents = entries(machine, value)
        if contents.loose is not None:
            raise NotKnown(contents.loose.reason)
        for item in contents.items.values():
            if isinstance(item, Perhaps):
                raise NotKnown(item.reason)
        return len(contents.items)
    if isinstance(value, View):
        return length(machine, Args((value.of,)), where)
    text = plain(machine, value)
    return native(lambda: len(text))  # type: ignore[arg-type]  # raises if it has none


def to_list(machine: Machine, args: Args, where: Where) -> Value:
    """``list``."""
    if not args.only(0, 1):
        return machine.world.new(ListRef(), ())
    value = args.positional[0]
    if isinstance(value, SetRef):
        return machine.world.new(ListRef(unordered=True), sets.keys(entries(machine, value)))
    if isinstance(value, ListRef) and value.unordered:
        return machine.world.new(ListRef(unordered=True), elements(machine, value))
    return machine.world.new(ListRef(), collect(machine, value, where))


def to_tuple(machine: Machine, args: Args, where: Where) -> Value:
    """``tuple``."""
    return collect(machine, args.only(0, 1)[0], where) if args.positional else ()


def to_set(machine: Machine, args: Args, where: Where) -> Value:
    """``set``."""
    if not args.only(0, 1):
        return sets.new_set(machine, ())
    return sets.new_set(machine, sets.unordered(machine, args.positional[0], where))


def to_dict(machine: Machine, args: Args, where: Where) -> Value:
    """``dict``."""
    return _fill(machine, DictRef(), args, where)


def ordered_dict(machine: Machine, args: Args, where: Where) -> Value:
    """``collections.OrderedDict``."""
    return _fill(machine, OrderedRef(), args, where)


def from_keys(machine: Machine, args: Args, where: Where) -> Value:
    """``dict.fromkeys``."""
    given = args.only(1, 2)
    ref = DictRef()
    machine.world.new(ref, Entries({}))
    for key in certain(collect(machine, given[0], where)):
        containers.set_item(machine, ref, key, given[1] if len(given) > 1 else None, where)
    return ref


def _fill(machine: Machine, ref: DictRef, args: Args, where: Where) -> Value:
    machine.world.new(ref, Entries({}))
    for value in args.positional:
        containers.merge(machine, ref, value.why if isinstance(value, Rest) else value, where)
    for name, value in args.keywords.items():
        containers.set_item(machine, ref, name, value, where)
    if args.rest is not None:
        containers.merge(machine, ref, args.rest, where)
    return ref


def default_dict(machine: Machine, args: Args, where: Where) -> Value:
    """``collections.defaultdict``."""
    factory = args.positional[0] if args.positional else None
    if isinstance(factory, Opaque | Rest):
        raise NotKnown
    ref = DefaultDictRef(factory)
    return _fill(machine, ref, Args(args.positional[1:], args.keywords, args.rest), where)


def to_str(machine: Machine, args: Args, where: Where) -> Value:
    """``str``."""
    if not args.only(0, 1):
        return ""
    value = args.positional[0]
    if isinstance(value, Located):
        return paths.shown(value.path)
    if isinstance(value, str):
        return value
    if isinstance(value, Requested):
        return value.text
    if isinstance(value, InstanceRef | Record):
        text = instances.text(machine, value, where, "__str__", "__repr__")
        if text is not MISSING:
            return text
    given = plain(machine, value)
    if weight(given) > machine.budget.text:
        raise TooLarge("is a string that is too long")
    return wrap(machine, native(lambda: str(given)))


def to_int(machine: Machine, args: Args, where: Where) -> Value:
    """``int``."""
    given = [plain(machine, value) for value in args.only(0, 2, "base")]
    named = {name: plain(machine, value) for name, value in args.keywords.items()}
    if given and isinstance(given[0], str | bytes) and len(given[0]) > 600:
        raise TooLarge("is a number that is too large")
    return wrap(machine, native(lambda: int(*given, **named)))  # type: ignore[call-overload]  # raises as it would


def to_bool(machine: Machine, args: Args, where: Where) -> Value:
    """``bool``."""
    if not args.only(0, 1):
        return False
    answer = truth(machine, args.positional[0])
    if isinstance(answer, Opaque):
        raise NotKnown(answer.reason)
    return answer


def numbers(machine: Machine, args: Args, where: Where) -> Value:
    """``range``, of a size that can be gone through."""
    given = [plain(machine, value) for value in args.only(1, 3)]
    row = native(lambda: range(*given))  # type: ignore[call-overload]  # raises if it is none
    if abs(max(row.start, row.stop, key=abs)).bit_length() > 60 or len(row) > machine.budget.items:
        raise TooLarge("is a range that is too large")
    return row


FUNCTIONS: dict[str, Known] = {
    "len": length,
    "list": to_list,
    "tuple": to_tuple,
    "set": to_set,
    "dict": to_dict,
    "dict.fromkeys": from_keys,
    "collections.OrderedDict": ordered_dict,
    "collections.defaultdict": default_dict,
    "str": to_str,
    "int": to_int,
    "bool": to_bool,
    "range": numbers,
}
