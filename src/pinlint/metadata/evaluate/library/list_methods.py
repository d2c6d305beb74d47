"""Methods of lists and tuples."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, sets
from pinlint.metadata.evaluate.containers import elements
from pinlint.metadata.evaluate.iteration import certain, collect
from pinlint.metadata.evaluate.library import sorting
from pinlint.metadata.evaluate.natives import native, plain, wrap
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised, TooLarge
from pinlint.metadata.evaluate.values import ListRef, Rest, SetRef, Value
from pinlint.metadata.evaluate.where import placed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where


def of_tuple(machine: Machine, owner: ListRef | tuple[Value, ...], name: str, args: Args) -> Value:
    """A method that tuples have too."""
    if name not in {"index", "count"}:
        raise NotKnown
    items = plain(machine, owner)
    given = [plain(machine, value) for value in args.only(1, 3)]
    return wrap(machine, native(lambda: getattr(items, name)(*given)))


def _append(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    containers.extend(machine, ref, (placed_argument(value, where, 0),))
    return None


def placed_argument(value: Value, where: Where, index: int) -> Value:
    """A computed string that is put into a list, with the place of its expression."""
    node = where.node
    if isinstance(node, ast.Call) and index < len(node.args) and not isinstance(node.args[index], ast.Starred):
        return placed(value, node.args[index], where.scope)
    return value


def _extend(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    if isinstance(value, SetRef):
        items = sets.unordered(machine, value, where)
        if len(items) > 1 and not ref.unordered:
            ref.unordered = True
    else:
        items = collect(machine, value, where)
    containers.extend(machine, ref, items)
    return None


def _changing(
    change: Callable[[list[Value], tuple[Value, ...]], Value],
) -> Callable[[Machine, ListRef, Args, Where], Value]:
    """A method that changes a list all of whose elements and arguments are known."""

    def run(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
        items = list(elements(machine, ref))
        if any(isinstance(item, Rest) for item in items) or (ref.unordered and len(items) > 1):
            raise NotKnown(next((item.why.reason for item in items if isinstance(item, Rest)), ""))
        given = args.only(0, 2)
        result = native(lambda: change(items, given))
        if len(items) > machine.budget.items:
            raise TooLarge("has too many elements")
        machine.world.copied(len(items))
        machine.world.set(ref, tuple(items))
        return result

    return run


def _insert(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    at, value = args.only(2)
    index = plain(machine, at)
    items = elements(machine, ref)
    if not isinstance(index, int):
        raise Raised("TypeError")
    if len(items) >= machine.budget.items:
        raise TooLarge("has too many elements")
    rests = [i for i, item in enumerate(items) if isinstance(item, Rest)]
    if rests and not 0 <= index <= rests[0]:
        raise NotKnown(next(item.why.reason for item in items if isinstance(item, Rest)))
    changed = list(items)
    changed.insert(index, placed_argument(value, where, 1))
    machine.world.copied(len(items))
    machine.world.set(ref, tuple(changed))
    return None


def _remove(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    items = list(elements(machine, ref))
    wanted = plain(machine, value)
    for index, item in enumerate(items):
        if plain(machine, item) == wanted:
            del items[index]
            machine.world.set(ref, tuple(items))
            return None
    raise Raised("ValueError")


def _sort(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    args.only(0, 0, "key", "reverse")
    items = certain(elements(machine, ref))
    machine.world.set(ref, sorting.arrange(machine, items, args, where, of_set=ref.unordered))
    if ref.unordered:
        raise NotKnown("depends on the order of a set")
    return None


def _copy(machine: Machine, ref: ListRef, args: Args, where: Where) -> Value:
    args.only(0)
    return machine.world.new(ListRef(unordered=ref.unordered), elements(machine, ref))


METHODS: dict[str, Callable[[Machine, ListRef, Args, Where], Value]] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "remove": _remove,
    "sort": _sort,
    "copy": _copy,
    "pop": _changing(lambda items, given: items.pop(*given)),  # type: ignore[arg-type]  # raises as it would
    "reverse": _changing(lambda items, given: items.reverse(*given)),
    "clear": _changing(lambda items, given: items.clear(*given)),
}
