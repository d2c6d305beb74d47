from __future__ import annotations

import pytest

from pinlint_rules.pin108_unpublishable_reference import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said

POETRY = '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"'
HATCH = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"'


def poetry(dependency: str, more: str = "") -> str:
    table = '[tool.poetry]\nname = "app"\nversion = "1.0"\n[tool.poetry.dependencies]\npython = "^3.11"'
    return f"-- app/pyproject.toml --\n{table}\n{dependency}\n{more}\n{POETRY}"


@pytest.mark.parametrize(
    "url",
    [
        "file:///home/me/core",
        "FILE:///home/me/core",
        "file:../core",
        "file://localhost/home/me/core-1.0-py3-none-any.whl",
        "file:///${PROJECT_ROOT}/../core",
        "git+file:///home/me/core",
    ],
)
def test_a_local_url_of_a_sibling_is_reported(url: str) -> None:
    assert said(RULE, project("app", f"core @ {url}"), project("core")) == [
        f"app/pyproject.toml:4:17: PIN108 app requires core @ {url}, a local path that is published with it"
    ]


@pytest.mark.parametrize("url", ["{root:uri}/../core", "{root:parent:uri}/core"])
def test_what_hatchling_makes_a_url_of_is_reported(url: str) -> None:
    assert len(said(RULE, project("app", f"core @ {url}", more=HATCH), project("core"))) == 1


@pytest.mark.parametrize(
    "url", ["https://example.org/core.whl", "git+https://example.org/core", "git+ssh://git@host/core"]
)
def test_an_address_that_everybody_reaches_is_fine(url: str) -> None:
    assert not said(RULE, project("app", f"core @ {url}"), project("core"))


def test_an_extra_is_published_and_a_group_is_not() -> None:
    local = "core @ file:///home/me/core"
    assert len(said(RULE, project("app", extras=f'x = ["{local}"]'), project("core"))) == 1
    assert not said(RULE, project("app", more=f'[dependency-groups]\ndev = ["{local}"]'), project("core"))
    pdm = '[tool.pdm.dev-dependencies]\ndev = ["-e file:///${PROJECT_ROOT}/../core#egg=core"]'
    assert not said(RULE, project("app", more=pdm), project("core"))
    assert not said(RULE, project("app", more=f'[build-system]\nrequires = ["{local}"]'), project("core"))


def test_uv_sources_are_not_published() -> None:
    assert not said(
        RULE, project("app", "core", more='[tool.uv.sources]\ncore = { path = "../core" }'), project("core")
    )


def test_poetry_publishes_the_paths_of_main_dependencies_and_of_extras() -> None:
    assert len(said(RULE, poetry('core = { path = "../core" }'), project("core"))) == 1
    assert len(said(RULE, poetry('core = { file = "../core-1.0.tar.gz" }'), project("core"))) == 1
    optional = 'core = { path = "../core", optional = true }'
    assert len(said(RULE, poetry(optional, '[tool.poetry.extras]\nx = ["core"]'), project("core"))) == 1
    assert not said(RULE, poetry(optional), project("core"))
    assert not said(
        RULE, poetry("", '[tool.poetry.group.dev.dependencies]\ncore = { path = "../core" }'), project("core")
    )


def test_a_path_of_poetry_beside_the_project_table_only_says_where_to_lock_from() -> None:
    more = f'[tool.poetry.dependencies]\ncore = {{ path = "../core" }}\n{POETRY}'
    assert not said(RULE, project("app", "core>=1", more=more), project("core"))


def test_one_finding_for_a_member_with_every_sibling_in_it() -> None:
    app = project("app", "core @ file:///x/core", "base @ file:///x/base", extras='x = ["core @ file:///y/core"]')
    (finding,) = found(RULE, app, project("core"), project("base"))
    assert finding.finding.dependencies == ("core", "base")
    assert related(finding) == [
        ("app/pyproject.toml", "app requires base @ file:///x/base"),
        ("app/pyproject.toml", "app requires core @ file:///y/core"),
    ]


def test_members_that_are_not_published_and_paths_to_others_are_left_alone() -> None:
    local = "core @ file:///home/me/core"
    assert not said(RULE, project("app", local, more=UNPUBLISHED), project("core"))
    assert not said(RULE, project("app", local))


def test_built_metadata_is_asked_too() -> None:
    built = "-- app-1.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: app\nVersion: 1.0\n"
    assert len(said(RULE, f"{built}Requires-Dist: core @ file:///build/core", project("core"))) == 1
