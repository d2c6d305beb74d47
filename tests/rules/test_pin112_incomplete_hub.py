from __future__ import annotations

import pytest

from pinlint_rules.pin112_incomplete_hub import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said

MEMBERS = (project("acme-a"), project("acme-b"), project("acme-c"))


def config(*hubs: str) -> str:
    listed = ", ".join(f'"{hub}"' for hub in hubs)
    return f'-- pinlint.toml --\n[[groups]]\nname = "g"\nmembers = ["acme", "acme-*"]\ncomplete = [{listed}]'


def test_a_hub_that_lacks_members_is_one_finding_that_names_them() -> None:
    files = (project("acme", "acme-b"), *MEMBERS, config("acme"))
    assert said(RULE, *files) == [
        "acme/pyproject.toml:2:8: PIN112 acme has to name every member of the group g, but lacks acme-a, acme-c"
    ]
    (finding,) = found(RULE, *files)
    assert finding.finding.dependencies == ("acme-a", "acme-c")
    assert related(finding) == [
        ("acme-a/pyproject.toml", "acme-a is a member of the group g"),
        ("acme-c/pyproject.toml", "acme-c is a member of the group g"),
        ("pinlint.toml", "acme is configured to be complete"),
    ]


def test_many_missing_members_are_counted() -> None:
    many = [project(f"acme-{number:02}") for number in range(13)]
    (line,) = said(RULE, project("acme"), *many, config("acme"))
    assert line.endswith("lacks " + ", ".join(f"acme-{number:02}" for number in range(10)) + " and 3 more")


def test_a_requirement_counts_in_any_spelling_version_and_marker() -> None:
    hub = project("acme", "Acme_A==1.0", 'acme.b>=9; python_version < "3"', "acme-c[x]")
    assert not said(RULE, hub, *MEMBERS, config("acme"))


def test_extras_count_for_a_hub_with_that_extra_only() -> None:
    hub = project("acme", "acme-a", extras='all = ["acme-b", "acme-c"]')
    assert not said(RULE, hub, *MEMBERS, config("ACME[All]"))
    assert len(said(RULE, hub, *MEMBERS, config("acme"))) == 1
    (finding,) = found(RULE, project("acme", extras="all = []"), *MEMBERS, config("acme[all]"))
    assert finding.finding.message.startswith("acme[all] has to name every member of the group g, but lacks acme-a")
    assert finding.finding.extra == "all"


def test_extras_of_the_hub_itself_are_followed_and_may_be_a_cycle() -> None:
    hub = project("acme", extras='all = ["acme[x,y]"]\nx = ["acme-a", "acme[all]"]\ny = ["acme-b"]\nz = ["acme-c"]')
    (line,) = said(RULE, hub, *MEMBERS, config("acme[all]"))
    assert line.endswith("but lacks acme-c")
    assert not said(RULE, hub, *MEMBERS, config("acme[all,z]"))


def test_other_members_are_not_followed() -> None:
    files = (project("acme", "acme-a", "acme-b"), project("acme-a", "acme-c"), *MEMBERS[1:])
    assert len(said(RULE, *files, config("acme"))) == 1


def test_a_dependency_group_may_be_a_hub() -> None:
    def root(*names: str) -> str:
        groups = f"[dependency-groups]\nfew = {list(names)}\nall = [{{include-group = 'few'}}, 'acme-c']"
        return project("work", more=groups, path="root")

    assert not said(RULE, root("acme-a", "acme-b"), *MEMBERS, config("work:all"))
    assert said(RULE, root("acme-a"), *MEMBERS, config("work:all")) == [
        (
            "root/pyproject.toml:2:8: PIN112 the dependency group all of work has to name every member of the group g, "
            "but lacks acme-b"
        )
    ]


def test_hubs_and_unpublished_members_need_not_be_named() -> None:
    files = (
        project("acme", "acme-a", "acme-b", "acme-c"),
        project("acme-all", "acme-a", "acme-b", "acme-c"),
        project("acme-docs", more=UNPUBLISHED),
        *MEMBERS,
    )
    assert not said(RULE, *files, config("acme", "acme-all"))
    assert len(said(RULE, *files, config("acme"))) == 1


def test_a_member_that_requires_the_hub_need_not_be_in_its_core_list() -> None:
    plugin = project("acme-d", "acme")
    files = (project("acme", "acme-a", "acme-b", "acme-c", extras='all = ["acme-a"]'), *MEMBERS, plugin)
    assert not said(RULE, *files, config("acme"))
    (line,) = said(RULE, *files, config("acme[all]"))
    assert line.endswith("but lacks acme-d")


@pytest.mark.parametrize(
    ("hub", "listed"),
    [
        (project("acme", more='dynamic = ["dependencies"]'), "acme"),
        (project("acme", more='dynamic = ["optional-dependencies"]'), "acme[all]"),
        (project("acme", extras='x = ["acme-a"]'), "acme[all]"),
        (project("acme", more='[dependency-groups]\nx = ["acme-a"]'), "acme:all"),
        (project("acme", more='[dependency-groups]\nall = [{include-group = "none"}]'), "acme:all"),
        (project("acme"), "hub"),
    ],
)
def test_what_is_not_known_or_not_there_is_silent(hub: str, listed: str) -> None:
    assert not said(RULE, hub, *MEMBERS, config(listed))
