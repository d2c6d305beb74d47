from __future__ import annotations

import pytest

from pinlint.testing import fix
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


def test_what_one_requires_python_refuses_is_one_finding() -> None:
    files = (project("app", python=">=3.11", minors=("2", "3.8", "3.9", "3.8", "3.11")),)
    assert said(RULE, *files) == [
        "app/pyproject.toml:5:16: PIN301 app has the classifiers for Python 2, 3.8 and 3.9, but requires Python >=3.11"
    ]
    (only,) = found(RULE, *files)
    assert [message for _, message in related(only)] == [
        "app requires Python >=3.11",
        "the classifier for Python 3.8",
        "the classifier for Python 3.9",
    ]
    assert only.finding.witness == "Python 2"


def test_the_fix_removes_every_copy_of_what_is_refused() -> None:
    fixed, files = fix(project("core", python=">=3.11", minors=("2", "3.8", "3.11", "3.8", "3")), [RULE])
    assert not fixed.bugs
    listed = '["Programming Language :: Python :: 3.11", "Programming Language :: Python :: 3"]'
    assert f"classifiers = {listed}" in files["core/pyproject.toml"]


def test_each_member_has_a_finding_of_its_own() -> None:
    files = [project(name, python=">=3.10", minors=("3.8", "3.9")) for name in ("app", "core")]
    assert len(said(RULE, *files)) == 2


def test_without_requires_python_nothing_is_refused() -> None:
    assert not said(RULE, project("core", minors=("2.7",)))
    assert not said(RULE, project("core", minors=("2.7",), more='dynamic = ["requires-python"]'))


def test_what_is_not_published_makes_no_promise() -> None:
    assert not said(RULE, project("core", python=">=3.10", minors=("3.9",), more=UNPUBLISHED))
