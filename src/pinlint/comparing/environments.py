"""The environments that the requirements of both sides tell apart, in bulk.

A row is one of platform, machine and implementation; what nothing is known about (``platform_release``) may turn out
either way, and each way makes a row of its own. A set of environments is an integer with a bit for every Python of
every row. So what markers say is compared, and not how they are spelt or split.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING

from pinlint.sets.conditions import masks, python_constants, tree_of
from pinlint.sets.environments import label, rows
from pinlint.sets.markers import Tree, atoms
from pinlint.sets.pythons import Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet

    from pinlint.sets.environments import Row
    from pinlint.sets.markers import Atom

_MOST = 100_000
"""Environments that are looked at."""
_CELLS = 128
"""Sets of environments in which different requirements apply."""

Guessed = tuple["Row", "Mapping[str, bool]"]


@dataclass(frozen=True, slots=True, eq=False)
class Environments:
    """Those that some markers tell apart, of the Pythons that one side accepts."""

    pool: Pool
    rows: tuple[Guessed, ...]
    everything: int
    _sets: dict[Marker, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, markers: Sequence[Marker], pythons: Iterable[SpecifierSet | None]) -> Environments | None:
        """The environments of Pythons in any of the sets (None accepts them all); None where there are too many."""
        sets = tuple(pythons)
        constants = [version for marker in markers for version in python_constants(marker)]
        pool = Pool.of([each for each in sets if each is not None], constants)
        asked = tuple(dict.fromkeys(atom for marker in markers for atom in atoms(tree_of(marker))))
        table = rows(asked)
        if table is None or any(tree_of(marker) is None for marker in markers):
            return None
        unknown = [(row, [atom for atom in asked if not _is_decided(atom, row, pool)]) for row in table]
        if sum(2 ** len(undecided) for _, undecided in unknown) * len(pool.members) > _MOST:
            return None
        guessed = tuple((row, guesses) for row, undecided in unknown for guesses in _outcomes(undecided))
        accepted = reduce(or_, map(pool.mask, sets), 0) or pool.everything
        return cls(pool, guessed, _joined(pool, (accepted for _ in guessed)))

    def meeting(self, marker: Marker | None) -> int:
        """The environments that meet a marker, one of those they were made of."""
        if marker is None:
            return self.everything
        if marker not in self._sets:
            tree = tree_of(marker)
            each = (0 if tree is None else masks(tree, row, self.pool, guesses)[0] for row, guesses in self.rows)
            self._sets[marker] = _joined(self.pool, each) & self.everything
        return self._sets[marker]

    def cells(self, markers: Sequence[Marker]) -> tuple[tuple[int, frozenset[Marker]], ...] | None:
        """The environments parted by the markers that they meet; None where there are too many parts."""
        found: list[tuple[int, frozenset[Marker]]] = [(self.everything, frozenset())]
        for marker in markers:
            meeting = self.meeting(marker)
            halves = (
                half for mask, met in found for half in ((mask & meeting, met | {marker}), (mask & ~meeting, met))
            )
            found = [half for half in halves if half[0]]
            if len(found) > _CELLS:
                return None
        return tuple(found)

    def shown(self, environments: int) -> str:
        """One of the environments in words: ``Python 3.9 on win32``; the Python alone where it is so in every row.

        Where it is so for all Pythons, the platform alone.
        """
        width, everywhere, first = len(self.pool.members), self.pool.everything, None
        for index, (row, _) in enumerate(self.rows):
            here = environments >> index * width & self.pool.everything
            everywhere &= here
            if here and first is None:
                every = here == self.everything >> index * width & self.pool.everything
                first = _platform(row) if every else label(row, self.pool.witness(here) or "")
        python = self.pool.witness(everywhere)
        return label({}, python) if python else first or ""


def _platform(row: Row) -> str:
    who, _, where = label(row, "").partition(" on ")
    named = [*([] if who.strip() == "Python" else [who.strip()]), *([where] if where else [])]
    return " on ".join(named) or "some environments"


def _outcomes(undecided: Iterable[Atom]) -> Iterator[dict[str, bool]]:
    """Every way in which conditions may turn out; those that say the same, or the opposite, turn out together."""
    meanings = {atom.text: _meaning(atom) for atom in undecided}
    apart = tuple(dict.fromkeys(meaning for meaning, _ in meanings.values()))
    for outcome in product((True, False), repeat=len(apart)):
        holding = dict(zip(apart, outcome, strict=True))
        yield {text: holding[meaning] is positive for text, (meaning, positive) in meanings.items()}


def _meaning(atom: Atom) -> tuple[tuple[object, ...], bool]:
    """What a condition asks, and whether it wants that or its opposite."""
    operator = {"!=": "==", "not in": "in"}.get(atom.operator, atom.operator)
    mirrored = atom.reversed and operator != "=="
    asks = (atom.variable, operator, atom.value, mirrored) if atom.variable else (atom.text,)
    return asks, operator == atom.operator or not atom.variable


def _is_decided(tree: Tree, row: Row, pool: Pool) -> bool:
    sure, could = masks(tree, row, pool, {})
    return sure == could


def _joined(pool: Pool, each: Iterable[int]) -> int:
    mask = 0
    for index, pythons in enumerate(each):
        mask |= pythons << index * len(pool.members)
    return mask
