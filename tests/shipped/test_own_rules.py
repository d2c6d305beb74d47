"""The worked example of the documentation: built, installed beside pinlint, and run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.network

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "docs" / "acme-pinlint"
BIN = "Scripts" if sys.platform == "win32" else "bin"
PROJECT = '[project]\nname = "{name}"\nversion = "1.0"\nrequires-python = ">=3.11"\n'


def run(*command: str | Path, cwd: Path, status: int = 0) -> tuple[str, str]:
    """Both streams of a command that ends with the status, in an environment that knows no other Python."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "NO_COLOR", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a fresh environment with pinlint and the wheel of the example."""
    folder = tmp_path_factory.mktemp("own")
    scripts = folder / "venv" / BIN
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    pip = (scripts / "python", "-m", "pip")
    run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, EXAMPLE, cwd=folder)
    run(*pip, "install", "--quiet", "pytest", *sorted(folder.glob("*.whl")), cwd=folder)
    return scripts


def test_the_rule_is_listed_and_explained(scripts: Path, tmp_path: Path) -> None:
    said, _ = run(scripts / "pinlint", "rule", "--output-format", "json", "--all", cwd=tmp_path)
    codes = [rule["code"] for rule in json.loads(said)["rules"]]
    assert codes[0] == "ACME001"
    assert "PIN101" in codes
    explained, _ = run(scripts / "pinlint", "rule", "name-without-prefix", cwd=tmp_path)
    assert "first come, first served" in explained


def test_the_rule_is_asked_selected_and_ignored(scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT.format(name="tools"), encoding="utf-8")
    check = (scripts / "pinlint", "check", "--output-format", "concise")
    finding = "pyproject.toml:2:8: ACME001 tools does not begin with acme-\n"
    assert run(*check, cwd=tmp_path, status=1)[0] == finding
    assert run(*check, "--select", "ACME", cwd=tmp_path, status=1)[0] == finding
    assert run(*check, "--ignore", "name-without-prefix", cwd=tmp_path)[0] == ""


def test_its_own_tests_hold_it_to_its_examples(scripts: Path, tmp_path: Path) -> None:
    run(scripts / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", EXAMPLE / "tests", cwd=tmp_path)
