"""``os.environ`` and ``os.getenv``: every variable is unset, but for those that any shell sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import Entries, ObjectRef, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


_SET = frozenset(
    {
        *("PATH", "HOME", "PWD", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LC_ALL", "HOSTNAME", "VIRTUAL_ENV"),
        *("TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "SYSTEMROOT", "COMPUTERNAME", "OS", "CONDA_PREFIX"),
    }
)
"""Variables of which only the place where it is built says what they are."""


def _name(machine: Machine, value: Value, contents: Entries, where: Where) -> object:
    """The name of a variable that is set by the program or nowhere. Raises NotKnown."""
    name = plain(machine, value)
    if name in _SET and name not in contents.items:
        raise NotKnown(f"depends on the environment variable {name} {where.line}")
    return name


def _getenv(machine: Machine, args: Args, where: Where) -> Value:
    args.only(1, 2, "default")
    contents = machine.world.get(machine.environ)
    if not isinstance(contents, Entries):
        raise NotKnown("depends on the environment")
    name = _name(machine, args.positional[0], contents, where)
    return contents.items.get(name, args.get(1, "default"))


def method(machine: Machine, owner: ObjectRef, name: str, args: Args, where: Where) -> Value:
    """A method of ``os.environ``."""
    contents = machine.world.get(owner)
    if not isinstance(contents, Entries):
        raise NotKnown("depends on the environment")
    given = args.only(0, 2)
    if name == "__contains__":
        return _name(machine, given[0], contents, where) in contents.items
    if name == "__getitem__":
        key = _name(machine, given[0], contents, where)
        if key in contents.items:
            return contents.items[key]
        if machine.guarded:
            raise Raised("KeyError")
        raise NotKnown(f"depends on the environment variable {str(key)[:40]} {where.line}")
    if name == "get" and given:
        key = _name(machine, given[0], contents, where)
        return contents.items.get(key, given[1] if len(given) > 1 else None)
    if name == "setdefault" and len(given) == 2:
        key = _name(machine, given[0], contents, where)
        machine.world.set(owner, Entries({key: given[1], **contents.items}))
        return contents.items.get(key, given[1])
    if name == "pop" and len(given) == 2:
        key = _name(machine, given[0], contents, where)
        left = {k: v for k, v in contents.items.items() if k != key}
        machine.world.set(owner, Entries(left))
        return contents.items.get(key, given[1])
    raise NotKnown("depends on the environment")


FUNCTIONS: dict[str, Known] = {
    "os.getenv": _getenv,
}
