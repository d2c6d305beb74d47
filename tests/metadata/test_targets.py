"""Settings of tools in files of their own and in pyproject.toml; tox and GitHub Actions have tests of their own."""

from __future__ import annotations

import pytest

from pinlint.metadata import targets
from pinlint.metadata.targets import versions
from pinlint.metadata.targets.scripts import installs
from pinlint.testing import Texts
from pinlint.workspace.targets import Use
from tests.metadata.reading_targets import named, read, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.9", (3, 9)),
        ("3.9.7", (3, 9, 7)),
        ("3", (3,)),
        ("3.13t", (3, 13)),
        ("python3.9", (3, 9)),
        ("cpython@3.9", (3, 9)),
        ("pypy3.9", (3, 9)),
        ("pypy-3.9-v7.3.11", (3, 9)),
        ("pypy2.7", (2, 7)),
        ("~3.12.0-0", (3, 12)),
        # The version of PyPy itself, what is in development, ranges, and no Python at all.
        ("pypy-5.7.1", None),
        ("3.13-dev", None),
        ("3.14.0a1", None),
        ("3.x", None),
        (">=3.9", None),
        ("graalpy-22.3", None),
        ("9.9", None),
        ("39", None),
        ("٣.٩", None),
        ("", None),
    ],
)
def test_a_python_has_many_names(text: str, expected: tuple[int, ...] | None) -> None:
    assert versions.named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python:3.9", (3, 9)),
        ("python:3.9.7-slim-bookworm", (3, 9, 7)),
        ("docker.io/library/python:3.9-alpine@sha256:abc", (3, 9)),
        ("pypy:3.9", (3, 9)),
        ("python:3", (3,)),
        ("python:latest", None),
        ("python:3.14-rc-slim", None),
        ("python:3.12.0b1", None),
        ("python", None),
        ("acme/python:3.9", None),
        ("node:18", None),
    ],
)
def test_official_images_are_tagged_with_their_python(text: str, expected: tuple[int, ...] | None) -> None:
    assert versions.image(text) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("pip install .", True),
        ("pip3 install --upgrade '.[test]'", True),
        ("python -m pip install -e .", True),
        ("uv pip install --system -e .", True),
        ("/opt/bin/pip install \\\n  --no-deps \\\n  .", True),
        ("cd a && poetry install --no-root", True),
        ("python setup.py develop", True),
        ("pip install acme; echo .", False),
        ("pip install -r requirements.txt", False),
        ("pip install ./dist/a.whl", False),
        ("uv sync", False),
        ("tox -e py", False),
        ("pip", False),
    ],
)
def test_a_command_installs_the_project_or_does_not(script: str, *, expected: bool) -> None:
    assert installs(script) is expected


def test_tools_are_set_up_in_tables() -> None:
    text = """
[tool.ruff]
target-version = "py38"
[tool.black]
target-version = ["py310", "py39"]
[tool.mypy]
python_version = "3.8"
[tool.pyright]
pythonVersion = "3.9"
[tool.basedpyright]
pythonVersion = "3.9"
[tool.pylint.main]
py-version = "3.8"
[tool.hatch.envs.test]
matrix = [{python = ["3.8", "39", "pypy3.10"], x = ["1"]}, {py = ["py311"]}]
[tool.cibuildwheel]
build = ["cp38-*", "cp3{9,13t}-*"]
skip = "pp* *-musllinux*"
"""
    assert named("pyproject.toml", text) == {
        "Hatch environment test": ["3.8", "3.9", "3.10", "3.11"],
        "basedpyright pythonVersion": ["3.9"],
        "black target-version": ["3.9"],
        "cibuildwheel build": ["3.8", "3.9", "3.13"],
        "mypy python_version": ["3.8"],
        "pylint py-version": ["3.8"],
        "pyright pythonVersion": ["3.9"],
        "ruff target-version": ["3.8"],
    }
    assert written("pyproject.toml", text)[:2] == ['"3.9"', '"py39"']


def test_what_is_skipped_is_not_built() -> None:
    table = '[tool.cibuildwheel]\nbuild = "cp38-* cp39-*"\nskip = "cp38-* pp*"\n'
    assert named("pyproject.toml", table) == {"cibuildwheel build": ["3.9", "?"]}
    narrow = '[tool.cibuildwheel]\nbuild = "cp38-musllinux* cp39-*"\nskip = "*-musllinux_*"\n'
    assert named("pyproject.toml", narrow) == {"cibuildwheel build": ["3.9", "?"]}
    assert named("pyproject.toml", '[tool.cibuildwheel]\nbuild = "cp* pp39-x_{a,b}"\n') == {
        "cibuildwheel build": ["3.9", "?"]
    }
    assert not read("pyproject.toml", table + 'project-requires-python = ">=3.8"\n')


def test_a_tool_that_is_told_no_python_is_set_up_all_the_same() -> None:
    tools = "[tool.ruff]\nexclude = ['a']\n[tool.mypy]\nstrict = true\n[tool.black]\n"
    assert named("pyproject.toml", tools) == {
        "black target-version": [],
        "mypy python_version": [],
        "ruff target-version": [],
    }
    assert [each.narrowed for each in read("pyproject.toml", tools)] == [False, False, True]


def test_a_number_is_what_toml_makes_of_it() -> None:
    assert named("pyproject.toml", "[tool.mypy]\npython_version = 3.10\n") == {"mypy python_version": ["3.1"]}


def test_values_of_other_types_are_unknown() -> None:
    text = "[tool.ruff]\ntarget-version = ['py38']\n[tool.black]\ntarget-version = ['py38', 3]\n[tool]\nmypy = 3\n"
    assert named("pyproject.toml", text) == {"ruff target-version": ["?"], "black target-version": ["?"]}
    assert not read("pyproject.toml", "tool = 3")


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("ruff.toml", 'target-version = "py38"', {"ruff target-version": ["3.8"]}),
        ("a/.ruff.toml", 'extend = "../ruff.toml"', {"ruff target-version": []}),
        ("mypy.ini", "[mypy]\npython_version = 3.10\n", {"mypy python_version": ["3.10"]}),
        (".mypy.ini", "[mypy-a.*]\nx = 1\n", {}),
        ("setup.cfg", "[mypy]\npython_version = 3.8\n", {"mypy python_version": ["3.8"]}),
        (".pylintrc", "[MAIN]\npy-version=3.8\n", {"pylint py-version": ["3.8"]}),
        ("pylintrc.toml", '[tool.pylint.main]\npy-version = "3.8"', {"pylint py-version": ["3.8"]}),
        (
            "pyrightconfig.json",
            '{/* a */ "x": {"pythonVersion": "3.7"}, // "pythonVersion": "3.6"\n "pythonVersion": "3.8",}',
            {"pyright pythonVersion": ["3.8"]},
        ),
        ("pyrightconfig.json", '{"pythonVersion": 3.8}', {}),
        (".python-version", "# ours\n3.9.2\n2.7.18\n", {".python-version": ["3.9.2"]}),
        (".python-version", "my-environment\n", {".python-version": ["?"]}),
        (".python-version", "\n", {}),
        (
            ".readthedocs.yaml",
            "build: {tools: {python: '3.8'}}\npython: {install: [{path: .}]}",
            {"Read the Docs": ["3.8"]},
        ),
        (
            ".readthedocs.yml",
            "build: {tools: {python: latest}}\npython: {install: [{path: .}]}",
            {"Read the Docs": ["?"]},
        ),
        (".readthedocs.yml", "build: {tools: {python: '3.8'}}\npython: {install: [{requirements: a}]}", {}),
        (".readthedocs.yml", "python: [3.8]", {}),
    ],
)
def test_a_file_may_be_for_one_tool(path: str, text: str, expected: dict[str, list[str]]) -> None:
    assert named(path, text) == expected


def test_places_are_those_of_the_values() -> None:
    assert written(".pylintrc", "[MAIN]\npy-version = 3.8\n") == ["3.8"]
    assert written("pyrightconfig.json", '{"é": 1, "pythonVersion": "3.8"}') == ["3.8"]
    assert written("ruff.toml", 'target-version = "py38"') == ['"py38"']
    assert written(".python-version", "  3.9 # old\n") == ["3.9"]


def test_hooks_rewrite_for_the_python_in_their_arguments() -> None:
    hooks = "repos:\n- repo: x\n  hooks:\n  - id: pyupgrade\n    args: [--keep-runtime-typing, --py38-plus]\n"
    assert named(".pre-commit-config.yaml", hooks) == {"pyupgrade --py38-plus": ["3.8"]}
    assert written(".pre-commit-config.yaml", hooks) == ["--py38-plus"]
    assert [(each.use, each.narrowed) for each in read(".pre-commit-config.yaml", hooks)] == [(Use.REWRITES, False)]
    assert [each.narrowed for each in read(".pre-commit-config.yaml", f"{hooks}    exclude: ^a/\n")] == [True]
    assert not read(".pre-commit-config.yaml", f"{hooks}    files: ^scripts/\n")
    assert not read(".pre-commit-config.yaml", "repos: [{hooks: [{id: a, args: [--py38-plus]}, 1]}, 2]")


NOX = """
import nox
from nox import session

OLD = ["3.8", "3.9"]
NEW: tuple[str, ...] = ("3.10",)
MOVING = ["3.6"]
MOVING.append("3.7")

@nox.session(python=[*OLD, *NEW, "pypy3.9"])
def starred(session): ...

@session(python=OLD + list(NEW))
def partly(session): ...

@nox.session(python=MOVING)
def moving(session): ...

@nox.session(python="3.8", tags=["x"])
def lint(session):
    session.install("ruff")

@nox.session(py="3.8")
def docs(session):
    session.install("-e", ".[docs]")

@nox.session(python=False)
def none(session): ...

@nox.session
def plain(session): ...

@other.session(python=["3.1", "3.2"])
def other(session): ...
"""


def test_sessions_name_their_pythons() -> None:
    assert named("noxfile.py", NOX) == {
        "nox session starred": ["3.8", "3.9", "3.10", "3.9"],
        "nox session partly": ["3.8", "3.9", "?"],
        "nox session moving": ["?"],
        "nox session docs": ["3.8"],
    }
    assert written("noxfile.py", NOX)[:4] == ['"3.8"', '"3.9"', '"3.10"', '"pypy3.9"']


@pytest.mark.parametrize(
    "text",
    ["def", "(" * 10_000, "x = " + "-" * 100_000 + "1", "\x00", "a = a\n@nox.session(python=a)\ndef b(s): ...\n"],
    ids=["no syntax", "brackets", "signs", "a null byte", "itself"],
)
def test_a_hostile_noxfile_says_nothing(text: str) -> None:
    assert all(not each.pythons.items for each in read("noxfile.py", text))


def test_images_of_a_matrix_are_run() -> None:
    text = """
default: {image: 'python:3.7'}
.base: {parallel: {matrix: [{PY: ['3.8', '3.10'], X: [a]}, {PY: 3.10}]}}
test: {extends: .base, image: 'python:${PY}-slim', script: [pytest]}
other: {extends: [.none, .base], image: {name: 'python:$PY'}, script: [pytest]}
"""
    assert named(".gitlab-ci.yml", text) == {
        "GitLab CI job test": ["3.8", "3.10", "3.1"],
        "GitLab CI job other": ["3.8", "3.10", "3.1"],
    }
    assert written(".gitlab-ci.yml", text)[:3] == ["'3.8'", "'3.10'", "3.10"]


def test_a_job_counts_where_it_installs_the_project() -> None:
    text = """
variables: {PY: '3.6'}
image: python:3.7
install: {before_script: ['pip install .'], script: pytest}
release: {script: ['pip install twine']}
variable: {image: 'python:$PY', script: ['pip install .']}
latest: {image: python, script: ['pip install .']}
other: {image: 'node:3', script: ['pip install .']}
template: {extends: template, script: !reference [install, script]}
.hidden: {script: ['pip install .']}
"""
    assert named(".gitlab-ci.yml", text) == {
        "GitLab CI job install": ["3.7"],
        "GitLab CI job variable": ["?"],
        "GitLab CI job latest": ["?"],
    }


def test_stages_count_where_they_install_the_project() -> None:
    text = (
        "ARG V=3.6\n# FROM python:3.5\nFROM --platform=linux/amd64 python:3.7-slim AS base\nRUN pip install tox\n"
        "FROM base as app\r\nRUN pip install \\\r\n    .\r\nFROM python:${V}\nRUN pip install -e .\n"
        "FROM python:3.4\nRUN true\nFROM scratch\nRUN pip install .\n"
    )
    assert named("Dockerfile", text) == {"Docker image": ["3.7", "?"]}
    assert written("Dockerfile.dev", text) == ["python:3.7-slim"]
    assert not read("app.Dockerfile", "FROM app AS app\nRUN pip install .\n")


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/python.yml",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        ".python-version",
        ".readthedocs.yaml",
        "Dockerfile",
        "mypy.ini",
        "noxfile.py",
        "pylintrc",
        "pyrightconfig.json",
        "ruff.toml",
        "setup.cfg",
        "tox.ini",
        "tox.toml",
        "README.md",
    ],
)
def test_what_cannot_be_read_sets_nothing_that_is_known(path: str) -> None:
    class Binary(Texts):
        def read(self, path: str) -> bytes:
            return b"python -plus [mypy] \xff\x00" if path in self.texts else super().read(path)

    for files in (Binary({path: ""}), Texts({})):
        found = list(targets.read([path], files))
        assert [each.pythons.complete for each in found] == [False] * (path != "README.md")
    assert not [python for target in read(path, '] [ " python -plus {') for python in target.pythons]


def test_services_that_are_not_read_are_unknown_where_something_is_tested() -> None:
    files = Texts({"a/tox.ini": "[tox]\nenvlist = py39", "a/.travis.yml": "", ".travis.yml": ""})
    assert [(each.path, each.folder) for each in targets.read(["a/tox.ini"], files)] == [
        ("a/tox.ini", "a"),
        ("a/.travis.yml", "a"),
    ]
    linted = Texts({"ruff.toml": "", ".travis.yml": ""})
    assert [each.path for each in targets.read(["ruff.toml"], linted)] == ["ruff.toml"]
