from __future__ import annotations

import pytest

from pinlint_rules.pin101_stale_internal_pin import RULE
from tests.rules.asking import found, project, related, said


@pytest.mark.parametrize(
    ("requirement", "version"),
    [
        ("core==1.0", "1.0.0"),
        ("core===1.0", "1.0"),
        ("core==1.*", "1.9"),
        ("core>=1.0", "1.1rc1"),
        ("core~=1.4", "1.5.dev0"),
        ("core==24.3.0rc3", "24.03.0rc3"),
        ("core==1.0", "1.0+local"),
        ("core", "0.0.1a1"),
        ("core @ https://example.org/core-0.1.tar.gz", "1.0"),
    ],
)
def test_a_requirement_that_accepts_the_version_is_fine(requirement: str, version: str) -> None:
    assert not said(RULE, project("app", requirement), project("core", version=version))


@pytest.mark.parametrize(
    ("requirement", "version"),
    [
        ("core==1.0", "1.0.post1"),
        ("core===1.0", "1.1"),
        ("core===1.0.0", "1.0"),
        ("core===24.03.0", "24.03.0"),
        ("core<2", "2.0"),
        ("core<2", "2.0rc1"),
        ("core>=1.0", "1.0rc1"),
        ("core>1.0", "1.0.post1"),
        ("core!=1.0", "1.0"),
        ("core~=1.4.2", "1.5"),
        ("core==1.0,==2.0", "1.0"),
        ("core<=1", "1!0.5"),
        ("core===whatever", "1.0"),
    ],
)
def test_a_requirement_that_refuses_the_version_is_stale(requirement: str, version: str) -> None:
    assert said(RULE, project("app", requirement), project("core", version=version)) == [
        f"app/pyproject.toml:4:17: PIN101 app requires {requirement}, but core is {version}"
    ]


def test_values_and_names_are_shown_as_they_are_written() -> None:
    files = (project("App", "CORE ==1.2"), project("Core", version="1.03.0-rc.3"))
    assert said(RULE, *files) == ["App/pyproject.toml:4:17: PIN101 App requires CORE ==1.2, but Core is 1.03.0-rc.3"]
    (finding,) = found(RULE, *files)
    assert finding.finding.witness == "Core 1.3.0rc3"
    assert related(finding) == [("Core/pyproject.toml", "Core is 1.03.0-rc.3")]


def test_every_kind_of_requirement_is_asked_and_one_sibling_is_one_finding() -> None:
    more = '[dependency-groups]\ntest = ["core<1"]\n[build-system]\nrequires = ["core==0.8"]'
    files = (project("app", "core==0.9", extras='x = ["core[y]==0.9"]', more=more), project("core"))
    assert said(RULE, *files) == ["app/pyproject.toml:4:17: PIN101 app requires core==0.9, but core is 1.0"]
    assert related(found(RULE, *files)[0])[1:] == [
        ("app/pyproject.toml", "app requires core[y]==0.9"),
        ("app/pyproject.toml", "app requires core<1"),
        ("app/pyproject.toml", "app requires core==0.8"),
    ]


def test_a_dependency_group_alone_is_asked() -> None:
    files = (project("app", more='[dependency-groups]\ntest = ["core<1"]'), project("core"))
    assert said(RULE, *files) == ["app/pyproject.toml:5:9: PIN101 app requires core<1, but core is 1.0"]


def test_an_unknown_version_proves_nothing() -> None:
    assert not said(RULE, project("app", "core==9"), project("core", version=None, more='dynamic = ["version"]'))


def test_no_version_proves_nothing() -> None:
    assert not said(RULE, project("app", "core==9"), project("core", version=None))


def test_of_two_members_of_a_name_that_one_is_meant_which_is_accepted() -> None:
    files = (project("core", path="a", version="1.0"), project("core", path="b", version="2.0"))
    assert not said(RULE, project("app", "core==2.0"), *files)
    assert not said(RULE, project("app", "core==3.0"), *files)


def test_a_published_member_is_meant_before_one_that_is_not() -> None:
    example = project("core", path="examples/core", version="0.9", more="[tool.uv]\npackage = false")
    assert said(RULE, project("app", "core==0.9"), project("core"), example) == [
        "app/pyproject.toml:4:17: PIN101 app requires core==0.9, but core is 1.0"
    ]


def test_what_is_for_older_pythons_may_ask_for_an_older_release() -> None:
    core = project("core", version="2.1", python=">=3.9")
    split = ('core<2; python_version < "3.9"', 'core>=2; python_version >= "3.9"')
    assert not said(RULE, project("app", *split, python=">=3.8"), core)


def test_what_is_for_a_python_that_both_accept_may_not() -> None:
    core = project("core", version="2.1", python=">=3.8")
    split = ('core<2; python_version < "3.9"', 'core>=2; python_version >= "3.9"')
    assert said(RULE, project("app", *split, python=">=3.8"), core) == [
        'app/pyproject.toml:5:17: PIN101 app requires core<2; python_version < "3.9", but core is 2.1'
    ]


def test_one_platform_may_not_ask_for_an_older_release() -> None:
    assert said(RULE, project("app", 'core<1; sys_platform == "win32"', "core"), project("core"))


def test_a_requirement_that_never_applies_is_not_asked() -> None:
    assert not said(RULE, project("app", 'core<1; python_version < "3"', python=">=3.8"), project("core"))


def test_one_string_for_two_extras_is_one_place() -> None:
    app = (
        "-- app-1.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: app\nVersion: 1.0\n"
        'Requires-Dist: core==0.9; extra == "a" or extra == "b"\nProvides-Extra: a\nProvides-Extra: b'
    )
    (finding,) = found(RULE, app, project("core"))
    assert len(related(finding)) == 1


def test_an_ignore_by_extra_is_about_pins_that_are_in_no_other_place() -> None:
    only = project("app", extras="all = ['core<2']")
    both = project("app", "core<2", extras="all = ['core<2']")
    core = project("core", version="2.0")
    assert [each.finding.extra for files in (only, both) for each in found(RULE, files, core)] == ["all", None]
