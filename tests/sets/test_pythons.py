from __future__ import annotations

from itertools import pairwise

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.sets.pythons import Pool, accepts_major, accepts_minor, finite_cap, floor, traps


def disagreement(a: str, b: str) -> str | None:
    left, right = SpecifierSet(a), SpecifierSet(b)
    pool = Pool.of([left, right])
    refusing = pool.mask(right)
    return pool.witness(pool.mask(left) & ~refusing, refusing)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (">=3.10", ">=3.11", "3.10"),
        ("", ">=3.8", "3.7"),
        ("", ">=3", "2.7"),
        (">=3.8", ">=3.8.1", "3.8.0"),
        (">=3.8", ">3.8", "3.8.0"),
        (">=3.8", "~=3.8", "4.0"),
        (">=3.8", ">=3.8,<3.12", "3.12"),
        (">=3.8", ">=3.9,<3.12", "3.8"),
        (">=3.8", ">=3.8,!=3.9.*", "3.9"),
        (">=3.8", ">=3.8,!=3.9", "3.9.0"),
        (">=3.8", ">=3.8,!=3.9.1", "3.9.1"),
        (">=3.8,<3.13", ">=3.8,<=3.12", "3.12.1"),
        (">=2.7,!=3.0.*,!=3.1.*", ">=3.3", "3.2"),
        (">=2.7", "<3.0,>3.0", "3.0"),
        (">=3.6", "==3.6", "3.6.1"),
        (">=3.6", ">=3.6.0.1", "3.6.0"),
        (">=3.6", "===3.6.0", "3.6.1"),
        (">=3.8", "<0", "3.8"),
        ("<3", "<0", "2.7"),
        ("==2.*", ">=1!0", "2.7"),
    ],
)
def test_the_witness_is_the_python_a_person_would_name(a: str, b: str, expected: str) -> None:
    assert disagreement(a, b) == expected
    assert SpecifierSet(a).contains(expected)
    assert not SpecifierSet(b).contains(expected)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("==3.11.*", ">=3.11,<3.12"),
        (">=3.8.0rc1", ">=3.8"),
        ("<3.13.0a1", "<3.13"),
        ("~=3.8", ">=3.8,<4"),
        ("~=3.8.2", ">=3.8.2,<3.9"),
        ("<=3.8.post1", "<=3.8"),
        (">3.8.post1", ">3.8"),
        ("===3.8", "==3.8.0"),
        (">=3.8,!=3.8.*", ">=3.9"),
        ("", ">=0"),
        ("<0", "===something"),
        (">=" + "9" * 5000, "<0"),
        ("==3.8.0.0.*", "==3.8.0"),
        ("==3.8+local", "<0"),
    ],
)
def test_sets_that_accept_the_same_final_releases_are_the_same_mask(a: str, b: str) -> None:
    assert disagreement(a, b) is None
    assert disagreement(b, a) is None


def test_no_set_at_all_accepts_everything() -> None:
    pool = Pool.of([SpecifierSet(">=3.8")])
    assert pool.mask(None) == pool.everything == pool.mask(SpecifierSet(""))


def test_a_difference_splits_into_too_low_too_high_and_holes() -> None:
    wide, narrow = SpecifierSet(">=3.8"), SpecifierSet(">=3.10,<3.13,!=3.11.*")
    pool = Pool.of([wide, narrow])
    near = pool.mask(narrow)
    refused = pool.mask(wide) & ~near
    low, high, holes = (split(refused, near) for split in (pool.below, pool.above, pool.holes))
    assert low | high | holes == refused
    assert pool.witness(low, near) == "3.9"
    assert pool.witness(high, near) == "3.13"
    assert pool.witness(holes, near) == "3.11"
    assert pool.below(refused, 0) == pool.above(refused, 0) == 0


def test_no_python_is_named_that_will_never_exist() -> None:
    pool = Pool.of([SpecifierSet(">=3")], [Version("2.8"), Version("1.5")])
    near = pool.mask(SpecifierSet(">=3"))
    assert pool.witness(pool.everything & ~near, near) == "2.7"
    assert pool.witness(pool.mask(SpecifierSet(">=2.8,<3")), near) == "2.8"


def test_minors_are_those_with_a_release_in_the_mask() -> None:
    specifiers = SpecifierSet(">=2.7,!=3.0.*,!=3.2.*,<3.4")
    pool = Pool.of([specifiers])
    assert pool.minors(pool.mask(specifiers)) == ((2, 7), (3, 1), (3, 3))


def test_versions_of_markers_are_in_the_pool() -> None:
    pool = Pool.of([SpecifierSet(">=3.6")], [Version("3.9")])
    assert pool.witness(pool.mask(SpecifierSet(">=3.9,<3.10"))) == "3.9"


def test_a_minor_is_accepted_if_any_of_its_releases_is() -> None:
    assert accepts_minor(SpecifierSet(">=3.8.5"), 3, 8)
    assert accepts_minor(SpecifierSet(">3.8"), 3, 8)
    assert not accepts_minor(SpecifierSet(">=3.8,!=3.8.*"), 3, 8)
    assert not accepts_minor(SpecifierSet("<3.8"), 3, 8)
    assert accepts_minor(None, 3, 8)
    assert accepts_major(SpecifierSet(">=2.7,!=3.0.*"), 2)
    assert not accepts_major(SpecifierSet(">=3"), 2)
    assert accepts_major(SpecifierSet("!=2.*"), 3)


@pytest.mark.parametrize(
    ("text", "cap", "low"),
    [
        ("<4", None, None),
        ("<3.13", (3, 12), None),
        ("<=3.12", (3, 12), None),
        ("==3.11.*", (3, 11), (3, 11, 0)),
        ("~=3.8.1", (3, 8), (3, 8, 1)),
        ("~=3.8", None, (3, 8, 0)),
        ("<3.13.0a1", (3, 12), None),
        ("<3.13,!=3.12.*", (3, 11), None),
        ("<3.13.2", (3, 13), None),
        (">=3.8,!=3.9.*", None, (3, 8, 0)),
        (">=3.8,!=3.8.*", None, (3, 9, 0)),
        ("==3.*", None, (3, 0, 0)),
        ("<3", None, None),
        (">3.8", None, (3, 8, 1)),
        ("!=2.*", None, None),
        (">=2,<1", None, None),
        ("", None, None),
    ],
)
def test_bounds_are_read_from_the_set(text: str, cap: tuple[int, int] | None, low: tuple[int, int, int] | None) -> None:
    assert finite_cap(SpecifierSet(text)) == cap
    assert floor(SpecifierSet(text)) == low


@pytest.mark.parametrize(
    ("text", "clause", "effect"),
    [
        (">3.8", ">3.8", "accepts 3.8.1"),
        ("<=3.12", "<=3.12", "refuses 3.12.1"),
        ("==3.12", "==3.12", "refuses 3.12.1"),
        ("!=3.13", "!=3.13", "accepts 3.13.1"),
        (">=3.8,<=3.12", "<=3.12", "refuses 3.12.1"),
        ("<=3", "<=3", "refuses 3.1"),
        ("==3", "==3", "refuses 3.1"),
        ("!=3", "!=3", "accepts 3.1"),
    ],
)
def test_a_clause_that_cuts_a_minor_is_a_trap(text: str, clause: str, effect: str) -> None:
    (trap,) = traps(SpecifierSet(text))
    assert (trap.clause, str(trap)) == (clause, effect)
    assert SpecifierSet(text).contains(trap.release) == trap.accepts


@pytest.mark.parametrize(
    "text",
    [
        ">=3.10.4",
        ">=3.11.0",
        "~=3.13.7",
        ">=3.9.2,!=3.9.7",
        "!=3.9.*",
        ">3.8,>=3.9",
        ">3.8,>=3.8.1",
        ">3.8,>=3.8.5",
        "<=3.12,<3.12",
        "!=3.13,!=3.13.*",
        ">3",
        "<4",
        "==3.12.0",
        ">3.8rc1",
        "===3.12",
        "===something",
        "==1!3.12",
        "<=" + "9" * 5000,
        "",
    ],
)
def test_a_deliberate_cut_is_no_trap(text: str) -> None:
    assert traps(SpecifierSet(text)) == ()


def test_thousands_of_distinct_sets_share_one_pool() -> None:
    sets = [SpecifierSet(f">=3.{number},!=3.{number + 1}.{number}") for number in range(2000)]
    pool = Pool.of(sets)
    assert len(pool.members) < 7 * len(sets)
    masks = [pool.mask(specifiers) for specifiers in sets]
    assert all(pool.witness(one & ~two, two) == f"3.{index}" for index, (one, two) in enumerate(pairwise(masks[:20])))


def test_very_many_exclusions_are_one_region() -> None:
    specifiers = SpecifierSet(",".join(f"!=3.{number}.*" for number in range(0, 5000, 2)))
    pool = Pool.of([specifiers])
    assert not accepts_minor(specifiers, 3, 4998)
    assert accepts_minor(specifiers, 3, 4999)
    assert len(pool.minors(pool.mask(specifiers))) >= 2500


def test_numbers_past_all_reason_are_higher_than_every_python() -> None:
    for text in ("<" + "9" * 5000, "<" + "9" * 999, "!=3." + "9" * 990, "<=1!0"):
        pool = Pool.of([SpecifierSet(text)])
        assert accepts_minor(SpecifierSet(text), 3, 99)
        assert pool.witness(pool.mask(SpecifierSet(text))) is not None
