from __future__ import annotations

from pinlint_rules.pin601_dependency_cycle import RULE
from tests.rules.asking import found, project, related, said


def test_the_shortest_cycle_of_a_component_is_shown() -> None:
    files = (project("a", "b"), project("b", "c"), project("c", "d", "b"), project("d", "a"))
    assert said(RULE, *files) == ["b/pyproject.toml:4:17: PIN601 b requires c, which requires b"]
    assert related(found(RULE, *files)[0]) == [("c/pyproject.toml", "c requires b")]


def test_every_component_is_a_finding() -> None:
    files = (project("a", "b"), project("b", "a", "x"), project("x", "y"), project("y", "z"), project("z", "x"))
    assert said(RULE, *files) == [
        "a/pyproject.toml:4:17: PIN601 a requires b, which requires a",
        "x/pyproject.toml:4:17: PIN601 x requires y, which requires z, which requires x",
    ]


def test_the_order_of_requirements_does_not_choose_the_cycle() -> None:
    one = (project("a", "b", "c"), project("b", "a"), project("c", "a"))
    other = (project("a", "c", "b"), project("b", "a"), project("c", "a"))
    assert [line.split(" ", 1)[1] for line in said(RULE, *one)] == [
        line.split(" ", 1)[1] for line in said(RULE, *other)
    ]


def test_extras_groups_and_build_requirements_close_no_cycle() -> None:
    more = '[dependency-groups]\ntest = ["b"]\n[build-system]\nrequires = ["b"]'
    assert not said(RULE, project("a", extras='all = ["b"]', more=more), project("b", "a"))


def test_a_member_that_requires_itself_is_another_matter() -> None:
    assert not said(RULE, project("a", "a"))


def test_a_cycle_that_does_not_close_hides_none_that_does() -> None:
    files = (project("a", 'b; os_name == "nt"'), project("b", 'a; os_name == "java"', "c"), project("c", "d"))
    assert said(RULE, *files, project("d", "b")) == [
        "c/pyproject.toml:4:17: PIN601 c requires d, which requires b, which requires c"
    ]


def test_of_two_requirements_that_without_a_marker_counts() -> None:
    files = (project("a", 'b; os_name == "nt"', "b"), project("b", 'a; os_name == "java"'))
    assert len(said(RULE, *files)) == 1


def test_markers_that_no_environment_meets_together_close_no_cycle() -> None:
    assert not said(RULE, project("a", 'b; sys_platform == "win32"'), project("b", 'a; sys_platform == "linux"'))
    assert said(RULE, project("a", 'b; sys_platform == "win32"'), project("b", 'a; os_name == "nt"'))
    old = project("a", 'b; python_version < "3.9"', python=">=3.10")
    assert not said(RULE, old, project("b", "a", python=">=3.8"))
