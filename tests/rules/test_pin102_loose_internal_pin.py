from __future__ import annotations

from dataclasses import replace

import pytest

from pinlint.testing import check
from pinlint_rules.pin102_loose_internal_pin import RULE
from tests.rules.asking import UNPUBLISHED, found, group, project, related, said

CORE = project("core", extras='http = ["httpx"]')
EXACT = group(internal_pins="exact")


@pytest.mark.parametrize(
    ("policy", "requirement", "fine"),
    [
        ("exact", "core==1.0", True),
        ("exact", "core===1.0", True),
        ("exact", "core>=1.0,<=1.0", True),
        ("exact", "core==1.*", False),
        ("exact", "core~=1.0", False),
        ("exact", "core>=1.0", False),
        ("exact", "core", False),
        ("compatible", "core==1.0", True),
        ("compatible", "core~=1.0", True),
        ("compatible", "core==1.*", True),
        ("compatible", "core>=1,<2", True),
        ("compatible", "core>=1", False),
        ("compatible", "core<2", False),
        ("minimum", "core>=1", True),
        ("minimum", "core<2", False),
        ("minimum", "core!=0.9", False),
        ("minimum", "core", False),
        ("any", "core", True),
    ],
)
def test_a_requirement_is_as_firm_as_the_policy_says_or_loose(policy: str, requirement: str, fine: bool) -> None:  # noqa: FBT001 - a column of a table
    assert bool(said(RULE, project("app", requirement), CORE, group(internal_pins=policy))) is not fine


def test_the_message_says_what_is_configured() -> None:
    files = (project("app", "core"), CORE)
    assert [said(RULE, *files, group(internal_pins=policy)) for policy in ("exact", "compatible", "minimum")] == [
        [f'app/pyproject.toml:4:17: PIN102 app requires core, but the group acme has internal-pins = "{policy}"']
        for policy in ("exact", "compatible", "minimum")
    ]


def test_both_ends_are_shown_and_one_sibling_is_one_finding() -> None:
    (finding,) = found(RULE, project("app", "core>=1", extras='x = ["core[http]"]'), CORE, EXACT)
    assert related(finding) == [
        ("core/pyproject.toml", "core is 1.0"),
        ("pinlint.toml", 'the group acme has internal-pins = "exact"'),
        ("app/pyproject.toml", "app requires core[http]"),
    ]


def test_extras_may_be_added_to_a_requirement_that_is_firm() -> None:
    assert not said(RULE, project("app", "core==1.0", extras='x = ["core[http]"]'), CORE, EXACT)
    assert not said(RULE, project("app", extras='x = ["core==1.0", "core[http]"]'), CORE, EXACT)


def test_a_firm_requirement_elsewhere_is_no_help() -> None:
    assert said(RULE, project("app", "core", extras='x = ["core==1.0"]'), CORE, EXACT)
    assert said(RULE, project("app", 'core==1.0; sys_platform == "win32"', "core"), CORE, EXACT)


def test_only_published_requirements_are_asked() -> None:
    more = '[dependency-groups]\ntest = ["core"]\n[build-system]\nrequires = ["core"]'
    assert not said(RULE, project("app", more=more), CORE, EXACT)


def test_what_is_outside_the_group_is_not_asked() -> None:
    config = EXACT.replace('["*"]', '["c*"]')
    assert not said(RULE, project("app", "core"), CORE, config)


def test_a_url_has_no_clauses_to_be_loose() -> None:
    assert not said(RULE, project("app", "core @ https://example.org/core-1.0.tar.gz"), CORE, EXACT)


def test_an_inferred_group_speaks_where_four_in_five_are_exact() -> None:
    others = [project(name, "core==1.0") for name in ("a", "b", "c", "d")]
    assert said(RULE, project("app", "core>=1.0"), CORE, *others) == [
        (
            "app/pyproject.toml:4:17: PIN102 app requires core>=1.0, "
            "but the requirements within its lockstep group at 1.0 are exact"
        )
    ]
    assert not said(RULE, project("app", "core>=1.0"), CORE, *others[1:])


def test_a_configured_group_without_a_policy_on_pins_follows_its_majority() -> None:
    others = [project(name, "core==1.0") for name in ("a", "b", "c", "d")]
    assert said(RULE, project("app", "core"), CORE, *others, group(version="lockstep"))
    assert not said(RULE, project("app", "core"), CORE, *others[1:], group(version="lockstep"))


def test_an_unpublished_member_is_in_no_inferred_group() -> None:
    others = [project(name, "core==1.0") for name in ("a", "b", "c", "d")]
    assert not said(RULE, project("app", "core>=1.0", more=UNPUBLISHED), CORE, *others)


@pytest.mark.parametrize(("requirement", "fine"), [("core", True), ("core==1.0", True), ("core>=1.0", False)])
def test_a_template_is_exact_unless_it_has_an_operator_of_its_own(requirement: str, fine: bool) -> None:  # noqa: FBT001 - a column of a table
    workspace = check("\n".join((project("app", requirement), CORE, EXACT)), []).workspace
    (edge,) = workspace.dependencies
    edge = replace(edge, requirement=replace(edge.requirement, templated=True))
    assert bool([*RULE.check(replace(workspace, dependencies=(edge,)))]) is not fine


def test_extras_that_pin_a_sibling_prove_no_policy_against_the_core_requirement_on_it() -> None:
    extras = "\n".join(f'x{number} = ["core==1.0"]' for number in range(8))
    assert not said(RULE, project("app", "core>=0.9,<=1.0", extras=extras), CORE)
