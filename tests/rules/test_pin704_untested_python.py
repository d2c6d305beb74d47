from __future__ import annotations

import pytest

from pinlint.rule import Level
from pinlint_rules.pin704_untested_python import RULE
from tests.rules.asking import found, project, related, said

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
    assert said(RULE, *files) == [
        (
            "pyproject.toml:5:99: PIN704 core has the classifiers for Python 3.11 and 3.12, "
            "but they are in none of its test matrices"
        )
    ]
    (located,) = found(RULE, *files)
    assert related(located) == [("pyproject.toml", "the classifier for Python 3.12"), ("tox.ini", "tox env_list")]
    assert located.finding.witness == "Python 3.11"


def test_it_is_opt_in_and_information() -> None:
    assert not RULE.default
    assert RULE.level is Level.INFO


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
    assert not said(RULE, root(*MINORS), *files)


def test_a_classifier_that_requires_python_refuses_is_no_gap_in_tests() -> None:
    assert not said(RULE, root("3.9", "3.10", "3.11", python=">=3.10"), tox("py310,py311"))


def test_each_member_is_asked_about_the_matrices_that_are_for_it() -> None:
    web, core = (project(name, python=">=3.9", minors=("3.9", "3.10", "3.11")) for name in ("web", "core"))
    own = tox("py311,py312").replace("tox.ini", "web/tox.ini")
    lines = said(RULE, web, core, tox("py39,py310"), own)
    assert [line.partition(" PIN704 ")[2].partition(" has")[0] for line in lines] == ["core"]
