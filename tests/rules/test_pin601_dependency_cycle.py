from __future__ import annotations

import pytest

from pinlint import engine
from pinlint.rule import Level
from pinlint_rules.pin601_dependency_cycle import RULE
from tests.rules.asking import found, project, related, said

(SELECTED,) = engine.select([RULE], extend=["PIN601"])


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


def test_paths_do_not_choose_the_cycle() -> None:
    def shown(*paths: str) -> list[str]:
        names = {"a": ("b",), "b": ("a", "c"), "c": ("b",)}
        files = [
            project(name, *requires, path=path) for (name, requires), path in zip(names.items(), paths, strict=True)
        ]
        return [each.finding.message for each in found(RULE, *files)]

    assert shown("x", "y", "z") == shown("z", "y", "x") == ["a requires b, which requires a"]


class TestThroughExtras:
    AGGREGATE = (project("core", extras='all = ["plugin"]'), project("plugin", "core"))

    def test_they_are_found_where_the_rule_is_selected_and_only_as_info(self) -> None:
        assert said(RULE, *self.AGGREGATE) == []
        (finding,) = found(SELECTED, *self.AGGREGATE)
        assert finding.finding.message == "core[all] requires plugin, which requires core"
        assert (finding.level, finding.finding.extra, finding.finding.dependencies) == (Level.INFO, "all", ("plugin",))
        assert related(finding) == [("plugin/pyproject.toml", "plugin requires core")]

    @pytest.mark.parametrize("selector", ["PIN6", "pin601", "dependency-cycle"])
    def test_every_way_to_select_the_rule_does(self, selector: str) -> None:
        for selected in (engine.select([RULE], only=[selector]), engine.select([RULE], extend=[selector])):
            assert [len(found(rule, *self.AGGREGATE)) for rule in selected] == [1]
        assert engine.select([RULE]) == (RULE,)

    def test_extras_are_named_all_along_the_way(self) -> None:
        files = (project("a", extras='x = ["b"]'), project("b", extras='y = ["c"]'), project("c", "a"))
        (finding,) = found(SELECTED, *files)
        assert finding.finding.message == "a[x] requires b, whose extra y requires c, which requires a"
        assert related(finding) == [("b/pyproject.toml", "b[y] requires c"), ("c/pyproject.toml", "c requires a")]

    def test_members_that_require_each_other_anyway_are_not_reported_again(self) -> None:
        files = (project("a", "b"), project("b", "a", extras='x = ["a", "c"]'), project("c"))
        assert [each.level for each in found(SELECTED, *files)] == [Level.ERROR]

    def test_a_longer_cycle_that_an_extra_adds_to_one_of_the_core_is_found_beside_it(self) -> None:
        files = (project("a", "b"), project("b", "a", extras='x = ["c"]'), project("c", "a"))
        assert [(each.level, each.finding.message) for each in found(SELECTED, *files)] == [
            (Level.ERROR, "a requires b, which requires a"),
            (Level.INFO, "b[x] requires c, which requires a, which requires b"),
        ]

    def test_there_is_one_for_each_set_of_members_with_the_shortest(self) -> None:
        core = project("core", extras='all = ["one", "two"]\nfar = ["deep"]')
        files = (core, project("one", "core"), project("two", "core"), project("deep", "one"))
        assert [each.finding.message for each in found(SELECTED, *files)] == [
            "core[all] requires one, which requires core"
        ]

    def test_markers_that_no_environment_meets_together_close_none(self) -> None:
        core = project("core", extras="all = ['plugin; sys_platform == \"win32\"']")
        assert not found(SELECTED, core, project("plugin", 'core; sys_platform == "linux"'))

    def test_an_extra_that_asks_for_its_own_member_is_none(self) -> None:
        assert not found(SELECTED, project("core", extras='a = ["click"]\nall = ["core[a]"]'))
