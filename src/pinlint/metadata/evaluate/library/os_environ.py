"""``os.environ`` and ``os.getenv``: every variable is unset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import Entries, ObjectRef, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _getenv(machine: Machine, args: Args, where: Where) -> Value:
    args.only(1, 2, "default")
    contents = machine.world.get(machine.environ)
    if not isinstance(contents, Entries):
        raise NotKnown("depends on the environment")
    name = plain(machine, args.positional[0])
    return contents.items.get(name, args.get(1, "default"))


def method(machine: Machine, owner: ObjectRef, name: str, args: Args, where: Where) -> Value:
    """A method of ``os.environ``."""
    contents = machine.world.get(owner)
    if not isinstance(contents, Entries):
        raise NotKnown("depends on the environment")
    given = args.only(0, 2)
    if name == "__contains__":
        return plain(machine, given[0]) in contents.items
    if name == "__getitem__":
        key = plain(machine, given[0])
        if key in contents.items:
            return contents.items[key]
        if machine.guarded:
            raise Raised("KeyError")
        raise NotKnown(f"depends on the environment variable {str(key)[:40]} {where.line}")
    if name == "get" and given:
        return contents.items.get(plain(machine, given[0]), given[1] if len(given) > 1 else None)
    if name == "setdefault" and len(given) == 2:
        machine.world.set(owner, Entries({**contents.items, plain(machine, given[0]): given[1]}))
        return given[1]
    if name == "pop" and len(given) == 2:
        key = plain(machine, given[0])
        left = {k: v for k, v in contents.items.items() if k != key}
        machine.world.set(owner, Entries(left))
        return contents.items.get(key, given[1])
    raise NotKnown("depends on the environment")


FUNCTIONS: dict[str, Known] = {
    "os.getenv": _getenv,
}
