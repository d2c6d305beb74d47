"""What the rules say of uv workspaces and of their locks, held against what uv itself says of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from pinlint import graph
from pinlint.metadata import reading
from pinlint.questions.uv_workspaces import uv_workspaces
from pinlint.testing import Texts, candidates, check, lines, parse_workspace
from pinlint_rules.pin110_missing_workspace_source import RULE as PIN110
from pinlint_rules.pin409_locked_outside_range import RULE as PIN409
from pinlint_rules.pin703_lock_requires_python import RULE as PIN703
from tests.rules.asking import project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.backends, pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed")]

ROOT = '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["app", "core"]\n'
CORE = project("core", python=">=3.9")
SOURCE = "[tool.uv.sources]\ncore = "
LINUX = "{ workspace = true, marker = \"sys_platform == 'linux'\" }"
SELF = "[project.optional-dependencies]\na = []\nb = ['app[a]']"


def app(*requires: str, more: str = "") -> str:
    return project("app", *requires, python=">=3.9", more=more)


def source(text: str, *, extras: str = "", groups: str = "") -> str:
    return project("app", "core", python=">=3.9", extras=extras, more=f"{groups}\n{SOURCE}{text}")


def locked(folder: Path, *files: str) -> tuple[bool, str]:
    """Whether uv locks the workspace without a network, and the workspace with its lock."""
    text = "\n".join(files)
    for path, content in parse_workspace(text).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    done = subprocess.run(["uv", "lock", "--offline"], cwd=folder, capture_output=True, check=False)
    lock = folder / "uv.lock"
    written = f"\n-- uv.lock --\n{lock.read_text(encoding='utf-8')}" if lock.exists() else ""
    return done.returncode == 0, text + written


@pytest.mark.parametrize(
    "files",
    [
        (ROOT, app("core"), CORE),
        (ROOT, f"{SOURCE}{{ workspace = true }}", app("core"), CORE),
        (ROOT, source("{ workspace = true }"), CORE),
        (ROOT, source('{ path = "../core" }'), CORE),
        (ROOT, source('{ git = "https://example.invalid/core" }'), CORE),
        (ROOT, source(f"[{LINUX}]"), CORE),
        (ROOT, source(f"[{LINUX}, {{ path = '../core', marker = \"sys_platform != 'linux'\" }}]"), CORE),
        (ROOT, source('[{ workspace = true, extra = "x" }]', extras='x = ["core"]'), CORE),
        (ROOT, source('[{ workspace = true, group = "g" }]', groups='[dependency-groups]\ng = ["core"]'), CORE),
        (ROOT, app("zed", more="[tool.uv.sources]\nzed = { workspace = true }"), CORE),
        (ROOT, app(more="[tool.uv.sources]\nzed = { workspace = true }"), CORE),
        (ROOT, "[tool.uv.sources]\nzed = { workspace = true }", app("zed"), CORE),
        (ROOT, app(more='[dependency-groups]\ng = ["core"]'), CORE),
        (ROOT, app(more='[project.optional-dependencies]\nx = ["core"]'), CORE),
        (ROOT, app(more='[tool.uv]\ndev-dependencies = ["core"]'), CORE),
        (ROOT, app(more=SELF), CORE),
        (ROOT, "[tool.uv]\nno-sources = true", app("core"), CORE),
        (ROOT, app("Co_Re", more='[tool.uv.sources]\n"cO.rE" = { workspace = true }'), project("co-re", path="core")),
        (ROOT, source("{ workspace = true }"), project("core", more="[tool.uv]\nmanaged = false")),
    ],
)
def test_uv_locks_exactly_the_workspaces_that_are_fine(tmp_path: Path, files: tuple[str, ...]) -> None:
    fine, text = locked(tmp_path, *files)
    said = lines(check(text, [PIN110, PIN409, PIN703]))
    assert fine is not bool(said), said


@pytest.mark.parametrize(
    "pythons",
    [
        (">=3.9", ">=3.10"),
        (">=3.9,<3.13", ">=3.10,<3.14"),
        ("~=3.9", ">=3.8"),
        (">=3.9,!=3.9.1", None),
        ("==3.11.*", ">=3.9"),
        (">=3.9", "<3.13"),
        (">=3.9,<3.14", ">=3.9,!=3.13.*"),
        (">3.9", ">=3.9"),
        (">=3.9,<3.13.0a1", ">=3.9"),
        (None, None),
    ],
)
def test_the_pythons_of_a_lock_are_those_that_uv_writes(tmp_path: Path, pythons: tuple[str | None, str | None]) -> None:
    a, b = pythons
    fine, text = locked(tmp_path, ROOT, project("app", python=a), project("core", python=b))
    assert fine
    assert not lines(check(text, [PIN703]))
    changed = text.replace(
        'name = "core"\nversion = "1.0"\n', 'name = "core"\nversion = "1.0"\nrequires-python = ">=3.20"\n', 1
    )
    if b is None:
        assert "which core refuses (>=3.20)" in lines(check(changed, [PIN703]))


@pytest.mark.parametrize(
    ("globs", "exclude"),
    [
        ("packages/*", "old"),
        ("packages/**", "packages/*"),
        ("packages/[!a]", "packages/c"),
        ("./packages/a/", "x"),
        ("**/a", "**/b"),
        ("packages/?", "**/packages/a"),
        ("packages/*", "pack*/a"),
        ("packages/{a,b}", "x"),
    ],
)
def test_the_members_of_a_workspace_are_those_that_uv_finds(tmp_path: Path, globs: str, exclude: str) -> None:
    table = f'-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["{globs}"]\nexclude = ["{exclude}"]'
    folders = ("packages/a", "packages/b")
    _, text = locked(tmp_path, table, *(project(folder[-1], path=folder, python=">=3.9") for folder in folders))
    found = set(re.findall(r'source = { virtual = "(.*)" }', text))
    files = parse_workspace(text)
    (workspace,) = uv_workspaces(graph.connect(reading.read(candidates(files), Texts(files))))
    assert {member.path for member in workspace.members} == found
