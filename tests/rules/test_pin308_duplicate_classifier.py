from __future__ import annotations

from pinlint_rules.pin308_duplicate_classifier import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said


def test_one_classifier_is_one_finding_however_often_it_is_listed() -> None:
    files = (project("core", minors=("3.12", "3.11", "3.12", "3.12")),)
    assert said(RULE, *files) == [
        "core/pyproject.toml:4:100: PIN308 core lists the classifier 'Programming Language :: Python :: 3.12' 3 times"
    ]
    assert len(related(found(RULE, *files)[0])) == 2


def test_different_classifiers_are_fine() -> None:
    assert not said(RULE, project("core", minors=("3", "3 :: Only", "3.1", "3.10")))


def test_two_files_with_one_list_each_are_no_duplicate() -> None:
    copy = "-- core/setup.cfg --\n[metadata]\nclassifiers =\n    Programming Language :: Python :: 3"
    assert not said(RULE, project("core", minors=("3",)), copy)


def test_what_is_not_published_is_left_alone() -> None:
    assert not said(RULE, project("core", minors=("3", "3"), more=UNPUBLISHED))


def test_a_doubled_list_is_one_finding() -> None:
    (line,) = said(RULE, project("core", minors=("3.11", "3.12", "3.11", "3.12")))
    assert line.endswith(
        "core lists 2 classifiers more than once: "
        "'Programming Language :: Python :: 3.11', 'Programming Language :: Python :: 3.12'"
    )
