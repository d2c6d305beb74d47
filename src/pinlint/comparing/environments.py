"""The environments that the requirements of both sides tell apart, in bulk.

A row is one of platform, machine and implementation; what nothing is known about (``platform_release``) may turn out
either way, and each way makes a row of its own. A set of environments is an integer with a bit for every Python of
every row. So what markers say is compared, and not how they are spelt or split.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import product
from operator import and_, or_
from typing import TYPE_CHECKING

from packaging.markers import Marker
from packaging.specifiers import SpecifierSet

from pinlint.sets.conditions import masks, python_constants
from pinlint.sets.environments import OTHER, label, rows
from pinlint.sets.markers import Tree, atoms, parse
from pinlint.sets.pythons import Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.sets.environments import Row
    from pinlint.sets.markers import Atom

_MOST = 100_000
"""Environments that are looked at."""
_CELLS = 128
"""Sets of environments in which different requirements apply."""


@lru_cache(maxsize=1024)
def environments(markers: tuple[str, ...], pythons: tuple[str, ...]) -> Environments | None:
    """The environments that markers (as packaging prints them) tell apart; None where they are too many.

    Their Pythons are those in all of the specifier sets; where there are none, those in any of them; else all.
    """
    trees = {text: parse(text) for text in markers}
    asked = tuple(dict.fromkeys(atom for tree in trees.values() for atom in atoms(tree)))
    every = rows(asked)
    if every is None or None in trees.values():
        return None
    table = tuple(_spelled(every))
    sets = tuple(map(SpecifierSet, pythons))
    pool = Pool.of(sets, (constant for text in markers for constant in python_constants(Marker(text))))
    unknown = [(row, [atom for atom in asked if not _is_decided(atom, row, pool)]) for row in table]
    if sum(2 ** len(undecided) for _, undecided in unknown) * len(pool.members) > _MOST:
        return None
    guessed = tuple((row, guesses) for row, undecided in unknown for guesses in _outcomes(undecided))
    # A Python that one side refuses is lost, or gained, whatever is required there.
    each = tuple(map(pool.mask, sets))
    accepted = reduce(and_, each, pool.everything) or reduce(or_, each, 0) or pool.everything
    everything = _joined(pool, (accepted for _ in guessed))
    meeting = {
        text: _joined(pool, (masks(tree, row, pool, guesses)[0] for row, guesses in guessed)) & everything
        for text, tree in trees.items()
        if tree is not None
    }
    return Environments(pool, tuple(row for row, _ in guessed), everything, meeting)


@dataclass(frozen=True, slots=True, eq=False)
class Environments:
    """Those that some markers tell apart, of the Pythons that both sides accept."""

    pool: Pool
    rows: tuple[Row, ...]
    everything: int
    _meeting: dict[str, int]

    def meeting(self, marker: str) -> int:
        """The environments that meet a marker, one of those they were made of; an empty one is met by all."""
        return self._meeting[marker] if marker else self.everything

    def cells(self) -> tuple[tuple[int, frozenset[str]], ...] | None:
        """The environments parted by the markers that they meet, "" among them; None where there are too many parts."""
        found: list[tuple[int, frozenset[str]]] = [(self.everything, frozenset({""}))]
        for marker, meeting in self._meeting.items():
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
        for index, row in enumerate(self.rows):
            here = environments >> index * width & self.pool.everything
            everywhere &= here
            if here and first is None:
                every = here == self.everything >> index * width & self.pool.everything
                first = _platform(row) if every else label(row, self.pool.witness(here) or "")
        python = self.pool.witness(everywhere)
        return label({}, python) if python else first or ""


def _platform(row: Row) -> str:
    """A row in words, with the implementation where it matters: ``win32``, ``CPython on linux``."""
    who, _, where = label(row, "").partition(" on ")
    known = row.get("platform_python_implementation") or row.get("implementation_name")
    who = "CPython" if known == "cpython" else known if known and known != OTHER else who.strip()
    named = [*([] if who == "Python" else [who]), *([where] if where else [])]
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


def _spelled(table: Iterable[Row]) -> Iterator[Row]:
    """The rows but those of misspelt values: ``implementation_name`` is ``pypy`` everywhere, and ``PyPy`` nowhere.

    Machines are spelt in several ways, each by another system.
    """
    first: dict[tuple[str, str], str] = {}
    for row in table:
        named = ((name, value) for name, value in row.items() if value is not None and name != "platform_machine")
        if all(first.setdefault((name, value.casefold()), value) == value for name, value in named):
            yield row


def _is_decided(tree: Tree, row: Row, pool: Pool) -> bool:
    sure, could = masks(tree, row, pool, {})
    return sure == could


def _joined(pool: Pool, each: Iterable[int]) -> int:
    mask = 0
    for index, pythons in enumerate(each):
        mask |= pythons << index * len(pool.members)
    return mask
