from __future__ import annotations

import pytest

from pinlint.rule import Level
from pinlint.testing import assert_examples
from pinlint_rules.pin406_redundant_marker import RULE
from tests.rules.asking import found, project, related, said


def test_its_examples() -> None:
    assert_examples(RULE)


def test_it_is_asked_only_where_it_is_selected_and_fails_no_run() -> None:
    assert RULE.default is False
    assert RULE.level is Level.INFO


@pytest.mark.parametrize(
    ("marker", "python"),
    [
        ('python_version >= "3"', ">=3.8"),
        ('python_version >= "3.8"', ">=3.8"),
        ('python_version >= "3.8"', ">=3.8.1"),
        ('python_version > "3.7" or sys_platform == "win32"', ">=3.8"),
        ('sys_platform == "win32" or sys_platform != "win32"', ">=3.8"),
        ('python_version not in "2.7 3.5"', ">=3.8"),
    ],
)
def test_a_marker_that_everything_meets_is_redundant(marker: str, python: str) -> None:
    assert len(said(RULE, project("app", f"tomli; {marker}", python=python))) == 1


@pytest.mark.parametrize(
    ("marker", "python"),
    [
        ('python_version >= "3.9"', ">=3.8"),
        ('python_full_version >= "3.8.1"', ">=3.8"),
        ('python_version > "3.8"', ">=3.8.1"),
        ('python_version < "4"', ">=3.8"),
        ('sys_platform != "win32"', ">=3.8"),
        ('platform_release != "x"', ">=3.8"),
        ('python_version >= "3.8"', ">=3.9,<3.8"),
    ],
)
def test_a_marker_that_something_may_fail_is_not(marker: str, python: str) -> None:
    assert said(RULE, project("app", f"tomli; {marker}", python=python)) == []


def test_without_a_known_requires_python_nothing_is_redundant() -> None:
    assert said(RULE, project("app", 'tomli; python_version >= "3"')) == []
    assert said(RULE, project("app", 'tomli; python_version >= "3"', more='dynamic = ["requires-python"]')) == []


def test_a_requirement_without_a_marker_has_none_to_spare() -> None:
    assert said(RULE, project("app", "tomli", 'a; extra == "x"', python=">=3.8")) == []


def test_groups_are_not_asked() -> None:
    more = "[dependency-groups]\ndev = ['tomli; python_version >= \"3\"']"
    assert said(RULE, project("app", python=">=3.11", more=more)) == []


def test_both_ends_are_named() -> None:
    (finding,) = found(RULE, project("app", 'tomli;python_version>="3"', python=">=3.8"))
    assert finding.finding.message == (
        'app requires tomli where python_version>="3", which every environment that it accepts meets (>=3.8)'
    )
    assert related(finding) == [("app/pyproject.toml", "app requires Python >=3.8")]
