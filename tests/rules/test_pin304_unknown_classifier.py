from __future__ import annotations

import pytest

from pinlint_rules.pin304_unknown_classifier import RULE
from tests.rules.asking import UNPUBLISHED, project, said


def core(*classifiers: str, more: str = "") -> str:
    listed = "".join(f'    "{each}",\n' for each in classifiers)
    return f'-- core/pyproject.toml --\n[project]\nname = "core"\nversion = "1.0"\nclassifiers = [\n{listed}]\n{more}\n'


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("License :: OSI Approved :: MIT", "License :: OSI Approved :: MIT License"),
        ("programming language :: python :: 3", "Programming Language :: Python :: 3"),
        ("Natural Language :: Germann", "Natural Language :: German"),
        ("Programming Language :: Python:: 3.12", "Programming Language :: Python :: 3.12"),
        ("Development Status :: 5 - Stable", "Development Status :: 5 - Production/Stable"),
        ("Framework::Django", "Framework :: Django"),
        ("Development Status :: 8 - Done", None),
        ("nothing of the kind", None),
    ],
)
def test_what_is_not_defined_is_named_with_the_nearest_that_is(written: str, offered: str | None) -> None:
    (line,) = said(RULE, core(written))
    assert line.startswith(f"core/pyproject.toml:5:5: PIN304 core has the classifier {written!r}, which is not defined")
    if offered is not None:
        assert line.endswith(f"; did you mean {offered!r}?")


@pytest.mark.parametrize(
    "written",
    [
        "Programming Language :: Python :: 3.12",
        "  Programming Language :: Python :: 3.12 ",
        "Programming Language :: Python :: 3.99",
        "Programming Language :: Python :: 4",
        "Framework :: Django :: 77.1",
        "Natural Language :: Ukranian",
        "",
    ],
)
def test_what_is_defined_deprecated_or_newer_than_the_list_is_fine(written: str) -> None:
    assert not said(RULE, core(written))


def test_what_is_listed_twice_is_said_once_at_its_first_place() -> None:
    assert [line.split(": ")[0] for line in said(RULE, core("Odd", "Typing :: Typed", "Odd"))] == [
        "core/pyproject.toml:5:5"
    ]


def test_each_that_is_unknown_is_a_finding() -> None:
    assert len(said(RULE, core("Odd", "Even"), project("other", minors=("x",)))) == 3


def test_what_is_not_published_may_say_what_it_likes() -> None:
    assert not said(RULE, core("Odd", "Private :: Do Not Upload"))
    assert not said(RULE, core("Odd", more=UNPUBLISHED))


def test_a_list_of_nonsense_takes_no_time() -> None:
    assert len(said(RULE, core(*(f"{number} {'x' * 5000}" for number in range(300))))) == 300
