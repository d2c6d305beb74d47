"""The rules that pinlint ships: one module each, named by code and name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.rule import Rule


def load() -> tuple[Rule, ...]:
    """The rules in this folder, in the order of their codes. A new module needs no registration."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name.startswith("pin"))
    return tuple(import_module(f"{__name__}.{name}").RULE for name in names)
