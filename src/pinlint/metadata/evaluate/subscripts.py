"""``owner[index]`` and ``item in owner``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, escape, excerpts, loaded, namespaces
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.containers import elements, entries
from pinlint.metadata.evaluate.dicts import DefaultDictRef
from pinlint.metadata.evaluate.natives import native, plain, wrap
from pinlint.metadata.evaluate.objects import Names
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import (
    MISSING,
    Bound,
    DictRef,
    Found,
    ListRef,
    ObjectRef,
    Opaque,
    Perhaps,
    SetRef,
    Value,
    View,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where


def get_item(machine: Machine, owner: Value, index: Value, where: Where) -> Value:
    """``owner[index]``."""
    try:
        return machine.certain(_get_item(machine, owner, index, where))
    except NotKnown as error:
        escape.touch(machine, owner, index)
        return machine.unknown(where.explain(error, f"computed {where.line}"), owner, index)


def _get_item(machine: Machine, owner: Value, index: Value, where: Where) -> Value:
    if isinstance(owner, ListRef | tuple):
        items = elements(machine, owner) if isinstance(owner, ListRef) else owner
        if isinstance(owner, ListRef) and owner.unordered and len(items) > 1:
            raise NotKnown("depends on the order of a set")
        cut = plain(machine, index) if not isinstance(index, slice) else index
        if isinstance(cut, int):
            return containers.element(items, cut)
        if isinstance(cut, slice):
            containers.whole(items)
            part: tuple[Value, ...] = native(partial(items.__getitem__, cut))
            machine.world.copied(len(part))
            return part if isinstance(owner, tuple) else machine.world.new(ListRef(), part)
        raise Raised("TypeError")
    if isinstance(owner, str | bytes | range):
        text = plain(machine, owner)
        cut = plain(machine, index) if not isinstance(index, slice) else index
        if isinstance(owner, str) and isinstance(cut, slice):
            return wrap(machine, native(lambda: excerpts.sliced(owner, cut)))
        return wrap(machine, native(lambda: text[cut]))  # type: ignore[index]  # one of these
    if isinstance(owner, DictRef):
        contents = entries(machine, owner)
        key = containers.key_in(machine, owner, index)
        if key in contents.items:
            return contents.items[key]
        if contents.loose is not None:
            raise NotKnown(contents.loose.reason)
        if isinstance(owner, DefaultDictRef) and owner.factory is not None:
            value = machine.call(owner.factory, Args(), where)
            containers.set_item(machine, owner, index, value, where)
            return value
        raise Raised("KeyError")
    if isinstance(owner, Names):
        return namespaces.get_item(machine, owner, index)
    if isinstance(owner, Found):
        group = plain(machine, index)
        return wrap(machine, native(lambda: excerpts.group(owner.match, group)))  # type: ignore[arg-type]  # raises if it is none
    if isinstance(owner, ObjectRef):
        return machine.call(Bound(owner, "__getitem__"), Args((index,)), where)
    if loaded.is_it(owner) and (module := loaded.find(machine, index)) is not None:
        return module
    if isinstance(owner, Opaque):
        raise NotKnown(owner.reason)
    raise NotKnown


def contains(machine: Machine, owner: Value, item: Value, where: Where) -> bool:
    """``item in owner``. Raises NotKnown."""
    if isinstance(owner, DictRef | SetRef):
        contents = entries(machine, owner)
        key = containers.key_in(machine, owner, item)
        if key in contents.items and not isinstance(contents.items[key], Perhaps):
            return True
        if key in contents.items:
            raise NotKnown(getattr(contents.items[key], "reason", ""))
        if contents.loose is not None:
            raise NotKnown(contents.loose.reason)
        return False
    if loaded.is_it(owner) and (item == "setuptools" or loaded.find(machine, item) is not None):
        return True  # the one is what builds
    if isinstance(owner, Names):
        found = namespaces.bound(machine, owner, item)
        if isinstance(found, Opaque):
            raise NotKnown(found.reason)
        return found is not MISSING
    wanted = plain(machine, item, sets=True)
    if isinstance(owner, str | bytes | range):
        text = plain(machine, owner)
        if isinstance(owner, range) and not isinstance(wanted, int):
            machine.spend(len(owner) // 16)
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
            return contains(machine, owner.of, item, where)
        if owner.which == "values":
            return contains(machine, tuple(entries(machine, owner.of).items.values()), item, where)
        raise NotKnown
    if isinstance(owner, ObjectRef):
        answer = machine.call(Bound(owner, "__contains__"), Args((item,)), where)
        if isinstance(answer, Opaque):
            raise NotKnown(answer.reason)
        return bool(answer)
    raise NotKnown(owner.reason if isinstance(owner, Opaque) else "")
