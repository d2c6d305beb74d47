from __future__ import annotations

from pinlint.rule import Level
from pinlint.testing import assert_examples
from pinlint_rules.pin401_closure_conflict import RULE
from tests.rules.asking import found, project, related, said

OLD, NEW = project("old", "click<8"), project("new", "click>=8.1")


def messages(*files: str) -> list[str]:
    return [located.finding.message for located in found(RULE, *files)]


def test_its_examples() -> None:
    assert_examples(RULE)


def test_both_ways_are_named_and_every_step_is_a_place() -> None:
    app = project("app", "mid==1.0", "old==1.0")
    (finding,) = found(RULE, app, project("mid", "new==1.0"), OLD, NEW)
    assert finding.finding.message == (
        "app requires through old click<8 and through mid and new click>=8.1, which have no version in common"
    )
    assert (finding.level, finding.finding.dependencies, finding.finding.extra) == (Level.ERROR, ("click",), None)
    assert finding.finding.member is not None
    assert finding.finding.member.label == "app"
    assert said(RULE, app, project("mid", "new==1.0"), OLD, NEW)[0].startswith("app/pyproject.toml:4:29: ")
    assert related(finding) == [
        ("old/pyproject.toml", "old requires click<8"),
        ("new/pyproject.toml", "new requires click>=8.1"),
        ("app/pyproject.toml", "app requires mid==1.0"),
        ("mid/pyproject.toml", "mid requires new==1.0"),
    ]


def test_one_cause_is_one_finding_at_the_first_member_that_has_it() -> None:
    apps = [project(f"app-{number}", "old==1.0", "new==1.0") for number in range(3)]
    top = project("top", "app-0==1.0", "old==1.0", "new==1.0")
    (finding,) = found(RULE, *apps, OLD, NEW, top)
    assert finding.finding.message == (
        "app-0 requires through old click<8 and through new click>=8.1, which have no version in common; "
        "likewise 2 more members"
    )
    assert messages(*apps[:2], OLD, NEW)[0].endswith("; likewise app-1")
    places = [path for path, _ in related(finding)]
    assert {"app-1/pyproject.toml", "app-2/pyproject.toml"} <= set(places)


def test_a_requirement_that_many_others_clash_with_is_the_one_to_look_at() -> None:
    apps = [project(f"app-{number}", f"click<{number}", "new==1.0") for number in range(5, 8)]
    (finding,) = found(RULE, *apps, NEW)
    assert finding.span.path == "new/pyproject.toml"
    assert finding.finding.message == (
        "new requires click>=8.1 and app-5 click<5, which have no version in common; likewise 2 more members"
    )
    assert finding.finding.member is not None
    assert finding.finding.member.label == "new"
    # Of two nobody can say.
    assert messages(*apps[:2], NEW) == [
        "app-5 requires click<5 and through new click>=8.1, which have no version in common; likewise app-6"
    ]


def test_what_holds_siblings_loosely_or_comes_through_an_extra_is_a_warning() -> None:
    (loose,) = found(RULE, project("app", "old", "new==1.0"), OLD, NEW)
    assert loose.level is Level.WARNING
    (extra,) = found(RULE, project("core", "click<8", extras='cli = ["click>=8.1"]'))
    assert extra.level is Level.WARNING
    assert extra.finding.extra == "cli"
    assert extra.finding.message == ("core[cli] requires click>=8.1 and click<8, which have no version in common")


def test_a_core_that_asks_for_the_extra_has_an_error() -> None:
    core = project("core", "click<8", extras='cli = ["click>=8.1"]')
    (finding,) = found(RULE, core, project("app", "core[cli]==1.0"))
    assert (finding.level, finding.span.path) == (Level.ERROR, "app/pyproject.toml")
    assert finding.finding.message.endswith("; likewise core")


def test_the_environment_is_named_where_markers_matter() -> None:
    app = project("app", "old==1.0", 'new==1.0; python_version < "3.10"', python=">=3.9")
    (finding,) = found(RULE, app, OLD, NEW)
    assert finding.finding.message == (
        "app requires through old click<8 and through new click>=8.1, which have no version in common on Python 3.9"
    )
    assert finding.finding.witness == "Python 3.9"


def test_requirements_split_by_platform_are_fine() -> None:
    app = project("app", "old==1.0", 'click>=8.1; sys_platform == "win32"')
    assert messages(app, project("old", 'click<8; sys_platform != "win32"')) == []


def test_a_family_that_agrees_has_no_findings() -> None:
    core = project("core", "click>=8,<9")
    assert messages(core, project("a", "core==1.0", "click>=8.1"), project("b", "a~=1.0", "click!=8.1.4,>=8")) == []


def test_two_requirements_in_one_list_are_another_rule_s() -> None:
    assert messages(project("app", "click<8", "click>=8.1")) == []


def test_paths_do_not_choose_who_is_named() -> None:
    def named(first: str, second: str) -> list[tuple[str | None, str]]:
        core = project("core", "click==1.1", extras='old = ["click==1.0"]', path=first)
        app = project("app", "other", extras='all = ["core", "click==1.0"]', path=second)
        return [
            (each.finding.member and each.finding.member.name, each.finding.message) for each in found(RULE, core, app)
        ]

    assert named("p1", "p2") == named("p2", "p1")
    # The one with the shortest ways speaks for both.
    assert named("p1", "p2") == [
        ("core", "core[old] requires click==1.0 and click==1.1, which have no version in common; likewise app")
    ]
