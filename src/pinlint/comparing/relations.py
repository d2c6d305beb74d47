"""How two sets relate, and what only one of them has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet

from pinlint.comparing.minors import only
from pinlint.comparing.values import PythonChange, Relation, Side, Step
from pinlint.sets.pythons import Pool
from pinlint.sets.specifiers import are_disjoint, versions, witness
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from packaging.version import Version

    from pinlint.workspace import Field


@dataclass(frozen=True, slots=True)
class Related:
    """A relation, with a version that only the old set accepts and one that only the new one does."""

    relation: Relation
    lost: Version | None = None
    gained: Version | None = None


def of_versions(old: SpecifierSet, new: SpecifierSet) -> Related:
    """How the versions that a set accepts relate to those of an older one; unknown where that cannot be decided."""
    return _of_versions(str(old), str(new))


@lru_cache(maxsize=4096)
def _of_versions(before: str, after: str) -> Related:
    if before == after:
        return Related(Relation.EQUAL)
    old, new = SpecifierSet(before), SpecifierSet(after)
    if versions(old) is None or versions(new) is None:
        return Related(Relation.UNKNOWN)
    lost, gained = witness(old, new), witness(new, old)
    disjoint = lost is not None and gained is not None and are_disjoint(old, new)
    return Related(_relation(lost is not None, gained is not None, disjoint=disjoint), lost, gained)


def of_pythons(old: Field[SpecifierSet], new: Field[SpecifierSet]) -> PythonChange | None:
    """How Requires-Python changed; None where it did not, or is unknown on both sides. Absent accepts every Python."""
    sides = side(old), side(new)
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        return (
            PythonChange(Relation.UNKNOWN, *sides)
            if not (isinstance(old, Unknown) and isinstance(new, Unknown))
            else None
        )
    before, after = (each.value if each else None for each in (old, new))
    pool = Pool.of([each for each in (before, after) if each is not None])
    mine, theirs = pool.mask(before), pool.mask(after)
    lost, gained = mine & ~theirs, theirs & ~mine
    if not lost and not gained:
        return None
    relation = _relation(bool(lost), bool(gained), disjoint=not mine & theirs)
    witnesses = pool.witness(lost, theirs), pool.witness(gained, mine)
    return PythonChange(relation, *sides, *witnesses, only(before, after), only(after, before))


def _relation(lost: bool, gained: bool, *, disjoint: bool) -> Relation:  # noqa: FBT001 - two halves of one answer
    if lost and gained:
        return Relation.DISJOINT if disjoint else Relation.MOVED
    return Relation.NARROWED if lost else Relation.WIDENED if gained else Relation.EQUAL


def step(old: Version, new: Version) -> Step | None:
    """The step that leads up from one version to another; None where none does."""
    if new <= old:
        return None
    if new.epoch != old.epoch or new.major != old.major:
        return Step.MAJOR
    if new.minor != old.minor:
        return Step.MINOR
    return Step.PRE if _stripped(new) == _stripped(old) else Step.PATCH


def _stripped(version: Version) -> tuple[int, ...]:
    """The release without the zeros at its end, which mean nothing."""
    release = version.release
    while release and release[-1] == 0:
        release = release[:-1]
    return release


def side(declared: Field[SpecifierSet] | Field[str]) -> Side:
    """What one side says, as it is written, on one line."""
    if isinstance(declared, Declared):
        return Side(" ".join(declared.text.split()))
    return Side(unknown=declared.reason) if isinstance(declared, Unknown) else Side()
