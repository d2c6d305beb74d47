from __future__ import annotations

from pinlint_rules.pin004_invalid_requirement import RULE
from tests.rules.asking import project, said


def test_only_the_one_bad_string_is_marked() -> None:
    assert said(RULE, project("core", "click>=8", "rich>=13.*", "attrs")) == [
        (
            "core/pyproject.toml:4:29: PIN004 'rich>=13.*' is not a PEP 508 requirement: "
            ".* suffix can only be used with `==` or `!=` operators"
        )
    ]


def test_extras_groups_and_build_requirements_are_read_too() -> None:
    more = '[dependency-groups]\ntest = ["=1"]\n[build-system]\nrequires = ["=2"]'
    found = said(RULE, project("core", extras='x = ["=0"]', more=more))
    assert [line.split(": PIN004 ")[0] for line in found] == [
        "core/pyproject.toml:5:6",
        "core/pyproject.toml:7:9",
        "core/pyproject.toml:9:13",
    ]


def test_the_old_form_with_parentheses_is_legal() -> None:
    assert not said(RULE, project("core", "click (>=8,<9)", "rich>=13 ; python_version<'3.12'".replace("'", '"')))


def test_white_space_around_a_requirement_is_no_matter() -> None:
    assert not said(RULE, project("core", "  click >= 8 "))
