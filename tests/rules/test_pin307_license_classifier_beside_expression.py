from __future__ import annotations

from pinlint.rule import Level
from pinlint_rules.pin307_license_classifier_beside_expression import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said

MIT = "License :: OSI Approved :: MIT License"
LISTED = f'classifiers = ["Typing :: Typed", "License :: OSI Approved", "{MIT}"]\n'


def test_all_licence_classifiers_are_one_finding() -> None:
    files = (project("core", more=f'license = "MIT"\n{LISTED}'),)
    (line,) = said(RULE, *files)
    assert line.split(": PIN307 ")[1] == (
        f"core has the classifiers 'License :: OSI Approved' and {MIT!r} beside the license expression 'MIT'"
    )
    (finding,) = found(RULE, *files)
    assert finding.level is Level.INFO
    assert [message for _, message in related(finding)] == [
        "core has the license expression 'MIT'",
        "core has this classifier",
    ]


def test_it_has_to_be_asked_for() -> None:
    assert not RULE.default


def test_the_text_of_a_licence_is_no_expression() -> None:
    assert not said(RULE, project("core", more=f'license = {{text = "MIT"}}\n{LISTED}'))
    assert not said(RULE, project("core", more=LISTED))
    fields = "Metadata-Version: 2.1\nName: core\nVersion: 1.0\nClassifier: License :: OSI Approved\n"
    assert not said(RULE, f"-- core/PKG-INFO --\n{fields}License: MIT\n")
    assert said(RULE, f"-- core/PKG-INFO --\n{fields}License-Expression: MIT\n")


def test_setup_files_have_expressions_too() -> None:
    config = "-- core/setup.cfg --\n[metadata]\nname = core\nversion = 1.0\nclassifiers = License :: OSI Approved\n"
    assert not said(RULE, f"{config}license = MIT\n")
    assert said(RULE, f"{config}license_expression = MIT\n")
    call = "setup(name='core', version='1', classifiers=['License :: OSI Approved'],"
    program = f"-- core/setup.py --\nfrom setuptools import setup\n{call}"
    assert not said(RULE, f"{program} license='MIT')\n")
    assert said(RULE, f"{program} license_expression='MIT')\n")


def test_an_expression_alone_and_what_is_not_published_are_fine() -> None:
    assert not said(RULE, project("core", minors=("3.12",), more='license = "MIT"'))
    assert not said(RULE, project("core", more=f'license = "MIT"\n{LISTED}{UNPUBLISHED}'))
