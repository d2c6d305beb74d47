from __future__ import annotations

import pytest

from pinlint_rules.pin110_missing_workspace_source import RULE
from tests.rules.asking import found, project, related, said

WORKSPACE = '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["app", "core"]\n'
IN_WORKSPACE = "[tool.uv.sources]\ncore = { workspace = true }"
MISSING = "PIN110 app requires core, a member of its uv workspace, but no source says workspace = true"


@pytest.mark.parametrize(
    "member",
    [
        project("app", "core"),
        project("app", extras='x = ["core"]'),
        project("app", more='[dependency-groups]\ndev = ["core"]'),
        project("app", more='[tool.uv]\ndev-dependencies = ["core"]'),
        project("app", more='[build-system]\nrequires = ["core"]'),
    ],
)
def test_a_sibling_without_a_source_is_reported_wherever_it_is_required(member: str) -> None:
    (line,) = said(RULE, WORKSPACE, member, project("core"))
    assert line.endswith(MISSING)


def test_a_source_of_the_member_or_of_the_root_will_do() -> None:
    assert not said(RULE, WORKSPACE, project("app", "core", more=IN_WORKSPACE), project("core"))
    assert not said(RULE, WORKSPACE + IN_WORKSPACE, project("app", "core"), project("core"))


def test_names_compare_normalised() -> None:
    sources = '[tool.uv.sources]\n"Co.Re" = { workspace = true }'
    assert not said(RULE, WORKSPACE, project("app", "CO_RE", more=sources), project("co-re", path="core"))


def test_one_finding_for_a_member_and_a_sibling() -> None:
    app = project("app", "core", extras='x = ["core>=1"]')
    (finding,) = found(RULE, WORKSPACE, app, project("core"))
    assert related(finding) == [
        ("pyproject.toml", "the uv workspace is declared here"),
        ("core/pyproject.toml", "core is a member"),
    ]
    assert finding.finding.dependencies == ("core",)


@pytest.mark.parametrize(
    ("source", "leads"),
    [
        ('{ path = "../core" }', "by a path"),
        ('{ git = "https://example.org/core" }', "from a repository"),
        ('{ url = "https://example.org/core.whl" }', "from a URL"),
        ('{ index = "ours" }', "from an index"),
        ("[{ workspace = true, marker = \"os_name == 'nt'\" }, { index = 'ours' }]", "from an index"),
    ],
)
def test_a_source_that_leads_elsewhere_is_reported_even_beside_the_right_one(source: str, leads: str) -> None:
    app = project("app", "core", more=f"[tool.uv.sources]\ncore = {source}")
    (line,) = said(RULE, WORKSPACE, app, project("core"))
    assert line.endswith(f"PIN110 app takes core {leads}, but core is a member of its uv workspace")


def test_the_source_of_a_member_comes_before_that_of_the_root() -> None:
    app = project("app", "core", more='[tool.uv.sources]\ncore = { path = "../core" }')
    (line,) = said(RULE, WORKSPACE + IN_WORKSPACE, app, project("core"))
    assert line.startswith("app/pyproject.toml:6:8: ")


def test_a_source_of_the_root_that_leads_elsewhere_is_one_finding() -> None:
    root = '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["*"]\n[tool.uv.sources]\ncore = { path = "core" }\n'
    (line,) = said(RULE, root, project("app", "core"), project("cli", "core"), project("core"))
    assert line.startswith("pyproject.toml:4:8: ")


@pytest.mark.parametrize(
    "source",
    [
        '[{ workspace = true, extra = "x" }]',
        '[{ workspace = true, group = "g" }]',
        '[{ index = "ours", extra = "x" }]',
        "[{ workspace = true, marker = \"os_name == 'nt'\" }]",
    ],
)
def test_a_source_that_is_limited_says_nothing_of_the_rest(source: str) -> None:
    assert not said(
        RULE, WORKSPACE, project("app", "core", more=f"[tool.uv.sources]\ncore = {source}"), project("core")
    )


def test_a_source_for_an_extra_is_asked_for_the_requirements_of_that_extra() -> None:
    sources = '[tool.uv.sources]\ncore = [{ index = "ours", extra = "x" }]'
    app = project("app", extras='x = ["core"]', more=sources)
    assert len(said(RULE, WORKSPACE, app, project("core"))) == 1


@pytest.mark.parametrize("odd", ["{}", "{ workspace = false }", '{ workspace = "../other" }', '{ git = "", url = "" }'])
def test_a_source_that_is_not_understood_is_left_alone(odd: str) -> None:
    assert not said(RULE, WORKSPACE, project("app", "core", more=f"[tool.uv.sources]\ncore = {odd}"), project("core"))


def test_what_is_no_sibling_for_uv_is_left_alone() -> None:
    app, core = project("app", "core"), project("core")
    assert not said(RULE, app, core)
    assert not said(RULE, '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["app"]\n', app, core)
    assert not said(RULE, WORKSPACE + 'exclude = ["core"]\n', app, core)
    assert not said(RULE, WORKSPACE, app, project("core", more="[tool.uv]\nmanaged = false"))
    assert not said(RULE, WORKSPACE, project("app", "app[x]", extras="x = []"), core)


def test_sources_that_uv_is_told_to_pass_over_are_not_missed() -> None:
    app, core = project("app", "core"), project("core")
    assert not said(RULE, WORKSPACE + "[tool.uv]\nno-sources = true\n", app, core)
    assert not said(RULE, WORKSPACE + '[tool.uv]\nno-sources-package = ["Core"]\n', app, core)
    assert said(RULE, WORKSPACE + '[tool.uv]\nno-sources-package = ["other"]\n', app, core)


def test_the_root_is_a_member_and_requires_like_one() -> None:
    root = project("root", "core", more='[tool.uv.workspace]\nmembers = ["core"]', path=".").replace("./", "", 1)
    (line,) = said(RULE, root, project("core", "root"))[:1]
    assert "core requires root" in line
    assert len(said(RULE, root, project("core", "root"))) == 2


def test_the_nearest_workspace_above_counts() -> None:
    inner = '-- sub/pyproject.toml --\n[tool.uv.workspace]\nmembers = ["app"]\n'
    app, core = project("app", "core", path="sub/app"), project("core")
    assert said(RULE, '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["**"]\n', app, core)
    assert not said(RULE, '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["**"]\n', inner, app, core)


def test_a_workspace_source_that_no_member_bears_is_reported_on_the_source() -> None:
    root = '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["app"]\n'
    app = project("app", "zed", more="[tool.uv.sources]\nzed = { workspace = true }")
    assert said(RULE, root, app) == [
        "app/pyproject.toml:6:7: PIN110 app takes zed from its uv workspace, which has no member zed"
    ]
    (finding,) = found(
        RULE, root.replace("app", "*").replace("members", "exclude = ['zed']\nmembers"), app, project("zed")
    )
    assert related(finding)[-1] == ("zed/pyproject.toml", "zed is outside of the uv workspace")


def test_a_member_that_may_be_unread_is_not_missed() -> None:
    app = project("app", "zed", more="[tool.uv.sources]\nzed = { workspace = true }", path="packages/app")
    for members in ('["packages/*"]', '["packages/app", "packages/zed"]'):
        assert not said(RULE, f"-- pyproject.toml --\n[tool.uv.workspace]\nmembers = {members}\n", app)


def test_a_workspace_source_that_nobody_requires_is_left_alone() -> None:
    more = "[tool.uv.sources]\nzed = { workspace = true }"
    assert not said(RULE, '-- pyproject.toml --\n[tool.uv.workspace]\nmembers = ["app"]\n', project("app", more=more))


def test_an_unpacked_sdist_has_left_its_workspace() -> None:
    info = "-- PKG-INFO --\nMetadata-Version: 2.4\nName: root\nVersion: 1.0\nRequires-Dist: core"
    root = project("root", "core", more='[tool.uv.workspace]\nmembers = ["core"]', path=".").replace("./", "", 1)
    assert said(RULE, root, project("core"))
    assert not said(RULE, info, root, project("core"))
