"""Environments in bulk: every one that some markers tell apart has a number, and a set of them is one integer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.sets.conditions import masks, tree_of
from pinlint.sets.environments import rows
from pinlint.sets.markers import atoms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packaging.markers import Marker

    from pinlint.sets.environments import Row
    from pinlint.sets.pythons import Pool

_MOST = 50_000
"""Environments that are told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The environments that some markers tell apart: each row of them holds every Python of the pool.

    Sets of environments are integers with a bit for each, row after row.
    """

    pool: Pool
    rows: tuple[Row, ...]
    _sure: dict[Marker, int] = field(default_factory=dict, repr=False)
    _on: dict[int, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, markers: Iterable[Marker], pool: Pool) -> Space | None:
        """The space of these markers, over a pool that holds their Pythons; None where there is too much to look at.

        Of more environments than are told apart those in the first rows are there, which are the usual ones.
        """
        asked = dict.fromkeys(atom for marker in markers for atom in atoms(tree_of(marker)))
        table = rows(list(asked))
        return None if table is None else cls(pool, tuple(table[: max(1, _MOST // len(pool.members))]))

    def meeting(self, marker: Marker | None) -> int:
        """The environments that surely meet the marker.

        Of one that the space was not made of this is known only where the Python alone decides.
        """
        if marker is None:
            return self.of_pythons(self.pool.everything)
        if marker not in self._sure:
            tree = tree_of(marker)
            each = () if tree is None else (masks(tree, row, self.pool, {})[0] for row in self.rows)
            self._sure[marker] = self._joined(each)
        return self._sure[marker]

    def of_pythons(self, pythons: int) -> int:
        """The environments that have one of these Pythons."""
        if pythons not in self._on:
            self._on[pythons] = self._joined(pythons for _ in self.rows)
        return self._on[pythons]

    def told_apart(self, some: Iterable[int], most: int) -> tuple[int, ...]:
        """An environment for each way in which some sets of them overlap, so many at most; each is a set of its own.

        Of those that are in the same sets it is one in the first row that has one, and there the lowest Python 3 if
        there is any. They come in the order of the rows, Python 3 first.
        """
        cells = [self.of_pythons(self.pool.everything)]
        for each in dict.fromkeys(some):
            parts = ((cell & each, cell & ~each) for cell in cells)
            cells = [part for both in parts for part in both if part]
            if len(cells) > most:
                break
        return tuple(sorted(map(self.one_of, cells), key=self._place)[:most])

    def one_of(self, environments: int) -> int:
        """One of the environments, alone: the first row that has one, and there the lowest Python 3 if there is any."""
        row = self._place(environments)[0]
        here = environments >> row & self.pool.everything
        chosen = here & self._modern or here
        return (chosen & -chosen) << row

    def _place(self, environment: int) -> tuple[int, bool, int]:
        """Where the row of an environment begins, and where in it the environment is."""
        width, place = len(self.pool.members), (environment & -environment).bit_length() - 1
        return place // width * width, not self._modern >> place % width & 1, place

    @property
    def _modern(self) -> int:
        return self.pool.within((((3, 0, 0), (4, 0, 0)),))

    def _joined(self, each: Iterable[int]) -> int:
        width = len(self.pool.members)
        mask = 0
        for index, pythons in enumerate(each):
            mask |= pythons << index * width
        return mask
