"""The hook that other repositories run, run by pre-commit from this repository's last commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.network

ROOT = Path(__file__).resolve().parent.parent.parent
CORE = '[project]\nname = "core"\nversion = "1.1"\nrequires-python = ">=3.11"\n'
APP = '[project]\nname = "app"\nversion = "1.1"\nrequires-python = ">=3.11"\ndependencies = ["core=={pin}"]\n'


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a person who has git and pre-commit; hooks are installed once for the module."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "PRE_COMMIT_HOME"}
    inherited = {name: value for name, value in os.environ.items() if name not in hidden and name[:4] != "GIT_"}
    author = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return inherited | author | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("home")), "NO_COLOR": "1"}


def repository(folder: Path, files: dict[str, str], environment: dict[str, str]) -> Path:
    """A git repository in which the files are committed."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Begin"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)
    return folder


def try_hook(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    # Without a revision, pre-commit would add what is not committed yet, but only of the files that git knows.
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    options = ["--ref", head.strip(), "--color", "never", *arguments]
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "pinlint", *options]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_hook_passes_where_the_workspace_agrees(tmp_path: Path, environment: dict[str, str]) -> None:
    files = {"core/pyproject.toml": CORE, "app/pyproject.toml": APP.format(pin="1.1")}
    done = try_hook(repository(tmp_path, files, environment), environment, "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pinlint..................................................................Passed" in done.stdout
    assert "2 members from 2 files; 0 findings" in done.stdout


def test_the_hook_fails_with_the_finding_where_it_does_not(tmp_path: Path, environment: dict[str, str]) -> None:
    files = {"core/pyproject.toml": CORE, "app/pyproject.toml": APP.format(pin="1.0"), "notes.txt": "\n"}
    folder = repository(tmp_path, files, environment)
    # The commit touches another file; the workspace is checked all the same.
    done = try_hook(folder, environment, "--files", "notes.txt")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "app/pyproject.toml:5:17: error PIN101 stale-internal-pin" in done.stdout
    assert "app requires core==1.0, but core is 1.1" in done.stdout
    assert "2 members from 2 files; 1 finding" in done.stdout
