from __future__ import annotations

import pytest

from pinlint.comparing import compare
from pinlint.comparing.members import releases
from pinlint.comparing.values import Relation, Side, Step
from tests.compared import compared, of_one, project, requiring, workspace

UNKNOWN_VERSION = 'dynamic = ["version"]'


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("1.9.3", "2.0", Step.MAJOR),
        ("1.9", "1!0.1", Step.MAJOR),
        ("1.9", "1!1.9.1", Step.MAJOR),
        ("1.9", "1.10", Step.MINOR),
        ("1.9", "1.9.1", Step.PATCH),
        ("1.9.0.1", "1.9.0.2", Step.PATCH),
        ("1.9rc1", "1.9", Step.PRE),
        ("1.9", "1.9.0.post1", Step.PRE),
        ("1.9", "1.8", None),
    ],
)
def test_a_version_takes_a_step(old: str, new: str, step: Step | None) -> None:
    change = of_one(project(version=old), project(version=new)).version
    assert change is not None
    assert change.step is step


def test_a_version_in_another_spelling_is_no_change() -> None:
    assert of_one(project(version="24.03.0rc2"), project(version="24.3rc2")).changed is False


def test_a_version_that_is_unknown_on_one_side_is_told_with_its_reason() -> None:
    known, unknown = project(), project(UNKNOWN_VERSION, version="")
    member = of_one(known, unknown)
    change = member.version
    assert change is not None
    assert (change.old, change.new.text, change.step) == (Side("1.0"), None, None)
    assert change.new.unknown
    assert member.changed is False


def test_what_is_unknown_on_both_sides_is_no_change_and_no_equality() -> None:
    unknown = project(UNKNOWN_VERSION, version="")
    member = of_one(unknown, unknown)
    assert member.changed is False
    assert [(gap.field, bool(gap.old), bool(gap.new)) for gap in member.unknown] == [("version", True, True)]


@pytest.mark.parametrize(
    ("old", "new", "relation", "lost", "gained"),
    [
        (">=3.11,<3.12", ">=3.12,<3.13", "disjoint", "3.11", "3.12"),
        (">=3.8", ">=3.9", "narrowed", "3.8", None),
        (">=3.9", ">=3.8", "widened", None, "3.8"),
        (">=3.9,<3.13", ">=3.10", "moved", "3.9", "3.13"),
        ("", ">=3.9", "narrowed", "3.8", None),
    ],
)
def test_requires_python_is_a_relation_with_witnesses(
    old: str, new: str, relation: str, lost: str | None, gained: str | None
) -> None:
    change = of_one(requiring(python=old), requiring(python=new)).python
    assert change is not None
    assert (change.relation, change.lost, change.gained) == (relation, lost, gained)
    assert (change.old, change.new) == (Side(old or None), Side(new or None))


@pytest.mark.parametrize(
    ("old", "new"), [(">=3.11,<3.12", "==3.11.*"), (">= 3.9", ">=3.9.0"), (">=3.9", "<4000,>=3.9")]
)
def test_pythons_that_are_accepted_alike_are_no_change_unless_they_differ(old: str, new: str) -> None:
    change = of_one(requiring(python=old), requiring(python=new)).python
    assert (change is None) is ("4000" not in new)


def test_requires_python_that_becomes_unknown_is_neither_narrowed_nor_widened() -> None:
    change = of_one(requiring(python=">=3.9"), project('dynamic = ["requires-python"]')).python
    assert change is not None
    assert (change.relation, change.lost, change.gained) == (Relation.UNKNOWN, None, None)


def test_extras_classifiers_and_licences_come_and_go() -> None:
    old = project('license = "MIT"', 'classifiers = ["A :: 1", "B"]', "[project.optional-dependencies]", "fast = []")
    new = project(
        'license = "BSD-3-Clause"', 'classifiers = ["B", "A :: 2"]', "[project.optional-dependencies]", "slow=[]"
    )
    member = of_one(old, new)
    assert (member.extras.added, member.extras.removed) == (("slow",), ("fast",))
    assert (member.classifiers.added, member.classifiers.removed) == (("A :: 2",), ("A :: 1",))
    assert member.license is not None
    assert (member.license.old, member.license.new) == (Side("MIT"), Side("BSD-3-Clause"))


def test_order_and_spelling_of_lists_and_licences_are_no_change() -> None:
    old = project(
        'license = "mit OR Apache-2.0"', 'classifiers = ["A", "B"]', "[project.optional-dependencies]", "a_b=[]"
    )
    new = project(
        'license = "MIT or apache-2.0"', 'classifiers = [" B", "A"]', "[project.optional-dependencies]", "A-B=[]"
    )
    assert of_one(old, new).changed is False


def test_an_item_that_a_partly_unknown_list_may_have_is_neither_added_nor_removed() -> None:
    def setup(classifiers: str) -> str:
        return (
            "-- app/setup.py --\nimport somewhere\nfrom setuptools import setup\n"
            f"setup(name='app', version='1', classifiers=[{classifiers}])\n"
        )

    member = of_one(setup("'A', *somewhere.more"), setup("'A', 'B'"))
    assert (member.classifiers.added, member.classifiers.removed) == ((), ())
    member = of_one(setup("'A', 'B'"), setup("'A', *somewhere.more"))
    assert (member.classifiers.added, member.classifiers.removed) == ((), ())


def test_members_come_and_go() -> None:
    comparison = compared(project(name="gone") + project(name="stays"), project(name="Stays") + project(name="new"))
    assert [(member.name, member.added, member.removed) for member in comparison.members] == [
        ("gone", False, True),
        ("new", True, False),
        ("stays", False, False),
    ]
    assert [member.name for member in comparison.changed] == ["gone", "new"]


def test_a_member_may_move_to_another_folder() -> None:
    assert compared(project(folder="a"), project(folder="b")).changed == ()


def test_members_of_one_name_are_told_apart_by_their_folders_or_not_compared() -> None:
    one, other = project(folder="a"), project(folder="b", version="2.0")
    comparison = compared(one + other, one)
    assert [member.changed for member in comparison.members] == [False]
    assert comparison.uncompared == ("app: b in the old workspace, one of several of this name",)
    comparison = compared(one + other, one + other)
    assert (comparison.members, len(comparison.uncompared)) == ((), 4)
    comparison = compared(one + other, project(folder="c"))
    assert (comparison.members, len(comparison.uncompared)) == ((), 3)


def test_a_member_without_a_name_is_not_compared() -> None:
    nameless = '-- x/pyproject.toml --\n[project]\nname = "no name!"\nversion = "1"\n'
    comparison = compared(nameless, project())
    assert comparison.uncompared == ("x in the old workspace: its name is unknown (not a valid distribution name)",)


def test_generated_metadata_begins_to_list_what_was_there_before() -> None:
    setup = "-- app/setup.py --\nfrom setuptools import setup\nsetup(name='app', version='1', install_requires=['a'])\n"
    head = "-- app/PKG-INFO --\nMetadata-Version: 2.1\nName: app\nVersion: 1\n"
    old, new = setup + head, setup + head + "Requires-Dist: a\n"
    (change,) = of_one(old, new).listings
    assert (change.kind, change.field, change.began) == ("PKG-INFO", "Requires-Dist", True)
    (change,) = of_one(new, old).listings
    assert change.began is False


def test_generated_metadata_that_lists_what_is_new_has_not_begun_to() -> None:
    def text(requires: str, line: str) -> str:
        return (
            f"-- app/setup.py --\nfrom setuptools import setup\nsetup(name='app', version='1'{requires})\n"
            f"-- app/PKG-INFO --\nMetadata-Version: 2.1\nName: app\nVersion: 1\n{line}"
        )

    assert of_one(text("", ""), text(", install_requires=['a']", "Requires-Dist: a\n")).listings == ()


def test_a_workspace_and_itself_differ_in_nothing() -> None:
    one = workspace(requiring("a>=1", "b; platform_release == '6'", python=">=3.9") + project(name="b"))
    comparison = compare(one, one)
    assert len(comparison.members) == 2
    assert comparison.changed == ()
    assert [move for move in comparison.moves if move.moved] == []


def licensed(text: str, *classifiers: str) -> str:
    listed = ", ".join(f'"License :: OSI Approved :: {each}"' for each in classifiers)
    stated = f'license = {{text = "{text}"}}' if text else ""
    return project(stated, f"classifiers = [{listed}]")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (licensed("MIT License"), licensed("mit")),
        (licensed("Apache Software License 2.0"), project('license = "Apache-2.0"')),
        (licensed("BSD-3-Clause OR Apache-2.0"), licensed("Apache-2.0 OR BSD-3-Clause")),
    ],
)
def test_a_licence_in_other_words_is_the_same(old: str, new: str) -> None:
    assert of_one(old, new).license is None
    assert of_one(new, old).license is None


def test_a_licence_that_moves_from_classifiers_into_the_field_is_the_same() -> None:
    member = of_one(licensed("", "MIT License"), project('license = "MIT"'))
    assert (member.license, member.classifiers.removed) == (None, ("License :: OSI Approved :: MIT License",))
    change = of_one(licensed("", "MIT License"), project('license = "ISC"')).license
    assert change is not None
    assert (change.old, change.new) == (Side("License :: OSI Approved :: MIT License"), Side("ISC"))
    change = of_one(project(), project('license = "ISC"')).license
    assert change is not None
    assert (change.old, change.restated) == (Side(), False)


def test_a_name_of_several_licences_may_mean_the_one_that_is_named_now() -> None:
    change = of_one(licensed("BSD"), licensed("BSD-3-Clause")).license
    assert change is not None
    assert change.restated is True
    change = of_one(licensed("MIT"), licensed("MIT-0")).license
    assert change is not None
    assert change.restated is False


@pytest.mark.parametrize(
    ("old", "new"),
    [("MIT AND Apache-2.0", "MIT OR Apache-2.0"), ("Apache-2.0 OR MIT", "MPL-2.0 AND (Apache-2.0 OR MIT)")],
)
def test_expressions_of_the_same_licences_may_mean_something_else(old: str, new: str) -> None:
    change = of_one(project(f'license = "{old}"'), project(f'license = "{new}"')).license
    assert change is not None
    assert change.restated is False


def test_what_the_words_of_a_licence_mean_is_not_known() -> None:
    words = "Permission is hereby granted, free of charge, " + "to any person " * 20
    change = of_one(licensed(words), project('license = "MIT"')).license
    assert change is not None
    assert change.restated is True


def test_a_licence_that_is_unknown_on_one_side_is_no_change() -> None:
    member = of_one(project('dynamic = ["license"]'), licensed("", "MIT License"))
    assert member.license is not None
    assert (member.license.known, member.license.new) == (False, Side())


def built(version: str, name: str = "app") -> str:
    return (
        f"-- {name}-{version}.dist-info/METADATA --\nMetadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        "License: MIT\n"
    )


def test_several_releases_of_a_distribution_are_found() -> None:
    (found,) = releases(workspace(built("1.10") + built("1.9") + built("2", name="b")).members)
    assert (found.label, [str(version) for version in found.versions]) == ("app", ["1.9", "1.10"])
    assert releases(workspace(built("1.9") + project(version="1.9", folder="a")).members) == ()
    assert releases(workspace(project(version="1", folder="a") + project(version="2", folder="b")).members) == ()
