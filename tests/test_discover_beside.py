"""A path -> the files to read: those that are no metadata and still speak of the projects."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pinlint.discover import find

if TYPE_CHECKING:
    from pathlib import Path

PYPROJECT = "[project]\nname = 'x'\n"


def lay(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(PYPROJECT if path.endswith(".toml") else "")


def beside(root: Path, *named: str, **globs: list[str]) -> list[str]:
    found = find(root, [root / path for path in named] or [root], **globs)
    assert found.problems == ()
    return list(found.beside)


def test_files_beside_projects_are_found_in_the_order_of_their_paths(tmp_path: Path) -> None:
    lay(tmp_path, "pyproject.toml", "uv.lock", "a/pyproject.toml", "a/tox.ini", "a/b/requirements/dev.txt")
    lay(tmp_path, "a/b/notes.txt", "docker/Dockerfile.dev", "requirements.txt")
    assert beside(tmp_path) == [
        "a/b/requirements/dev.txt",
        "a/tox.ini",
        "docker/Dockerfile.dev",
        "requirements.txt",
        "uv.lock",
    ]


@pytest.mark.parametrize("folder", [".venv", ".hidden", "node_modules", "vendor", "fixtures", "templates", "build"])
def test_junk_and_copies_of_other_peoples_projects_are_passed_by(tmp_path: Path, folder: str) -> None:
    lay(tmp_path, "pyproject.toml", "tox.ini", f"{folder}/tox.ini", f"{folder}/requirements/a.txt")
    assert beside(tmp_path) == ["tox.ini"]


def test_an_environment_is_passed_by(tmp_path: Path) -> None:
    lay(tmp_path, "tox.ini", "env/pyvenv.cfg", "env/tox.ini")
    assert beside(tmp_path) == ["tox.ini"]


def test_what_serves_the_tests_of_a_project_is_passed_by(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", "a/a.py", "a/tests/data/uv.lock", "tests/tox.ini")
    assert beside(tmp_path) == ["tests/tox.ini"]


def test_what_git_ignores_is_passed_by_and_so_is_what_is_excluded(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("*.lock\n/out\n/requirements/local.txt\n")
    lay(tmp_path, "pyproject.toml", "uv.lock", "out/tox.ini", "a/tox.ini", "a/ruff.toml", "b/tox.ini")
    lay(tmp_path, "requirements/local.txt", "requirements/ci.txt")
    assert beside(tmp_path, exclude=["b", "a/ruff.toml"]) == ["a/tox.ini", "requirements/ci.txt"]


def test_configured_members_are_searched_with_what_leads_to_them(tmp_path: Path) -> None:
    lay(tmp_path, "pyproject.toml", "uv.lock", "requirements/dev.txt", "docs/requirements.txt")
    lay(tmp_path, "packages/tox.ini", "packages/a/pyproject.toml", "packages/a/tox.ini", "packages/a/docs/tox.ini")
    lay(tmp_path, "packages/a/constraints/py311.txt", "packages/a/a.py", "packages/.b/tox.ini")
    assert beside(tmp_path, members=["packages/*"]) == [
        "packages/.b/tox.ini",
        "packages/a/constraints/py311.txt",
        "packages/a/tox.ini",
        "packages/tox.ini",
        "requirements/dev.txt",
        "uv.lock",
    ]


def test_an_unpacked_sdist_is_searched_at_its_top(tmp_path: Path) -> None:
    lay(tmp_path, "x-1/PKG-INFO", "x-1/setup.py", "x-1/tox.ini", "x-1/requirements/dev.txt", "x-1/sub/tox.ini")
    assert beside(tmp_path) == ["x-1/requirements/dev.txt", "x-1/tox.ini"]


def test_workflows_are_found_at_the_top_of_what_is_named(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", ".github/workflows/ci.yml", ".github/workflows/notes.md")
    lay(tmp_path, "a/.github/workflows/ci.yaml", ".github/other/ci.yml", ".github/workflows/deep/ci.yml")
    assert beside(tmp_path) == [".github/workflows/ci.yml"]
    assert beside(tmp_path, "a") == ["a/.github/workflows/ci.yaml"]
    assert beside(tmp_path, "a", ".") == [".github/workflows/ci.yml", "a/.github/workflows/ci.yaml"]
    assert beside(tmp_path, exclude=[".github"]) == []
    assert beside(tmp_path, members=["a"]) == [".github/workflows/ci.yml"]


def test_workflows_that_git_ignores_are_passed_by(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text(".github/workflows/own.yml\n")
    lay(tmp_path, "pyproject.toml", ".github/workflows/own.yml", ".github/workflows/ci.yml")
    assert beside(tmp_path) == [".github/workflows/ci.yml"]
    (tmp_path / ".gitignore").write_text("/.github\n")
    assert beside(tmp_path) == []


def test_workflows_are_no_content_of_a_metapackage(tmp_path: Path) -> None:
    lay(tmp_path, "pyproject.toml", ".github/workflows/ci.yml")
    (candidate,) = find(tmp_path, [tmp_path]).candidates
    assert candidate.importable


def test_a_project_that_is_named_by_its_file_has_the_files_of_its_folder(tmp_path: Path) -> None:
    lay(tmp_path, "pyproject.toml", "uv.lock", "requirements/dev.txt", "a/tox.ini", ".github/workflows/ci.yml")
    assert beside(tmp_path, "pyproject.toml") == ["uv.lock"]


def test_only_files_are_found_and_links_only_inside_of_what_is_named(tmp_path: Path) -> None:
    root = tmp_path / "root"
    lay(root, "pyproject.toml", "shared/ours.txt")
    lay(tmp_path, "theirs.txt")
    (root / "uv.lock").mkdir()
    (root / "requirements.txt").symlink_to("shared/ours.txt")
    (root / "constraints.txt").symlink_to(tmp_path / "theirs.txt")
    (root / "tox.ini").symlink_to("nowhere")
    (root / "ruff.toml").symlink_to("ruff.toml")
    assert beside(root) == ["requirements.txt"]


def test_a_folder_that_is_found_twice_is_searched_once(tmp_path: Path) -> None:
    lay(tmp_path, "a/pyproject.toml", "a/tox.ini")
    (tmp_path / "b").symlink_to("a")
    assert beside(tmp_path, ".", "a") == ["a/tox.ini"]
