from __future__ import annotations

import trove_classifiers

from pinlint_rules import pin304_unknown_classifier
from pinlint_rules.pin305_deprecated_classifier import RULE
from tests.rules.asking import UNPUBLISHED, said


def core(*classifiers: str, more: str = "") -> str:
    listed = "".join(f'    "{each}",\n' for each in classifiers)
    return f'-- core/pyproject.toml --\n[project]\nname = "core"\nversion = "1.0"\nclassifiers = [\n{listed}]\n{more}\n'


def test_every_deprecated_classifier_is_named_with_its_replacement_and_not_called_unknown() -> None:
    for classifier, replacements in trove_classifiers.deprecated_classifiers.items():
        (line,) = said(RULE, core("Typing :: Typed", classifier))
        assert line.startswith(f"core/pyproject.toml:6:5: PIN305 core has the classifier {classifier!r}")
        assert line.endswith(f" in favour of {replacements[0]!r}" if replacements else ", with no other in its place")
        assert not said(pin304_unknown_classifier.RULE, core(classifier))


def test_what_is_defined_or_unknown_is_fine() -> None:
    assert not said(RULE, core("Typing :: Typed", "Odd"))


def test_what_is_listed_twice_is_said_once() -> None:
    assert len(said(RULE, core("Natural Language :: Ukranian", "Natural Language :: Ukranian"))) == 1


def test_what_is_not_published_is_left_alone() -> None:
    assert not said(RULE, core("Natural Language :: Ukranian", more=UNPUBLISHED))
