from __future__ import annotations

from typing import Any

import pytest

from pinlint_rules.pin702_test_matrix_disagrees import RULE
from tests.rules.asking import found, project, related, said

WORKFLOW = """
-- .github/workflows/ci.yml --
jobs:
  tests:
    defaults: {run: {working-directory: FOLDER}}
    strategy: {matrix: {python: PYTHONS}}
    steps:
      - uses: actions/setup-python@v5
        with: {python-version: "${{ matrix.python }}"}
      - run: pytest
"""


def root(**fields: Any) -> str:  # noqa: ANN401 - those of any project
    return project("core", path=".", **fields).replace("./", "")


def workflow(pythons: str, folder: str = ".") -> str:
    return WORKFLOW.strip("\n").replace("PYTHONS", pythons).replace("FOLDER", folder)


def tox(pythons: str, folder: str = "") -> str:
    return f"-- {folder}tox.ini --\n[tox]\nenv_list = {pythons}"


PLACE = ".github/workflows/ci.yml:4:34:"
CORE = root(python=">=3.9,<3.13")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (tox("py38,py39"), "tox env_list names Python 3.8"),
        (tox("py{27,38,39,313}"), "tox env_list names Python 2.7, 3.8 and 3.13"),
        (tox("py2, py39"), "tox env_list names Python 2"),
        (workflow("['3.8', 3.9]"), "GitHub Actions job tests names Python 3.8"),
        (workflow("[3.10, 3.11]"), "GitHub Actions job tests names Python 3.1 (written 3.10)"),
        (
            "-- noxfile.py --\nimport nox\n@nox.session(python=['3.8', '3.9'])\ndef t(s): ...\n",
            "nox session t names Python 3.8",
        ),
        ("-- .python-version --\n3.8.1\n", ".python-version names Python 3.8.1"),
        (
            "-- .readthedocs.yaml --\nbuild: {tools: {python: '3.8'}}\npython: {install: [{path: .}]}\n",
            "Read the Docs names Python 3.8",
        ),
        ("-- Dockerfile --\nFROM python:3.8-slim\nCOPY . .\nRUN pip install .\n", "Docker image names Python 3.8"),
        (
            "-- .gitlab-ci.yml --\ntest: {image: 'python:3.8', script: ['pip install .']}\n",
            "GitLab CI job test names Python 3.8",
        ),
    ],
)
def test_a_python_that_the_member_refuses_is_reported(file: str, message: str) -> None:
    (line,) = said(RULE, CORE, file)
    assert line.endswith(f"PIN702 {message}, but core requires Python >=3.9,<3.13")


@pytest.mark.parametrize(
    "file",
    [
        tox("py39,py310,py3,pypy3,lint"),
        tox("{[x]y}, {env:X:py38}"),
        workflow("['3.9', '3.12.4', 3.x, pypy-3.9]"),
        workflow("['3.9', '3.14-dev', '3.13.0-rc.1']"),
        workflow("${{ fromJson(inputs.pythons) }}"),
        workflow("['3.8', '3.9']", folder="elsewhere"),
        "-- .python-version --\n3.9.1\n",
        "-- Dockerfile --\nARG V=3.8\nFROM python:${V}\nRUN pip install .\n",
        "-- Dockerfile --\nFROM python:3.8\nRUN pip install awscli\n",
        "-- docker/Dockerfile --\nFROM python:3.8\nRUN pip install .\n",
        "-- tox.ini --\n[tox\nenvlist = py38",
    ],
)
def test_what_is_accepted_or_cannot_be_told_is_not_reported(file: str) -> None:
    assert not said(RULE, CORE, file)


def test_the_place_is_that_of_the_first_refused_python() -> None:
    (located,) = found(RULE, CORE, workflow("['3.9', '3.8', '3.7']"))
    assert located.finding.witness == "Python 3.8"
    assert located.finding.member is not None
    assert related(located) == [("pyproject.toml", "core requires Python >=3.9,<3.13")]
    assert said(RULE, CORE, workflow("['3.9', '3.8', '3.7']"))[0].startswith(".github/workflows/ci.yml:4:41: ")


def test_a_release_is_refused_where_its_series_is_not() -> None:
    core = root(python=">=3.9.2")
    assert said(RULE, core, "-- .python-version --\n3.9.1\n")
    assert not said(RULE, core, "-- .python-version --\n3.9\n")


def test_a_setting_of_the_root_is_reported_where_no_member_accepts_the_python() -> None:
    core, web = project("core", python=">=3.9"), project("web", python=">=3.10")
    assert said(RULE, core, web, workflow("['3.8', '3.9']")) == [
        f"{PLACE} PIN702 GitHub Actions job tests names Python 3.8, but no member accepts it (core >=3.9, web >=3.10)"
    ]
    assert not said(RULE, core, web, workflow("['3.9', '3.10']"))
    assert not said(RULE, core, web, project("any"), workflow("['2.7', '3.9']"))
    assert not said(RULE, core, web, project("dyn", more='dynamic = ["requires-python"]'), workflow("['2.7', '3.9']"))


def test_a_job_in_the_folder_of_a_member_is_for_that_member() -> None:
    core, web = project("core", python=">=3.9"), project("web", python=">=3.10")
    (line,) = said(RULE, core, web, workflow("['3.9', '3.10']", folder="web"))
    assert line.endswith("names Python 3.9, but web requires Python >=3.10")
    (line,) = said(RULE, core, web, tox("py39,py310", folder="web/"))
    assert line.endswith("names Python 3.9, but web requires Python >=3.10")


def test_a_member_that_accepts_nothing_has_a_finding_of_its_own() -> None:
    assert not said(RULE, root(python=">=3.9,<3.8"), tox("py38,py39"))


def test_a_claimed_python_that_is_in_no_matrix_is_another_rule_s() -> None:
    assert not said(RULE, root(python=">=3.9", minors=("3.9", "3.10", "3.11")), tox("py39,py310"))
