"""Names: what they mean in a scope, and how they are bound."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape
from pinlint.metadata.evaluate.objects import Names
from pinlint.metadata.evaluate.outcomes import Raised
from pinlint.metadata.evaluate.values import MISSING, Builtin, Foreign, Module, Opaque, Scope, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where


_OF_MODULES = frozenset(
    {"__name__", "__doc__", "__package__", "__loader__", "__spec__", "__builtins__", "__path__", "__class__"}
)
"""Names that Python binds in a module; what a module of the program does not bind itself is not known of them."""


def lookup(machine: Machine, name: str, scope: Scope, where: Where) -> Value:
    """What a name means. Raises Raised if nothing."""
    inner: Scope | None = scope
    while inner is not None:
        if inner.kind != "class" or inner is scope:
            home = inner.outer.get(name, inner)
            value = machine.world.get((home, name))
            if value is not MISSING:
                return value
            loose = machine.world.get((home, "*"))
            if isinstance(loose, Opaque):
                return machine.unknown(loose.reason, loose)
            if home is not inner:
                inner = None
                break
            if name in inner.own:
                raise Raised("UnboundLocalError")
        inner = inner.parent
    return of_everywhere(machine, name, where)


def of_everywhere(machine: Machine, name: str, where: Where) -> Value:
    """What a name means where no module binds it. Raises Raised if nothing."""
    value = machine.world.get(f"builtin {name}")
    if value is not MISSING:
        return value
    if name in _OF_MODULES:
        return machine.unknown(f"depends on {name} {where.line}")
    if name in machine.language.functions or hasattr(builtins, name):
        return Builtin(name)
    raise Raised("NameError")


def bind_everywhere(machine: Machine, owner: Value, name: str, value: Value) -> bool:
    """``builtins.name = value``, if that is what the owner is."""
    if not isinstance(owner, Builtin | Foreign) or owner.name.rpartition(".")[2] not in {"builtins", "__builtin__"}:
        return False
    machine.world.set(f"builtin {name}", value)
    return True


def cell(scope: Scope, name: str) -> tuple[Scope, str]:
    """Where a scope says that a name lives; what ``exec`` binds in a function, no code of the function sees."""
    home = scope
    while home.kind == "exec" and home.parent is not None and home.parent.kind != "function":
        home = home.parent
    return scope.outer.get(name) or home.outer.get(name, home), name


def bind(machine: Machine, scope: Scope, name: str, value: Value) -> None:
    """Bind a name where the scope says it lives."""
    home, _ = cell(scope, name)
    machine.world.bind(home, name, value)
    if home.space is not None:
        escape.escape(machine, home.space[0], Opaque("may be bound by code that was run in it"))


def member(machine: Machine, module: Module, name: str) -> Value:
    """What a name means in a module of the workspace. Raises Raised if nothing."""
    value = machine.world.get((module.scope, name))
    if value is not MISSING:
        return value
    loose = machine.world.get((module.scope, "*"))
    if isinstance(loose, Opaque):
        return machine.unknown(loose.reason, loose)
    if name == "__dict__":
        return Names(module)
    if name in _OF_MODULES:
        return machine.unknown(f"depends on {name} of {module.name}")
    raise Raised("AttributeError")


def is_private(name: str) -> bool:
    """Whether a class writes a name with its own before it."""
    return name.startswith("__") and not name.endswith("__")


def mangled(name: str, scope: Scope | None) -> str:
    """A private name as the class around the scope writes it."""
    if is_private(name):
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        if scope is not None and scope.name.strip("_"):
            return f"_{scope.name.lstrip('_')}{name}"
    return name
