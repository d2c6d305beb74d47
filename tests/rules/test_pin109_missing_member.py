from __future__ import annotations

import pytest

from pinlint import graph
from pinlint.config import parse
from pinlint.configured import policies
from pinlint.metadata import reading
from pinlint.source import Source
from pinlint.testing import Texts, candidates, parse_workspace
from pinlint_rules.pin109_missing_member import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said

OWNS = """-- pinlint.toml --
[[groups]]
name = "acme"
members = ["acme-*"]
owns = ["acme-*", "Acme_Plugin.*"]"""
CORE = project("acme-core")


def test_a_name_that_no_member_bears_is_found_with_the_nearest_that_one_does() -> None:
    files = (project("acme-app", "acme-cor>=1"), CORE, OWNS)
    assert said(RULE, *files) == [
        (
            "acme-app/pyproject.toml:4:17: PIN109 acme-app requires acme-cor>=1, but the group acme owns acme-* and no "
            "member is named acme-cor (acme-core is)"
        )
    ]
    (finding,) = found(RULE, *files)
    assert finding.finding.dependencies == ("acme-cor",)
    assert related(finding) == [
        ("acme-core/pyproject.toml", "acme-core is a member"),
        ("pinlint.toml", "the group acme owns acme-*"),
    ]


def test_a_glob_is_shown_as_it_is_written() -> None:
    (line,) = said(RULE, project("acme-app", "acme-plugin-x"), CORE, OWNS.replace('"acme-*", ', ""))
    assert line.endswith("but the group acme owns Acme_Plugin.* and no member is named acme-plugin-x")


def test_no_name_is_offered_that_is_far() -> None:
    (line,) = said(RULE, project("acme-app", "acme-legacy-things"), CORE, OWNS)
    assert line.endswith("and no member is named acme-legacy-things")


def test_one_dependent_and_name_is_one_finding_over_all_scopes() -> None:
    app = project(
        "acme-app",
        "click",
        "acme_gone==1",
        extras='x = ["acme-gone", "acme-core"]\ny = ["acme-build"]',
    )
    lines = said(RULE, app, project("tool", "Acme.Gone"), CORE, OWNS)
    assert [line.partition("PIN109 ")[2].partition(",")[0] for line in lines] == [
        "acme-app requires acme_gone==1",
        "acme-app requires acme-build",
        "tool requires Acme.Gone",
    ]


def test_dependency_groups_and_build_requirements_are_nobodys_promise() -> None:
    more = '[dependency-groups]\ndev = ["acme-gone"]\n[build-system]\nrequires = ["acme-build"]'
    assert not said(RULE, project("acme-app", "click", more=more), CORE, OWNS)


@pytest.mark.parametrize("requirement", ["acme-core", "ACME_core>=9", "click", "acme", "acme-app[x]"])
def test_members_and_names_nobody_owns_are_silent(requirement: str) -> None:
    assert not said(RULE, project("acme-app", requirement, extras='x = ["click"]'), CORE, OWNS)


def test_a_group_without_owned_names_asks_for_nothing() -> None:
    assert not said(RULE, project("acme-app", "acme-cor"), CORE, OWNS.partition("owns")[0])


@pytest.mark.parametrize(
    "other",
    [
        '-- x/setup.py --\nfrom setuptools import setup\nsetup(name=input(), version="1")',
        '-- x/pyproject.toml --\n[project]\nname = "acme-cor',
        '-- x/pyproject.toml --\n[project]\nname = "-acme-cor"\nversion = "1"',
    ],
)
def test_a_name_that_cannot_be_read_may_be_the_missing_one(other: str) -> None:
    assert not said(RULE, project("acme-app", "acme-cor"), CORE, other, OWNS)


def test_a_part_of_the_workspace_does_not_hold_all_members() -> None:
    files = parse_workspace("\n".join((project("acme-app", "acme-web"), OWNS)))
    config = parse(Source("pinlint.toml", files["pinlint.toml"]))
    read = reading.read(candidates(files), Texts(files))
    decided = policies.read(config, Texts(files))
    assert len(list(RULE.check(graph.connect(read, decided)))) == 1
    assert not list(RULE.check(graph.connect(read, decided, whole=False)))


def test_an_unpublished_member_counts_as_dependent_and_as_member() -> None:
    demo = project("demo", "acme-gone", "acme-tool", more=UNPUBLISHED)
    tool = project("acme-tool", more=UNPUBLISHED)
    assert len(said(RULE, demo, tool, CORE, OWNS)) == 1
