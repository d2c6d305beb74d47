from __future__ import annotations

import pytest

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


def test_more_than_any_other_is_no_majority() -> None:
    files = (*members("1.0", "1.1", "1.2", "1.3", "1.3"), GROUP)
    assert said(RULE, *files) == [
        (
            "m0/pyproject.toml:3:11: PIN103 the members of the group acme have different versions, "
            "and none has a majority: 1.0, 1.1, 1.2, 1.3"
        )
    ]
    assert [message for _, message in related(found(RULE, *files)[0])] == ["m1 is 1.1", "m2 is 1.2", "m3 is 1.3"]


def test_half_of_a_group_of_which_the_rest_is_unknown_is_no_majority() -> None:
    dynamic = [project(name, version=None, more='dynamic = ["version"]') for name in "xy"]
    assert not said(RULE, *members("1.0", "1.0"), *dynamic, GROUP)
    (line,) = said(RULE, *members("1.0", "1.0", "1.1"), *dynamic, GROUP)
    assert line.endswith("and none has a majority: 1.0, 1.1")


def test_an_independent_group_may_drift() -> None:
    assert not said(RULE, *members("1", "2", "2"), group(version="independent"))


def test_an_inferred_group_cannot_drift() -> None:
    assert not said(RULE, project("app", "core==1.0"), project("web", "core==1.0"), project("core"), *members("2"))


def test_unknown_versions_are_no_outliers() -> None:
    dynamic = project("x", version=None, more='dynamic = ["version"]')
    assert not said(RULE, *members("1.0"), dynamic, GROUP)
    assert len(said(RULE, *members("1.0", "1.0", "1.1"), dynamic, GROUP)) == 1


def stated(text: str, path: str = "VERSION") -> tuple[str, str]:
    config = f'-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["m*"]\nversion = {{file = "{path}"}}\n'
    return config, f"-- {path} --\n{text}"


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("VERSION", "# the next release\n\n  2.0  \n", "VERSION"),
        ("src/acme.py", 'import sys\n__version__ = "2.0"\n', "src/acme.py"),
        ("tools/pyproject.toml", '[project]\nname = "tools"\nversion = "2.0"\n', "tools/pyproject.toml"),
        ("tools/pyproject.toml", '[tool.poetry]\nversion = "2.0"\n', "tools/pyproject.toml"),
    ],
)
def test_a_file_may_hold_the_version_of_the_group(path: str, text: str, place: str) -> None:
    files = (*members("2.0", "1.9", "1.9"), *stated(text, path))
    assert said(RULE, *files) == [
        f"m1/pyproject.toml:3:11: PIN103 m1 is 1.9, but {place} says 2.0 for the group acme",
        f"m2/pyproject.toml:3:11: PIN103 m2 is 1.9, but {place} says 2.0 for the group acme",
    ]
    (span, message), *_ = found(RULE, *files)[0].related
    assert (span.path, message) == (place, f"{place} says 2.0")


def test_a_file_that_all_members_contradict_is_the_one_finding() -> None:
    files = (*members("1.9", "1.9.0", "1.9"), *stated("2.0\n"))
    assert said(RULE, *files) == ["VERSION:1:1: PIN103 VERSION says 2.0, but all 3 members of the group acme are 1.9"]


def test_one_member_is_no_majority_against_the_file() -> None:
    assert said(RULE, *members("1.9"), *stated("2.0\n")) == [
        "m0/pyproject.toml:3:11: PIN103 m0 is 1.9, but VERSION says 2.0 for the group acme"
    ]


@pytest.mark.parametrize("text", ["2.0\n3.0\n", "", "soon\n"])
def test_a_file_without_a_version_decides_nothing(text: str) -> None:
    assert not said(RULE, *members("1.9", "2.0"), *stated(text))


def test_a_file_that_agrees_is_silent() -> None:
    assert not said(RULE, *members("2.0", "2"), *stated("v2.0.0\n"))
