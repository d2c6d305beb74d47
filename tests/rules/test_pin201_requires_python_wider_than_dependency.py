from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from pinlint.rule import Level
from pinlint_rules.pin201_requires_python_wider_than_dependency import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said


@pytest.mark.parametrize(
    ("ours", "theirs", "witness"),
    [
        (">=3.10", ">=3.11", "3.10"),
        (">=3.8", ">=3.11", "3.10"),
        (">=3.10", ">=3.10.4", "3.10.0"),
        (">=3.10.2", ">=3.11", "3.10.2"),
        (">=3.9", ">=3.9,!=3.10.*", "3.10"),
        (">=3.9,<3.14", ">=3.9,<3.13", "3.13"),
        (">=3.9,<3.14", ">=3.9,<3.13.5", "3.13.5"),
        ("==3.12.*", "==3.11.*", "3.12"),
        ("==3.11.*", "==3.12.*", "3.11"),
        (">=2.7", ">=3", "2.7"),
        ("<3.12", ">=3.9", "3.8"),
        ("===3.10.1", ">=3.11", "3.10.1"),
    ],
)
def test_the_witness_is_accepted_by_one_side_and_refused_by_the_other(ours: str, theirs: str, witness: str) -> None:
    files = (project("app", "core", python=ours), project("core", python=theirs))
    assert said(RULE, *files) == [
        f"app/pyproject.toml:4:19: PIN201 app accepts Python {witness} ({ours}), but core does not ({theirs})"
    ]
    assert SpecifierSet(ours).contains(witness)
    assert not SpecifierSet(theirs).contains(witness)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (">=3.11", ">=3.11"),
        (">=3.11,<3.13", "<3.13, >=3.11"),
        ("==3.11.*", ">=3.11,<3.12"),
        (">=3.12", ">=3.11"),
        (">=3.11", ">=3.11,<4"),
        (">=3.11", ">=3.11,<3.13"),
        (">=3.11,<4", ">=3.11,<3.13"),
        (">=3.8,<3.13", ">=3.8,<=3.12"),
        (">=3.8", ">3.8"),
        (">=3.9,<3.9", ">=3.11"),
        (">=3.9", ">=3.9,<3.9"),
    ],
)
def test_what_is_no_wider_or_told_elsewhere_is_fine(ours: str, theirs: str) -> None:
    assert not said(RULE, project("app", "core", python=ours), project("core", python=theirs))


def test_a_python_that_is_too_new_counts_where_a_classifier_claims_it() -> None:
    core = project("core", python=">=3.10,<3.13")
    assert not said(RULE, project("app", "core", python=">=3.10", minors=("3.11", "3.12")), core)
    assert said(RULE, project("app", "core", python=">=3.10", minors=("3.12", "3.13", "3.14")), core) == [
        "app/pyproject.toml:4:19: PIN201 app accepts Python 3.13 (>=3.10), but core does not (>=3.10,<3.13)"
    ]


def test_no_requires_python_accepts_every_python() -> None:
    assert said(RULE, project("app", "core"), project("core", python=">=3.8")) == [
        (
            "app/pyproject.toml:2:8: PIN201 app accepts Python 3.7, as it declares no Requires-Python, "
            "but core does not (>=3.8)"
        )
    ]
    assert not said(RULE, project("app", "core", python=">=3.8"), project("core"))


def test_a_root_that_is_not_published_promises_nothing_where_it_declares_nothing() -> None:
    core = project("core", python=">=3.8")
    assert not said(RULE, project("root", "core", more=UNPUBLISHED), core)
    assert said(RULE, project("root", "core", python=">=3.7", more=UNPUBLISHED), core)


def test_all_dependencies_on_one_side_are_one_finding() -> None:
    files = (
        project("app", *"abcde", python=">=3.9"),
        *(project(name, python=f">=3.1{number}") for number, name in enumerate("abcd")),
        project("e", python=">=3.8"),
    )
    assert said(RULE, *files) == [
        (
            "app/pyproject.toml:4:19: PIN201 app accepts Python 3.9 (>=3.9), "
            "but a (>=3.10), b (>=3.11), c (>=3.12) and 1 more do not"
        )
    ]
    places = related(found(RULE, *files)[0])
    assert places[:2] == [("a/pyproject.toml", "a requires Python >=3.10"), ("app/pyproject.toml", "app requires a")]
    assert len(places) == 8


def test_two_directions_are_two_findings() -> None:
    files = (
        project("app", "a", "b", python=">=3.9,<3.14"),
        project("a", python=">=3.10"),
        project("b", python="<3.13"),
    )
    assert said(RULE, *files) == [
        "app/pyproject.toml:4:19: PIN201 app accepts Python 3.13 (>=3.9,<3.14), but b does not (<3.13)",
        "app/pyproject.toml:4:19: PIN201 app accepts Python 3.9 (>=3.9,<3.14), but a does not (>=3.10)",
    ]


def test_a_witness_holds_for_every_dependency_that_is_named() -> None:
    files = (project("app", "a", "b", python=">=3.10"), project("a", python=">=3.11"), project("b", python=">=3.10.4"))
    assert said(RULE, *files) == [
        "app/pyproject.toml:4:19: PIN201 app accepts Python 3.10.0 (>=3.10), but a (>=3.11) and b (>=3.10.4) do not"
    ]


def test_a_marker_that_keeps_the_requirement_away_is_enough() -> None:
    core = project("core", python=">=3.11")
    assert not said(RULE, project("app", 'core; python_version >= "3.11"', python=">=3.9"), core)
    assert not said(RULE, project("app", 'core; python_full_version >= "3.11.0"', python=">=3.9"), core)
    assert said(RULE, project("app", 'core; python_version >= "3.10"', python=">=3.9"), core) == [
        "app/pyproject.toml:4:19: PIN201 app accepts Python 3.10 (>=3.9), but core does not (>=3.11)"
    ]


def test_a_marker_on_something_else_is_not() -> None:
    core = project("core", python=">=3.11")
    assert said(RULE, project("app", 'core; sys_platform == "win32"', python=">=3.10"), core)
    assert not said(RULE, project("app", 'core; platform_release == "7"', python=">=3.10"), core)


def test_what_comes_through_an_extra_is_a_warning() -> None:
    core, late = project("core", python=">=3.11"), project("late", python=">=3.12")
    (finding,) = found(RULE, project("app", extras='x = ["core"]', python=">=3.10"), core)
    assert finding.level is Level.WARNING
    (finding,) = found(RULE, project("app", "late", extras='x = ["core"]', python=">=3.10"), core, late)
    assert finding.level is Level.ERROR
    assert related(finding)[0] == ("late/pyproject.toml", "late requires Python >=3.12")


def test_groups_and_build_requirements_are_not_asked() -> None:
    more = '[dependency-groups]\ntest = ["core"]\n[build-system]\nrequires = ["core"]'
    assert not said(RULE, project("app", python=">=3.8", more=more), project("core", python=">=3.11"))


def test_what_is_unknown_is_not_compared() -> None:
    dynamic = 'dynamic = ["requires-python"]'
    assert not said(RULE, project("app", "core", more=dynamic), project("core", python=">=3.11"))
    assert not said(RULE, project("app", "core", python=">=3.8"), project("core", more=dynamic))


def test_an_older_release_for_older_pythons_is_another_release() -> None:
    split = ('core<2; python_version < "3.9"', 'core>=2; python_version >= "3.9"')
    core = project("core", version="2.1", python=">=3.9")
    assert not said(RULE, project("app", *split, python=">=3.8"), core)
