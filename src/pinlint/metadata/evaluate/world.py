"""What every name and every mutable object holds, and how undecided branches come together again.

Contents are never changed in place: a write puts new contents into the topmost layer. A branch that may or may not run
gets a layer of its own, so both branches start from the same world, and what they leave behind can be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.join import Join
from pinlint.metadata.evaluate.values import MISSING, Cell, Layer, Module, Opaque, Ref, Scope, Value

if TYPE_CHECKING:
    from collections.abc import Callable


class World:
    """Layers of contents, the last one on top."""

    def __init__(self, spend: Callable[[int], None]) -> None:
        self.layers: list[Layer] = [{}]
        self.writes: list[tuple[Cell, Value]] = []
        """Every write, in order, whatever became of its layer."""
        self.names: dict[Scope, dict[str, None]] = {}
        """Every name that was ever bound in a scope."""
        self._spend = spend

    def get(self, cell: Cell) -> Value:
        """The contents of a cell, MISSING if it has none."""
        for layer in reversed(self.layers):
            if cell in layer:
                return layer[cell]
        return MISSING

    def set(self, cell: Cell, contents: Value) -> None:
        """Write the contents of a cell."""
        self.layers[-1][cell] = contents
        self.writes.append((cell, contents))

    def moment(self) -> tuple[Layer, int]:
        """What tells whether anything was written since."""
        return self.layers[-1], len(self.writes)

    def same(self, moment: tuple[Layer, int]) -> bool:
        """Whether the world is as it was at a moment."""
        return moment[0] is self.layers[-1] and moment[1] == len(self.writes)

    def bind(self, scope: Scope, name: str, value: Value) -> None:
        """Bind a name in a scope."""
        self.names.setdefault(scope, {})[name] = None
        self.set((scope, name), value)

    def modules(self) -> tuple[Module, ...]:
        """The modules of the workspace that are imported."""
        cells = {
            cell for layer in self.layers for cell in layer if isinstance(cell, str) and cell.startswith("module ")
        }
        return tuple(found for cell in sorted(cells) if isinstance(found := self.get(cell), Module))

    def new(self, ref: Ref, contents: Value) -> Ref:
        """A new object with its contents."""
        if isinstance(contents, tuple):
            self._spend(len(contents) // 16)
        self.set(ref, contents)
        return ref

    def push(self, layer: Layer | None = None) -> None:
        """Begin a branch, with what it has done already."""
        self._spend(1 + len(self.layers) ** 2 // 64)
        self.layers.append(dict(layer or {}))

    def pop(self) -> Layer:
        """End a branch and return what it did."""
        return self.layers.pop()

    def apply(self, layer: Layer) -> None:
        """Do what a branch did."""
        self._spend(len(layer))
        for cell, contents in layer.items():
            self.set(cell, contents)

    def merge(self, branches: list[tuple[Layer, Value]], why: Opaque) -> tuple[Layer, Value]:
        """What holds after any one of the branches, each given as what it did and the value it gave."""
        layer, value = branches[0]
        for other, other_value in branches[1:]:
            self._spend(len(layer) + len(other))
            layer, value = Join(self.get, layer, other, why).run(value, other_value)
        return layer, value

    def changes(self, layer: Layer) -> bool:
        """Whether doing what a branch did would make a difference that can be seen."""
        join = Join(self.get, {}, layer, None)
        for cell, contents in layer.items():
            before = self.get(cell)
            if before is MISSING and isinstance(cell, Ref):
                continue
            if not join.alike(before, contents):
                return True
        return False
