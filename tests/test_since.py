"""``check --since``: real repositories, and the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = """\
[project]
name = "{name}"
version = "{version}"
requires-python = "{python}"
dependencies = [{requires}]
"""


def git(folder: Path, *arguments: str) -> str:
    command = [
        "git",
        "-C",
        str(folder),
        "-c",
        "user.name=Somebody",
        "-c",
        "user.email=somebody@example.org",
        *arguments,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def commit(folder: Path, message: str = "change") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def project(folder: Path, name: str, *requires: str, version: str = "1.0", python: str = ">=3.11") -> None:
    (folder / name).mkdir(exist_ok=True)
    quoted = ", ".join(f'"{each}"' for each in requires)
    text = PROJECT.format(name=name, version=version, python=python, requires=quoted)
    (folder / name / "pyproject.toml").write_text(text, encoding="utf-8")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pinlint", "check", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def check(folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(folder, "--output-format", "json", *arguments)
    assert done.returncode in {0, 1}, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def codes(found: dict[str, Any], key: str = "findings") -> list[tuple[str, str]]:
    return [(each["code"], each["member"]) for each in found[key]]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """``app`` has a stale pin in the first commit."""
    git(tmp_path, "init", "--quiet")
    project(tmp_path, "app", "core==0.9")
    project(tmp_path, "core")
    commit(tmp_path)
    return tmp_path


def test_what_was_found_then_is_ignored_and_what_is_new_is_found(workspace: Path) -> None:
    project(workspace, "tool", "core==0.8")
    found = check(workspace, "--since", "HEAD")
    assert codes(found) == [("PIN101", "tool")]
    assert codes(found, "ignored") == [("PIN101", "app")]
    assert found["ignored"][0]["reason"] == "found at HEAD already"


def test_a_run_without_new_findings_is_status_0_and_counts_the_old_ones(workspace: Path) -> None:
    done = run(workspace, "--since", "HEAD")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "0 findings, 1 ignored" in done.stderr


def test_a_change_in_one_member_is_found_at_another(workspace: Path) -> None:
    project(workspace, "app", "core>=0.9,<2")
    old = commit(workspace)
    project(workspace, "core", version="2.0")
    found = check(workspace, "--since", old)
    assert [(each["path"], each["code"]) for each in found["findings"]] == [("app/pyproject.toml", "PIN101")]


def test_lines_may_move_in_between(workspace: Path) -> None:
    file = workspace / "app" / "pyproject.toml"
    file.write_text("# moved\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert codes(check(workspace, "--since", "HEAD")) == []


def test_the_configuration_of_then_counts_for_then(workspace: Path) -> None:
    (workspace / "pinlint.toml").write_text('select = ["PIN2"]\n', encoding="utf-8")
    old = commit(workspace)
    (workspace / "pinlint.toml").write_text('select = ["PIN1"]\n', encoding="utf-8")
    assert codes(check(workspace, "--since", old)) == [("PIN101", "app")]
    (workspace / "pinlint.toml").write_text("select = 1\n", encoding="utf-8")
    broken = commit(workspace)
    (workspace / "pinlint.toml").write_text('select = ["PIN1"]\n', encoding="utf-8")
    assert codes(check(workspace, "--since", broken)) == []


def test_an_ignore_that_is_taken_away_shows_what_it_hid(workspace: Path) -> None:
    config = workspace / "pinlint.toml"
    config.write_text('[[ignores]]\nrule = "PIN101"\nreason = "known"\n', encoding="utf-8")
    old = commit(workspace)
    config.write_text("", encoding="utf-8")
    assert codes(check(workspace, "--since", old)) == [("PIN101", "app")]


def test_a_part_of_the_workspace_is_compared_with_the_same_part(workspace: Path) -> None:
    project(workspace, "tool", "core==0.8")
    assert codes(check(workspace, "--since", "HEAD", "app", "core")) == []
    assert codes(check(workspace, "--since", "HEAD", "tool", "core")) == [("PIN101", "tool")]
    assert codes(check(workspace / "app", "--since", "HEAD", ".", "../core")) == []


def test_a_revision_before_there_was_anything_hides_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    old = commit(tmp_path, "empty")
    project(tmp_path, "app", "core==0.9")
    project(tmp_path, "core")
    assert codes(check(tmp_path, "--since", old)) == [("PIN101", "app")]
    assert codes(check(tmp_path, "--since", old, "app", "core")) == [("PIN101", "app")]


def test_versions_are_read_from_files_as_they_were(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "core").mkdir()
    setup = (
        "from setuptools import setup\nsetup(name='core', version=open('VERSION').read(), python_requires='>=3.11')\n"
    )
    (tmp_path / "core" / "setup.py").write_text(setup, encoding="utf-8")
    (tmp_path / "core" / "VERSION").write_text("1.0", encoding="utf-8")
    project(tmp_path, "app", "core==1.0")
    old = commit(tmp_path)
    (tmp_path / "core" / "VERSION").write_text("2.0", encoding="utf-8")
    assert codes(check(tmp_path, "--since", old)) == [("PIN101", "app")]
    assert codes(check(tmp_path, "--since", commit(tmp_path))) == []


def test_the_checkout_stays_as_it_is(workspace: Path) -> None:
    project(workspace, "tool", "core==0.8")
    before = git(workspace, "status", "--porcelain")
    check(workspace, "--since", "HEAD")
    assert git(workspace, "status", "--porcelain") == before


@pytest.mark.parametrize("revision", ["nowhere", "--help", "", "HEAD~9"])
def test_a_revision_that_is_none_is_status_2(workspace: Path, revision: str) -> None:
    done = run(workspace, f"--since={revision}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"pinlint: there is no revision {revision!r}")
    assert done.stderr.count("\n") == 1


def test_a_folder_in_no_repository_is_status_2(tmp_path: Path) -> None:
    project(tmp_path, "core")
    done = run(tmp_path, "--since", "HEAD")
    assert done.returncode == 2
    assert "is in no git repository" in done.stderr
