"""What is built is what is here: the sdist, the wheel made from it, and an editable installation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import pinlint_rules

pytestmark = pytest.mark.network

ROOT = Path(__file__).resolve().parent.parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
SCRIPTS = ("pinlint", "pinlint-workspace")
BIN = "Scripts" if sys.platform == "win32" else "bin"
DRIFTED = """\
[project]
name = "{name}"
version = "{version}"
requires-python = ">=3.11"
dependencies = [{requires}]
"""


def run(*command: str | Path, cwd: Path, status: int = 0) -> str:
    """The standard output of a command that ends with the status, in an environment that knows no other Python."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "NO_COLOR", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def installed(folder: Path, *requirement: str | Path) -> Path:
    """The scripts of a fresh environment that holds a requirement."""
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    run(folder / BIN / "python", "-m", "pip", "install", "--quiet", *requirement, cwd=folder.parent)
    return folder / BIN


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "build", "--sdist", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, sdist, cwd=folder)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module", params=["wheel", "editable"])
def scripts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param) / "venv"
    if request.param == "editable":
        return installed(folder, "--editable", ROOT)
    return installed(folder, request.getfixturevalue("wheel"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, version, requires in (("app", "1.1", '"core==1.0"'), ("core", "1.1", "")):
        (tmp_path / name).mkdir()
        text = DRIFTED.format(name=name, version=version, requires=requires)
        (tmp_path / name / "pyproject.toml").write_text(text)
    return tmp_path


def rules_of(scripts: Path, folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        run(scripts / "pinlint", "rule", "--all", "--output-format", "json", cwd=folder)
    )["rules"]
    return found


def test_the_rules_that_are_installed_are_those_of_the_checkout(scripts: Path, tmp_path: Path) -> None:
    here = [(rule.code, rule.name, rule.level.value, rule.default) for rule in pinlint_rules.load()]
    there = [(rule["code"], rule["name"], rule["level"], rule["default"]) for rule in rules_of(scripts, tmp_path)]
    assert there == here


@pytest.mark.parametrize("script", SCRIPTS)
def test_both_scripts_check_a_workspace_from_another_folder(scripts: Path, workspace: Path, script: str) -> None:
    said = run(scripts / script, "check", "--output-format", "concise", workspace, cwd=workspace.parent, status=1)
    assert said == "app/pyproject.toml:5:17: PIN101 app requires core==1.0, but core is 1.1\n"


@pytest.mark.parametrize("script", SCRIPTS)
def test_both_scripts_know_their_version(scripts: Path, tmp_path: Path, script: str) -> None:
    assert run(scripts / script, "--version", cwd=tmp_path) == f"pinlint {VERSION}\n"


def test_the_module_runs_like_the_scripts(scripts: Path, workspace: Path) -> None:
    run(scripts / "python", "-m", "pinlint", "check", workspace, cwd=workspace.parent, status=1)


def test_the_wheel_holds_types_schemas_rules_and_the_licence(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    schemas = {f"pinlint/report/schemas/{path.name}" for path in (ROOT / "src/pinlint/report/schemas").iterdir()}
    rules = {f"pinlint_rules/{path.name}" for path in (ROOT / "rules/pinlint_rules").glob("*.py")}
    info = f"pinlint_workspace-{VERSION}.dist-info"
    assert schemas
    assert names >= {"pinlint/py.typed", f"{info}/licenses/LICENSE", *schemas, *rules}
    assert {name.partition("/")[0] for name in names} == {"pinlint", "pinlint_rules", info}


def test_the_sdist_holds_what_its_tests_need(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = run("git", "ls-files", cwd=ROOT).splitlines()
    assert tracked
    assert {name for name in tracked if (ROOT / name).exists()} <= names
