from __future__ import annotations

import pytest

from pinlint_rules.pin301_classifier_outside_requires_python import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said


@pytest.mark.parametrize(
    ("python", "label"),
    [
        (">=3.10", "3.9"),
        (">=3.10", "2"),
        (">=3.10", "2.7"),
        ("<3", "3"),
        ("<3", "3 :: Only"),
        (">=3.10,<3.13", "3.13"),
        (">=3.8,!=3.9.*", "3.9"),
        (">3.9,!=3.9.*", "3.9"),
    ],
)
def test_what_requires_python_refuses_entirely_is_reported(python: str, label: str) -> None:
    files = (project("core", python=python, minors=(label,)),)
    assert said(RULE, *files) == [
        f"core/pyproject.toml:5:16: PIN301 core has the classifier for Python {label}, but requires Python {python}"
    ]
    assert related(found(RULE, *files)[0]) == [("core/pyproject.toml", f"core requires Python {python}")]


@pytest.mark.parametrize(
    ("python", "label"),
    [
        (">=3.10", "3.10"),
        (">=3.10.4", "3.10"),
        ("<=3.12", "3.12"),
        ("!=3.12", "3.12"),
        (">=3.10", "3"),
        (">=3.10", "3 :: Only"),
        (">=2.7,!=3.0.*", "2"),
        (">=3.10", "Implementation :: CPython"),
        (">=3.12,<3.11", "3.11"),
        (">=3.10", "3.9.1"),
    ],
)
def test_one_accepted_release_of_the_series_is_enough(python: str, label: str) -> None:
    assert not said(RULE, project("core", python=python, minors=(label,)))


def test_every_false_classifier_is_a_line_to_change() -> None:
    assert len(said(RULE, project("core", python=">=3.10", minors=("3.8", "3.9", "3.8", "3.10")))) == 2


def test_without_requires_python_nothing_is_refused() -> None:
    assert not said(RULE, project("core", minors=("2.7",)))
    assert not said(RULE, project("core", minors=("2.7",), more='dynamic = ["requires-python"]'))


def test_what_is_not_published_makes_no_promise() -> None:
    assert not said(RULE, project("core", python=">=3.10", minors=("3.9",), more=UNPUBLISHED))
