"""Comparing is about facts: in whatever dialect and layout they are written, the same ones differ in nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import Version

from pinlint.comparing import compare
from pinlint.comparing.narrowing import judge
from pinlint.report import diff_text
from pinlint.workspace import ScopeKind
from tests.laws.dialects import checked, layouts, written
from tests.laws.test_bump_dialects import NAMES, VERSIONS, bumped, families
from tests.laws.test_diff import mirrored, plain
from tests.laws.test_fixing_dialects import BREAKS, CONFIG, family
from tests.laws.toml_dialects import poetry

if TYPE_CHECKING:
    from pinlint.comparing.values import MemberChange
    from pinlint.workspace import Workspace
    from tests.laws.layouts import Files, Layout, Project

# Of two of one list a table of poetry can only say one; the version of others is another one.
WRONG = [wrong for name, wrong in BREAKS.items() if name not in ("PIN404", "PIN105", "PIN501")]
FAMILY = st.lists(layouts(), min_size=4, max_size=4)


def read(files: Files) -> Workspace:
    return checked(files, ()).workspace


@st.composite
def states(draw: st.DrawFn) -> tuple[Project, ...]:
    """Four members, of which the last may be unlike the others in several ways."""
    *rest, last = family("1.4.2")
    for wrong in draw(st.lists(st.sampled_from(WRONG), max_size=3)):
        last = wrong.wrong(last)
    return (*rest, last)


@given(states(), FAMILY, FAMILY)
@settings(max_examples=60, deadline=None)
def test_the_same_facts_in_other_dialects_and_layouts_are_the_same(
    projects: tuple[Project, ...], one: list[Layout], other: list[Layout]
) -> None:
    old, new = (read(written(projects, each, CONFIG)) for each in (one, other))
    comparison = compare(old, new)
    sayable = [told(change, *both) for change, *both in zip(comparison.members, one, other, strict=True)]
    assert [change for change in sayable if change.changed] == []
    assert [move.moved for move in comparison.moves] == [()]
    assert judge(comparison).narrowings == ()
    again = compare(old, read(written(projects, one, CONFIG)))
    assert (again.changed, diff_text.render(again, None, color=False)) == ((), "")


def told(change: MemberChange, *both: Layout) -> MemberChange:
    """Without what one of the dialects cannot say."""
    dialects = {layout.dialect for layout in both}
    # poetry makes classifiers of Requires-Python.
    classifiers = replace(change.classifiers, added=(), removed=()) if poetry in dialects else change.classifiers
    # Each backend requires itself.
    development = tuple(each for each in change.development if each.scope.kind is ScopeKind.GROUP)
    return replace(change, classifiers=classifiers, development=development)


@given(states(), states(), FAMILY, FAMILY)
@settings(max_examples=60, deadline=None)
def test_the_way_back_is_the_mirror_of_the_way_forth_in_every_dialect(
    before: tuple[Project, ...], after: tuple[Project, ...], one: list[Layout], other: list[Layout]
) -> None:
    old, new = read(written(before, one, CONFIG)), read(written(after, other, CONFIG))
    forth, back = compare(old, new), compare(new, old)
    assert [mirrored(member) for member in forth.members] == [plain(member) for member in back.members]
    assert [(move.source, move.target, move.moved, move.behind, move.apart) for move in forth.moves] == [
        (move.target, move.source, move.moved, move.apart, move.behind) for move in back.moves
    ]


@given(st.data(), VERSIONS.filter(lambda versions: Version(versions[0]) != Version(versions[1])))
@settings(max_examples=40, deadline=None)
def test_a_group_that_was_moved_is_told_as_a_complete_move_and_as_nothing_else(
    data: st.DataObject, versions: tuple[str, str]
) -> None:
    old, new = versions
    files = data.draw(families(old, new)).files(old, old)
    moved = bumped(files, new)
    comparison = compare(moved.before.workspace, moved.after.workspace)
    (move,) = comparison.moves
    assert (move.source, move.target, move.moved, move.complete) == (Version(old), Version(new), NAMES, True)
    assert not any(pin.refusing for pin in move.pins)
    for change in comparison.members:
        assert change.version is not None
        assert {each.name for each in (*change.requirements, *change.development)} <= set(NAMES)
        rest = replace(change, version=None, requirements=(), development=())
        assert not rest.changed
        assert (rest.python, rest.license) == (None, None)
        # poetry makes classifiers.
        assert {gap.field for gap in rest.unknown} <= {"classifier"}
