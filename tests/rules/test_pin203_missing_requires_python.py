from __future__ import annotations

from pinlint_rules.pin203_missing_requires_python import RULE
from tests.rules.asking import UNPUBLISHED, project, said

BUILT = "-- core-1.0/PKG-INFO --\nMetadata-Version: {}\nName: core\nVersion: 1.0"


def test_an_empty_one_is_missing() -> None:
    assert said(RULE, project("core", python=" ")) == [
        "core/pyproject.toml:2:8: PIN203 core declares no Requires-Python"
    ]


def test_a_dynamic_one_is_not() -> None:
    assert not said(RULE, project("core", more='dynamic = ["requires-python"]'))


def test_what_is_not_published_needs_none() -> None:
    assert not said(RULE, project("core", more=UNPUBLISHED))
    private = project("core", more='classifiers = ["Private :: Do Not Upload"]')
    assert not said(RULE, private)


def test_an_sdist_proves_it_missing_only_from_metadata_version_2_2_on() -> None:
    assert not said(RULE, BUILT.format("2.1"))
    assert len(said(RULE, BUILT.format("2.2"))) == 1


def test_pin201_says_it_instead_where_a_sibling_refuses_something() -> None:
    assert not said(RULE, project("app", "core"), project("core", python=">=3.8"))
    assert len(said(RULE, project("app", "core"), project("core", python="<4"))) == 1
    assert (
        len(said(RULE, project("app", more='[dependency-groups]\nx = ["core"]'), project("core", python=">=3.8"))) == 1
    )
