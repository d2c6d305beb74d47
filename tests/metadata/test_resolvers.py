from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pinlint.metadata import resolvers, toml_tables
from pinlint.metadata.project_file import ProjectFile
from pinlint.source import Key, Source
from pinlint.testing import Texts
from pinlint.workspace import Declared, Unknown
from pinlint.workspace.resolver import RedirectKind

if TYPE_CHECKING:
    from pinlint.workspace.resolver import Resolver

PATH = "app/pyproject.toml"


def maybe(text: str) -> Resolver | None:
    return resolvers.read(ProjectFile(PATH, toml_tables.load(Source(PATH, text)), Texts({PATH: text})))


def read(text: str) -> Resolver:
    found = maybe(text)
    assert found is not None
    return found


def test_a_file_without_tables_for_resolvers_tells_nothing() -> None:
    assert maybe('[project]\nname = "app"\n[tool.ruff]\nline-length = 88') is None
    assert maybe('[tool.poetry.dependencies]\npython = "^3.9"') is None


def test_a_source_is_a_table_or_an_array_of_tables() -> None:
    found = read("""
        [tool.uv.sources]
        Core = { workspace = true }
        base = [
            { path = "../base", extra = "X_Y" },
            { git = "https://example.org/base", group = "dev" },
        ]
        """)
    assert [(each.name, each.text, each.kind, each.extra, each.group) for each in found.redirects] == [
        ("core", "Core", RedirectKind.WORKSPACE, None, None),
        ("base", "base", RedirectKind.PATH, "x-y", None),
        ("base", "base", RedirectKind.GIT, None, "dev"),
    ]
    assert found.redirects[2].at == Key(PATH, ("tool", "uv", "sources", "base", 1))


@pytest.mark.parametrize(
    "odd", ["{}", '{ path = "", url = "" }', "{ workspace = false }", '{ workspace = "../x" }', "{ x = 1 }"]
)
def test_a_source_of_a_kind_that_is_not_known_is_unknown(odd: str) -> None:
    (redirect,) = read(f"[tool.uv.sources]\ncore = {odd}").redirects
    assert isinstance(redirect.kind, Unknown)


def test_the_root_of_a_workspace_has_globs() -> None:
    found = read('[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]')
    assert (found.members, found.exclude, found.folder) == (("packages/*",), ("packages/old",), "app")
    assert read("[tool.uv.workspace]").members == ()
    assert read("[tool.uv]\nmanaged = false").members is None
    assert not read("[tool.uv]\nmanaged = false").managed


def test_sources_may_be_passed_over_for_some_or_for_all() -> None:
    assert read("[tool.uv]\nno-sources = true").indexed is None
    assert read('[tool.uv]\nno-sources-package = ["A_b"]').indexed == {"a-b"}
    assert read("[tool.uv]\nmanaged = true").indexed == frozenset()


def test_what_is_overridden_or_excluded_is_known_by_name() -> None:
    found = read("""
        [tool.uv]
        override-dependencies = ["Click>=8; os_name == 'nt'", { name = "flask" }]
        exclude-dependencies = ["a.b"]
        [tool.pdm.resolution]
        excludes = ["C"]
        [tool.pdm.resolution.overrides]
        D = "1.0"
        """)
    assert found.overridden == {"click", "flask", "a-b", "c", "d"}


def test_poetry_may_lock_for_other_pythons_than_the_project_accepts() -> None:
    project = '[project]\nname = "app"\n[tool.poetry.dependencies]\npython = '
    python = read(f'{project}"^3.10"').python
    assert isinstance(python, Declared)
    assert (str(python.value), python.text) == ("<4.0,>=3.10", "^3.10")
    assert isinstance(read(f'{project}"?"').python, Unknown)
    assert isinstance(read(f"{project}3").python, Unknown)


WRONG = ("3", "true", "''", "[]", "[3]", "[[]]", "{}", "{x = 3}", "['?']", "[{name = 3}]", "2020-01-01")
FIELDS = (
    *(
        "uv",
        "uv.sources",
        "uv.sources.core",
        "uv.workspace",
        "uv.workspace.members",
        "uv.workspace.exclude",
        "uv.managed",
    ),
    *("uv.no-sources", "uv.no-sources-package", "uv.override-dependencies", "uv.exclude-dependencies", "pdm"),
    *(
        "pdm.resolution",
        "pdm.resolution.overrides",
        "pdm.resolution.excludes",
        "pdm.overrides",
        "poetry.dependencies.python",
    ),
)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", WRONG)
def test_no_value_of_a_wrong_type_breaks_the_reader(field: str, value: str) -> None:
    maybe(f"project = {{}}\ntool.{field} = {value}")
