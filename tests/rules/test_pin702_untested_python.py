from __future__ import annotations

import pytest

from pinlint import engine
from pinlint.rule import Level
from pinlint_rules.pin702_test_matrix_disagrees import RULE
from tests.rules.asking import found, project, related, said

(SELECTED,) = engine.select([RULE], extend=["PIN702"])
MINORS = ("3.9", "3.10", "3.11", "3.12")
WORKFLOW = """
-- .github/workflows/ci.yml --
jobs:
  tests:
    strategy: {matrix: {python: PYTHONS}}
    steps:
      - uses: actions/setup-python@v5
        with: {python-version: "${{ matrix.python }}"}
      - run: pytest
"""


def root(*minors: str, python: str = ">=3.9") -> str:
    return project("core", path=".", python=python, minors=minors).replace("./", "")


def tox(pythons: str) -> str:
    return f"-- tox.ini --\n[tox]\nenv_list = {pythons}"


def workflow(pythons: str) -> str:
    return WORKFLOW.strip("\n").replace("PYTHONS", pythons)


def test_claimed_pythons_that_are_in_no_matrix_are_one_finding() -> None:
    files = root(*MINORS), tox("py39,py310")
    assert said(SELECTED, *files) == [
        (
            "pyproject.toml:5:99: PIN702 core has the classifiers for Python 3.11 and 3.12, "
            "but they are in none of its test matrices"
        )
    ]
    (located,) = found(SELECTED, *files)
    assert related(located) == [("pyproject.toml", "the classifier for Python 3.12"), ("tox.ini", "tox env_list")]
    assert located.finding.witness == "Python 3.11"


def test_it_is_asked_where_the_rule_is_selected_and_told_as_information() -> None:
    files = root(*MINORS), tox("py39,py310")
    assert {each.level for each in found(SELECTED, *files)} == {Level.INFO}
    assert not said(RULE, *files)


@pytest.mark.parametrize(
    "files",
    [
        (tox("py39,py310,py311,py312"),),
        (tox("py39,py310"), workflow("['3.11', '3.12', '3.13']")),
        (tox("py39,py310,py3"),),
        (tox("py39,py310,{env:MORE}"),),
        (tox("py39,py310"), workflow("${{ fromJson(x) }}")),
        (tox("py39"),),
        (tox("lint"),),
        (),
    ],
)
def test_what_may_be_tested_is_not_said_to_be_untested(files: tuple[str, ...]) -> None:
    assert not said(SELECTED, root(*MINORS), *files)


def test_a_classifier_that_requires_python_refuses_is_no_gap_in_tests() -> None:
    assert not said(SELECTED, root("3.9", "3.10", "3.11", python=">=3.10"), tox("py310,py311"))


def test_each_member_is_asked_about_the_matrices_that_are_for_it() -> None:
    web, core = (project(name, python=">=3.9", minors=("3.9", "3.10", "3.11")) for name in ("web", "core"))
    own = tox("py311,py312").replace("tox.ini", "web/tox.ini")
    lines = said(SELECTED, web, core, tox("py39,py310"), own)
    assert [line.partition(" PIN702 ")[2].partition(" has")[0] for line in lines] == ["core"]
