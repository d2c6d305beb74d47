"""Reading and changing lists, dicts, sets, and what else has elements."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import calls, escape
from pinlint.metadata.evaluate.iteration import iterate
from pinlint.metadata.evaluate.machine import NotKnown, Raised
from pinlint.metadata.evaluate.natives import key_of, native, plain, wrap
from pinlint.metadata.evaluate.values import (
    DefaultDictRef,
    DictRef,
    Entries,
    Found,
    ListRef,
    Located,
    ObjectRef,
    Opaque,
    Perhaps,
    Rest,
    SetRef,
    Value,
    View,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine, Where


def entries(machine: Machine, ref: DictRef | SetRef) -> Entries:
    """The contents of a dict or set. Raises NotKnown."""
    contents = machine.world.get(ref)
    if isinstance(contents, Entries):
        return contents
    raise NotKnown(contents.reason if isinstance(contents, Opaque) else "")


def elements(machine: Machine, ref: ListRef) -> tuple[Value, ...]:
    """The contents of a list. Raises NotKnown."""
    contents = machine.world.get(ref)
    if isinstance(contents, tuple):
        return contents
    raise NotKnown(contents.reason if isinstance(contents, Opaque) else "")


def get_item(machine: Machine, owner: Value, index: Value, where: Where) -> Value:
    """``owner[index]``."""
    try:
        return machine.certain(_get_item(machine, owner, index, where))
    except NotKnown as error:
        escape.touch(machine, owner)
        return machine.unknown(str(error) or f"computed {where.line}", owner, index)


def _get_item(machine: Machine, owner: Value, index: Value, where: Where) -> Value:  # noqa: C901, PLR0911 - one case for each kind
    if isinstance(owner, ListRef | tuple):
        items = elements(machine, owner) if isinstance(owner, ListRef) else owner
        if isinstance(owner, ListRef) and owner.unordered and len(items) > 1:
            raise NotKnown("depends on the order of a set")
        cut = plain(machine, index) if not isinstance(index, slice) else index
        if isinstance(cut, int):
            return _element(items, cut)
        if isinstance(cut, slice):
            _whole(items)
            part: tuple[Value, ...] = native(partial(items.__getitem__, cut))
            machine.spend(len(part) // 16)
            return part if isinstance(owner, tuple) else machine.world.new(ListRef(), part)
        raise Raised("TypeError")
    if isinstance(owner, str | bytes):
        text = plain(machine, owner)
        cut = plain(machine, index) if not isinstance(index, slice) else index
        return wrap(machine, native(lambda: text[cut]))  # type: ignore[index]  # a string or bytes
    if isinstance(owner, DictRef):
        contents = entries(machine, owner)
        key = key_of(machine, index)
        if key in contents.items:
            return contents.items[key]
        if contents.loose is not None:
            raise NotKnown(contents.loose.reason)
        if isinstance(owner, DefaultDictRef) and owner.factory is not None:
            value = calls.call(machine, owner.factory, calls.Args(), where)
            set_item(machine, owner, index, value, where)
            return value
        raise Raised("KeyError")
    if isinstance(owner, Found):
        group = plain(machine, index)
        return wrap(machine, native(lambda: owner.match.group(group)))  # type: ignore[call-overload]  # raises if it is none
    if isinstance(owner, ObjectRef):
        return calls.object_item(machine, owner, index, where)
    if isinstance(owner, Opaque):
        raise NotKnown(owner.reason)
    raise NotKnown


def _whole(items: tuple[Value, ...]) -> None:
    for item in items:
        if isinstance(item, Rest):
            raise NotKnown(item.why.reason)


def _element(items: tuple[Value, ...], index: int) -> Value:
    """An element counted from the side where no unknown one comes before it."""
    side = items if index >= 0 else items[::-1]
    position = index if index >= 0 else -1 - index
    for item in side[: position + 1]:
        if isinstance(item, Rest):
            raise NotKnown(item.why.reason)
    if position >= len(items):
        raise Raised("IndexError")
    return side[position]


def set_item(machine: Machine, owner: Value, index: Value, value: Value, where: Where) -> None:
    """``owner[index] = value``."""
    try:
        if isinstance(owner, DictRef):
            contents = entries(machine, owner)
            key = key_of(machine, index)
            _room(machine, len(contents.items))
            shuffled = contents.shuffled or isinstance(contents.items.get(key), Perhaps)
            machine.world.set(owner, Entries({**contents.items, key: value}, contents.loose, shuffled))
            return
        if isinstance(owner, ListRef):
            items = elements(machine, owner)
            at = plain(machine, index) if not isinstance(index, slice) else index
            if not isinstance(at, int):
                raise NotKnown  # noqa: TRY301 - caught below, with the others
            _element(items, at)
            changed = list(items)
            changed[at] = value
            machine.spend(len(items) // 16)
            machine.world.set(owner, tuple(changed))
            return
        if isinstance(owner, tuple | str | bytes | int | None):
            raise Raised("TypeError")
    except NotKnown as error:
        why = machine.unknown(str(error) or f"computed {where.line}", index)
    else:
        why = machine.unknown(f"is put into something that is not understood {where.line}", owner)
    escape.escape(machine, (owner, value), why)


def delete_item(machine: Machine, owner: Value, index: Value, where: Where) -> None:
    """``del owner[index]``."""
    try:
        if isinstance(owner, DictRef):
            contents = entries(machine, owner)
            key = key_of(machine, index)
            if key in contents.items and not isinstance(contents.items[key], Perhaps):
                left = {k: v for k, v in contents.items.items() if k != key}
                machine.spend(len(left) // 16)
                machine.world.set(owner, Entries(left, contents.loose, contents.shuffled))
                return
            if key not in contents.items and contents.loose is None:
                raise Raised("KeyError")
            raise NotKnown  # noqa: TRY301 - caught below, with the others
        if isinstance(owner, ListRef):
            items = elements(machine, owner)
            at = plain(machine, index) if not isinstance(index, slice) else index
            _whole(items)
            changed = list(items)
            native(lambda: changed.__delitem__(at))  # type: ignore[arg-type]  # raises if it is no index
            machine.world.set(owner, tuple(changed))
            return
        raise NotKnown  # noqa: TRY301 - caught below, with the others
    except NotKnown as error:
        why = machine.unknown(str(error) or f"computed {where.line}", owner, index)
    escape.escape(machine, owner, why)


def contains(machine: Machine, owner: Value, item: Value) -> bool:  # noqa: C901, PLR0911, PLR0912 - one case for each kind
    """``item in owner``. Raises NotKnown."""
    if isinstance(owner, DictRef | SetRef):
        contents = entries(machine, owner)
        key = key_of(machine, item)
        if key in contents.items and not isinstance(contents.items[key], Perhaps):
            return True
        if key in contents.items:
            raise NotKnown(getattr(contents.items[key], "reason", ""))
        if contents.loose is not None:
            raise NotKnown(contents.loose.reason)
        return False
    wanted = plain(machine, item, sets=True)
    if isinstance(owner, str | bytes):
        text = plain(machine, owner)
        return native(lambda: wanted in text)  # type: ignore[operator]  # raises if it is no string
    if isinstance(owner, ListRef | tuple):
        doubt: NotKnown | None = None
        for element in elements(machine, owner) if isinstance(owner, ListRef) else owner:
            machine.spend()
            try:
                if native(lambda e=element: plain(machine, e, sets=True) == wanted):  # type: ignore[misc]  # a default
                    return True
            except NotKnown as error:
                doubt = error
        if doubt is not None:
            raise doubt
        return False
    if isinstance(owner, View):
        if owner.which == "keys":
            return contains(machine, owner.of, item)
        return (
            contains(machine, tuple(entries(machine, owner.of).items.values()), item)
            if owner.which == "values"
            else _no()
        )
    if isinstance(owner, ObjectRef):
        return calls.object_contains(machine, owner, wanted)
    raise NotKnown(owner.reason if isinstance(owner, Opaque) else "")


def _no() -> bool:
    raise NotKnown


def _room(machine: Machine, size: int) -> None:
    machine.spend(size // 16)
    if size >= machine.budget.items:
        raise NotKnown(f"has more than {machine.budget.items} elements")


def extend(machine: Machine, ref: ListRef, items: tuple[Value, ...]) -> None:
    """Add elements at the end of a list; what is already lost stays so."""
    contents = machine.world.get(ref)
    if not isinstance(contents, tuple):
        escape.escape(machine, items, Opaque(getattr(contents, "reason", "")))
        return
    _room(machine, len(contents) + len(items))
    if contents and isinstance(contents[-1], Rest) and items and isinstance(items[0], Rest):
        holds = tuple(dict.fromkeys((*contents[-1].why.holds, *items[0].why.holds)))
        contents, items = contents[:-1], (Rest(Opaque(contents[-1].why.reason, holds)), *items[1:])
    machine.world.set(ref, (*contents, *items))


def update(machine: Machine, ref: DictRef, other: Value, where: Where) -> None:
    """Write the entries of a mapping or the pairs of a list into a dict. Raises NotKnown."""
    contents = entries(machine, ref)
    if isinstance(other, DictRef):
        more = entries(machine, other)
        items = dict(contents.items)
        for key, value in more.items.items():
            if isinstance(value, Perhaps) and key in items:
                items[key] = machine.unknown(value.reason, value, items[key])
                escape.escape(machine, contents.items[key], value)
            else:
                items[key] = value
        loose = contents.loose or more.loose
        if more.loose is not None:
            for key in contents.items:
                if key not in more.items:
                    escape.escape(machine, items[key], more.loose)
                    kind = Perhaps if isinstance(items[key], Perhaps) else Opaque
                    items[key] = kind(more.loose.reason)
        machine.spend(len(items) // 16)
        shuffled = contents.shuffled or more.shuffled or any(isinstance(v, Perhaps) for v in contents.items.values())
        machine.world.set(ref, Entries(items, loose, shuffled))
        return
    for pair in iterate(machine, other, where):
        if isinstance(pair, Rest):
            raise NotKnown(pair.why.reason)
        two = tuple(iterate(machine, pair, where))
        _whole(two)
        if len(two) != 2:
            raise Raised("ValueError")
        set_item(machine, ref, two[0], two[1], where)


def join_paths(machine: Machine, left: Value, right: Value) -> Value:
    """``left / right`` of paths. Raises NotKnown."""
    parts = [part.path if isinstance(part, Located) else plain(machine, part, located=True) for part in (left, right)]
    if not all(isinstance(part, str) for part in parts):
        raise Raised("TypeError")
    return Located(posixpath.join(*(str(part) for part in parts)))
