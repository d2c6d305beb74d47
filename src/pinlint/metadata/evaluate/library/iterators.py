"""Built-in functions that go through something: ``zip``, ``map``, ``next``, ``any``, ``sum`` and their like."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import operators
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.containers import elements
from pinlint.metadata.evaluate.iteration import certain, draw, iterate, lazily, new_iter
from pinlint.metadata.evaluate.natives import plain, truth
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import FileRef, Iter, ListRef, Opaque, Rest, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def zipped(machine: Machine, args: Args, where: Where) -> Value:
    """``zip``."""
    return new_iter(machine, _rows(machine, args.only(0, 10), where), args.positional)


def _rows(machine: Machine, values: tuple[Value, ...], where: Where) -> Iterator[Value]:
    """One element of each, together."""
    sources = [iterate(machine, value, where) for value in values]
    while sources:
        row: list[Value] = []
        for source in sources:
            item = next(source, _END)
            if item is _END:
                return
            if isinstance(item, Rest):
                yield Rest(machine.unknown(item.why.reason, item.why, values))
                return
            row.append(item)
        yield tuple(row)


_END = object()


def numbered(machine: Machine, args: Args, where: Where) -> Value:
    """``enumerate``."""
    args.only(1, 2, "start")
    start = plain(machine, args.get(1, "start", 0))
    source = iterate(machine, args.positional[0], where)

    def rows() -> Iterator[Value]:
        number = start
        for item in source:
            if isinstance(item, Rest):
                yield item
                return
            yield (number, item)
            number += 1  # type: ignore[operator]  # a number, or it raises

    return new_iter(machine, rows(), args.positional)


def mapped(machine: Machine, args: Args, where: Where) -> Value:
    """``map``."""
    function, *sources = args.only(2, 10)
    several = len(sources) > 1
    values = _rows(machine, tuple(sources), where) if several else iterate(machine, sources[0], where)

    def one(item: Value) -> Value:
        row = item if several and isinstance(item, tuple) else (item,) * len(sources)
        return machine.call(function, Args(row), where)

    return new_iter(machine, lazily(machine, values, one, keep=True), function, *sources)


def filtered(machine: Machine, args: Args, where: Where) -> Value:
    """``filter``."""
    function, source = args.only(2)
    values = iterate(machine, source, where)

    def one(item: Value) -> Value:
        return truth(machine, item if function is None else machine.call(function, Args((item,)), where))

    return new_iter(machine, lazily(machine, values, one, keep=False), function, source)


def chained(machine: Machine, args: Args, where: Where) -> Value:
    """``itertools.chain``."""

    def items() -> Iterator[Value]:
        for value in args.positional:
            yield from [value] if isinstance(value, Rest) else iterate(machine, value, where)

    args.only(0, 1000)
    return new_iter(machine, items(), args.positional)


def flattened(machine: Machine, args: Args, where: Where) -> Value:
    """``itertools.chain.from_iterable``."""
    (sources,) = args.only(1)

    def items() -> Iterator[Value]:
        for value in iterate(machine, sources, where):
            yield from [value] if isinstance(value, Rest) else iterate(machine, value, where)

    return new_iter(machine, items(), sources)


def backwards(machine: Machine, args: Args, where: Where) -> Value:
    """``reversed`` of a sequence; of a list whatever it holds when it is asked."""
    (value,) = args.only(1)
    if isinstance(value, ListRef) and not value.unordered:
        return new_iter(machine, _from_the_end(machine, value, len(certain(elements(machine, value)))), value)
    if isinstance(value, tuple | range):
        return new_iter(machine, iter(value[::-1]), value)
    raise NotKnown


def _from_the_end(machine: Machine, ref: ListRef, size: int) -> Iterator[Value]:
    seen: Value = None
    for index in range(size - 1, -1, -1):
        contents = machine.world.get(ref)
        known = isinstance(contents, tuple) and not ref.unordered
        if isinstance(contents, tuple) and contents is not seen:
            machine.spend(len(contents) // 16)
            known = known and not any(isinstance(item, Rest) for item in contents)
            seen = contents
        if not isinstance(contents, tuple) or not known:
            yield Rest(machine.unknown("depends on a list that changed", contents, ref))
            return
        if index >= len(contents):
            return
        yield contents[index]


def iterator(machine: Machine, args: Args, where: Where) -> Value:
    """``iter``."""
    (value,) = args.only(1)
    return value if isinstance(value, Iter | FileRef) else new_iter(machine, iterate(machine, value, where), value)


def following(machine: Machine, args: Args, where: Where) -> Value:
    """``next``."""
    args.only(1, 2)
    source = args.positional[0]
    if isinstance(source, FileRef):
        item: Value = next(iterate(machine, source, where), _END)
    elif isinstance(source, Iter):
        item = next(draw(machine, source), _END)
    else:
        raise NotKnown
    if item is _END:
        if len(args.positional) == 2:
            return args.positional[1]
        raise Raised("StopIteration")
    if isinstance(item, Rest):
        if isinstance(source, Iter):
            source.spoiled = item.why
        raise NotKnown(item.why.reason)
    return item


def any_all(*, of_all: bool) -> Callable[[Machine, Args, Where], Value]:
    """``any`` and ``all``."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        doubt: Opaque | None = None
        for item in iterate(machine, args.only(1)[0], where):
            answer = item.why if isinstance(item, Rest) else truth(machine, item)
            if isinstance(answer, Opaque):
                doubt = answer
            elif answer is not of_all and doubt is None:
                return not of_all
        if doubt is not None:
            raise NotKnown(doubt.reason)
        return of_all

    return run


def total(machine: Machine, args: Args, where: Where) -> Value:
    """``sum``, of lists and tuples too."""
    args.only(1, 2, "start")
    value = args.get(1, "start", 0)
    if isinstance(value, str | bytes):
        raise Raised("TypeError")
    add = ast.Add()
    for item in iterate(machine, args.positional[0], where):
        part = item
        if isinstance(item, Rest):
            part = item.why
        value = operators.binary(machine, add, value, part, where)
    return value


FUNCTIONS: dict[str, Known] = {
    "zip": zipped,
    "enumerate": numbered,
    "map": mapped,
    "filter": filtered,
    "itertools.chain": chained,
    "itertools.chain.from_iterable": flattened,
    "reversed": backwards,
    "iter": iterator,
    "next": following,
    "any": any_all(of_all=False),
    "all": any_all(of_all=True),
    "sum": total,
}
