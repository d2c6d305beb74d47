from __future__ import annotations

import pytest
from packaging.version import Version

from tests.compared import compared, project, requiring

CONFIGURED = '-- pinlint.toml --\n[[groups]]\nname = "acme"\nmembers = ["acme-*"]\n'


def family(version: str, pins: str = "==", **others: str) -> str:
    """A core and two that pin it, at one version; some members at others."""
    at = {name: others.get(name, version) for name in ("core", "app", "tool")}
    return project(name="acme-core", version=at["core"]) + "".join(
        requiring(f"acme-core{pins}{at['core']}", name=f"acme-{name}", version=at[name]) for name in ("app", "tool")
    )


def test_a_lockstep_move_is_complete_where_everybody_came_along() -> None:
    (move,) = compared(family("1.0"), family("1.1")).moves
    assert (move.source, move.target, move.complete) == (Version("1.0"), Version("1.1"), True)
    assert move.moved == ("acme-app", "acme-core", "acme-tool")
    assert [(pin.dependent, pin.moved) for pin in move.pins] == [("acme-app", True), ("acme-tool", True)]


@pytest.mark.parametrize("operator", ["==", "~=", ">="])
def test_pins_that_only_move_are_no_changes_of_requirements(operator: str) -> None:
    comparison = compared(family("1.0", operator), family("1.1", operator))
    assert [change for member in comparison.members for change in member.requirements] == []
    assert all(pin.moved for move in comparison.moves for pin in move.pins)


def test_pins_that_take_another_form_are_changes_of_requirements_as_well() -> None:
    comparison = compared(family("1.0"), family("1.1", ">="))
    assert [change.relation for member in comparison.members for change in member.requirements] == ["disjoint"] * 2


def test_a_member_that_stays_is_left_behind() -> None:
    (move,) = compared(family("1.0"), family("1.1", tool="1.0")).moves
    assert (move.target, move.complete, move.behind) == (Version("1.1"), False, ("acme-tool",))
    (move,) = compared(family("1.0"), family("1.0", core="1.1")).moves
    assert (move.target, move.moved, move.behind) == (Version("1.1"), ("acme-core",), ("acme-app", "acme-tool"))


def test_a_member_that_catches_up_was_apart_before() -> None:
    (move,) = compared(family("1.1", tool="1.0"), family("1.1")).moves
    assert (move.complete, move.moved, move.behind) == (True, ("acme-tool",), ())


def test_a_pin_that_stays_and_refuses_is_left_behind() -> None:
    stale = family("1.1").replace("acme-core==1.1", "acme-core==1.0", 1)
    (move,) = compared(family("1.0"), stale).moves
    assert (move.behind, move.complete) == ((), False)
    assert [(pin.dependent, pin.refusing) for pin in move.pins] == [("acme-app", True), ("acme-tool", False)]


def test_a_pin_in_a_dependency_group_is_left_behind_as_well() -> None:
    group = '[dependency-groups]\ndev = ["acme-tool==1.0"]\n'
    old = family("1.0").replace("[project]\n", f"{group}[project]\n", 1)
    new = family("1.1").replace("[project]\n", f"{group}[project]\n", 1)
    (move,) = compared(old, new).moves
    assert [(pin.dependent, pin.scope.name) for pin in move.pins if pin.refusing] == [("acme-core", "dev")]


def test_a_floor_that_stays_accepts_the_new_version_without_naming_it() -> None:
    old = family("1.0", ">=")
    new = old.replace('version = "1.0"', 'version = "1.1"')
    (move,) = compared(old, new).moves
    assert move.complete is True
    assert {(pin.moved, pin.refusing, pin.open) for pin in move.pins} == {(False, False, False)}


def test_ranges_that_never_named_a_version_are_open() -> None:
    old = family("1.0").replace("acme-core==1.0", "acme-core<2", 1)
    new = family("1.1").replace("acme-core==1.1", "acme-core<2", 1)
    (move,) = compared(old, new).moves
    assert [pin.open for pin in move.pins] == [True, False]


def test_a_pin_that_goes_ahead_of_its_sibling_refuses_it() -> None:
    ahead = family("1.1", core="1.0").replace("acme-core==1.0", "acme-core==1.1")
    (move,) = compared(family("1.0"), ahead).moves
    assert [pin.refusing for pin in move.pins] == [True, True]
    assert move.behind == ("acme-core",)


def test_what_leads_to_a_url_is_no_pin() -> None:
    old = family("1.0").replace("acme-core==1.0", "acme-core @ https://example.org/core.zip", 1)
    (move,) = compared(old, old.replace('version = "1.0"', 'version = "1.1"').replace("==1.0", "==1.1")).moves
    assert [pin.dependent for pin in move.pins] == ["acme-tool"]


def test_a_version_that_the_build_fills_in_moves_along() -> None:
    def hatch(version: str) -> str:
        return project(name="core", version=version) + (
            f'-- app/pyproject.toml --\n[project]\nname = "app"\nversion = "{version}"\ndynamic = ["dependencies"]\n'
            '[build-system]\nrequires = ["hatchling", "uv-dynamic-versioning"]\nbuild-backend = "hatchling.build"\n'
            '[tool.hatch.metadata.hooks.uv-dynamic-versioning]\ndependencies = ["core=={{ version }}"]\n'
        )

    app = compared(hatch("1.0"), hatch("1.1")).members[0]
    assert [pin.moved for pin in app.pins] == [True]
    assert app.requirements == ()


def test_pins_that_name_another_version_are_told_as_pins_only() -> None:
    for old, new in (
        (family("1.1", core="1.0"), family("1.1")),
        (family("1.0"), family("1.0").replace("==1.0", "==1.1")),
    ):
        comparison = compared(old, new)
        assert [change for member in comparison.members for change in member.requirements] == []
        assert len([pin for member in comparison.members for pin in member.pins]) == 2


def test_members_that_come_and_go_belong_to_the_group() -> None:
    extra = requiring("acme-core==1.0", name="acme-extra", version="1.0")
    (move,) = compared(family("1.0") + extra, family("1.1")).moves
    assert ("acme-extra" in move.members, move.complete) == (True, True)
    (move,) = compared(family("1.0"), family("1.1") + extra.replace("1.0", "1.1")).moves
    assert ("acme-extra" in move.members, move.complete) == (True, True)


def test_a_configured_group_keeps_its_name_and_takes_stragglers() -> None:
    (move,) = compared(CONFIGURED + family("1.0"), CONFIGURED + family("1.1") + project(name="acme-new")).moves
    assert (move.name, move.behind, move.complete) == ("acme", ("acme-new",), False)


def test_a_group_that_is_configured_on_one_side_only_is_one_group() -> None:
    (move,) = compared(family("1.0"), CONFIGURED + family("1.1")).moves
    assert (move.name, move.complete) == ("acme", True)


def test_members_of_an_independent_group_are_in_no_move() -> None:
    config = CONFIGURED + 'version = "independent"\n'
    assert compared(config + family("1.0"), config + family("1.1")).moves == ()


def test_a_version_that_is_unknown_leaves_it_open_whether_a_move_is_complete() -> None:
    unknown = project('dynamic = ["version"]', name="acme-new", version="")
    (move,) = compared(CONFIGURED + family("1.0") + unknown, CONFIGURED + family("1.1") + unknown).moves
    assert (move.complete, move.unknown) == (None, ("acme-new",))


def test_members_that_part_have_no_common_target() -> None:
    new = family("1.0", core="1.1", app="1.2")
    (move,) = compared(family("1.0"), new).moves
    assert (move.target, move.complete, move.behind) == (None, False, ("acme-app", "acme-core", "acme-tool"))


FILED = CONFIGURED + 'version = {{file = "VERSION"}}\n-- VERSION --\n{}\n'


def test_the_file_that_states_the_version_of_a_group_decides_where_it_goes() -> None:
    old = FILED.format("1.0") + family("1.0")
    (move,) = compared(old, FILED.format("1.1") + family("1.0", app="1.1")).moves
    assert (move.source, move.target) == (Version("1.0"), Version("1.1"))
    assert (move.moved, move.behind, move.complete) == (("acme-app",), ("acme-core", "acme-tool"), False)
    (move,) = compared(old, FILED.format("1.1") + family("1.2")).moves
    assert (move.target, move.behind) == (Version("1.1"), ("acme-app", "acme-core", "acme-tool"))


def test_a_group_of_which_only_the_file_moved_leaves_all_members_behind() -> None:
    (move,) = compared(FILED.format("1.0") + family("1.0"), FILED.format("1.1") + family("1.0")).moves
    assert (move.told, move.moved, move.complete) == (True, (), False)
    assert move.behind == ("acme-app", "acme-core", "acme-tool")


def test_a_file_on_one_side_decides_for_that_side() -> None:
    (move,) = compared(CONFIGURED + family("1.0"), FILED.format("1.1") + family("1.1")).moves
    assert (move.source, move.target, move.complete) == (Version("1.0"), Version("1.1"), True)


def test_a_file_that_states_no_version_leaves_it_to_the_majority() -> None:
    (move,) = compared(FILED.format("1.0") + family("1.0"), FILED.format("soon") + family("1.1", tool="1.0")).moves
    assert (move.target, move.behind) == (Version("1.1"), ("acme-tool",))


def test_a_pin_that_is_respelt_and_refuses_as_before_is_no_change() -> None:
    old = family("1.1", core="1.0").replace("acme-core==1.0", "acme-core>=1.1; python_version >= '3.9'")
    new = old.replace("acme-core>=1.1; ", "acme_core >= 1.1 ;")
    comparison = compared(old, new)
    assert (comparison.changed, [pin for member in comparison.members for pin in member.pins]) == ((), [])


def test_pins_of_extras_move_from_sources_to_distributions() -> None:
    source = project(name="acme-core") + project("[project.optional-dependencies]", 'x = ["acme-core==1.0"]')
    head = "Metadata-Version: 2.4\nName: {0}\nVersion: 1.1\n"
    built = (
        f"-- core.dist-info/METADATA --\n{head.format('acme-core')}-- app.dist-info/METADATA --\n{head.format('app')}"
        "Provides-Extra: x\nRequires-Dist: acme-core==1.1; extra == 'x'\n"
    )
    comparison = compared(source, built)
    (_, app) = comparison.members
    assert ([pin.moved for pin in app.pins], app.requirements) == ([True], ())
