from __future__ import annotations

from pinlint_rules.pin006_duplicate_member import RULE
from tests.rules.asking import UNPUBLISHED, found, project, related, said


def test_three_members_of_one_name_are_one_finding_with_all_places() -> None:
    files = (project("core", path="a"), project("Core", path="b"), project("CORE", path="c"))
    assert said(RULE, *files) == ["b/pyproject.toml:2:8: PIN006 Core 1.0 in b has the same name as core 1.0 in a"]
    assert related(found(RULE, *files)[0]) == [
        ("a/pyproject.toml", "core 1.0 in a"),
        ("c/pyproject.toml", "CORE 1.0 in c"),
    ]


def test_dots_dashes_and_underscores_are_one() -> None:
    assert said(RULE, project("a.b", path="x"), project("A__b", path="y"))


def test_members_that_are_not_published_may_share_a_name() -> None:
    assert not said(RULE, project("core", path="a"), project("core", path="b", more=UNPUBLISHED))


def test_members_without_a_valid_name_are_not_alike() -> None:
    assert not said(RULE, project("a b", path="x"), project("a b", path="y"))


def test_an_sdist_and_the_wheel_built_from_it_are_one_member() -> None:
    built = "Metadata-Version: 2.2\nName: core\nVersion: 1.0"
    assert not said(RULE, f"-- core-1.0/PKG-INFO --\n{built}", f"-- core-1.0.dist-info/METADATA --\n{built}")
