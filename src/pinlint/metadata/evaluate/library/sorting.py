"""``sorted``, ``max`` and ``min``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import sets
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.iteration import certain
from pinlint.metadata.evaluate.natives import native, plain, truth, weight
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import ListRef, Opaque, SetRef, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def ordered(machine: Machine, args: Args, where: Where) -> Value:
    """``sorted``."""
    args.only(1, 1, "key", "reverse")
    items = certain(sets.unordered(machine, args.positional[0], where))
    return machine.world.new(ListRef(), arrange(machine, items, args, where, of_set=_no_order(args)))


def _no_order(args: Args) -> bool:
    value = args.positional[0]
    return isinstance(value, SetRef) or (isinstance(value, ListRef) and value.unordered)


def arrange(
    machine: Machine, items: tuple[Value, ...], args: Args, where: Where, *, of_set: bool = False
) -> tuple[Value, ...]:
    """The elements in order. Raises NotKnown where the order is not known."""
    key = args.keywords.get("key")
    backwards = truth(machine, args.keywords.get("reverse", False))
    if isinstance(backwards, Opaque):
        raise NotKnown(backwards.reason)
    keys = [plain(machine, item if key is None else machine.call(key, Args((item,)), where)) for item in items]
    machine.spend(len(items) * 2 + sum(map(weight, keys)) // 500)
    if of_set and key is not None and len({repr(k) for k in keys}) != len(keys):
        raise NotKnown("depends on the order of a set")
    order = native(lambda: sorted(range(len(items)), key=lambda i: keys[i], reverse=backwards))  # type: ignore[arg-type,return-value]  # raises as it would
    return tuple(items[i] for i in order)


def extreme(*, largest: bool) -> Callable[[Machine, Args, Where], Value]:
    """``max`` and ``min``."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        args.only(1, 1000, "key")
        several = len(args.positional) > 1
        items = args.positional if several else sets.unordered(machine, args.positional[0], where)
        if not items:
            raise Raised("ValueError")
        keywords = {**args.keywords, "reverse": largest}
        of_set = not several and _no_order(args)
        return arrange(machine, certain(items), Args((), keywords), where, of_set=of_set)[0]

    return run


FUNCTIONS: dict[str, Known] = {
    "sorted": ordered,
    "max": extreme(largest=True),
    "min": extreme(largest=False),
}
