from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from pinlint_rules.pin205_requires_python_trap import RULE
from tests.rules.asking import project, said


@pytest.mark.parametrize(
    ("python", "clause", "does", "release"),
    [
        (">3.8", ">3.8", "accepts", "3.8.1"),
        (">=3.8,<=3.12", "<=3.12", "refuses", "3.12.1"),
        ("==3.12", "==3.12", "refuses", "3.12.1"),
        (">=3.8, != 3.13", "!=3.13", "accepts", "3.13.1"),
        ("<=3", "<=3", "refuses", "3.1"),
    ],
)
def test_the_message_says_what_the_clause_really_does(python: str, clause: str, does: str, release: str) -> None:
    assert said(RULE, project("core", python=python)) == [
        f"core/pyproject.toml:4:19: PIN205 core requires Python {python}, but {clause} {does} {release}"
    ]
    assert SpecifierSet(clause).contains(release) is (does == "accepts")


@pytest.mark.parametrize(
    "python",
    [">=3.10.4", ">=3.11.0", "~=3.13.7", ">=3.9.2,!=3.9.7", ">=3.9", "<3.13", "==3.12.*", "!=3.13.*", ">3", "~=3.9"],
)
def test_what_is_deliberate_is_fine(python: str) -> None:
    assert not said(RULE, project("core", python=python))


def test_a_cut_that_another_clause_makes_moot_is_fine() -> None:
    assert not said(RULE, project("core", python=">3.8,>=3.9"))
    assert not said(RULE, project("core", python="<=3.12,<3.12"))


def test_two_clauses_are_two_causes() -> None:
    assert len(said(RULE, project("core", python=">3.8,<=3.12"))) == 2
