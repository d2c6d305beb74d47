from __future__ import annotations

import pytest

from pinlint.rule import Level
from pinlint_rules.pin111_lagging_floor import RULE
from tests.rules.asking import found, project, related, said

CORE = project("core", version="2.0")


def asking(**requirements: str) -> list[str]:
    return [line.split(": PIN111 ")[1] for line in said(RULE, *workspace(**requirements))]


def workspace(**requirements: str) -> tuple[str, ...]:
    return (CORE, *(project(name, text) for name, text in requirements.items()))


def test_a_bound_below_those_of_most_others_lags() -> None:
    files = workspace(a="core>=1.0", b="core>=1.5", c="core>=1.6,<3", d="core")
    (finding,) = found(RULE, *files)
    assert (
        finding.finding.message
        == "a accepts core 1.0 (core>=1.0), but 2 of 2 other dependents do not, as b (core>=1.5)"
    )
    assert finding.finding.witness == "core 1.0"
    assert finding.level is Level.INFO
    assert related(finding) == [
        ("b/pyproject.toml", "b requires core>=1.5"),
        ("c/pyproject.toml", "c requires core>=1.6,<3"),
    ]


def test_of_two_dependents_the_lower_one_lags() -> None:
    assert asking(a="core>=1.5", b="core~=1.2") == ["b accepts core 1.2 (core~=1.2), but a does not (core>=1.5)"]


def test_one_that_is_ahead_makes_nobody_lag() -> None:
    assert not asking(a="core>=1.0", b="core>=1.0", c="core>=1.5")
    assert not asking(a="core>=1.0", b="core>=1", c="core>=1.0.0")


def test_the_witness_is_below_the_others_bound_and_accepted() -> None:
    assert asking(a="core>1.0", b="core>=1.5,<3") == ["a accepts core 1.4 (core>1.0), but b does not (core>=1.5,<3)"]


@pytest.mark.parametrize(
    "requirement",
    [
        "core",
        "core<2",
        "core==1.0",
        "core>=1.0; sys_platform == 'win32'",
        "core @ https://example.org/core.whl",
        "core!=1.0",
    ],
)
def test_what_bounds_nothing_everywhere_is_not_compared(requirement: str) -> None:
    text = requirement.replace("'", '\\"')
    files = (CORE, project("a", more=f'dependencies = ["{text}"]'), project("b", "core>=1.5"))
    assert not said(RULE, *files)


def test_the_highest_of_several_bounds_counts_and_core_before_extras() -> None:
    two = project("a", "core>=1.0", "core>=1.5")
    assert not said(RULE, CORE, two, project("b", "core>=1.5"))
    extra = project("a", "core>=1.0", extras='x = ["core>=1.5"]')
    assert said(RULE, CORE, extra, project("b", "core>=1.5"))
    only = project("a", extras='x = ["core>=1.0"]')
    assert said(RULE, CORE, only, project("b", "core>=1.5"))


def test_groups_and_build_requirements_promise_nobody_anything() -> None:
    tests = project("a", more='[dependency-groups]\ntest = ["core>=1.0"]\n[build-system]\nrequires = ["core>=1.0"]')
    assert not said(RULE, CORE, tests, project("b", "core>=1.5"))


def test_it_has_to_be_asked_for() -> None:
    assert not RULE.default
