"""Which projects a run is about: what is named, what is configured, and what the root declares."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def project(root: Path, *folders: str) -> None:
    for folder in folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
        name = folder.replace("/", "-").replace(".", "root")
        text = f'[project]\nname = "{name}"\nversion = "1.0"\nrequires-python = ">=3.11"\n'
        (root / folder / "pyproject.toml").write_text(text)


def listed(root: Path, *arguments: str) -> tuple[list[str], str]:
    """The members, and what is said beside them."""
    command = [sys.executable, "-m", "pinlint", "list", "--output-format", "json", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [member["path"] for member in json.loads(done.stdout)["members"]], done.stderr


DECLARED = [
    ("pyproject.toml", '[tool.uv.workspace]\nmembers = ["./libs/*/", "libs/a/*", "../out"]\nexclude = ["libs/a"]\n'),
    ("pyproject.toml", '[tool.pdm.workspace]\nmembers = ["libs/.b", "libs/a/in"]\n'),
    ("pyproject.toml", '[tool.hatch.envs.x]\nworkspace.members = [{path = "libs/.b"}, "libs/a/in"]\n'),
    ("hatch.toml", '[envs.x]\nworkspace.members = ["libs/.b", "libs/a/i*"]\n'),
]


@pytest.mark.parametrize(("file", "text"), DECLARED)
def test_members_are_those_that_the_root_declares(tmp_path: Path, file: str, text: str) -> None:
    root = tmp_path / "root"
    project(tmp_path, "out")
    project(root, ".", "libs/a", "libs/.b", "libs/a/in", "other")
    with (root / file).open("a") as target:
        target.write(text)
    assert listed(root) == ([".", "libs/.b", "libs/a/in"], "")


def test_a_path_of_which_everything_is_left_out_is_named(tmp_path: Path) -> None:
    project(tmp_path, "a", "b", "c/d")
    (tmp_path / "pinlint.toml").write_text('members = ["a", "c/*"]\nexclude = ["c"]\n')
    said = "pinlint: every project in {} is left out by {} in pinlint.toml\n"
    assert listed(tmp_path, "a", "b") == (["a"], said.format("b", "members"))
    assert listed(tmp_path, "b/pyproject.toml", "a") == (["a"], said.format("b/pyproject.toml", "members"))
    assert listed(tmp_path, "a", "c") == (["a"], said.format("c", "exclude"))
    assert "left out" not in listed(tmp_path, "a", ".")[1]


def test_a_path_that_holds_nothing_is_no_news(tmp_path: Path) -> None:
    project(tmp_path, "a")
    (tmp_path / "empty").mkdir()
    (tmp_path / "pinlint.toml").write_text('members = ["a"]\n')
    assert listed(tmp_path, "a", "empty") == (["a"], "")


def test_files_beside_projects_count_as_read(tmp_path: Path) -> None:
    project(tmp_path, ".")
    (tmp_path / "requirements.txt").write_text("-r more.txt\n")
    (tmp_path / "more.txt").write_text("click\n")
    command = [sys.executable, "-m", "pinlint", "check", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "1 member from 3 files; 0 findings\n")


def checked(folder: Path, *arguments: str) -> str:
    """What is said beside the findings, without the last line, which counts."""
    command = [sys.executable, "-m", "pinlint", "check", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *said, _ = done.stderr.splitlines()
    return "\n".join(said)


@pytest.mark.parametrize(("file", "text"), DECLARED[1:])
def test_a_part_of_a_workspace_is_told_from_the_whole(tmp_path: Path, file: str, text: str) -> None:
    project(tmp_path, ".", "libs/.b", "libs/apart")
    with (tmp_path / file).open("a") as target:
        target.write(text)
    (tmp_path / "elsewhere").mkdir()
    said = "pinlint: only {} is read, which is a part of the workspace in {}"
    assert checked(tmp_path / "libs/.b") == said.format("the current folder", "../..")
    assert checked(tmp_path / "libs/.b", "--fix").count("is read") == 1
    assert checked(tmp_path / "elsewhere", "../libs/.b") == said.format("../libs/.b", "..")
    # Who stands in the root knows what a part of it is; and so does who asks for it.
    assert not checked(tmp_path)
    assert not checked(tmp_path, "libs/.b")
    assert not checked(tmp_path / "libs/.b", "--isolated")
    assert not checked(tmp_path / "libs/.b", ".", "../apart")
    assert not checked(tmp_path / "libs/.b", "pyproject.toml")
    assert not checked(tmp_path / "libs/apart")


def test_a_part_of_what_is_configured_is_told_from_the_whole(tmp_path: Path) -> None:
    project(tmp_path, "a", "b")
    (tmp_path / "pinlint.toml").touch()
    assert checked(tmp_path / "a") == "pinlint: only the current folder is read, which is a part of the workspace in .."
    assert not checked(tmp_path, "a")
    (tmp_path / "a" / "pinlint.toml").touch()
    assert not checked(tmp_path / "a")


@pytest.mark.parametrize(
    "above",
    [
        b"[tool.uv.workspace\n",
        b"[tool.uv]\nworkspace = 1\n",
        b"[tool.uv.workspace]\nmembers = [1, '']\n",
        b"[tool]\npoetry = 'path'\n",
        b"[tool.poetry]\ngroup = []\ndependencies = {a = {path = 1}, b = [2], path = '3'}\n",
        b"[tool.poetry.dependencies]\na = {path = '../../../etc'}\nb = {path = '/'}\n",
        b"[tool.poetry.group]\nx = 1\ny = {dependencies = 'path'}\n",
        b"tool.poetry.path = " + b"[" * 10_000,
        b"# poetry path workspace \xff\n",
    ],
)
def test_what_is_further_up_may_be_anything(tmp_path: Path, above: bytes) -> None:
    project(tmp_path, "a")
    (tmp_path / "pyproject.toml").write_bytes(above)
    assert not checked(tmp_path / "a")
