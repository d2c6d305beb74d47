from __future__ import annotations

from textwrap import dedent, indent

import pytest

from tests.metadata.reading_targets import named, read, written

PATH = ".github/workflows/ci.yml"
FOLLOWS = "- uses: actions/setup-python@v5\n  with: {python-version: '${{ matrix.python }}'}\n"


def job(strategy: str = "", steps: str = FOLLOWS, more: str = "") -> str:
    """A workflow with one job."""
    parts = ["jobs:", "  tests:"]
    if more:
        parts.append(indent(dedent(more).strip("\n"), "    "))
    if strategy:
        parts += ["    strategy:", "      matrix:", indent(dedent(strategy).strip("\n"), "        ")]
    return "\n".join([*parts, "    steps:", indent(dedent(steps).strip("\n"), "      "), ""])


def said(text: str) -> list[str]:
    return named(PATH, text).get("GitHub Actions job tests", [])


def test_a_matrix_is_followed_to_the_step_that_sets_up_python() -> None:
    text = job('python: ["3.8", 3.9, 3.10, pypy-3.9, "3.12.1", 3.13-dev, 3.x]\nos: ["3.7", x]')
    assert said(text) == ["3.8", "3.9", "3.1", "3.9", "3.12.1", "?", "?"]
    assert written(PATH, text) == ['"3.8"', "3.9", "3.10", "pypy-3.9", '"3.12.1"']


@pytest.mark.parametrize(
    "expression",
    ["${{ matrix.python }}", "${{matrix.python}}", "${{ matrix['python'] }}", "${{ matrix.python  }} "],
)
def test_the_key_may_be_written_in_several_ways(expression: str) -> None:
    step = f'- uses: actions/setup-python@v5\n  with:\n    python-version: "{expression}"\n'
    assert said(job("python: ['3.8', '3.9']", step)) == ["3.8", "3.9"]


def test_a_matrix_that_sets_up_nothing_is_none() -> None:
    assert not read(PATH, job("python: ['3.6', '3.7']", "- run: echo ${{ matrix.python }}"))


def test_other_expressions_are_unknown() -> None:
    assert said(job("python: ${{ fromJson(needs.a.outputs.b) }}")) == ["?"]
    assert said(
        "jobs: {tests: {strategy: {matrix: '${{ x }}'}, steps: ["
        + FOLLOWS[2:].replace("\n", ", ", 1).replace("uses:", "{uses:", 1).rstrip()
        + "}]}}"
    ) == ["?"]
    step = "- uses: actions/setup-python@v5\n  with: {python-version: '${{ inputs.python }}'}"
    assert said(job("", step)) == ["?"]
    assert said(job("python: ['${{ env.A }}', '3.9']")) == ["3.9", "?"]


def test_what_is_included_is_run_too() -> None:
    text = job("python: ['3.9']\nos: [a]\ninclude:\n  - python: '3.7'\n    os: b\n  - os: c\n")
    assert said(text) == ["3.9", "3.7"]
    assert said(job("include:\n  - {python: '3.7'}\n  - {python: '3.8'}\n")) == ["3.7", "3.8"]
    assert said(job("python: ['3.8', '3.9']\ninclude: ${{ fromJson(x) }}")) == ["?"]


@pytest.mark.parametrize(
    ("exclude", "expected"),
    [
        ("{python: '3.8'}", ["3.9"]),
        ("{python: '3.8', os: a}", ["3.8", "3.9"]),
        ("{python: '3.8', os: a}, {python: '3.8', os: b}", ["3.9"]),
        ("{os: a}", ["3.8", "3.9"]),
        ("{python: '3.8', os: '${{ x }}'}", ["3.9", "?"]),
        ("{python: '${{ x }}'}", ["?", "?"]),
    ],
)
def test_what_is_excluded_is_not_run(exclude: str, expected: list[str]) -> None:
    assert said(job(f"python: ['3.8', '3.9']\nos: [a, b]\nexclude: [{exclude}]")) == expected


def test_a_single_python_counts_where_the_job_installs_the_project() -> None:
    step = "- uses: actions/setup-python@v5\n  with: {python-version: '3.8'}\n"
    assert said(job("", f"{step}- run: pip install twine\n")) == []
    assert said(job("", f"{step}- run: tox\n")) == []
    assert said(job("", f"{step}- run: |\n    pip install -U pip\n    python -m pip install -e .[test]\n")) == ["3.8"]
    assert said(job("python: ['3.8']", f"{FOLLOWS}- run: echo")) == []
    assert said(job("python: ['3.8']", f"{FOLLOWS}- run: pip install .")) == ["3.8"]


def test_a_second_python_beside_it_leaves_open_which_one_is_meant() -> None:
    step = "- uses: actions/setup-python@v5\n  with: {python-version: '3.8'}\n"
    assert said(job("", f"{step}{step}- run: pip install .\n")) == []


def test_several_lines_are_several_pythons() -> None:
    text = job(
        "", "- uses: actions/setup-python@v5\n  with:\n    python-version: |\n      3.8\n      pypy3.9\n      3.x\n"
    )
    assert said(text) == ["3.8", "3.9", "?"]
    assert written(PATH, text) == ["3.8", "pypy3.9"]


def test_other_actions_that_take_a_python_are_known() -> None:
    step = FOLLOWS.replace("actions/setup-python", "astral-sh/setup-uv")
    assert said(job("python: ['3.8', '3.9']", step)) == ["3.8", "3.9"]
    assert said(job("python: ['3.8', '3.9']", FOLLOWS.replace("actions/", "acme/"))) == ["?"]


@pytest.mark.parametrize(
    ("more", "steps", "folder"),
    [
        ("", "- run: tox\n", "."),
        ("defaults: {run: {working-directory: libs/core}}", "- run: tox\n", "libs/core"),
        ("", "- run: tox\n  working-directory: ./core/\n", "core"),
        ("", "- run: tox\n  working-directory: core\n- run: tox\n", "."),
        ("", "- run: tox\n  working-directory: core\n- run: tox\n  working-directory: web\n", "."),
        ("", "- run: tox\n  working-directory: ${{ matrix.path }}\n", "."),
    ],
)
def test_a_job_is_for_the_folder_that_it_works_in(more: str, steps: str, folder: str) -> None:
    text = job("python: ['3.8', '3.9']", FOLLOWS + steps, more)
    assert [each.folder for each in read(PATH, text)] == [folder]


def test_a_repository_below_the_root_has_workflows_of_its_own() -> None:
    text = job("python: ['3.8', '3.9']")
    assert [each.folder for each in read(f"sub/{PATH}", text)] == ["sub"]


def test_cibuildwheel_is_told_by_the_environment() -> None:
    steps = "- uses: pypa/cibuildwheel@v2\n  env:\n    CIBW_BUILD: cp38-* cp3{{9,10}}-manylinux*\n    CIBW_SKIP: {}\n"
    label = "cibuildwheel CIBW_BUILD of job tests"
    assert named(PATH, job("", steps.format("pp*"))) == {label: ["3.8", "3.9", "3.10"]}
    assert named(PATH, job("", steps.format("cp38-*"))) == {label: ["3.9", "3.10", "?"]}
    assert named(PATH, job("", steps.format("'${{ x }}'"))) == {label: ["?"]}
    assert not read(PATH, job("", steps.format("pp*") + "    CIBW_PROJECT_REQUIRES_PYTHON: '>=3.8'\n"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "python",
        "- python",
        "jobs: python",
        "jobs: [python]",
        "jobs: {a: python}",
        "jobs: {a: {steps: python}}",
        "jobs: {a: {steps: [{uses: [python]}]}}",
        "jobs: {a: {strategy: {matrix: [python]}, steps: [python]}}",
    ],
)
def test_what_is_no_workflow_says_nothing(text: str) -> None:
    assert not read(PATH, text)


@pytest.mark.parametrize(
    "text",
    [
        "jobs: {tests: {uses: ./.github/workflows/python.yml, with: {pythons: '3.9'}}}",
        "jobs: {tests: {container: 'python:3.9', steps: [{run: pytest}]}}",
        job("", "- uses: acme/tests@v1\n  with: {python-versions: '3.8, 3.9'}\n"),
        job("", "- run: uv run --python 3.9 pytest\n"),
        job("", "- run: tox -e py39  # python\n"),
    ],
)
def test_pythons_that_stand_elsewhere_are_unknown(text: str) -> None:
    assert said(text) == ["?"]
