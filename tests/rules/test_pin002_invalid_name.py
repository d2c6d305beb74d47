from __future__ import annotations

import pytest

from pinlint_rules.pin002_invalid_name import RULE
from tests.rules.asking import project, said


@pytest.mark.parametrize("name", ["-core", "core-", "co re", "core[x]", "", "kérnel", "core/x"])
def test_what_the_name_format_refuses_is_reported(name: str) -> None:
    assert said(RULE, project(name, path="core")) == [
        f"core/pyproject.toml:2:8: PIN002 {name!r} is not a valid distribution name"
    ]


@pytest.mark.parametrize("name", ["core", "Core", "a", "7", "acme.core_x--y", " core "])
def test_valid_names_are_fine(name: str) -> None:
    assert not said(RULE, project(name, path="core"))


def test_requirements_on_invalid_names_are_another_matter() -> None:
    assert not said(RULE, project("app", "-core"))


SETUP = 'from setuptools import setup\nsetup(name="Example plugin", version="1.0", py_modules=["plugin"])\n'


def test_the_setup_py_of_an_example_is_left_alone_since_setuptools_makes_a_name_of_it() -> None:
    assert not said(RULE, f"-- examples/plugin/setup.py --\n{SETUP}")
    assert len(said(RULE, f"-- plugin/setup.py --\n{SETUP}")) == 1


def test_the_pyproject_of_an_example_is_refused_by_its_tools() -> None:
    assert len(said(RULE, project("example plugin", path="examples/plugin"))) == 1
