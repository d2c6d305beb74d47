"""What every name and every mutable object holds, and how undecided branches come together again.

Contents are never changed in place: a write puts new contents into the topmost layer. A branch that may or may not run
gets a layer of its own, so both branches start from the same world, and what they leave behind can be compared.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.join import Join
from pinlint.metadata.evaluate.values import MISSING, Cell, Layer, Module, Opaque, Ref, Scope, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class World:
    """Layers of contents, the last one on top."""

    def __init__(self, spend: Callable[[int], None]) -> None:
        self.layers: list[Layer] = [{}]
        self._now: Layer = {}
        """What every cell holds, so that no cell is looked for in one layer after the other."""
        self._before: list[Layer] = [{}]
        """Of each layer: what its cells held when it began."""
        self.writes: list[tuple[Cell, Value]] = []
        """Every write while somebody watches, in order, whatever became of its layer."""
        self._count = 0
        self._watching = 0
        self.names: dict[Scope, dict[str, None]] = {}
        """Every name that was ever bound in a scope."""
        self._spend = spend

    def get(self, cell: Cell) -> Value:
        """The contents of a cell, MISSING if it has none."""
        return self._now.get(cell, MISSING)

    def set(self, cell: Cell, contents: Value) -> None:
        """Write the contents of a cell."""
        self._put(cell, contents)
        self._count += 1
        if self._watching:
            self.writes.append((cell, contents))

    def _put(self, cell: Cell, contents: Value) -> None:
        top = self.layers[-1]
        if cell not in top:
            self._before[-1][cell] = self._now.get(cell, MISSING)
        top[cell] = self._now[cell] = contents

    def moment(self) -> tuple[Layer, int]:
        """What tells whether anything was written since."""
        return self.layers[-1], self._count

    def same(self, moment: tuple[Layer, int]) -> bool:
        """Whether the world is as it was at a moment."""
        return moment[0] is self.layers[-1] and moment[1] == self._count

    @contextmanager
    def watch(self) -> Iterator[int]:
        """Keep what is written from here on; gives how much was kept by others before."""
        self._watching += 1
        try:
            yield len(self.writes)
        finally:
            self._watching -= 1
            if not self._watching:
                self.writes.clear()

    def copied(self, elements: int) -> None:
        """Use up what a copy of so many elements costs: time, and memory where every copy is kept."""
        self._spend(elements // (16 if self._watching else 1024))

    def bind(self, scope: Scope, name: str, value: Value) -> None:
        """Bind a name in a scope."""
        self.names.setdefault(scope, {})[name] = None
        self.set((scope, name), value)

    def modules(self) -> tuple[Module, ...]:
        """The modules of the workspace that are imported."""
        cells = {cell for cell in self._now if isinstance(cell, str) and cell.startswith("module ")}
        return tuple(found for cell in sorted(cells) if isinstance(found := self.get(cell), Module))

    def new(self, ref: Ref, contents: Value) -> Ref:
        """A new object with its contents."""
        if isinstance(contents, tuple):
            self.copied(len(contents))
        self.set(ref, contents)
        return ref

    def push(self, layer: Layer | None = None) -> None:
        """Begin a branch, with what it has done already."""
        self._spend(1 + len(layer or {}) // 8)
        self.layers.append({})
        self._before.append({})
        for cell, contents in (layer or {}).items():
            self._put(cell, contents)

    def pop(self) -> Layer:
        """End a branch and return what it did."""
        self._now.update(self._before.pop())
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
