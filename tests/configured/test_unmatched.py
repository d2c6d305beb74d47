from __future__ import annotations

import pytest

import pinlint_rules
from pinlint.testing import check, lines

RULES = [rule for rule in pinlint_rules.load() if rule.code in {"PIN003", "PIN010"}]
WORKSPACE = """
-- packages/core/pyproject.toml --
[project]
name = "acme-core"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["click"]
optional-dependencies.fast_io = ["rich>=1"]
-- pinlint.toml --
"""


@pytest.mark.parametrize(
    ("config", "place", "message"),
    [
        ('members = ["packages/*", "plugins/*"]', "1:26", "no member lies in plugins/*"),
        ('exclude = ["packages/core/x", "packages/c*"]', "1:12", "no folder and no file matches packages/core/x"),
        ('[[groups]]\nname = "g"\nmembers = ["web-*"]', "3:12", "no member matches web-* in the group g"),
        (
            '[[ignores]]\nrule = "PIN101"\nreason = "old"\nmember = "web"',
            "4:10",
            "no member matches web in the ignore of PIN101",
        ),
        (
            '[[ignores]]\nrule = "PIN101"\nreason = "old"\ndependency = "toml"',
            "4:14",
            "no dependency matches toml in the ignore of PIN101",
        ),
        (
            '[[ignores]]\nrule = "PIN101"\nreason = "old"\nextra = "slow"',
            "4:9",
            "no extra matches slow in the ignore of PIN101",
        ),
        (
            '[[groups]]\nname = "a"\nmembers = ["acme-*"]\n[[groups]]\nname = "b"\nmembers = ["*-core"]',
            "6:12",
            "every member that *-core matches in the group b is in the group a already",
        ),
        (
            '[[groups]]\nname = "a"\nmembers = ["*"]\nowns = ["acme-*", "web-*"]',
            "4:19",
            "no member and no requirement matches web-*, which the group a owns",
        ),
        (
            '[[groups]]\nname = "a"\nmembers = ["*"]\ncomplete = ["web"]',
            "4:13",
            "there is no member web to be complete",
        ),
        (
            '[[groups]]\nname = "a"\nmembers = ["*"]\ncomplete = ["Acme-Core[fast-io,slow]"]',
            "4:13",
            "Acme-Core provides no extra slow",
        ),
        (
            '[[groups]]\nname = "a"\nmembers = ["*"]\ncomplete = ["acme-core:dev"]',
            "4:13",
            "acme-core has no dependency group dev",
        ),
        ('version-files = ["packages/core/pyproject.toml", "VERSION"]', "1:50", "there is no file VERSION"),
        ('[[dependencies]]\nnames = ["click", "attrs"]', "2:19", "no requirement matches attrs"),
        (
            '[[dependencies]]\nnames = ["cl*"]\n[[dependencies]]\nnames = ["*ick"]\nspecifiers = "ignore"',
            "4:10",
            "everything that *ick matches is decided by an earlier table of dependencies",
        ),
        (
            '[[dependencies]]\nnames = ["cl*"]\n[[dependencies]]\nnames = ["rach", "clack-*"]\nbanned = true',
            "4:18",
            "everything that clack-* matches is decided by an earlier table of dependencies",
        ),
        (
            '[[dependencies]]\nnames = ["click"]\nwinner = "base"',
            "3:10",
            "there is no member base to decide",
        ),
        (
            '[[dependencies]]\nnames = ["click"]\nwinner = "base.txt"',
            "3:10",
            "base.txt cannot be read: is missing",
        ),
        (
            '[[dependencies]]\nnames = ["click"]\nwinner = "../base.txt"',
            "3:10",
            "../base.txt is no path below the root",
        ),
        (
            '[[groups]]\nname = "a"\nmembers = ["*"]\nversion = {file = "VERSION"}',
            "4:19",
            "VERSION cannot be read: is missing",
        ),
        (
            '[[groups]]\nname = "a"\nmembers = ["*"]\nversion = {file = "pinlint.toml"}',
            "4:19",
            "pinlint.toml states no version of a",
        ),
        ('[[overrides]]\nmember = "web"\nversion = "1"', "2:10", "there is no member web to override"),
    ],
)
def test_what_matches_nothing_is_found_where_it_is_written(config: str, place: str, message: str) -> None:
    assert lines(check(f"{WORKSPACE}{config}\n", RULES)) == f"pinlint.toml:{place}: PIN010 {message}\n"


@pytest.mark.parametrize(
    "config",
    [
        'members = ["packages/*"]',
        'members = ["packages/**"]',
        '[[groups]]\nname = "g"\nmembers = ["Acme_*"]',
        '[[ignores]]\nrule = "PIN101"\nreason = "old"\nmember = "ACME.core"\ndependency = "Cli*"\nextra = "Fast-*"',
        '[[groups]]\nname = "g"\nmembers = ["*"]\nowns = ["click"]\ncomplete = ["acme.core", "acme_core[Fast_IO]"]',
        '[[dependencies]]\nnames = ["Click"]\nwinner = "Acme.Core"',
        '[[dependencies]]\nnames = ["nose"]\nbanned = true',
        '[[dependencies]]\nnames = ["click"]\n[[dependencies]]\nnames = ["*"]',
        '[[dependencies]]\nnames = ["?lick"]\n[[dependencies]]\nnames = ["*ic*"]',
    ],
)
def test_what_matches_in_any_spelling_is_silent(config: str) -> None:
    assert not lines(check(f"{WORKSPACE}{config}\n", RULES))


UNKNOWN = """
-- packages/x/setup.py --
from setuptools import setup
setup(name={name}, version="1", install_requires={requires}, extras_require={extras})
-- pinlint.toml --
"""


@pytest.mark.parametrize(
    ("unknown", "config"),
    [
        ("name", '[[groups]]\nname = "g"\nmembers = ["*", "web-*"]\nowns = ["web-*"]'),
        ("name", '[[ignores]]\nrule = "PIN101"\nreason = "old"\nmember = "web"'),
        ("requires", '[[ignores]]\nrule = "PIN101"\nreason = "old"\ndependency = "rich"'),
        ("requires", '[[dependencies]]\nnames = ["rich"]'),
        ("extras", '[[ignores]]\nrule = "PIN101"\nreason = "old"\nextra = "slow"'),
        ("extras", '[[groups]]\nname = "g"\nmembers = ["*"]\ncomplete = ["x[slow]"]'),
    ],
)
def test_what_cannot_be_read_may_be_what_a_glob_is_for(unknown: str, config: str) -> None:
    values = {"name": "'x'", "requires": "['click']", "extras": "{}"}
    known, hidden = UNKNOWN.format(**values), UNKNOWN.format(**values | {unknown: "input()"})
    assert lines(check(f"{known}{config}\n", RULES))
    assert not lines(check(f"{hidden}{config}\n", RULES))


def test_a_file_with_a_version_that_is_none_is_found_in_that_file() -> None:
    text = f'{WORKSPACE}[[groups]]\nname = "a"\nmembers = ["*"]\nversion = {{file = "VERSION"}}\n-- VERSION --\nsoon\n'
    assert lines(check(text, RULES)) == "VERSION:1:1: PIN003 soon is not a PEP 440 version\n"
