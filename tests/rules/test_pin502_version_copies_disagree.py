from __future__ import annotations

import pytest

from pinlint_rules.pin502_version_copies_disagree import RULE
from tests.rules.asking import found, project, related, said
from tests.rules.repairing import repaired


def core(version: str, copy: str) -> tuple[str, ...]:
    return project("core", version=version), f"-- core/core/__init__.py --\n__version__ = {copy!r}\n"


def test_the_copy_and_the_version_are_shown() -> None:
    files = core("1.2.0", "1.1.0")
    assert said(RULE, *files) == [
        "core/core/__init__.py:1:15: PIN502 core is 1.2.0, but __version__ in core/__init__.py is 1.1.0"
    ]
    assert related(found(RULE, *files)[0]) == [("core/pyproject.toml", "core is 1.2.0")]


@pytest.mark.parametrize(
    ("version", "copy"),
    [
        ("1.0", "1.0.0"),
        ("1.0", "v1.0"),
        ("24.03.0rc3", "24.3.0-rc.3"),
        ("1.0", "1.0+local"),
        ("1.0+build", "1.0"),
        ("1.0", "0.0.0"),
    ],
)
def test_other_spellings_local_labels_and_placeholders_are_fine(version: str, copy: str) -> None:
    assert not said(RULE, *core(version, copy))


@pytest.mark.parametrize(
    ("version", "copy"), [("1.0", "1.0.1"), ("1.0.dev0", "1.0"), ("1.0rc1", "1.0rc2"), ("1.0.post1", "1.0")]
)
def test_other_versions_differ(version: str, copy: str) -> None:
    assert len(said(RULE, *core(version, copy))) == 1


def test_what_a_build_appends_need_not_be_in_the_copies() -> None:
    config = "-- setup.cfg --\n[metadata]\nname = core\nversion = 1.0\n[egg_info]\ntag_build = .dev0\n"
    assert not said(RULE, config, "-- core.py --\n__version__ = '1.0'\n")
    assert not said(RULE, config, "-- core.py --\n__version__ = '1.0.dev0'\n")
    assert said(RULE, config, "-- core.py --\n__version__ = '1.1'\n")


def test_all_copies_that_differ_are_one_finding() -> None:
    files = (
        project(
            "core",
            version="1.2.0",
            more='[tool.bumpversion]\ncurrent_version = "1.1.0"\n[tool.commitizen]\nversion = "1.2"',
        ),
        "-- core/CITATION.cff --\nversion: 1.0.0\n-- core/core.py --\n__version__ = '1.1.0'\n",
        "-- core/.cz.toml --\n[tool.commitizen]\nversion = '1.1'\n",
    )
    (finding,) = found(RULE, *files)
    assert finding.finding.message == (
        "core is 1.2.0, but __version__ in core.py is 1.1.0 and CITATION.cff is 1.0.0 "
        "and current_version of bumpversion in pyproject.toml is 1.1.0 and 1 more differ"
    )
    assert [path for path, _ in related(finding)] == [
        "core/pyproject.toml",
        "core/CITATION.cff",
        "core/pyproject.toml",
        "core/.cz.toml",
    ]


def test_members_without_a_known_version_have_nothing_to_be_held_to() -> None:
    assert not said(RULE, project("core", version=None, more='dynamic = ["version"]'), core("1", "2")[1])


@pytest.mark.parametrize(
    ("version", "written", "message"),
    [
        ("1.10", "1.10", "core is 1.10, but CITATION.cff is 1.1 (written 1.10)"),
        ("1.1", "1.10", None),
        ("1.10", "'1.10'", None),
        ("1.10", "v1.10", None),
        ("1.10.0", "1.10.0", None),
        ("1.0", "1.0", None),
        ("1.11", "1.11", None),
    ],
)
def test_a_number_without_quotes_is_the_one_that_yaml_reads(version: str, written: str, message: str | None) -> None:
    files = project("core", version=version), f"-- core/CITATION.cff --\nversion: {written}\n"
    assert [each.finding.message for each in found(RULE, *files)] == ([message] if message else [])


@pytest.mark.parametrize(
    ("version", "before", "after"),
    [
        ("1.10", "1.10", '"1.10"'),
        ("1.10", "1.9", '"1.10"'),
        ("1.10", "1.9  # old", '"1.10"  # old'),
        ("1.10", "v1.9", "v1.10"),
        ("1.10", "'v1.9'", "'v1.10'"),
        ("1.10", '"1.9"', '"1.10"'),
        ("1.11", "1.9", "1.11"),
        ("1.10.1", "1.9", "1.10.1"),
    ],
)
def test_the_fix_writes_quotes_where_yaml_would_read_another_number(version: str, before: str, after: str) -> None:
    text = "\n".join((project("core", version=version), f"-- core/CITATION.cff --\nversion: {before}\n"))
    assert repaired(text, "PIN502")["core/CITATION.cff"] == f"version: {after}\n"
