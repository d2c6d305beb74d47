"""Fixes of requirements on others, and of ignores."""

from __future__ import annotations

import pytest

from pinlint import testing
from tests.rules.repairing import RULES, repaired, tried


def project(name: str, *requires: str, more: str = "") -> str:
    rows = "".join(f'    "{each}",\n' for each in requires)
    return (
        f'-- {name}/pyproject.toml --\n[project]\nname = "{name}"\nversion = "1.0"\ndependencies = [\n{rows}]\n{more}\n'
    )


CORE = project("core", more='[project.optional-dependencies]\nasync-io = ["anyio"]\nhttp = ["httpx"]')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("core[asnyc-io]", "core[async-io]"),
        ("core [ http, Asnyc_IO ] >=1", "core [ http, async-io ] >=1"),
        ("core[asyncio,htttp]", "core[async-io,http]"),
        ("core[zzz]", None),
        ("core[asyncio,async-io]", None),
    ],
)
def test_the_nearest_extra_is_asked_for(before: str, after: str | None) -> None:
    text = project("app", before) + CORE
    assert tried(text, "PIN106", unsafe=False).done == ()
    if after is None:
        assert tried(text, "PIN106").done == ()
    else:
        assert f'"{after}"' in repaired(text, "PIN106", unsafe=True)["app/pyproject.toml"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["click>=8", "rich", "click>=8.1"], ["rich", "click>=8.1"]),
        (["click>=8.1", "rich", "click>=8"], ["click>=8.1", "rich"]),
        (["click", "click", "Click"], ["click"]),
        (["click>=8", "click[x]", "click>=8.1", "click[x]"], ["click[x]", "click>=8.1"]),
        (["click>=8", "click>=8.1,!=8.2", "click>=8.1"], ["click>=8.1,!=8.2"]),
        (["click!=8.2", "click!=8.3"], ["click!=8.2", "click!=8.3"]),
        (["click<8", "click>=8"], ["click<8", "click>=8"]),
    ],
)
def test_of_duplicates_the_narrowest_stays(before: list[str], after: list[str]) -> None:
    text = repaired(project("core", *before), "PIN404")["core/pyproject.toml"]
    assert [row.strip('", ') for row in text.splitlines() if row.startswith("    ")] == after


IGNORED = """\
-- app/pyproject.toml --
[project]
name = "app"  # noqa  # pinlint: ignore[PIN101, PIN106] why
version = "1.0"  # pinlint: ignore
# pinlint: ignore[PIN204]
requires-python = ">=3.11"
[tool.pinlint]
select = []
"""


def test_ignores_that_ignore_nothing_go() -> None:
    fixed, files = testing.fix(IGNORED, RULES.values(), only=RULES["PIN008"], unsafe=False)
    assert fixed.bugs == ()
    assert files["app/pyproject.toml"] == (
        '[project]\nname = "app"  # noqa\nversion = "1.0"\nrequires-python = ">=3.11"\n[tool.pinlint]\nselect = []\n'
    )


def test_a_misspelt_one_goes_on_demand() -> None:
    text = '-- app/pyproject.toml --\n[project]\nname = "app"  # pinlint: ignore[PIN999]\nrequires-python = ">=3"\n'
    assert testing.fix(text, RULES.values(), unsafe=False)[0].done == ()
    assert '"app"\n' in testing.fix(text, RULES.values(), unsafe=True)[1]["app/pyproject.toml"]


def test_a_table_of_the_configuration_goes_with_its_lines() -> None:
    table = '[[ignores]]\nrule = "{}"\nreason = "x"\n'
    config = f"-- pinlint.toml --\nexclude = []\n\n# old\n{table.format('PIN101')}\n{table.format('PIN203')}"
    app = '-- app/pyproject.toml --\n[project]\nname = "app"\nversion = "1.0"\n'
    fixed, files = testing.fix(config + app, RULES.values(), unsafe=False)
    assert fixed.bugs == ()
    assert files["pinlint.toml"] == f"exclude = []\n\n# old\n{table.format('PIN203')}"


def test_an_ignore_goes_once_what_it_hid_is_fixed_otherwise() -> None:
    text = (
        project("app", "core==0.9", more='[project.optional-dependencies]\nx = ["core==0.9"] # pinlint: ignore[PIN101]')
        + CORE
    )
    fixed, files = testing.fix(text, [RULES["PIN101"], RULES["PIN008"]], unsafe=False)
    assert fixed.bugs == ()
    assert files["app/pyproject.toml"].count("core==1.0") == 2
    assert "pinlint" not in files["app/pyproject.toml"]


SAME = '-- pinlint.toml --\n[[dependencies]]\nnames = ["*"]\nspecifiers = "same"\n'


def poetry(name: str, dependency: str) -> str:
    table = f'[tool.poetry.dependencies]\npython = ">=3.10"\n{dependency}\n'
    return f'-- {name}/pyproject.toml --\n[tool.poetry]\nname = "{name}"\nversion = "1.0"\n{table}'


@pytest.mark.parametrize(
    ("majority", "before", "after"),
    [
        ("rich>=2.31,<3", "rich == 2.31.*", "rich >= 2.31, < 3"),
        ("rich>=2.31,<3", "rich==2.31.*", "rich>=2.31,<3"),
        ("rich", "rich [x] >=2 ", "rich [x] "),
        ("rich", "rich (>=2,<3)", "rich"),
        ("rich>=2", "rich (>=2,<3)", "rich (>=2)"),
    ],
)
def test_the_clauses_of_the_majority_come_in_the_spacing_of_the_old_ones(
    majority: str, before: str, after: str
) -> None:
    text = SAME + project("a", majority) + project("b", majority) + project("c", before)
    assert f'"{after}"' in repaired(text, "PIN402")["c/pyproject.toml"]


@pytest.mark.parametrize(
    ("majority", "odd", "after"),
    [
        ('rich = ">=13"', project("d", "rich>=14"), '"rich>=13"'),
        ('rich = "^13"', project("d", "rich>=14"), '"rich>=13,<14"'),
        ('rich = "*"', project("d", "rich>=14"), '"rich"'),
        ('rich = "^13"', poetry("d", 'rich = ">=14"'), 'rich = "^13"'),
        ('rich = {version = ">=13", optional = false}', poetry("d", 'rich = ">=14"'), 'rich = ">=13"'),
        (
            "rich = {version = '^13', markers = 'os_name == \"nt\"'}",
            project("d", "rich>=14; os_name == 'nt'"),
            "\"rich>=13,<14; os_name == 'nt'\"",
        ),
    ],
)
def test_a_majority_in_the_tables_of_poetry_is_followed(majority: str, odd: str, after: str) -> None:
    text = SAME + "".join(poetry(name, majority) for name in "abc") + odd
    assert after in repaired(text, "PIN402")["d/pyproject.toml"]


def test_a_set_that_admits_pre_releases_is_another_one() -> None:
    text = SAME + project("a", "rich<9") + project("b", "rich<9") + project("c", "rich>=0.dev0,<9")
    (left,) = tried(text, "PIN402", unsafe=False).done
    assert left.finding.message == (
        "c requires rich>=0.dev0,<9, but 2 of 3 members require rich<9, which admits no pre-releases"
    )
