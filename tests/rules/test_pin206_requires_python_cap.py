from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from pinlint.rule import Level
from pinlint_rules.pin206_requires_python_cap import RULE
from tests.rules.asking import UNPUBLISHED, found, project, said


@pytest.mark.parametrize(
    ("python", "refused"),
    [
        (">=3.10,<3.13", "3.13"),
        (">=3.10,<3.12.4", "3.12.4"),
        (">=3.10,<=3.12", "3.12.1"),
        ("==3.11.*", "3.12"),
        ("~=3.11.2", "3.12"),
        (">=3.10,<3.13,!=3.12.*", "3.12"),
        (">=2.7,<3.9", "3.9"),
    ],
)
def test_the_first_python_behind_the_end_is_named(python: str, refused: str) -> None:
    files = (project("core", python=python),)
    (line,) = said(RULE, *files)
    assert line.split(": PIN206 ")[1] == f"core refuses Python {refused} and all that follow ({python})"
    (finding,) = found(RULE, *files)
    assert finding.level is Level.INFO
    assert not SpecifierSet(python).contains(refused)


@pytest.mark.parametrize(
    "python", [None, "", ">=3.10", ">=3.10,<4", "~=3.10", ">=3.10,!=3.12.*", "==2.7.*", "<3", "<3.0"]
)
def test_no_end_within_python_3_is_fine(python: str | None) -> None:
    assert not said(RULE, project("core", python=python))


def test_what_accepts_nothing_is_left_to_another_rule() -> None:
    assert not said(RULE, project("core", python=">=3.12,<3.11"))


def test_what_is_not_published_may_have_an_end() -> None:
    assert not said(RULE, project("core", python="<3.13", more=UNPUBLISHED))


def test_it_has_to_be_asked_for() -> None:
    assert not RULE.default
