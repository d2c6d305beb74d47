from __future__ import annotations

import pytest

from pinlint_rules.pin104_pin_breaks_on_release import RULE
from tests.rules.asking import found, project, related, said


@pytest.mark.parametrize(
    ("requirement", "version", "release"),
    [
        ("core<0.5b0", "0.5b0.dev0", "0.5b0"),
        ("core<=1.0rc1", "1.0rc1", "1.0"),
        ("core<=1.0.dev3", "1.0.dev3", "1.0"),
        ("core!=1.0", "1.0rc1", "1.0"),
        ("core<=1.0rc1", "1.0rc1.dev2", None),
    ],
)
def test_only_the_next_step_counts(requirement: str, version: str, release: str | None) -> None:
    expected = (
        []
        if release is None
        else [
            (
                f"app/pyproject.toml:4:17: PIN104 app requires {requirement}, which accepts core {version}, "
                f"but not the {release} it leads to"
            )
        ]
    )
    assert said(RULE, project("app", requirement), project("core", version=version)) == expected


@pytest.mark.parametrize(
    ("requirement", "version"),
    [
        ("core==1.0rc1", "1.0rc1"),
        ("core===1.0rc1", "1.0rc1"),
        ("core==1.0.*,!=1.0", "1.0rc1"),
        ("core>=1.0rc1", "1.0rc1"),
        ("core~=1.0rc1", "1.0rc1"),
        ("core<2", "1.0"),
        ("core<1.0", "1.0rc1"),
        ("core", "1.0.dev0"),
    ],
)
def test_what_moves_with_the_release_or_accepts_it_is_fine(requirement: str, version: str) -> None:
    assert not said(RULE, project("app", requirement), project("core", version=version))


def test_only_published_requirements_are_asked() -> None:
    files = (project("app", more='[dependency-groups]\ntest = ["core<=1.0rc1"]'), project("core", version="1.0rc1"))
    assert not said(RULE, *files)


def test_both_ends_are_shown_and_one_sibling_is_one_finding() -> None:
    app = project("app", "core<=1.0rc1", extras='x = ["core[y]<=1.0rc1"]')
    (finding,) = found(RULE, app, project("core", version="1.0RC1"))
    assert related(finding) == [
        ("core/pyproject.toml", "core is 1.0RC1"),
        ("app/pyproject.toml", "app requires core[y]<=1.0rc1"),
    ]
    assert finding.finding.witness == "core 1.0"


def test_an_unknown_version_leads_nowhere() -> None:
    assert not said(RULE, project("app", "core<=1"), project("core", version=None, more='dynamic = ["version"]'))
