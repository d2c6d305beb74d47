"""Questions to markers: what is left of one under an extra, who meets it, and whether several can be met together.

An environment is a Python of a `Pool` and a row of `environments.rows`. In a row a marker has two masks of Pythons:
those for which it surely holds and those for which it could. What nothing is known about (``platform_release``) lies
between the two, and every answer stays on the side that leads to no finding.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from packaging.markers import Marker, UndefinedComparison
from packaging.version import Version

from pinlint.sets.environments import Row, holds, label, pythons, rows
from pinlint.sets.markers import Atom, Junction, Tree, atoms, canonical, join, parse, show
from pinlint.sets.pythons import FIRST, PAST, Pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Never(Enum):
    """The type of `NEVER`."""

    NEVER = "never"


NEVER: Final = Never.NEVER
"""A condition that nothing meets. The one that everything meets is None, as in requirements without a marker."""

_WORK = 200_000
"""Atoms that are looked at for one answer, over all rows."""
_GUESSES = 4
"""Atoms nothing is known about whose every combination is tried."""

Answer = tuple[Row, int, int]
"""A row, the Pythons that surely meet the markers there, and those that could."""


def restrict(marker: Marker | None, extra: str | None) -> Marker | Never | None:
    """What remains of a marker where this extra, or no extra, is asked for; names compare normalised (PEP 685)."""
    text = None if marker is None else canonical(marker)
    if text is None or "extra" not in text:
        return marker
    return _restricted(text, extra)


def python_constants(marker: Marker | None) -> tuple[Version, ...]:
    """The Pythons at which the marker changes; a `Pool` made with them tells its Pythons apart."""
    ends = (end for atom in atoms(tree_of(marker)) for interval in pythons(atom) or () for end in interval)
    return tuple(Version(f"{x}.{y}.{z}") for x, y, z in dict.fromkeys(ends) if (x, y, z) not in {FIRST, PAST})


def possible(marker: Marker | None, pool: Pool) -> int:
    """The Pythons with an environment that surely meets the marker."""
    mask = 0
    for _, sure, _ in _answers((marker,), pool):
        mask |= sure
    return mask


def always(marker: Marker | None, pool: Pool, accepted: int) -> bool:
    """Whether every environment of the accepted Pythons surely meets the marker. Without Pythons: False."""
    answers = _answers((marker,), pool)
    return bool(accepted and answers) and all(not accepted & ~sure for _, sure, _ in answers)


def never(marker: Marker | None, pool: Pool, accepted: int) -> bool:
    """Whether surely no environment of the accepted Pythons meets the marker. Without Pythons: False."""
    answers = _answers((marker,), pool)
    return bool(accepted and answers) and all(not accepted & could for _, _, could in answers)


def compatible(markers: Sequence[Marker | None], pool: Pool, accepted: int) -> str | None:
    """An environment of the accepted Pythons that surely meets all markers: ``Python 3.9 on win32``; None without one.

    Only what matters is named: ``Python 3.9`` where that Python meets them in every row.
    """
    everywhere, found = accepted, None
    for row, sure, _ in _answers(tuple(markers), pool):
        everywhere &= sure
        if found is None and (python := pool.witness(sure & accepted)):
            found = label(row, python)
    python = pool.witness(everywhere)
    return label({}, python) if found and python else found


def equivalent(a: Marker | None, b: Marker | None) -> bool | None:
    """Whether the same environments meet both markers, whatever the Python; None where that cannot be decided."""
    left, right = tree_of(a), tree_of(b)
    if left is None or right is None:
        return None
    if left == right:
        return True
    pool = Pool.of((), (*python_constants(a), *python_constants(b)))
    asked = list(dict.fromkeys((*atoms(left), *atoms(right))))
    table = rows(asked)
    if table is None or len(table) * len(asked) > _WORK // 2**_GUESSES:
        return None
    agree = True
    for row in table:
        (sure_left, could_left), (sure_right, could_right) = (masks(tree, row, pool, {}) for tree in (left, right))
        if sure_left & ~could_right or sure_right & ~could_left:
            return False
        agree = agree and _agree(left, right, row, pool)
    return True if agree else None


def _agree(left: Tree, right: Tree, row: Row, pool: Pool) -> bool:
    """Whether both trees are met by the same Pythons in the row, however the atoms turn out that are unknown there."""
    both = dict.fromkeys((*atoms(left), *atoms(right)))
    unknown = [atom.text for atom in both if len(set(_atom_masks(atom, row, pool, {}))) > 1]
    if len(unknown) > _GUESSES:
        return False
    every = (dict(zip(unknown, values, strict=True)) for values in product((True, False), repeat=len(unknown)))
    return all(masks(left, row, pool, guesses) == masks(right, row, pool, guesses) for guesses in every)


def tree_of(marker: Marker | None) -> Tree | None:
    """The marker as a tree; None where it is past all bounds."""
    text = "" if marker is None else canonical(marker)
    return None if text is None else parse(text)


@lru_cache(maxsize=4096)
def _restricted(text: str, extra: str | None) -> Marker | Never | None:
    tree = parse(text)
    rest = None if tree is None else _asked(tree, extra)
    if isinstance(rest, bool):
        return None if rest else NEVER
    return Marker(text if rest is None else show(rest))


def _asked(tree: Tree, extra: str | None) -> Tree:
    """The tree with its comparisons of the extra decided."""
    if isinstance(tree, Junction):
        return join(tree.word, [_asked(part, extra) for part in tree.parts])
    if isinstance(tree, bool) or tree.variable not in {"extra", "extras"}:
        return tree
    asked: dict[str, str | frozenset[str]] = {"extra": extra or "", "extras": frozenset({extra} if extra else ())}
    try:
        return Marker(tree.text).evaluate(asked)
    except UndefinedComparison:
        return tree


def _answers(markers: tuple[Marker | None, ...], pool: Pool) -> tuple[Answer, ...]:
    """All markers at once in every row they tell apart; nothing where one of them is past all bounds."""
    texts = dict.fromkeys(canonical(marker) for marker in markers if marker is not None)
    known = tuple(text for text in texts if text is not None)
    return _table(known, pool) if len(known) == len(texts) else ()


@lru_cache(maxsize=1024)
def _table(texts: tuple[str, ...], pool: Pool) -> tuple[Answer, ...]:
    trees = [parse(text) for text in texts]
    known = [tree for tree in trees if tree is not None]
    tree = join("and", known)
    asked = list(atoms(tree))
    table = rows(asked)
    if len(known) < len(trees) or table is None or len(table) * len(asked) > _WORK:
        return ()
    return tuple((row, *masks(tree, row, pool, {})) for row in table)


def masks(tree: Tree, row: Row, pool: Pool, guesses: Mapping[str, bool]) -> tuple[int, int]:
    """The Pythons for which the tree surely holds in the row, and those for which it could."""
    if isinstance(tree, bool):
        return (pool.everything,) * 2 if tree else (0, 0)
    if isinstance(tree, Atom):
        return _atom_masks(tree, row, pool, guesses)
    both = tree.word == "and"
    sure = could = pool.everything if both else 0
    for part in tree.parts:
        more, rather = masks(part, row, pool, guesses)
        sure, could = (sure & more, could & rather) if both else (sure | more, could | rather)
    return sure, could


def _atom_masks(atom: Atom, row: Row, pool: Pool, guesses: Mapping[str, bool]) -> tuple[int, int]:
    if atom.variable != "implementation_version" or row.get("implementation_name") == "cpython":
        mask = _python_mask(atom, pool)
        if mask is not None:
            return mask, mask
    holding = holds(atom, row)
    if holding is None:
        holding = guesses.get(atom.text)
    if holding is None:
        return 0, pool.everything
    return (pool.everything,) * 2 if holding else (0, 0)


@lru_cache(maxsize=4096)
def _python_mask(atom: Atom, pool: Pool) -> int | None:
    intervals = pythons(atom)
    return None if intervals is None else pool.within(intervals)
