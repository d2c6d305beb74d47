"""What becomes of clauses on a version that moves."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from pinlint.bumping.clauses import moved
from pinlint.questions.clauses import of_set
from pinlint.questions.fitting import to_version
from pinlint.source import Span
from pinlint.workspace import CORE, Declared, Requirement


def after(text: str, old: str, new: str, *, poetry: bool = False) -> str:
    clauses = of_set(text, poetry=poetry)
    assert clauses is not None
    was = Declared(Version(old), old, Span("x", 0, 0))
    for clause in reversed(clauses):
        version = moved(clause, clauses, was, new)
        if version is not None:
            text = text[: clause.at] + version + text[clause.end :]
    return text


MOVED = [
    ("==24.03.0rc2", "24.03.0rc2", "24.03.0rc3", "==24.03.0rc3"),
    ("== 24.3.0rc2", "24.03.0rc2", "24.03.0rc3", "== 24.3.0rc3"),
    ("===24.3.0rc2", "24.03.0rc2", "24.03.0rc3", "===24.3.0rc3"),
    ("~=0.4b0", "0.4b0", "0.5b0", "~=0.5b0"),
    (">=0.4b0, <0.5b0", "0.4b0", "0.5b0", ">=0.5b0, <0.6b0"),
    (">=1.4.0,<2", "1.4.0", "2.1.0", ">=2.1.0,<3"),
    (">=1.4,<1.5", "1.4.3", "1.5.0", ">=1.5,<1.6"),
    ("<2.0.0.dev0,>=1.4", "1.4", "2.0", "<3.0.0.dev0,>=2.0"),
    ("==1.4.*", "1.4.3", "1.5.0", "==1.5.*"),
    ("~=1.4", "1.4.3", "2.0.0", "~=2.0"),
    ("<=1.4", "1.4", "1.5", "<=1.5"),
    (">=1.4,<1.5", "1.4.2", "1.5.0rc1", ">=1.5rc1,<1.6"),
    ("~=1.4", "1.4.2", "1.5.0rc1", "~=1.5rc1"),
    ("~=1.4", "1.4.2", "1.5.1rc1", "~=1.5"),
    (">=1.0,<2", "1.4.2", "2.0.0a1", ">=2.0a1,<3"),
    (">=1.4.2,<1.5", "1.4.2", "1!2.0rc1", ">=1!2.0rc1,<1!2.1"),
    (">=1!2.0", "1!2.0", "1!2.1", ">=1!2.1"),
    ("==v1.0-RC1", "1.0rc1", "1.0rc2", "==v1.0-RC2"),
    (">=1.4.2.dev0,<1.5.dev0", "1.4.2", "1.5.0rc1", ">=1.5.0.dev0,<1.6.dev0"),
    ("~=1.30.0", "1.30.0", "2", "~=2.0.0"),
    ("~=1.30.0", "1.30.0", "1.31rc1", "~=1.31.0rc1"),
    ("~=1.4", "1.4", "2.1.3", "~=2.1"),
    ("~=1.4", "1.4", "2.0.0", "~=2.0"),
    ("~=1.4", "1.4", "1.5.1rc1", "~=1.5"),
    ("~=1.4", "1.4", "1.5.0rc1", "~=1.5rc1"),
]


@pytest.mark.parametrize(("text", "old", "new", "expected"), MOVED)
def test_what_names_the_version_moves_with_it_and_back(text: str, old: str, new: str, expected: str) -> None:
    assert after(text, old, new) == expected
    assert after(expected, new, old) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^1.4.0", "^2.0.0"),
        ("^1.4", "^2.0"),
        ("1.4.0", "2.0.0"),
        ("~1.4", "~2.0"),
        (">=1.4.0 <2.0.0", ">=2.0.0 <3.0.0"),
    ],
)
def test_constraints_of_poetry_move_as_they_are_written(text: str, expected: str) -> None:
    assert after(text, "1.4.0", "2.0.0", poetry=True) == expected


def test_the_beginning_of_a_series_moves_to_that_of_the_next() -> None:
    assert after("~=1.4.0", "1.4.2", "1.5.3") == "~=1.5.0"
    assert after("~=1.4.1", "1.4.2", "1.5.3") == "~=1.4.1"


def test_only_exact_pins_take_a_local_label() -> None:
    assert after("==1.4,<=1.4", "1.4", "1.5+local") == "==1.5+local,<=1.5"


@pytest.mark.parametrize("text", [">=1.0", "==1.3", "===1.3", "!=1.4", "<3", "~=1.2", "==1.3.*", ">=1.0,<9", ">1.2"])
def test_what_says_nothing_of_the_version_stays(text: str) -> None:
    assert after(text, "1.4", "1.5") == text


def fitted(text: str, version: str) -> str:
    """What a fix makes of a requirement that refuses a version."""
    at = Span("x", 0, 0)
    requirement = Requirement(canonicalize_name("a"), f"a{text}", at, frozenset(), SpecifierSet(text), None, None, CORE)
    fit = to_version(requirement, Declared(Version(version), version, at))
    assert fit is not None
    return fit.text.removeprefix("a")


@pytest.mark.parametrize("new", ["2.0.0", "2.1.3", "1.10.0", "3.0.1"])
@pytest.mark.parametrize("text", ["<1.5", "<1.5.0", "<1.5.dev0", "<1.4.3", "==1.4.2", "===1.4.2", "==1.4.*", "~=1.4.2"])
def test_a_fix_of_a_requirement_that_was_left_behind_says_what_a_move_would_have(text: str, new: str) -> None:
    assert fitted(text, new) == after(text, "1.4.2", new)


@pytest.mark.parametrize(
    ("text", "expected"), [("~1.4.0", "~1.5.0"), ("~1.4", "~1.5"), ("1.4", "1.4"), ("=1.4", "=1.4")]
)
def test_a_series_of_poetry_moves_and_a_bare_release_is_no_series(text: str, expected: str) -> None:
    assert after(text, "1.4.2", "1.5.1", poetry=True) == expected
