from __future__ import annotations

from packaging.markers import Marker
from packaging.specifiers import SpecifierSet

from pinlint.sets.conditions import python_constants
from pinlint.sets.pythons import Pool
from pinlint.sets.spaces import Space

MARKERS = [
    Marker("python_version < '3.9'"),
    Marker("sys_platform == 'win32'"),
    Marker("python_version < '3.11' and sys_platform != 'win32'"),
]


def space() -> Space:
    constants = [version for marker in MARKERS for version in python_constants(marker)]
    made = Space.of(MARKERS, Pool.of([SpecifierSet(">=3.8")], constants))
    assert made is not None
    return made


def test_one_environment_stands_for_all_that_are_in_the_same_sets() -> None:
    where = space()
    sets = [where.meeting(marker) for marker in MARKERS]
    told = where.told_apart(sets, 100)
    assert all(each.bit_count() == 1 for each in told)
    signatures = [tuple(bool(each & some) for some in sets) for each in told]
    # Below 3.9 or not, on Windows or not, and elsewhere from 3.11 on.
    assert sorted(signatures) == [
        (False, False, False),
        (False, False, True),
        (False, True, False),
        (True, False, True),
        (True, True, False),
    ]
    everything = where.of_pythons(where.pool.everything)
    assert where.told_apart([], 100) == (where.one_of(everything),)


def test_there_are_never_more_than_asked_for() -> None:
    where = space()
    sets = [where.meeting(marker) for marker in MARKERS]
    assert len(where.told_apart(sets, 2)) == 2
    assert set(where.told_apart(sets, 2)) <= {where.one_of(cell) for cell in cells(where, sets)}


def cells(where: Space, sets: list[int]) -> list[int]:
    """What remains of everything where every set is taken or left out."""
    found = [where.of_pythons(where.pool.everything)]
    for some in sets:
        found = [part for cell in found for part in (cell & some, cell & ~some) if part]
    return found
