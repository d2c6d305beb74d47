from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.sets.specifiers import (
    accepts,
    are_disjoint,
    cap,
    floor,
    is_equal,
    is_unsatisfiable,
    released,
    shape,
    witness,
)


def found(a: str, b: str) -> str | None:
    version = witness(SpecifierSet(a), SpecifierSet(b))
    return None if version is None else str(version)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (">=3.10", ">=3.11", "3.10"),
        (">=1.0", ">=1.0,<2", "2"),
        (">=1.0", ">=1.0,<2.0", "2.0"),
        ("", ">=2", "1"),
        ("", ">=0.5", "0"),
        ("<3", "<2", "2"),
        ("<=3", "<3", "3"),
        ("~=1.4", "==1.4.*", "1.5"),
        ("~=1.4.2", ">=1.4.3", "1.4.2"),
        (">=1.0", "==1.0", "2"),
        (">1.0", ">=2", "1.1"),
        ("==1.*", "!=1.5", "1.5"),
        ("==1.*", "!=1.5.*", "1.5"),
        (">=2.0", "!=2.0", "2.0"),
        (">=1.0,!=1.0", ">=1.1", "1.0.1"),
        (">=1.0rc1", ">=1.0", "1.0rc1"),
        (">=0.5b0", ">=0.6", "0.5"),
        ("==24.3.0rc3", "==24.3.0rc2", "24.3.0rc3"),
        ("==1.0+cpu", "==1.0+gpu", "1.0+cpu"),
        (">=1!0", ">=1!2", "1!0"),
        ("===1.5", ">=2", "1.5"),
        (">=1.0,<1.0.1", "==1.0", "1.0.0.1"),
        ("<=1.0.post2,>1.0.post1", "<0", "1.0.post2"),
        (">1.0.dev1,<1.0.dev5", "<0", "1.0.dev2"),
        (">=1.0,!=1.0,<=1.0.post0.dev3,!=1.0.post0.dev3", "<0", "1.0.post0.dev0"),
        (">1.0,<=1.0.0.1.dev1,!=1.0.0.1.dev1", "<0", "1.0.0.0.1"),
    ],
)
def test_the_witness_is_the_version_a_person_would_name(a: str, b: str, expected: str) -> None:
    answer = found(a, b)
    assert answer == expected
    assert SpecifierSet(a).contains(expected, prereleases=True)
    assert not SpecifierSet(b).contains(expected, prereleases=True)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (">=3.11, <3.13", "<3.13,>=3.11"),
        ("==3.11.*", ">=3.11,<3.12"),
        ("~=1.4", ">=1.4,==1.*"),
        ("~=1.4.2", ">=1.4.2,<1.5"),
        ("===1.0", "==1.0"),
        ("==1.0", "==1.0.0"),
        (">=1,>=0.5", ">=1"),
        ("", ">=0"),
        ("<0", ">=2,<1"),
        ("===built-by-hand", ">=1"),
        (">=" + "9" * 5000, ">=1"),
    ],
)
def test_equal_sets_are_equal_in_any_spelling(a: str, b: str) -> None:
    assert is_equal(SpecifierSet(a), SpecifierSet(b))
    assert found(a, b) is None
    assert found(b, a) is None


@pytest.mark.parametrize(("a", "b"), [(">=1.0", ">=1.0rc1"), ("", ">=0.1"), ("==1.0", "==1.0+cpu"), (">1", ">=1")])
def test_sets_that_differ_are_not_equal(a: str, b: str) -> None:
    assert not is_equal(SpecifierSet(a), SpecifierSet(b))


def test_disjoint_sets_share_no_version_not_even_a_pre_release() -> None:
    assert are_disjoint(SpecifierSet("<2"), SpecifierSet(">=2"))
    assert are_disjoint(SpecifierSet("===1.0"), SpecifierSet(">=2"))
    assert not are_disjoint(SpecifierSet("==1.0rc1"), SpecifierSet(">=1.0rc1"))
    assert not are_disjoint(SpecifierSet("==1.0rc1"), SpecifierSet(">=0.9"))
    assert not are_disjoint(SpecifierSet(""), SpecifierSet("==1"))
    assert not are_disjoint(SpecifierSet("===x-y"), SpecifierSet(">=1"))


def test_an_unsatisfiable_set_accepts_nothing() -> None:
    assert is_unsatisfiable(SpecifierSet(">=2,<1"))
    assert is_unsatisfiable(SpecifierSet("===1.0,>=2"))
    assert is_unsatisfiable(SpecifierSet(">=1.0rc1,<1.0,!=1.0rc1,>1.0rc9999,<1.0rc1"))
    assert not is_unsatisfiable(SpecifierSet("==1.0rc1"))
    assert not is_unsatisfiable(SpecifierSet(""))
    assert not is_unsatisfiable(SpecifierSet("===weird_thing"))


def test_a_version_is_accepted_even_if_it_is_a_pre_release() -> None:
    assert accepts(SpecifierSet("==24.03.0rc3"), Version("24.3.0rc3"))
    assert accepts(SpecifierSet(">=1"), Version("2.0.dev1"))
    assert accepts(SpecifierSet(""), Version("1a1"))
    assert not accepts(SpecifierSet("<0.5"), Version("0.5b0.dev0"))
    assert not accepts(SpecifierSet("===something"), Version("1"))
    assert accepts(SpecifierSet(">=" + "9" * 5000), Version("1"))


@pytest.mark.parametrize(
    ("clause", "version", "expected"),
    [
        ("===1.0", "1.0", True),
        ("===1.0.0", "1.0", False),
        ("===1.0", "1.0.0", False),
        ("===24.3.0rc3", "24.03.0rc3", True),
        ("===24.03.0rc3", "24.03.0rc3", False),
        ("===1.0RC1", "1.0rc1", True),
        ("===1.0", "1.0+cpu", False),
        ("===1.0+cpu", "1.0+cpu", True),
        ("===1.0,>=2", "1.0", False),
        ("===1.0,>=0.5", "1.0", True),
        ("===" + "1" * 5000, "1", False),
    ],
)
def test_arbitrary_equality_compares_texts_with_the_normalised_version(
    clause: str, version: str, *, expected: bool
) -> None:
    assert accepts(SpecifierSet(clause), Version(version)) is expected
    assert SpecifierSet(clause).contains(Version(version), prereleases=True) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("==1.0", "exact"),
        ("===1.0", "exact"),
        ("===odd", "exact"),
        (">=1.0,<=1.0", "exact"),
        ("==1.0,!=2", "exact"),
        ("==1.*", "compatible"),
        ("~=1.0", "compatible"),
        (">=1,<2", "compatible"),
        (">1,<=2", "compatible"),
        (">=1,<1", "compatible"),
        (">=1", "minimum"),
        (">1,!=2", "minimum"),
        ("<2", "none"),
        ("!=2", "none"),
        (">=0", "none"),
        ("", "none"),
    ],
)
def test_the_shape_of_a_set_is_how_firmly_it_holds(text: str, expected: str) -> None:
    assert shape(SpecifierSet(text)) == expected


def test_bounds_are_the_tightest_versions_named() -> None:
    assert floor(SpecifierSet(">=1,>1.5,<9")) == Version("1.5")
    assert floor(SpecifierSet("==1.4.*")) == Version("1.4")
    assert floor(SpecifierSet("<2,!=1")) is None
    assert cap(SpecifierSet("<3,<=2.5,>=1")) == Version("2.5")
    assert cap(SpecifierSet("~=1.4")) == Version("2")
    assert cap(SpecifierSet("~=1.4.2")) == Version("1.5")
    assert cap(SpecifierSet("==1!1.4.*")) == Version("1!1.5")
    assert cap(SpecifierSet(">=1,!=2")) is None
    assert cap(SpecifierSet("===odd")) is None


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.0.dev3", "1.0"),
        ("1.0rc1.dev2", "1.0rc1"),
        ("0.5b0.dev0", "0.5b0"),
        ("1.0rc1", "1.0"),
        ("1.0rc1.post2", "1.0"),
        ("1.0.post1.dev0", "1.0.post1"),
        ("1!24.3.0rc3+local", "1!24.3.0"),
        ("1.0.dev3+g123.dev4", "1.0"),
        ("1.0", "1.0"),
        ("1.0.post1", "1.0.post1"),
    ],
)
def test_a_version_leads_to_its_release_one_step_on(version: str, expected: str) -> None:
    assert str(released(Version(version))) == expected


def test_very_long_and_very_many_clauses_are_decided() -> None:
    long = ">=" + ".".join(["1"] * 400)
    assert found(">=1", long) == "1"
    digits = ">=" + "9" * 900
    assert found(digits, f"{digits},<1{'0' * 900}") == "1" + "0" * 900
    many = ",".join(f"!={number}.*" for number in range(500))
    answer = found(">=0", many)
    assert answer is not None
    assert not SpecifierSet(many).contains(answer)
