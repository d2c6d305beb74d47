"""The contents of lists, dicts and sets: looking into them, and changing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, loaded, namespaces
from pinlint.metadata.evaluate.dicts import SectionRef
from pinlint.metadata.evaluate.iteration import collect, iterate
from pinlint.metadata.evaluate.natives import key_of, native, plain
from pinlint.metadata.evaluate.objects import Names
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised, TooLarge
from pinlint.metadata.evaluate.values import (
    DictRef,
    Entries,
    ListRef,
    ObjectRef,
    Opaque,
    Perhaps,
    Rest,
    SetRef,
    Value,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where


def entries(machine: Machine, ref: DictRef | SetRef) -> Entries:
    """The contents of a dict or set. Raises NotKnown."""
    contents = machine.world.get(ref)
    if isinstance(contents, Entries):
        return contents
    raise NotKnown(contents.reason if isinstance(contents, Opaque) else "")


def key_in(machine: Machine, ref: DictRef | SetRef, index: Value) -> object:
    """The value as a key of this dict or set. Raises as ``key_of``."""
    key = key_of(machine, index)
    return key.lower() if isinstance(ref, SectionRef) and isinstance(key, str) else key


def elements(machine: Machine, ref: ListRef) -> tuple[Value, ...]:
    """The contents of a list. Raises NotKnown."""
    contents = machine.world.get(ref)
    if isinstance(contents, tuple):
        return contents
    raise NotKnown(contents.reason if isinstance(contents, Opaque) else "")


def whole(items: tuple[Value, ...]) -> None:
    """All elements are known. Raises NotKnown."""
    for item in items:
        if isinstance(item, Rest):
            raise NotKnown(item.why.reason)


def element(items: tuple[Value, ...], index: int) -> Value:
    """An element counted from the side where no unknown one comes before it."""
    side = items if index >= 0 else items[::-1]
    position = index if index >= 0 else -1 - index
    for item in side[: position + 1]:
        if isinstance(item, Rest):
            raise NotKnown(item.why.reason)
    if position >= len(items):
        raise Raised("IndexError")
    return side[position]


def room(machine: Machine, size: int, copied: int | None = None) -> None:
    """There is room for one more element. Raises NotKnown."""
    machine.world.copied(size if copied is None else copied)
    if size >= machine.budget.items:
        raise TooLarge(f"has more than {machine.budget.items} elements")


def extend(machine: Machine, ref: ListRef, items: tuple[Value, ...]) -> None:
    """Add elements at the end of a list; what is already lost stays so."""
    contents = machine.world.get(ref)
    if not isinstance(contents, tuple):
        escape.give(machine, (contents, items), Opaque(getattr(contents, "reason", "")))
        return
    room(machine, len(contents) + len(items))
    if contents and isinstance(contents[-1], Rest) and items and isinstance(items[0], Rest):
        holds = tuple(dict.fromkeys((*contents[-1].why.holds, *items[0].why.holds)))
        contents, items = contents[:-1], (Rest(Opaque(contents[-1].why.reason, holds)), *items[1:])
    machine.world.set(ref, (*contents, *items))


def set_item(machine: Machine, owner: Value, index: Value, value: Value, where: Where) -> None:
    """``owner[index] = value``; where that is not known, nothing of either is."""
    if isinstance(owner, tuple | str | bytes | int | range | None):
        raise Raised("TypeError")
    try:
        if isinstance(owner, DictRef):
            _set_key(machine, owner, index, value)
            return
        if isinstance(owner, ListRef):
            if isinstance(index, slice):
                _set_slice(machine, owner, index, collect(machine, value, where))
            else:
                _set_element(machine, owner, index, value)
            return
        if isinstance(owner, Names):
            namespaces.put(machine, owner, index, value)
            return
        if loaded.is_it(owner):
            loaded.put(machine, index, value)
            return
        if isinstance(owner, ObjectRef) and owner.kind == "environ":
            _set_variable(machine, owner, index, value)
            return
        why = machine.computed(f"is put into something that is not understood {where.line}", owner)
    except NotKnown as error:
        why = machine.computed(where.explain(error, f"computed {where.line}"), index)
    escape.give(machine, (owner, index, value), why)


def _set_key(machine: Machine, ref: DictRef, index: Value, value: Value) -> None:
    contents = entries(machine, ref)
    if isinstance(ref, SectionRef):
        raise NotKnown
    key = key_of(machine, index)
    room(machine, len(contents.items), 4 * len(contents.items))
    shuffled = contents.shuffled or isinstance(contents.items.get(key), Perhaps)
    machine.world.set(ref, Entries({**contents.items, key: value}, contents.loose, shuffled))


def _set_element(machine: Machine, ref: ListRef, index: Value, value: Value) -> None:
    items = elements(machine, ref)
    at = plain(machine, index)
    if not isinstance(at, int):
        raise Raised("TypeError")
    element(items, at)
    changed = list(items)
    changed[at] = value
    machine.world.copied(len(items))
    machine.world.set(ref, tuple(changed))


def _set_slice(machine: Machine, ref: ListRef, at: slice, values: tuple[Value, ...]) -> None:
    changed = list(elements(machine, ref))
    whole((*changed, *values))
    if ref.unordered and len(changed) > 1:
        raise NotKnown("depends on the order of a set")
    native(lambda: changed.__setitem__(at, values))
    room(machine, len(changed))
    machine.world.set(ref, tuple(changed))


def _set_variable(machine: Machine, environ: ObjectRef, index: Value, value: Value) -> None:
    contents, name = machine.world.get(environ), plain(machine, index)
    if not isinstance(contents, Entries):
        raise NotKnown
    machine.world.set(environ, Entries({**contents.items, name: value}))


def delete_item(machine: Machine, owner: Value, index: Value, where: Where) -> None:
    """``del owner[index]``; where that is not known, nothing of the owner is."""
    try:
        _delete_item(machine, owner, index)
    except NotKnown as error:
        why = machine.computed(where.explain(error, f"computed {where.line}"), owner, index)
        escape.change(machine, (owner, index), why)


def _delete_item(machine: Machine, owner: Value, index: Value) -> None:
    if isinstance(owner, DictRef):
        contents = entries(machine, owner)
        key = key_of(machine, index)
        if isinstance(owner, SectionRef):
            raise NotKnown
        if key not in contents.items and contents.loose is None:
            raise Raised("KeyError")
        if key not in contents.items or isinstance(contents.items[key], Perhaps):
            raise NotKnown
        left = {k: v for k, v in contents.items.items() if k != key}
        machine.world.copied(4 * len(left))
        machine.world.set(owner, Entries(left, contents.loose, contents.shuffled))
    elif isinstance(owner, ListRef):
        items = elements(machine, owner)
        at = plain(machine, index) if not isinstance(index, slice) else index
        whole(items)
        changed = list(items)
        native(lambda: changed.__delitem__(at))  # type: ignore[arg-type]  # raises if it is no index
        machine.world.set(owner, tuple(changed))
    elif isinstance(owner, Names):
        namespaces.remove(machine, owner, index)
    elif loaded.is_it(owner):
        loaded.remove(machine, index)
    else:
        raise NotKnown


def update(machine: Machine, ref: DictRef, other: Value, where: Where) -> None:
    """Write the entries of a mapping or the pairs of a list into a dict. Raises NotKnown."""
    contents = entries(machine, ref)
    if isinstance(other, Names):
        other = namespaces.snapshot(machine, other.of.scope)
    if isinstance(other, DictRef):
        more = entries(machine, other)
        items = dict(contents.items)
        for key, value in more.items.items():
            if isinstance(value, Perhaps) and key in items:
                items[key] = machine.unknown(value.reason, value, items[key])
                escape.escape(machine, contents.items[key], value)
            else:
                items[key] = value
        loose = more.loose or contents.loose
        if more.loose is not None:
            for key in contents.items:
                if key not in more.items:
                    escape.escape(machine, items[key], more.loose)
                    kind = Perhaps if isinstance(items[key], Perhaps) else Opaque
                    items[key] = kind(more.loose.reason)
        machine.world.copied(4 * len(items))
        shuffled = contents.shuffled or more.shuffled or any(isinstance(v, Perhaps) for v in contents.items.values())
        machine.world.set(ref, Entries(items, loose, shuffled))
        return
    for pair in iterate(machine, other, where):
        if isinstance(pair, Rest):
            raise NotKnown(pair.why.reason)
        two = tuple(iterate(machine, pair, where))
        whole(two)
        if len(two) != 2:
            raise Raised("ValueError")
        set_item(machine, ref, two[0], two[1], where)


def merge(machine: Machine, ref: DictRef, other: Value, where: Where) -> None:
    """Update a dict; entries that are not known may be any."""
    try:
        update(machine, ref, other, where)
    except NotKnown as error:
        escape.touch(machine, other)
        why = machine.unknown(where.explain(error, f"computed {where.line}"), other)
        contents = machine.world.get(ref)
        if isinstance(contents, Entries):
            escape.escape(machine, tuple(contents.items.values()), why)
            lost: dict[Value, Value] = {
                key: Perhaps(why.reason, why.holds) if isinstance(value, Perhaps) else why
                for key, value in contents.items.items()
            }
            machine.world.set(ref, Entries(lost, why, shuffled=True))
