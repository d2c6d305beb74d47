"""What a root declares to be its workspace, for the tools that know workspaces."""

from __future__ import annotations

import pytest

from pinlint.metadata.declared import Globs, globs

HATCH = """
[tool.hatch.envs.default]
workspace.members = ["packages/core", {path = "packages/cli", features = ["fast"]}]

[tool.hatch.envs.docs]
dependencies = ["sphinx"]

[tool.hatch.envs.test.workspace]
members = [{path = "{root}/tools/*"}, {features = []}, {path = 3}, 4, ""]
"""


def members(listed: str, exclude: str = "[]") -> Globs:
    return globs(f"[tool.uv.workspace]\nmembers = {listed}\nexclude = {exclude}\n".encode())


@pytest.mark.parametrize("tool", ["uv", "rye", "pdm"])
def test_tools_declare_members_and_what_is_none_of_them(tool: str) -> None:
    text = f'[tool.{tool}.workspace]\nmembers = ["packages/*", 3]\nexclude = ["packages/old"]\n'
    assert globs(text.encode()) == Globs(("packages/*",), ("packages/old",))


def test_environments_of_hatch_declare_their_members_together() -> None:
    assert globs(HATCH.encode()) == Globs(("packages/core", "packages/cli", "tools/*"))


def test_what_every_environment_excludes_is_no_member() -> None:
    text = '[tool.hatch.envs]\na.workspace = {members = ["a/*"], exclude = ["a/x", "y"]}\n'
    assert globs(text.encode()) == Globs(("a/*",), ("a/x", "y"))
    text += 'b.workspace = {members = ["b/*"], exclude = ["y"]}\nc.workspace = {exclude = []}\n'
    assert globs(text.encode()) == Globs(("a/*", "b/*"), ("y",))


def test_environments_in_hatch_toml_replace_those_in_pyproject_toml() -> None:
    assert globs(b"", b'[envs.default]\nworkspace.members = ["libs/*"]\n') == Globs(("libs/*",))
    assert globs(HATCH.encode(), b'[envs.default]\nworkspace.members = ["libs/*"]\n') == Globs(("libs/*",))
    assert globs(HATCH.encode(), b"[envs.default]\nskip-install = true\n") == Globs()
    assert globs(HATCH.encode(), b"[version]\nsource = 'vcs'\n") == globs(HATCH.encode())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("./packages/a/", "./packages/a/"),
        ("packages/a/../b", "packages/b"),
        ("packages/a*/../b", "packages/b"),
        (".", "."),
    ],
)
def test_paths_are_those_from_the_root(written: str, meant: str) -> None:
    assert members(f'["{written}"]') == Globs((meant,))


@pytest.mark.parametrize("outside", ["../other", "..", "a/../../b", "/abs", "{home}/x", "**/../x"])
def test_what_lies_outside_of_the_root_is_left_out(outside: str) -> None:
    assert members(f'["{outside}", "in"]', f'["{outside}"]') == Globs(("in",))
    assert members(f'["{outside}"]') == Globs((".",))


def test_without_members_nothing_is_declared() -> None:
    assert globs(b'[project]\nname = "x"\n') == Globs()
    assert globs(b'[tool.uv.workspace]\nexclude = ["packages/old"]\n') == Globs()
    assert globs(b'[tool.uv.workspace]\nmembers = "packages/*"\n') == Globs()
    assert globs(b"[tool.uv.workspace]\nmembers = []\n") == Globs()
    assert globs(b"[tool]\nuv = 1\nworkspace = 2\n") == Globs()
    assert globs(b'tool = "uv workspace"\n') == Globs()
    assert globs(b"[tool.hatch]\nenvs = 1 # workspace\n") == Globs()
    assert globs(b"[tool.hatch.envs]\na.workspace = 1\nb.workspace.members = 1\nc = 1\n") == Globs()


def test_a_workspace_that_uv_does_not_manage_is_not_declared_for_it() -> None:
    text = b'[tool.uv]\nmanaged = false\n[tool.uv.workspace]\nmembers = ["packages/*"]\n'
    assert globs(text) == Globs()
    assert globs(text.replace(b"false", b"true")) == Globs(("packages/*",))


def test_a_broken_file_declares_nothing() -> None:
    assert globs(b"[tool.uv.workspace\nmembers = []") == Globs()
    assert globs(b"[tool.uv.workspace]\nmembers = ['\xff']") == Globs()
    assert globs(b"[tool.uv.workspace]\nmembers = " + b"[" * 5000) == Globs()
    assert globs(b"", b"[envs") == Globs()
