"""A run imports what it needs: it is started by every commit. What counts is the set of modules, not the clock."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from pinlint.testing import parse_workspace

if TYPE_CHECKING:
    from pathlib import Path

# What any program of this kind imports, with all that comes along.
FLOOR = "import click, tomli, packaging.requirements, packaging.utils"
# What a run without findings may import beyond that, from the standard library.
ALLOWED = {
    "bisect",
    "gc",
    "datetime",
    "fnmatch",
    "graphlib",
    "heapq",
    "importlib.util",
    "ipaddress",
    "ntpath",
    "pathlib",
    "pkgutil",
    "urllib",
    "urllib.parse",
}
OURS = {"pinlint", "pinlint_rules"}
THEIRS = {"click", "packaging", "tomli", "trove_classifiers"}

CONSISTENT = """
    -- app/pyproject.toml --
    [project]
    name = "app"
    version = "1.0"
    requires-python = ">=3.11"
    classifiers = ["Programming Language :: Python :: 3.11"]
    dependencies = ["core==1.0", "requests[socks]>=2; sys_platform == 'win32'"]
    [project.optional-dependencies]
    fast = ["core[fast]==1.0"]
    -- core/pyproject.toml --
    [project]
    name = "core"
    version = "1.0"
    requires-python = ">=3.11"
    [project.optional-dependencies]
    fast = ["orjson"]
"""
UNCLASSIFIED = """
    -- app/pyproject.toml --
    [project]
    name = "app"
    version = "1.0"
"""
COMMENT = f"{CONSISTENT}    # pinlint: ignore[PIN101]\n"
SETUP_CFG = """
    -- setup.cfg --
    [metadata]
    name = app
    version = 1.0
"""
SETUP_PY = """
    -- setup.py --
    from setuptools import setup

    setup(name="app", version="1.0")
"""
PROJECT = """
    -- pyproject.toml --
    [project]
    name = "app"
    version = "1.0"
"""
WORKFLOW = f"""{PROJECT}
    -- .github/workflows/ci.yml --
    jobs: {{tests: {{container: "python:3.12"}}}}
"""
TOX = f"""{PROJECT}
    -- tox.ini --
    [tox]
    env_list = py312
"""
REQUIREMENTS = f"""{PROJECT}
    -- requirements.txt --
    requests>=2
"""
LOCK = f"""{PROJECT}
    -- uv.lock --
    version = 1
"""
UV_WORKSPACE = f"""{PROJECT}
    [tool.uv.workspace]
    members = []
"""
BUILT = """
    -- app-1.0/PKG-INFO --
    Metadata-Version: 2.4
    Name: app
    Version: 1.0
"""
TWICE = f"""{PROJECT}
    -- PKG-INFO --
    Metadata-Version: 2.4
    Name: app
    Version: 1.0
"""
COMPARED = f"""{PROJECT}
    [tool.pinlint]
    dependencies = [{{ names = ["*"] }}]
"""
FOUND = """
    -- pyproject.toml --
    [project]
    name = "app"
    version = "one"
"""
CYCLE = """
    -- app/pyproject.toml --
    [project]
    name = "app"
    version = "1.0"
    dependencies = ["core==1.0"]
    -- core/pyproject.toml --
    [project]
    name = "core"
    version = "1.0"
    dependencies = ["app==1.0"]
"""


def modules(code: str, folder: Path | None = None) -> set[str]:
    """The modules in an interpreter that has run the code."""
    shown = f"import sys\ntry:\n    {code}\nfinally:\n    print('', *sys.modules, sep='\\n<module> ')"
    done = subprocess.run([sys.executable, "-c", shown], cwd=folder, capture_output=True, text=True, check=False)
    return {line.removeprefix("<module> ") for line in done.stdout.splitlines() if line.startswith("<module> ")}


@cache
def floor() -> set[str]:
    return modules(FLOOR)


def imported(folder: Path, workspace: str, *arguments: str) -> set[str]:
    """The modules that a run of ``pinlint check`` imports beyond those of any such program."""
    for path, text in parse_workspace(workspace).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    argv = ["pinlint", "check", *arguments]
    return modules(f"sys.argv = {argv!r}; from pinlint.cli import main; main()", folder) - floor()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules of a run that finds nothing."""
    return imported(tmp_path_factory.mktemp("plain"), CONSISTENT)


def test_a_run_without_findings_imports_nothing_dear(plain: set[str]) -> None:
    beside = {name for name in plain if name.partition(".")[0] not in {*OURS, *THEIRS}}
    assert {name for name in beside if not name.rpartition(".")[2].startswith("_")} <= ALLOWED


def test_a_run_without_findings_reads_and_asks(plain: set[str]) -> None:
    assert {"pinlint.metadata.reading", "pinlint_rules.pin101_stale_internal_pin", "pinlint.engine"} <= plain


def test_a_run_imports_only_the_command_and_the_format_in_use(plain: set[str]) -> None:
    assert "pinlint.report.full" in plain
    assert plain.isdisjoint({"pinlint.report.concise", "pinlint.report.check_json", "pinlint.cli.list_command"})
    assert {name for name in plain if name.startswith(("pinlint.comparing", "pinlint.report.diff_"))} == set()


@pytest.mark.parametrize(
    ("workspace", "module"),
    [
        (COMMENT, "pinlint.comments"),
        (SETUP_CFG, "pinlint.metadata.setup_cfg"),
        (SETUP_PY, "pinlint.metadata.setup_py"),
        (CYCLE, "networkx"),
        (WORKFLOW, "yaml"),
        (TOX, "pinlint.metadata.targets"),
        (REQUIREMENTS, "pinlint.questions.requesting"),
        (LOCK, "pinlint.workspace.locked"),
        (UV_WORKSPACE, "pinlint.questions.uv_workspaces"),
        (BUILT, "pinlint.metadata.core_metadata"),
        (TWICE, "pinlint.questions.agreement"),
        (COMPARED, "pinlint.questions.ballots"),
        (COMPARED, "pinlint.configured.unmatched"),
        (FOUND, "pinlint.metadata.toml_positions"),
    ],
    ids=[
        "a comment",
        "a setup.cfg",
        "a setup.py",
        "a cycle",
        "a workflow",
        "a tox.ini",
        "a requirements file",
        "a lock",
        "a uv workspace",
        "an unpacked distribution",
        "several statements",
        "a policy",
        "a configuration",
        "a finding",
    ],
)
def test_what_few_workspaces_need_is_imported_for_those(
    plain: set[str], tmp_path: Path, workspace: str, module: str
) -> None:
    assert module not in plain
    assert module in imported(tmp_path, workspace)


def test_what_classifiers_there_are_is_imported_for_members_that_have_some(plain: set[str], tmp_path: Path) -> None:
    assert "trove_classifiers" in plain
    assert "trove_classifiers" not in imported(tmp_path, UNCLASSIFIED)


def test_what_only_one_format_needs_is_imported_for_that(plain: set[str], tmp_path: Path) -> None:
    assert "json" not in plain
    assert "json" in imported(tmp_path, CONSISTENT, "--output-format", "json")


def test_how_files_are_edited_is_imported_where_there_is_something_to_fix(plain: set[str], tmp_path: Path) -> None:
    modules = {"pinlint.changes", "pinlint.editing", "pinlint.questions.fitting"}
    assert plain.isdisjoint({*modules, "pinlint.fixing"})
    assert modules <= imported(tmp_path, CONSISTENT.replace("core==1.0", "core==0.9"))


def test_the_collector_has_nothing_left_to_go_through_at_the_end(tmp_path: Path) -> None:
    for path, text in parse_workspace(PROJECT).items():
        (tmp_path / path).write_text(text)
    code = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > len(gc.get_objects())))\n"
        "sys.argv = ['pinlint', 'check', '-q']\n"
        "from pinlint.cli import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.endswith("\nFalse True\n")
