from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pinlint.discover import excluding
from pinlint.discover.excluding import is_idle
from tests.command import check

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, path: str, text: str = "") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "docs/index.md")
    write(tmp_path, "packages/core/examples/demo/setup.py")
    write(tmp_path, "packages/core/.cache/hidden/x")
    (tmp_path / ".git").mkdir()
    write(tmp_path, ".gitignore", "/gen/\nout/api/\n*.snap\n")
    write(tmp_path, "packages/core/.gitignore", "made\n")
    return tmp_path


@pytest.mark.parametrize(
    "glob",
    [
        "docs", "docs/", "docs/**", "docs/*.md", "*", "**", ".", "", "**/demo", "packages/*/examples/**",
        "packages/c?re", "**/examples/*", "packages/core/.cache",
    ],
)  # fmt: skip
def test_what_matches_a_folder_or_a_file_is_not_idle_be_there_a_project_or_not(root: Path, glob: str) -> None:
    assert not is_idle(str(root), glob)


@pytest.mark.parametrize(
    "glob",
    ["doc", "docs/api", "docs/index.md/x", "**/demos/**", "packages/*/example", "examples", "[", "packages/x/y"],
)
def test_what_matches_nothing_is(root: Path, glob: str) -> None:
    assert is_idle(str(root), glob)


@pytest.mark.parametrize(
    "glob",
    [
        "build/**",
        "**/node_modules",
        ".venv",
        "packages/*/dist",
        "third_party/**",
        "*.egg-info",
        "**/{{cookiecutter.x}}",
    ],
)
def test_folders_that_tools_make_may_be_absent(root: Path, glob: str) -> None:
    assert not is_idle(str(root), glob)


@pytest.mark.parametrize(
    "glob", ["gen", "gen/**", "gen/x", "out/api/v1", "**/x.snap", "packages/core/made", "packages/*/made", "**/made"]
)
def test_so_may_what_git_ignores(root: Path, glob: str) -> None:
    assert not is_idle(str(root), glob)


@pytest.mark.parametrize("glob", ["packages/gen", "out", "docs/made"])
def test_what_git_ignores_elsewhere_is_no_excuse(root: Path, glob: str) -> None:
    assert is_idle(str(root), glob)


def test_what_governs_a_root_from_above_counts(root: Path) -> None:
    write(root, ".gitignore", "/packages/core/late\n")
    assert not is_idle(str(root / "packages" / "core"), "late")
    assert is_idle(str(root / "packages" / "core"), "later")


def test_links_are_followed_as_far_as_a_glob_names_them(root: Path) -> None:
    (root / "link").symlink_to(root / "packages")
    (root / "packages" / "loop").symlink_to(root)
    assert not is_idle(str(root), "link/core/examples")
    assert not is_idle(str(root), "packages/loop/docs")
    assert is_idle(str(root), "**/core/nothing")


def test_in_a_tree_without_end_there_may_be_anything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excluding, "_FOLDERS", 2)
    assert not is_idle(str(root), "**/nothing")


def test_the_command_says_so_where_the_whole_root_is_read(tmp_path: Path) -> None:
    write(tmp_path, "core/pyproject.toml", '[project]\nname = "core"\nversion = "1.0"\nrequires-python = ">=3.11"\n')
    write(tmp_path, "docs/index.md")
    write(tmp_path, "pinlint.toml", 'exclude = ["docs/**", "doc/**"]\n')
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (found,) = check(tmp_path)
    assert (found["code"], found["path"], found["line"], found["column"]) == ("PIN010", "pinlint.toml", 1, 23)
    assert found["message"] == "no folder and no file matches doc/**"
    assert not [*check(tmp_path / "core")]
