"""``sys.modules``: which modules of the workspace are loaded; of all others only that they may be.

``__main__`` is left out: a backend that runs setup.py itself has another module of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.objects import held
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import MISSING, Foreign, Module, Opaque, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine

NAME = "sys.modules"


def is_it(value: Value) -> bool:
    """Whether a value is ``sys.modules``."""
    return isinstance(value, Foreign) and value.name == NAME


def find(machine: Machine, key: Value) -> Module | None:
    """The module of a name if it is one of the workspace, None if nothing is known of it. Raises NotKnown."""
    if not isinstance(key, str) or key == "__main__":
        raise NotKnown(getattr(key, "reason", f"depends on {NAME}"))
    module = machine.world.get(f"module {key}")
    return module if isinstance(module, Module) else None


def put(machine: Machine, key: Value, value: Value) -> None:
    """``sys.modules[key] = value``: from now on an import of that name gives it. Raises NotKnown."""
    find(machine, key)
    why = Opaque(f"is put into {NAME}")
    given = value if isinstance(value, Module) else Foreign(why.reason, held(machine.spend, value), str(key))
    machine.world.set(f"module {key}", given)


def remove(machine: Machine, key: Value) -> Module | None:
    """``del sys.modules[key]``: what was there, None if that is not known; the next import runs it again.

    Raises NotKnown.
    """
    module = find(machine, key)
    if module is None:
        machine.doubt(Opaque(f"depends on {NAME}"))
    else:
        machine.world.set(f"module {key}", MISSING)
    return module
