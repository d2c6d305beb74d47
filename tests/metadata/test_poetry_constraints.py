"""What poetry-core writes for constraints, as tables; tests/backends holds the real one against the same code."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from pinlint.metadata.backends import poetry_words
from pinlint.metadata.backends.poetry_constraints import Refused, Undecided


@pytest.mark.parametrize(
    ("constraint", "written"),
    [
        ("*", ""),
        ("x", ""),
        ("^1", ">=1,<2"),
        ("^1.2", ">=1.2,<2.0"),
        ("^1.2.3", ">=1.2.3,<2.0.0"),
        ("^1.2.3.4", ">=1.2.3.4,<2.0.0.0"),
        ("^0", ">=0,<1"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.2.3", ">=0.2.3,<0.3.0"),
        ("^0.0.0.5", ">=0.0.0.5,<0.0.1.0"),
        ("^1.0a1", ">=1.0a1,<2.0"),
        ("^1!2.0", ">=1!2.0,<1!3.0"),
        ("^ v1.2", ">=1.2,<2.0"),
        ("~1", ">=1,<2"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1.2.3.4", ">=1.2.3.4,<1.3.0.0"),
        ("~=1", ">=1,<2"),
        ("~=1.2", ">=1.2,<2.0"),
        ("~=1.2.3", ">=1.2.3,<1.3.0"),
        ("1.2", "==1.2"),
        ("= 1.2", "==1.2"),
        ("==1.2", "==1.2"),
        ("1.2+Local.1", "==1.2+local.1"),
        ("1.0-beta.2", "==1.0b2"),
        ("dev", "==0.0.dev0"),
        ("<>1.2", "==1.2"),
        ("1.2.*", "==1.2.*"),
        ("1.2.*.*", "==1.2.*"),
        ("==1.0.0.0.*", "==1.0.0.0.*"),
        ("!=1.2.*", "!=1.2.*"),
        ("!=1.2", "!=1.2"),
        (">=1.5.*", ">=1.5"),
        (">=1.2.dev0,<1.3", "==1.2.*"),
        (">=1.2,<2", ">=1.2,<2"),
        (">= 1.2 , < 2", ">=1.2,<2"),
        (">=1.2 <2", ">=1.2,<2"),
        (">=1.2,<2,", ">=1.2,<2"),
        ("^1.2,<1.5", ">=1.2,<1.5"),
        (">=1,<=1.0", "==1"),
        (">=1.0,!=1.5,<2.0", ">=1.0,!=1.5,<2.0"),
        (">=1.0 !=1.5 <2.0", ">=1.0,!=1.5,<2.0"),
        ("!=1.5,!=1.6", "!=1.5,!=1.6"),
        ("^1.0,!=1.3.*", ">=1.0,<2.0,!=1.3.*"),
        ("<2.0.dev0", "<2.0"),
        ("<2.0rc1", "<2.0rc1"),
        (">=2 || >=1", ">=1"),
        ("<2 || >=1", ""),
    ],
)
def test_a_constraint_becomes_a_specifier_set(constraint: str, written: str) -> None:
    assert poetry_words.specifiers(constraint) == written


@pytest.mark.parametrize(
    "constraint",
    [
        "", " ", ",", "banana", "^banana", "^", "1.x", "===1.0", "^1.2.*", "1.2,,1.3", ", 1.2", "1.2 ||", "|| 1.2",
        "^dev", "1 - 2", "> = 1", "=1.*.*", "1.0.0.0.*.*", "latest", "9" * 5000, "1.0\t2.0",
    ],
)  # fmt: skip
def test_what_poetry_refuses_is_refused(constraint: str) -> None:
    with pytest.raises((Refused, Undecided)):
        poetry_words.specifiers(constraint)


@pytest.mark.parametrize(
    ("constraint", "reason"),
    [
        ("^1.0 || ^3.0", "written as >=1.0,<2.0 || >=3.0,<4.0 by poetry-core, which no standard knows"),
        ("^1.0 || ^2.0", "written as >=1.0,<2.0 || >=2.0,<3.0 by poetry-core, which no standard knows"),
        ("1.2 || 1.3", "written as 1.2 || 1.3 by poetry-core, which no standard knows"),
        ("*,!=1.5,!=1.6", "written as *,!=1.5,!=1.6 by poetry-core, which no standard knows"),
        (">=1.0+local", "written as >=1.0+local by poetry-core, which no standard knows"),
        ("1.0a1.*", "a wildcard behind something that is not a release"),
        (">1.0,1.0.post1", "a post-release or a local version in a constraint of several clauses"),
        ("||".join("1" for _ in range(200)), "a constraint of more than 100 clauses"),
        (" " * 2000 + "1", "a constraint of more than 1000 characters"),
    ],
)
def test_what_no_standard_can_say_is_undecided(constraint: str, reason: str) -> None:
    with pytest.raises(Undecided) as error:
        poetry_words.specifiers(constraint)
    assert str(error.value) == reason


@pytest.mark.parametrize("constraint", [">2,<1", ">=1,<1", "==1,==2"])
def test_a_list_that_accepts_nothing_stays_as_it_is_written(constraint: str) -> None:
    assert SpecifierSet(poetry_words.specifiers(constraint)) == SpecifierSet(constraint)


def test_what_accepts_nothing_in_words_of_poetry_only_is_what_poetry_core_writes() -> None:
    assert poetry_words.specifiers("^1.0,^2.0") == "<empty>"
    assert poetry_words.requires_python("^2.7,^3.6") == "<empty>"


BELOW_3_8 = ", !=2.7.*, !=3.0.*, !=3.1.*, !=3.2.*, !=3.3.*, !=3.4.*, !=3.5.*, !=3.6.*, !=3.7.*"


@pytest.mark.parametrize(
    ("python", "written"),
    [
        ("^3.9", ">=3.9,<4.0"),
        ("^3.8.1", ">=3.8.1,<4.0.0"),
        ("~3.9", ">=3.9,<3.10"),
        ("~=3.9", ">=3.9,<4.0"),
        (">=3.9", ">=3.9"),
        (">=3.9,<3.13", ">=3.9,<3.13"),
        (">=3.9 <3.13", ">=3.9,<3.13"),
        ("3.9", ">=3.9,<3.10"),
        ("3", ">=3.0,<4.0"),
        ("3.9.1", "==3.9.1"),
        ("3.9.*", ">=3.9,<3.10"),
        (">3.8", ">3.8"),
        ("~2.7 || ^3.6", ">=2.7, !=3.0.*, !=3.1.*, !=3.2.*, !=3.3.*, !=3.4.*, !=3.5.*"),
        # A union says minors only: the patch and the bound are lost.
        (">=3.8,!=3.9.7", f">=3.8{BELOW_3_8}"),
        (">=3.8.1,<3.9.7 || >3.9.7,<4.0", f">=3.8{BELOW_3_8}"),
        ("!=3.9.7", ">=2.7"),
        ("X", "*"),
    ],
)
def test_python_becomes_requires_python(python: str, written: str) -> None:
    assert poetry_words.requires_python(python) == written


@pytest.mark.parametrize(
    "python",
    [
        ">=3.8,!=3.9.*",  # whether the hole is written depends on the release
        ">=3.8,!=3.9.7,<3.13",  # what is behind the Pythons it knows is not refused
        "~2.7 || ^3.12",
        "2.7 || 3.6",
        "<3 || >=3.8",
    ],
)
def test_a_union_that_releases_of_poetry_core_write_differently_is_undecided(python: str) -> None:
    with pytest.raises(Undecided):
        poetry_words.requires_python(python)


@pytest.mark.parametrize(
    ("python", "marker"),
    [
        ("*", ""),
        ("^3.8", 'python_version >= "3.8" and python_version < "4.0"'),
        ("<3.11", 'python_version < "3.11"'),
        ("3.8", 'python_version == "3.8"'),
        ("3.8.1", 'python_full_version == "3.8.1"'),
        (">3.8", 'python_full_version > "3.8.0"'),
        ("<=3", 'python_full_version <= "3.0.0"'),
        ("<=3.8.5", 'python_full_version <= "3.8.5"'),
        (">=3.8rc1", 'python_version >= "3.8"'),
        ("!=3.8.*", '(python_version < "3.8") or (python_version >= "3.9")'),
        ("<3 || ^3.6", '(python_version < "3") or (python_version >= "3.6" and python_version < "4.0")'),
    ],
)
def test_the_python_of_a_dependency_becomes_a_marker(python: str, marker: str) -> None:
    assert poetry_words.python_marker(python) == marker


@pytest.mark.parametrize(
    ("platform", "marker"),
    [
        ("*", ""),
        ("win32", 'sys_platform == "win32"'),
        ("= win32", 'sys_platform == "win32"'),
        ("===win32", 'sys_platform == "win32"'),
        ("!=win32", 'sys_platform != "win32"'),
        ("!=win32, !=darwin", 'sys_platform != "win32" and sys_platform != "darwin"'),
        ("linux || darwin", '(sys_platform == "linux") or (sys_platform == "darwin")'),
    ],
)
def test_the_platform_of_a_dependency_becomes_a_marker(platform: str, marker: str) -> None:
    assert poetry_words.platform_marker(platform) == marker


@pytest.mark.parametrize("platform", ["", "linux ||", 'win32" or os_name == "nt', "'win' in"])
def test_a_platform_that_is_none_is_refused(platform: str) -> None:
    with pytest.raises(Refused):
        poetry_words.platform_marker(platform)
