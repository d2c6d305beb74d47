from __future__ import annotations

from pinlint_rules.pin103_lockstep_version_drift import RULE
from tests.rules.asking import found, group, project, related, said

GROUP = group(version="lockstep")


def members(*versions: str) -> list[str]:
    return [project(f"m{number}", version=version) for number, version in enumerate(versions)]


def test_an_outlier_is_one_finding_on_the_outlier() -> None:
    files = (*members("2.0", "2.0", "1.9", "2.0.0"), GROUP)
    assert said(RULE, *files) == [
        "m2/pyproject.toml:3:11: PIN103 m2 is 1.9, but 3 of 4 members of the group acme are 2.0"
    ]
    assert related(found(RULE, *files)[0]) == [("m0/pyproject.toml", "m0 is 2.0")]


def test_versions_are_compared_by_value() -> None:
    assert not said(RULE, *members("24.03.0rc3", "24.3.0rc3", "24.3.0.RC3"), GROUP)


def test_a_tie_is_one_finding_with_all_sides() -> None:
    files = (*members("1.10", "1.9", "1.9", "1.10.0"), GROUP)
    assert said(RULE, *files) == [
        (
            "m1/pyproject.toml:3:11: PIN103 the members of the group acme have different versions, "
            "and none has a majority: 1.9, 1.10"
        )
    ]
    assert related(found(RULE, *files)[0]) == [("m0/pyproject.toml", "m0 is 1.10")]


def test_an_independent_group_may_drift() -> None:
    assert not said(RULE, *members("1", "2", "2"), group(version="independent"))


def test_an_inferred_group_cannot_drift() -> None:
    assert not said(RULE, project("app", "core==1.0"), project("web", "core==1.0"), project("core"), *members("2"))


def test_unknown_versions_have_no_vote() -> None:
    dynamic = project("x", version=None, more='dynamic = ["version"]')
    assert not said(RULE, *members("1.0"), dynamic, GROUP)
    assert len(said(RULE, *members("1.0", "1.0", "1.1"), dynamic, GROUP)) == 1
