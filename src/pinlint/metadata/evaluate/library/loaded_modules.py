"""Methods of ``sys.modules``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import loaded

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.values import Value
    from pinlint.metadata.evaluate.where import Where


def _get(machine: Machine, args: Args, where: Where) -> Value:
    """``get``."""
    given = args.only(1, 2)
    return loaded.find(machine, given[0]) or _other(machine, where, *given[1:])


def _pop(machine: Machine, args: Args, where: Where) -> Value:
    """``pop``."""
    given = args.only(1, 2)
    return loaded.remove(machine, given[0]) or _other(machine, where, *given[1:])


def _set_default(machine: Machine, args: Args, where: Where) -> Value:
    """``setdefault``; a module from elsewhere may have been there."""
    name, value = args.only(2)
    found = loaded.find(machine, name)
    if found is None:
        loaded.put(machine, name, value)
    return found or _other(machine, where, value)


def _other(machine: Machine, where: Where, *values: Value) -> Value:
    """A module from elsewhere, or one of the values."""
    return machine.unknown(f"depends on {loaded.NAME} {where.line}", *values)


FUNCTIONS: dict[str, Known] = {
    f"{loaded.NAME}.get": _get,
    f"{loaded.NAME}.pop": _pop,
    f"{loaded.NAME}.setdefault": _set_default,
}
