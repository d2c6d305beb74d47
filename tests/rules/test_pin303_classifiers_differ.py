from __future__ import annotations

from pinlint_rules.pin303_classifiers_differ import RULE
from tests.rules.asking import UNPUBLISHED, found, group, project, related, said

GROUP = group(version="lockstep")
THREE = ("3", "3.11", "3.12", "3.13")


def members(*minors: tuple[str, ...], python: str | None = ">=3.11") -> list[str]:
    return [project(f"m{number}", python=python, minors=each) for number, each in enumerate(minors)]


def test_what_a_member_lacks_is_one_finding() -> None:
    files = (*members(THREE, ("3", "3.11"), THREE), GROUP)
    assert said(RULE, *files) == [
        (
            "m1/pyproject.toml:2:8: PIN303 m1 lacks the classifiers for Python 3.12, 3.13, "
            "but 2 of 3 members of the group acme have them"
        )
    ]
    assert related(found(RULE, *files)[0]) == [("m0/pyproject.toml", "m0 has the classifier for Python 3.12")]


def test_what_only_a_member_has_is_another_one() -> None:
    files = (*members(THREE, ("3", "3.11", "3.12", "3.14"), THREE), GROUP)
    assert said(RULE, *files) == [
        (
            "m1/pyproject.toml:2:8: PIN303 m1 lacks the classifier for Python 3.13, "
            "but 2 of 3 members of the group acme have it"
        ),
        (
            "m1/pyproject.toml:5:139: PIN303 m1 has the classifier for Python 3.14, "
            "but 2 of 3 members of the group acme lack it"
        ),
    ]
    assert related(found(RULE, *files)[1]) == [("m0/pyproject.toml", "m0 lacks the classifier for Python 3.14")]


def test_those_are_counted_who_have_everything_that_is_lacking() -> None:
    files = (*members(THREE, ("3", "3.11"), ("3", "3.11", "3.12"), THREE, THREE), GROUP)
    assert said(RULE, *files) == [
        (
            "m1/pyproject.toml:2:8: PIN303 m1 lacks the classifiers for Python 3.12, 3.13, "
            "but 3 of 5 members of the group acme have them"
        ),
        (
            "m2/pyproject.toml:2:8: PIN303 m2 lacks the classifier for Python 3.13, "
            "but 3 of 5 members of the group acme have it"
        ),
    ]


def test_on_a_tie_the_one_that_lacks_it_is_reported() -> None:
    assert said(RULE, *members(("3.11", "3.12"), ("3.11",)), GROUP) == [
        (
            "m1/pyproject.toml:2:8: PIN303 m1 lacks the classifier for Python 3.12, "
            "but 1 of 2 members of the group acme has it"
        )
    ]


def test_only_what_both_accept_is_compared() -> None:
    narrow = project("narrow", python=">=3.12,<3.13", minors=("3", "3.12"))
    assert not said(RULE, *members(THREE, THREE), narrow, GROUP)


def test_order_implementations_and_only_do_not_count() -> None:
    assert not said(
        RULE,
        *members(("3.12", "3.11", "3 :: Only"), ("3.11", "3.12"), ("Implementation :: CPython", "3.11", "3.12")),
        GROUP,
    )


def test_members_that_list_no_minor_are_left_alone() -> None:
    assert not said(RULE, *members(THREE, THREE, ("3",), ()), GROUP)


def test_unknown_classifiers_and_pythons_are_not_compared() -> None:
    one = project("one", python=">=3.11", minors=("3.11",), more='dynamic = ["classifiers"]')
    other = project("other", minors=("3.11",), more='dynamic = ["requires-python"]')
    assert not said(RULE, *members(THREE, THREE), one, other, GROUP)


def test_what_is_not_published_is_left_alone_in_configured_groups_too() -> None:
    root = project("root", python=">=3.11", minors=("3.11",), more=UNPUBLISHED)
    assert not said(RULE, *members(THREE, THREE), root, GROUP)


def test_a_group_may_allow_it() -> None:
    assert not said(RULE, *members(THREE, ("3.11",)), group(classifiers="any"))
    assert not said(RULE, *members(THREE, ("3.11",)), group(version="independent"))


def test_a_tie_in_an_inferred_group_says_nothing() -> None:
    wide, narrow = ("3", "3.11", "3.12"), ("3", "3.11")
    pinned = project("app", "core==1.0", python=">=3.11", minors=wide)
    assert said(RULE, pinned, project("core", python=">=3.11", minors=narrow)) == []
    third = project("web", "core==1.0", python=">=3.11", minors=wide)
    assert said(RULE, pinned, project("core", python=">=3.11", minors=narrow), third) == [
        (
            "core/pyproject.toml:2:8: PIN303 core lacks the classifier for Python 3.12, "
            "but 2 of 3 members of its lockstep group at 1.0 have it"
        )
    ]
