from __future__ import annotations

import pytest

from pinlint.testing import assert_examples
from pinlint_rules.pin405_dead_marker import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said

BACKPORT = 'tomli; python_version < "3.11"'


def test_its_examples() -> None:
    assert_examples(RULE)


@pytest.mark.parametrize(
    ("marker", "python"),
    [
        ('python_version < "3.11"', ">=3.11"),
        ('python_version < "3.11"', ">=3.11,<4"),
        ('python_full_version < "3.11.4"', ">=3.11.4"),
        ('python_version < "3" or python_version == "3.1"', ">=3.8"),
        ('sys_platform == "win32" and sys_platform == "linux"', ">=3.8"),
        ('sys_platform == "win32" and os_name == "posix"', ">=3.8"),
        ('python_version < "3.8" and platform_release == "x"', ">=3.8"),
        ('python_version in "2.7 3.5"', ">=3.8"),
    ],
)
def test_a_marker_that_nothing_meets_is_dead(marker: str, python: str) -> None:
    assert len(said(RULE, project("app", f"tomli; {marker}".replace("'", '"'), python=python))) == 1


@pytest.mark.parametrize(
    ("marker", "python"),
    [
        ('python_version < "3.11"', ">=3.10"),
        ('python_version < "3.11"', ">3.10"),
        ('python_full_version < "3.11.4"', ">=3.11"),
        ('python_version >= "4"', ">=3.8"),
        ('python_version < "3.11" or sys_platform == "win32"', ">=3.11"),
        ('platform_release == "x"', ">=3.8"),
        ('sys_platform == "unheard-of"', ">=3.8"),
        ('implementation_name == "pypy" and platform_machine == "z80"', ">=3.8"),
        ('python_version < "3.11"', ">=3.9,<3.8"),
    ],
)
def test_a_marker_that_something_may_meet_is_not(marker: str, python: str) -> None:
    assert said(RULE, project("app", f"tomli; {marker}", python=python)) == []


def test_without_a_known_requires_python_nothing_is_dead() -> None:
    assert said(RULE, project("app", BACKPORT)) == []
    assert said(RULE, project("app", BACKPORT, more='dynamic = ["requires-python"]')) == []
    assert said(RULE, project("app", BACKPORT, python="x")) == []


def test_what_is_not_published_may_keep_dead_markers() -> None:
    assert said(RULE, project("app", BACKPORT, python=">=3.11", more=UNPUBLISHED)) == []


def test_dependency_groups_and_build_requirements_are_not_asked() -> None:
    more = f"[dependency-groups]\ndev = ['{BACKPORT}']\n[build-system]\nrequires = ['{BACKPORT}']"
    assert said(RULE, project("app", python=">=3.11", more=more)) == []


def test_an_extra_written_as_a_marker_is_no_dead_one() -> None:
    assert said(RULE, project("app", 'tomli; extra == "toml"', python=">=3.11")) == []


def test_the_marker_is_shown_as_it_is_written_and_both_ends_are_named() -> None:
    requirement = "tomli >=2;python_version<'3.11'"
    text = project("app", python=">= 3.11", extras=f'toml = ["{requirement}"]')
    (finding,) = found(RULE, text)
    assert finding.finding.message == (
        "app requires tomli >=2 where python_version<'3.11', but accepts no such environment (>= 3.11)"
    )
    assert (finding.finding.witness, finding.finding.extra) == ("Python 3.10", "toml")
    assert related(finding) == [("app/pyproject.toml", "app requires Python >= 3.11")]


def test_a_marker_that_contradicts_itself_has_no_python_as_witness() -> None:
    (finding,) = found(RULE, project("app", 'a; os_name == "nt" and os_name == "posix"', python=">=3.8"))
    assert finding.finding.witness is None


def test_a_condition_in_the_name_of_an_extra_is_shown_too() -> None:
    text = (
        "-- setup.py --\nfrom setuptools import setup\nsetup(name='app', version='1.0', python_requires='>=3.11',\n"
        "    extras_require={'toml:python_version<\"3\"': ['tomli', 'other']})\n"
    )
    assert [line.partition("PIN405 ")[2] for line in said(RULE, text)] == [
        'app requires tomli where python_version < "3", but accepts no such environment (>=3.11)',
        'app requires other where python_version < "3", but accepts no such environment (>=3.11)',
    ]


def test_a_string_for_several_extras_is_dead_only_for_all_of_them() -> None:
    def built(marker: str) -> str:
        return (
            "-- app-1.0.dist-info/METADATA --\nMetadata-Version: 2.2\nName: app\nVersion: 1.0\n"
            f"Requires-Python: >=3.11\nRequires-Dist: tomli; {marker}\nProvides-Extra: a\nProvides-Extra: b\n"
        )

    dead = '(extra == "a" or extra == "b") and python_version < "3.11"'
    assert len(said(RULE, built(dead))) == 1
    assert said(RULE, built('extra == "a" and python_version < "3.11" or extra == "b"')) == []


def test_requirements_in_one_string_are_asked_one_by_one() -> None:
    text = (
        "-- setup.py --\nfrom setuptools import setup\nsetup(name='app', version='1.0', python_requires='>=3.11',\n"
        "    install_requires='''\n        click\n        tomli; python_version < \"3.11\"\n    ''')\n"
    )
    assert [line.partition("PIN405 ")[2][:19] for line in said(RULE, text)] == ["app requires tomli "]
