from __future__ import annotations

import pytest

from pinlint import graph
from pinlint.metadata import reading
from pinlint.questions.uv_workspaces import uv_workspaces
from pinlint.testing import Texts, candidates

FOLDERS = ("packages/a", "packages/b", "packages/deep/c", "libs/d")


def members(globs: str, exclude: str = "[]", *, root: str = "", folders: tuple[str, ...] = FOLDERS) -> list[list[str]]:
    """The paths of the members of each uv workspace."""
    texts = {f"{folder}/pyproject.toml": f'[project]\nname = "{folder.replace("/", "-")}"' for folder in folders}
    texts["pyproject.toml"] = f"{root}\n[tool.uv.workspace]\nmembers = {globs}\nexclude = {exclude}"
    workspace = graph.connect(reading.read(candidates(texts), Texts(texts)))
    return [[member.path for member in found.members] for found in uv_workspaces(workspace)]


# What uv 0.13 answered to the same.
@pytest.mark.parametrize(
    ("globs", "found"),
    [
        ('["packages/*"]', ["packages/a", "packages/b"]),
        ('["./packages/a"]', ["packages/a"]),
        ('["packages/a/"]', ["packages/a"]),
        ('["packages//a"]', ["packages/a"]),
        ('["packages/[ab]"]', ["packages/a", "packages/b"]),
        ('["packages/[!a]"]', ["packages/b"]),
        ('["packages/?"]', ["packages/a", "packages/b"]),
        ('["packages/{a,b}"]', []),
        ('["packages/missing"]', []),
        ('["**/c"]', ["packages/deep/c"]),
        ('["packages/**/c"]', ["packages/deep/c"]),
        ("[]", []),
    ],
)
def test_globs_take_in_what_they_take_in_for_uv(globs: str, found: list[str]) -> None:
    assert members(globs) == [found]


@pytest.mark.parametrize(
    ("exclude", "found"),
    [
        ('["packages/deep"]', ["packages/a", "packages/deep/c"]),
        ('["packages/deep/"]', ["packages/a", "packages/deep/c"]),
        ('["packages/deep/**"]', ["packages/a"]),
        ('["packages/*"]', []),
        ('["pack*"]', []),
        ('["**/c"]', ["packages/a"]),
        ('["c"]', ["packages/a", "packages/deep/c"]),
        ('["./packages/a"]', ["packages/deep/c"]),
        ('["**/packages/a"]', ["packages/deep/c"]),
    ],
)
def test_exclusions_leave_out_what_they_leave_out_for_uv(exclude: str, found: list[str]) -> None:
    assert members('["packages/a", "packages/deep/*"]', exclude) == [found]


def test_the_root_is_a_member_where_it_is_a_project() -> None:
    assert members('["packages/a"]', root='[project]\nname = "root"') == [[".", "packages/a"]]
    assert members('["packages/a"]', '["."]', root='[project]\nname = "root"') == [[".", "packages/a"]]


def test_a_root_that_uv_does_not_manage_has_no_workspace() -> None:
    assert members('["packages/a"]', root="[tool.uv]\nmanaged = false") == []
