from __future__ import annotations

import pytest

from pinlint_rules.pin407_banned_requirement import RULE
from tests.rules.asking import found, project, related, said


def config(*rows: str) -> str:
    return "\n".join(("-- pinlint.toml --", "[[dependencies]]", *rows))


BAN = config('names = ["nose", "old-*"]', 'banned = "gone"')


def test_one_member_and_distribution_is_one_finding_over_all_scopes() -> None:
    extras = 'x = ["Nose"]\ny = ["old_build"]'
    files = (project("a", "click", "nose>=1", extras=extras), project("b", "Old.Thing @ https://e.org/x"))
    assert [line.partition("PIN407 ")[2] for line in said(RULE, *files, BAN)] == [
        "a requires nose>=1, but nose is banned: gone",
        "a requires old_build, but old-build is banned: gone",
        "b requires Old.Thing @ https://e.org/x, but old-thing is banned: gone",
    ]
    first = found(RULE, *files, BAN)[0]
    assert related(first) == [("a/pyproject.toml", "a requires Nose"), ("pinlint.toml", "nose is banned")]
    assert first.finding.dependencies == ("nose",)


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        (("banned = true",), "is banned"),
        (("banned = true", 'reason = "use pytest"'), "is banned: use pytest"),
        (('banned = "old"', 'reason = "use pytest"'), "is banned: use pytest"),
    ],
)
def test_the_reason_is_shown_where_there_is_one(rows: tuple[str, ...], end: str) -> None:
    (line,) = said(RULE, project("a", "nose"), config('names = ["nose"]', *rows))
    assert line.endswith(end)


def test_a_member_may_be_banned_but_may_extend_itself() -> None:
    legacy = project("legacy", extras='all = ["legacy[x]"]\nx = ["click"]')
    lines = said(RULE, project("a", "legacy"), legacy, config('names = ["legacy"]', "banned = true"))
    assert lines == ["a/pyproject.toml:4:17: PIN407 a requires legacy, but legacy is banned"]


def test_lines_of_requirements_files_are_asked_once_each() -> None:
    files = (
        project("a"),
        "-- requirements.txt --\nclick\n-r shared/requirements-base.txt",
        "-- dev-requirements.txt --\n-r shared/requirements-base.txt",
        "-- shared/requirements-base.txt --\nnose==1.3  # for now",
    )
    assert said(RULE, *files, BAN) == [
        "shared/requirements-base.txt:1:1: PIN407 shared/requirements-base.txt has nose==1.3, but nose is banned: gone"
    ]


def test_a_requirements_file_that_decides_is_asked_whatever_it_is_called() -> None:
    deciding = config(
        'names = ["click"]', 'winner = "3rdparty/python"', "[[dependencies]]", 'names = ["nose"]', "banned = true"
    )
    assert said(RULE, project("a", "click"), "-- 3rdparty/python --\nclick\nnose", deciding) == [
        "3rdparty/python:2:1: PIN407 3rdparty/python has nose, but nose is banned"
    ]


def test_dependency_groups_and_build_requirements_are_nobodys_promise() -> None:
    more = '[dependency-groups]\ndev = ["nose"]\n[build-system]\nrequires = ["old-build"]'
    assert not said(RULE, project("a", "click", more=more), BAN)


@pytest.mark.parametrize(
    "rows",
    [
        ('names = ["nose"]', "banned = false"),
        ('names = ["nos"]', "banned = true"),
        ('names = ["n*"]', 'specifiers = "ignore"', "[[dependencies]]", 'names = ["nose"]', "banned = true"),
    ],
)
def test_what_is_not_banned_or_decided_before_is_silent(rows: tuple[str, ...]) -> None:
    assert not said(RULE, project("a", "nose"), config(*rows))


def test_without_a_configuration_nothing_is_asked() -> None:
    assert not said(RULE, project("a", "nose"))
