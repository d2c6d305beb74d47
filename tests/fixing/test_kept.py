"""What was read is read still, but for what fixes speak of."""

from __future__ import annotations

import pytest

from pinlint import testing
from pinlint.changes import Change, Drop, Remove, Replace, SetKey
from pinlint.engine import Located
from pinlint.fixing import kept
from pinlint.fixing.texts import Files
from pinlint.rule import Finding, Fix, Level, Rule
from pinlint.source import Key, Span

RULE = Rule("X001", "x001", Level.ERROR, "", (), lambda _: ())
TOML = "a/pyproject.toml"
PROJECT = """\
[project]
name = "a"
version = "1.0"
requires-python = ">=3.9"
classifiers = ["Programming Language :: Python :: 3.9"]
dependencies = ["numpy", "requests>=2"]
[project.optional-dependencies]
tls = ["cryptography"]
"""
SETUP = """\
from setuptools import setup
VERSION = "1.0"
setup(name="a", version=VERSION, install_requires=[f"b=={VERSION}", "c>=1.0"])
"""


def lost(before: str, after: str, *changes: Change, path: str = TOML, beside: str = "") -> list[str]:
    """What is lost where these changes are asked for, and the text is another one then."""
    span = Span(path, 0, 0)
    fixed = Located(RULE, Level.ERROR, Finding(span, "", fix=Fix("", changes, safe=True)), span, ())
    said = (
        kept.facts(testing.check(f"-- {path} --\n{text}{beside}", []).workspace) if text else {}
        for text in (before, after)
    )
    return [each.says for each in kept.lost(*said, [fixed], Files(str))]


def element(index: int, old: str) -> Remove:
    return Remove(Key(TOML, ("project", "dependencies", index)), old)


def test_what_a_change_removes_is_not_lost_and_what_goes_with_it_is() -> None:
    assert lost(PROJECT, PROJECT.replace('"numpy", ', ""), element(0, "numpy")) == []
    assert lost(PROJECT, PROJECT.replace('"numpy", "requests>=2"', ""), element(0, "numpy")) == [
        f"requests>=2 in {TOML} would no longer be read"
    ]
    assert lost(PROJECT, PROJECT.replace('"numpy", ', ""), element(1, "requests>=2")) == [
        f"numpy in {TOML} would no longer be read"
    ]


def test_of_two_that_say_the_same_one_is_lost_where_both_go() -> None:
    before = PROJECT.replace('"requests>=2"', '"requests>=2", "numpy"')
    assert lost(before, before.replace(', "numpy"', ""), element(2, "numpy")) == []
    after = before.replace(', "numpy"', "").replace('"numpy", ', "")
    assert lost(before, after, element(2, "numpy")) == [f"numpy in {TOML} would no longer be read"]


def test_what_is_written_anew_has_to_be_there() -> None:
    change = Replace(Key(TOML, ("project", "dependencies", 1)), "requests>=2", "3", start=10)
    assert lost(PROJECT, PROJECT.replace("requests>=2", "requests>=3"), change) == []
    assert lost(PROJECT, PROJECT.replace(', "requests>=2"', ""), change) == [
        f"requests>=2 in {TOML} would no longer be read"
    ]
    assert lost(PROJECT, PROJECT.replace('"numpy", "requests>=2"', '"requests>=3"'), change) == [
        f"numpy in {TOML} would no longer be read"
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('version = "1.0"\n', "", "1.0"),
        ('requires-python = ">=3.9"\n', "", ">=3.9"),
        ('"Programming Language :: Python :: 3.9"', "", "Programming Language :: Python :: 3.9"),
        ('["cryptography"]', "[]", "cryptography"),
        ('"a"', '"b"', "a"),
    ],
)
def test_every_field_is_kept(old: str, new: str, what: str) -> None:
    assert lost(PROJECT, PROJECT.replace(old, new), element(0, "numpy")) == [
        f"{what} in {TOML} would no longer be read"
    ]


def test_an_extra_goes_with_its_table_only() -> None:
    after = PROJECT.replace("tls =", "ssl =")
    assert sorted(lost(PROJECT, after, Drop(Key(TOML, ("project", "urls"))))) == [
        f"cryptography in {TOML} would no longer be read",
        f"tls in {TOML} would no longer be read",
    ]
    gone = PROJECT.replace('tls = ["cryptography"]\n', "")
    assert lost(PROJECT, gone, Drop(Key(TOML, ("project", "optional-dependencies", "tls")))) == []


def test_a_file_that_is_broken_is_lost_whatever_was_asked_for() -> None:
    assert f"{TOML} would no longer be read" in lost(
        PROJECT, PROJECT.replace("]\ndependencies", "\ndependencies"), element(0, "numpy")
    )


def test_what_becomes_unknown_is_lost() -> None:
    path = "a/setup.py"
    change = Replace(Span(path, SETUP.index('"1.0"'), SETUP.index('"1.0"') + 5), "1.0", "1.1")
    computed = SETUP.replace('VERSION = "1.0"', "VERSION = input()")
    assert f"version of {path} would no longer be known" in lost(SETUP, computed, change, path=path)
    assert lost(computed, computed, change, path=path) == []


def test_what_follows_from_a_change_elsewhere_in_the_file_is_not_lost() -> None:
    path = "a/setup.py"
    at = Span(path, SETUP.index('"1.0"'), SETUP.index('"1.0"') + 5)
    after = SETUP.replace('"1.0"', '"1.1"')
    assert lost(SETUP, after, Replace(at, "1.0", "1.1"), path=path) == []
    assert lost(SETUP, after, SetKey(Key(path, ("setup", "python_requires")), ">=3.9"), path=path) != []


def test_requirements_files_are_kept_too() -> None:
    path = "requirements.txt"
    beside = f"-- {TOML} --\n{PROJECT}"
    change = Remove(Span(path, 6, 11), "numpy")
    both = ("numpy\nnumpy\nrequests\n", "numpy\n")
    assert lost(*both, change, path=path, beside=beside) == ["requests in requirements.txt would no longer be read"]
    assert lost(both[0], "numpy\nrequests\n", change, path=path, beside=beside) == []


def test_what_is_removed_elsewhere_is_not_removed_here() -> None:
    elsewhere = Remove(Key("b/pyproject.toml", ("project", "dependencies", 0)), "other")
    assert lost(PROJECT, PROJECT.replace('"numpy", ', ""), elsewhere) == [f"numpy in {TOML} would no longer be read"]


def test_what_comes_new_stands_for_one_thing() -> None:
    before = PROJECT.replace('"numpy", "requests>=2"', '"numpy>=1", "numpy>=1; os_name == \'nt\'"')
    change = Replace(Key(TOML, ("project", "dependencies", 0)), "numpy>=1", "2", start=7)
    assert lost(before, before.replace('"numpy>=1", "numpy>=1;', '"numpy>=2", "numpy>=1;'), change) == []
    after = before.replace('"numpy>=1", "numpy>=1; os_name == \'nt\'"', '"numpy>=2"')
    assert lost(before, after, change) == [f"numpy>=1; os_name == 'nt' in {TOML} would no longer be read"]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("numpy\nrequests\n", "numpy\nrequests==\n", "requirements of requirements.txt would no longer be known"),
        ("numpy\n-r more.txt\n", "numpy\n", "more.txt would no longer be read"),
    ],
)
def test_lines_and_files_that_requirements_files_name_are_kept(before: str, after: str, says: str) -> None:
    beside = f"-- more.txt --\n# nothing\n-- {TOML} --\n{PROJECT}"
    assert says in lost(before, after, path="requirements.txt", beside=beside)


def test_copies_of_the_version_and_settings_of_tools_are_kept() -> None:
    path = "a/a/__init__.py"
    beside = f"-- {TOML} --\n{PROJECT}"
    assert lost('__version__ = "1.0"\n', "version = 1\n", path=path, beside=beside) != []
    assert lost('__version__ = "1.0"\n', '__version__ = "1.2"\n', path=path, beside=beside) == [
        f"1.0 in {path} would no longer be read"
    ]
    ruff = '[tool.ruff]\ntarget-version = "py39"\n'
    assert lost(PROJECT + ruff, PROJECT + "[tool.ruff]\n") == [f"py39 in {TOML} would no longer be read"]
    whole = Drop(Key(TOML, ("tool", "ruff", "target-version")))
    assert lost(PROJECT + ruff, PROJECT + "[tool.ruff]\n", whole) == []
