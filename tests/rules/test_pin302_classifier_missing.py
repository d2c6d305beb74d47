from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from pinlint_rules.pin302_classifier_missing import RULE
from tests.rules.asking import UNPUBLISHED, found, project, said


@pytest.mark.parametrize(
    ("python", "minors", "missing"),
    [
        (">=3.10", ("3.10", "3.12"), "3.11"),
        (">=3.9", ("3.10", "3.11"), "3.9"),
        (">=3.8", ("3.10",), "3.8, 3.9"),
        (">=3.10,<3.14", ("3.10", "3.11"), "3.12, 3.13"),
        (">=3.10,<=3.11", ("3.10",), "3.11"),
        ("<3.13", ("3.10",), "3.11, 3.12"),
        (">=3.10,!=3.11.*", ("3.10", "3.13"), "3.12"),
        (">=3.10.4", ("3.11",), "3.10"),
        (">=3.9,!=3.10.0,!=3.10.1", ("3.9", "3.11"), "3.10"),
        ("~=3.13.2", ("3.12",), "3.13"),
        (">=2.7,!=3.0.*", ("3.1", "3.3"), "3.2"),
    ],
)
def test_what_is_accepted_between_floor_and_cap_has_a_classifier(
    python: str, minors: tuple[str, ...], missing: str
) -> None:
    files = (project("core", python=python, minors=minors),)
    assert said(RULE, *files) == [
        (
            f"core/pyproject.toml:2:8: PIN302 core accepts Python {missing} ({python}), "
            f"but has no classifier for {'them' if ',' in missing else 'it'}"
        )
    ]
    (finding,) = found(RULE, *files)
    assert finding.finding.witness is not None
    assert SpecifierSet(python).contains(finding.finding.witness.removeprefix("Python "))


@pytest.mark.parametrize(
    ("python", "minors"),
    [
        (">=3.10", ("3.10", "3.11")),
        (">=3.10", ("3.10",)),
        (">=3.10,<4", ("3.10", "3.11")),
        (">=3.10", ("3",)),
        (">=3.10", ()),
        (">=3.10,!=3.11.*", ("3.10", "3.12")),
        ("", ("3.8", "3.10")),
        (">=2.7", ("2.7", "3.8")),
        (">=3.12,<3.11", ("3.11",)),
    ],
)
def test_what_has_them_all_or_chose_to_have_none_is_fine(python: str, minors: tuple[str, ...]) -> None:
    assert not said(RULE, project("core", python=python, minors=minors))


def test_classifiers_that_a_backend_adds_are_unknown() -> None:
    assert not said(RULE, project("core", python=">=3.9", minors=("3.12",), more='dynamic = ["classifiers"]'))


def test_what_is_not_published_needs_none() -> None:
    assert not said(RULE, project("core", python=">=3.9", minors=("3.12",), more=UNPUBLISHED))


def test_numbers_that_somebody_made_up_take_no_time() -> None:
    assert len(said(RULE, project("core", python=">=3.10", minors=("3.10", "3.999999999")))) == 1


def test_a_floor_of_three_asks_for_no_older_minors_than_are_listed() -> None:
    assert not said(RULE, project("core", python=">=3", minors=("3", "3.11", "3.12")))
    assert said(RULE, project("core", python=">=3", minors=("3", "3.11", "3.13")))
