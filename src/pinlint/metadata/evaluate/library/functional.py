"""``functools``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.iteration import certain, collect
from pinlint.metadata.evaluate.outcomes import Raised
from pinlint.metadata.evaluate.values import Partial, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _partial(machine: Machine, args: Args, where: Where) -> Value:
    positional = args.only(1, 100, *args.keywords)
    return Partial(positional[0], positional[1:], tuple(args.keywords.items()))


def _reduce(machine: Machine, args: Args, where: Where) -> Value:
    function, source = args.only(2, 3)[:2]
    items = list(certain(collect(machine, source, where)))
    if len(args.positional) == 3:
        items.insert(0, args.positional[2])
    if not items:
        raise Raised("TypeError")
    value = items[0]
    for item in items[1:]:
        value = machine.call(function, Args((value, item)), where)
    return value


FUNCTIONS: dict[str, Known] = {
    "functools.partial": _partial,
    "functools.reduce": _reduce,
}
