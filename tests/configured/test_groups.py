from __future__ import annotations

from dataclasses import replace

import pytest
from packaging.version import Version

from pinlint.configured.groups import majority, resolve
from pinlint.testing import check
from pinlint.workspace import Group, Policy
from tests.rules.asking import UNPUBLISHED, project

CORE = project("core")


def groups(*files: str) -> tuple[Group, ...]:
    return check("\n".join(files), []).workspace.groups


def members(*files: str) -> dict[str, list[str | None]]:
    return {group.name: [member.name for member in group.members] for group in groups(*files)}


def table(name: str, *globs: str, **policy: str) -> str:
    listed = ", ".join(f'"{glob}"' for glob in globs)
    rows = (f'{key.replace("_", "-")} = "{value}"' for key, value in policy.items())
    return "\n".join(("[[groups]]", f'name = "{name}"', f"members = [{listed}]", *rows))


def config(*tables: str) -> str:
    return "\n".join(("-- pinlint.toml --", *tables))


@pytest.mark.parametrize("requirement", ["core==1.0", "core>=1.0", "core~=1.0", "core>=0.9,<=1.0.0", "core!=1.0"])
def test_three_carriers_of_a_version_that_one_requirement_names_are_a_group(requirement: str) -> None:
    assert members(project("a", requirement), project("b"), CORE) == {"1.0": ["a", "b", "core"]}


@pytest.mark.parametrize("requirement", ["core", "core>=0.9", "core<2", "core==1.*", "core===x", "click==1.0"])
def test_equal_versions_alone_make_no_group(requirement: str) -> None:
    assert members(project("a", requirement), project("b"), CORE) == {}


def test_two_carriers_are_a_group_only_by_an_exact_pin() -> None:
    assert members(project("a", "core>=1.0"), CORE) == {}
    assert members(project("a", "core==1.0"), CORE) == {"1.0": ["a", "core"]}


def test_four_in_five_carry_the_version_or_pins_decide() -> None:
    others = [project(name, version="2.0") for name in ("x", "y")]
    carriers = [project("a", "core==1.0"), project("b"), CORE]
    assert members(*carriers, project("c"), others[0]) == {"1.0": ["a", "b", "c", "core"]}
    assert members(*carriers, others[0]) == {"1.0": ["a", "core"]}
    assert members(*carriers, project("c"), *others) == {"1.0": ["a", "core"]}


def test_a_straggler_is_outside_an_inferred_group() -> None:
    files = (project("a", "core==1.0"), project("b", "core==1.0"), project("late", "core==1.0", version="0.9"), CORE)
    assert members(*files) == {"1.0": ["a", "b", "core"]}


def test_two_trains_that_pin_each_other_are_two_groups() -> None:
    api, sdk = project("api", "beta-b==0.5b0", version="1.4"), project("sdk", "api==1.4", version="1.4")
    beta = [project("beta-a", "api==1.4", "beta-b==0.5b0", version="0.5b0"), project("beta-b", version="0.5b0")]
    assert members(api, sdk, *beta) == {"0.5b0": ["beta-a", "beta-b"], "1.4": ["api", "sdk"]}


def test_components_of_one_version_are_one_group() -> None:
    files = (project("a", "b==1.0"), project("b"), project("c", "d==1.0"), project("d"), project("e", version="2.0"))
    assert members(*files, project("f", version="3")) == {"1.0": ["a", "b", "c", "d"]}


def test_a_pin_on_another_version_joins_nothing() -> None:
    assert members(project("a", "core==0.9"), CORE) == {}
    assert members(project("a", "core==1.0", version="2.0"), CORE) == {}


def test_versions_are_compared_by_value() -> None:
    files = (project("a", "core==24.3.0rc3", version="24.03.0rc3"), project("core", version="24.3.0.RC3"))
    assert list(members(*files).values()) == [["a", "core"]]


def test_what_is_not_published_or_has_no_known_version_is_in_no_inferred_group() -> None:
    dynamic = project("x", "core==1.0", version=None, more='dynamic = ["version"]')
    root = project("root", "core==1.0", more=UNPUBLISHED)
    files = (project("a", "core==1.0"), project("b", "core==1.0"), CORE, dynamic, root)
    assert members(*files) == {"1.0": ["a", "b", "core"]}


def test_an_inferred_policy_is_exact_where_four_in_five_requirements_are() -> None:
    exact = [project(name, "core==1.0") for name in ("a", "b", "c", "d")]
    assert groups(*exact, project("e", "core"), CORE)[0].policy == Policy(internal_pins="exact")
    assert groups(*exact[1:], project("e", "core"), CORE)[0].policy == Policy(internal_pins="any")


def test_only_published_requirements_without_a_url_speak_for_the_policy() -> None:
    more = '[dependency-groups]\ntest = ["core", "a"]\n[build-system]\nrequires = ["core"]'
    files = (project("a", "core==1.0", more=more), project("b", "core @ https://example.org/core.tar.gz"), CORE)
    assert groups(*files)[0].policy.internal_pins == "exact"


@pytest.mark.parametrize(("requirement", "policy"), [("core", "exact"), ("core==1.0", "exact"), ("core>=1.0", "any")])
def test_a_template_is_exact_unless_it_has_an_operator_of_its_own(requirement: str, policy: str) -> None:
    workspace = check("\n".join((project("a", requirement), project("b"), CORE)), []).workspace
    (edge,) = workspace.dependencies
    edge = replace(edge, requirement=replace(edge.requirement, templated=True))
    (group,) = resolve(workspace.members, [edge], [])
    assert group.policy.internal_pins == policy


def test_configured_groups_come_first_and_the_first_that_matches_takes_a_member() -> None:
    files = (project("acme-a", "acme-b==1.0"), project("acme-b"), project("x", "y==1.0"), project("y"))
    tables = config(table("first", "ACME.A"), table("rest", "acme_*"), table("none", "zzz*"))
    found = groups(*files, tables)
    assert [(group.name, group.inferred) for group in found] == [("first", False), ("rest", False), ("1.0", True)]
    assert members(*files, tables) == {"first": ["acme-a"], "rest": ["acme-b"], "1.0": ["x", "y"]}


def test_a_configured_group_has_the_policies_of_its_kind_unless_it_says_otherwise() -> None:
    policy = groups(CORE, config(table("all", "*")))[0].policy
    assert policy == Policy("lockstep", "any", "same", "same")
    policy = groups(CORE, config(table("all", "*", version="independent")))[0].policy
    assert policy == Policy("independent", "any", "compatible", "any")
    stated = table(
        "all", "*", version="independent", internal_pins="minimum", requires_python="same", classifiers="same"
    )
    assert groups(CORE, config(stated))[0].policy == Policy("independent", "minimum", "same", "same")


def test_the_version_of_a_configured_group_is_the_one_more_than_half_of_its_members_carry() -> None:
    files = (project("a", version="2"), project("b", version="2.0"), project("c", version="1"))
    assert groups(*files, config(table("all", "*")))[0].version == Version("2")
    assert groups(*files[1:], config(table("all", "*")))[0].version is None
    assert groups(*files, config(table("all", "*", version="independent")))[0].version is None


def test_a_majority_is_more_than_half() -> None:
    one, two = Version("1"), Version("2")
    assert majority([one, one, two, Version("3")]) is None
    assert majority([one, one, two], 4) is None
    assert majority([one, one, one, two], 5) == one
    assert majority([one, one], 9) == one
    assert majority([]) is None
    assert majority([one]) == one
    assert majority([one, two]) is None
    assert majority([one, two, Version("1.0")]) == one


def test_requirements_across_the_border_of_a_group_do_not_speak_for_it() -> None:
    outside = [project(name, "acme-a", "core") for name in ("x", "y", "z")]
    files = (project("acme-a", "acme-b==1.0", "x"), project("acme-b", "y"), CORE, *outside)
    assert groups(*files, config(table("acme", "acme-*")))[0].policy.internal_pins == "exact"
