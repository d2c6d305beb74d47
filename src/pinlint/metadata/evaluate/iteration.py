"""Going through what can be gone through, element by element as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, excerpts, namespaces
from pinlint.metadata.evaluate.objects import Names, held
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.paths import ROOT
from pinlint.metadata.evaluate.values import (
    DictRef,
    Entries,
    FileRef,
    Iter,
    ListRef,
    Opaque,
    Perhaps,
    Rest,
    SetRef,
    Value,
    View,
    is_code,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where


def iterate(machine: Machine, value: Value, where: Where) -> Iterator[Value]:
    """The elements, each taken when it is asked for; a Rest stands for any number of unknown ones."""
    if isinstance(value, tuple | range) or (
        isinstance(value, str | bytes) and not (isinstance(value, str) and ROOT in value)
    ):
        yield from value
    elif isinstance(value, ListRef):
        yield from _list(machine, value)
    elif isinstance(value, DictRef | SetRef):
        yield from _keys(machine, value, where)
    elif isinstance(value, View):
        for key in _keys(machine, value.of, where):
            yield key if value.which == "keys" or isinstance(key, Rest) else _viewed(machine, value, key)
    elif isinstance(value, FileRef):
        while (line := read_line(machine, value)) != "":
            yield Rest(line) if isinstance(line, Opaque) else line
            if isinstance(line, Opaque):
                return
    elif isinstance(value, Iter):
        yield from draw(machine, value)
    elif isinstance(value, Names):
        yield from _keys(machine, namespaces.snapshot(machine, value.of.scope), where)
    else:
        escape.touch(machine, value)
        yield Rest(machine.unknown(f"goes through something that is not understood {where.line}", value))


def _list(machine: Machine, ref: ListRef) -> Iterator[Value]:
    index = 0
    while True:
        contents = machine.world.get(ref)
        if not isinstance(contents, tuple):
            yield Rest(_opaque(contents))
            return
        if ref.unordered and len(contents) > 1:
            yield Rest(machine.unknown("depends on the order of a set", ref))
            return
        if index >= len(contents):
            return
        yield contents[index]
        if isinstance(contents[index], Rest) and machine.world.get(ref) is not contents:
            yield contents[index]
            return
        index += 1


def _keys(machine: Machine, ref: DictRef | SetRef, where: Where) -> Iterator[Value]:
    contents = machine.world.get(ref)
    if not isinstance(contents, Entries):
        yield Rest(_opaque(contents))
    elif contents.loose is not None:
        yield Rest(contents.loose)
    elif (isinstance(ref, SetRef) or contents.shuffled) and len(contents.items) > 1:
        yield Rest(machine.unknown(f"depends on the order of a set {where.line}", ref))
    else:
        for key in list(contents.items):
            yield Rest(perhaps) if isinstance(perhaps := contents.items[key], Perhaps) else key
            now = machine.world.get(ref)
            if not isinstance(now, Entries) or now.loose is not None:
                yield Rest(_opaque(now))
                return
            if list(now.items) != list(contents.items):
                raise Raised("RuntimeError")


def _viewed(machine: Machine, view: View, key: Value) -> Value:
    contents = machine.world.get(view.of)
    if not isinstance(contents, Entries):
        return Rest(_opaque(contents))
    value = contents.items.get(key)
    if isinstance(value, Perhaps):
        return Rest(value)
    return (key, value) if view.which == "items" else value


def _opaque(contents: Value) -> Opaque:
    if isinstance(contents, Entries) and contents.loose is not None:
        return contents.loose
    return contents if isinstance(contents, Opaque) else Opaque("is not understood")


_END = object()


def new_iter(machine: Machine, left: Iterator[Value], *sources: Value) -> Iter:
    """An iterator of the program; ``sources`` are what is gone through or run for its elements."""
    return Iter(left, len(machine.world.layers), held(machine.spend, *sources))


def draw(machine: Machine, iterator: Iter) -> Iterator[Value]:
    """What is left of an iterator."""
    if iterator.spoiled is not None:
        yield Rest(_left(machine, iterator, iterator.spoiled))
        return
    if iterator.depth != len(machine.world.layers):
        iterator.spoiled = Opaque("depends on how far an iterator has come")
    while True:
        machine.enter()
        try:
            item = next(iterator.left, _END)
        finally:
            machine.leave()
        if item is _END:
            return
        yield item


def _left(machine: Machine, iterator: Iter, why: Opaque) -> Opaque:
    """What any element of a spoiled iterator is; the code that gives it may run now."""
    if any(is_code(each) or isinstance(each, Iter) for each in iterator.holds):
        return Opaque(why.reason, escape.escape(machine, iterator.holds, why))
    return Opaque(why.reason, iterator.holds)


def read_line(machine: Machine, file: FileRef) -> Value:
    """The next line of an open file, empty at its end. Raises Raised where it is closed."""
    left = machine.world.get(file)
    if left is None:
        raise Raised("ValueError")
    if isinstance(left, bytes):
        cut = left.find(b"\n") + 1 or len(left)
        machine.world.set(file, left[cut:])
        return left[:cut] or ""
    if not isinstance(left, str):
        return left if isinstance(left, Opaque) else Opaque("reads something that is not understood")
    cut = left.find("\n") + 1 or len(left)
    machine.spend()
    machine.world.copied(len(left) // 100)
    machine.world.set(file, excerpts.cut(left, cut, len(left)))
    return excerpts.cut(left, 0, cut)


def collect(machine: Machine, value: Value, where: Where) -> tuple[Value, ...]:
    """All elements."""
    if isinstance(value, tuple):
        return tuple(value)
    items: list[Value] = []
    for item in iterate(machine, value, where):
        machine.spend()
        items.append(item)
        if len(items) > machine.budget.items:
            return (Rest(machine.unknown(f"has more than {machine.budget.items} elements {where.line}", value)),)
    return normal(items)


def normal(items: list[Value]) -> tuple[Value, ...]:
    """The elements, neighbouring Rests made one."""
    out: list[Value] = []
    for item in items:
        if isinstance(item, Rest) and out and isinstance(out[-1], Rest):
            holds = tuple(dict.fromkeys((*out[-1].why.holds, *item.why.holds)))
            out[-1] = Rest(Opaque(out[-1].why.reason, holds))
        else:
            out.append(item)
    return tuple(out)


def lazily(
    machine: Machine, values: Iterator[Value], function: Callable[[Value], Value], *, keep: bool
) -> Iterator[Value]:
    """``map`` (``keep``: the results) or ``filter``: elements whose result is true."""
    for item in values:
        machine.spend()
        result = function(item.why if isinstance(item, Rest) else item)
        if isinstance(item, Rest):
            yield Rest(machine.unknown(item.why.reason, result if keep else item.why))
        elif keep:
            yield result
        elif isinstance(result, Opaque):
            yield Rest(machine.unknown(result.reason, result, item))
        elif result:
            yield item


def certain(items: tuple[Value, ...]) -> tuple[Value, ...]:
    """The elements, all of them known. Raises NotKnown."""
    for item in items:
        if isinstance(item, Rest):
            raise NotKnown(item.why.reason)
    return items
