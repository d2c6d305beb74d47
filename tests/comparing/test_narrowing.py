from __future__ import annotations

import pytest

from pinlint.comparing.narrowing import judge
from pinlint.comparing.values import Step
from tests.compared import compared, project, requiring

FAST = '[project.optional-dependencies]\nfast = ["a"]\n'


def lost(old: str, new: str, step: Step | None = None) -> list[tuple[str, str, bool | None]]:
    return [(each.what.value, each.lost, each.allowed) for each in judge(compared(old, new), step).narrowings]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (requiring(python=">=3.8"), requiring(python=">=3.9"), [("python", "Python 3.8", False)]),
        (requiring("a>=1"), requiring("a>=2"), [("requirement", "a 1", False)]),
        (requiring("a==1"), requiring("a==2"), [("requirement", "a 1", False)]),
        (project() + FAST, project(), [("extra", "fast", False)]),
        (project() + project(name="b"), project(), [("member", "", False)]),
        (requiring(python=">=3.9"), requiring(python=">=3.8"), []),
        (requiring("a>=2"), requiring("a>=1"), []),
        (requiring(), requiring("a"), []),
        (requiring("a"), requiring(), []),
        (project(), project() + FAST, []),
        (project(), project() + project(name="b"), []),
        (project('license = "MIT"'), project('license = "BSD-3-Clause"'), []),
    ],
)
def test_what_users_lose_is_narrowed(old: str, new: str, what: list[tuple[str, str, bool | None]]) -> None:
    assert lost(old, new) == what


@pytest.mark.parametrize(
    ("version", "step", "allowed"),
    [
        ("2.0", Step.MAJOR, True),
        ("1.1", Step.MAJOR, False),
        ("1.1", Step.MINOR, True),
        ("2.0", Step.MINOR, True),
        ("1.0.1", Step.MINOR, False),
        ("1.0.1", Step.PATCH, True),
        ("1.0.post1", Step.PRE, True),
        ("1.0", Step.PRE, False),
        ("0.9", Step.PRE, False),
    ],
)
def test_a_step_of_the_version_allows_it(version: str, step: Step, allowed: bool) -> None:  # noqa: FBT001 - a column
    (found,) = lost(requiring("a>=1"), requiring("a>=2", version=version), step)
    assert found[2] is allowed


def test_where_a_version_is_unknown_it_is_undecided() -> None:
    old = project('dynamic = ["version"]', 'dependencies = ["a>=1"]', version="")
    verdict = judge(compared(old, old.replace("a>=1", "a>=2")))
    assert (len(verdict.undecided), verdict.breaking) == (1, ())


def test_a_member_that_is_gone_has_the_step_of_its_group() -> None:
    def family(version: str, *names: str) -> str:
        pins = (requiring(f"core=={version}", name=name, version=version) for name in names)
        return project(name="core", version=version) + "".join(pins)

    assert lost(family("1.0", "a", "b"), family("2.0", "a")) == [("member", "", True)]
    assert lost(family("1.0", "a", "b"), family("1.1", "a")) == [("member", "", False)]


def test_pins_that_move_with_their_sibling_take_nothing() -> None:
    old = project(name="core") + requiring("core==1.0")
    assert lost(old, old.replace("1.0", "1.1")) == []


def test_pins_on_what_was_not_read_may_move_with_the_version_of_the_member() -> None:
    assert lost(requiring("sibling==1.0"), requiring("sibling == 1.1", version="1.1")) == []
    assert lost(requiring("other==1.1"), requiring("other==1.2", version="1.1")) == [
        ("requirement", "other 1.1", False)
    ]
    assert lost(requiring("other>=1.0"), requiring("other>=1.1", version="1.1")) == [
        ("requirement", "other 1.0", False)
    ]
    assert lost(requiring("other"), requiring("other==1.1", version="1.1")) == [("requirement", "other 0", False)]
    wild = lost(requiring("other==1.0.*"), requiring("other==1.1.*", version="1.1"))
    assert wild == [("requirement", "other 1.0", False)]


def test_what_was_never_published_cannot_be_lost() -> None:
    private = 'classifiers = ["Private :: Do Not Upload"]'
    old = project(private, 'dependencies = ["a>=1"]')
    assert lost(old, project(private, 'dependencies = ["a>=2"]')) == []
    assert lost(project() + project(private, name="b"), project()) == []


def test_a_member_that_is_withdrawn_is_lost() -> None:
    assert lost(project(), project('classifiers = ["Private :: Do Not Upload"]')) == [("member", "", False)]


def test_a_cap_at_python_4_takes_nothing_from_anybody() -> None:
    assert lost(requiring(python=">=3.8"), requiring(python=">=3.8,<4")) == []
    assert lost(requiring(python=">=3.8"), requiring(python=">=3.9,<4")) == [("python", "Python 3.8", False)]


def test_all_pythons_that_are_lost_are_one_loss() -> None:
    assert lost(requiring(python=">=3.7"), requiring(python=">=3.9")) == [("python", "Python 3.7 and 3.8", False)]
    assert lost(requiring(python=">=3.7"), requiring(python=">=3.7,<3.12")) == [
        ("python", "Python 3.12 and later", False)
    ]
    assert lost(requiring(python=">=3.7"), requiring(python="<3,>3")) == [("python", "Python 3.7 and later", False)]
    assert lost(requiring(), requiring(python="<3,>3")) == [("python", "every Python", False)]


def test_what_is_lost_on_a_python_that_is_lost_is_not_lost_again() -> None:
    old = requiring("a>=1; python_version < '3.9'", "a>=2; python_version >= '3.9'", python=">=3.8")
    assert lost(old, requiring("a>=2", python=">=3.9")) == [("python", "Python 3.8", False)]
    assert lost(requiring("a>=1", python="<3.9"), requiring("a>=2", python=">=3.9")) == [
        ("python", "Python 3.8 and earlier", False)
    ]


def test_what_no_user_installs_cannot_be_lost() -> None:
    old = project() + '[dependency-groups]\ndev = ["a>=1"]\n[build-system]\nrequires = ["b>=1"]\n'
    assert lost(old, old.replace(">=1", ">=2")) == []


def test_an_extra_that_requires_the_same_by_another_extra_has_lost_nothing() -> None:
    head = "[project.optional-dependencies]"
    old, new = (project(head, 'fast = ["b>=1"]', f"all = {all_}") for all_ in ('["app[fast]"]', '["b>=1"]'))
    assert lost(old, new) == []
    assert lost(old, new.replace('all = ["b>=1"]', 'all = ["b>=2"]')) == [("requirement", "b 1", False)]


GROUPS = '-- pinlint.toml --\n[[groups]]\nname = "it"\nmembers = ["app"]\nbreaking = "{}"\n'


def test_a_group_may_allow_another_step() -> None:
    old, new = requiring("a>=1") + project(name="b"), requiring("a>=2", version="1.1") + project(name="b")
    for config, allowed in (("minor", True), ("patch", True), ("major", False)):
        head = GROUPS.format(config)
        assert lost(head + old, head + new) == [("requirement", "a 1", allowed)]
        assert lost(head + old, head + new, Step.MAJOR) == [("requirement", "a 1", False)]
    # The newer configuration decides.
    assert lost(GROUPS.format("minor") + old, new) == [("requirement", "a 1", False)]
    assert lost(old, GROUPS.format("minor") + new) == [("requirement", "a 1", True)]


def test_a_member_that_is_gone_has_the_step_that_its_group_allows_now() -> None:
    def family(version: str, *names: str, breaking: str) -> str:
        config = f'-- pinlint.toml --\n[[groups]]\nname = "it"\nmembers = ["*"]\nbreaking = "{breaking}"\n'
        return config + "".join(project(name=name, version=version) for name in names)

    old = family("1.0", "a", "b", breaking="major")
    assert lost(old, family("1.1", "a", breaking="minor")) == [("member", "", True)]
    assert lost(family("1.0", "a", "b", breaking="minor"), family("1.1", "a", breaking="major")) == [
        ("member", "", False)
    ]


def test_each_loss_names_the_step_that_it_takes() -> None:
    old, new = requiring("a>=1") + requiring("a>=1", name="b"), requiring("a>=2") + requiring("a>=2", name="b")
    verdict = judge(compared(GROUPS.format("minor") + old, GROUPS.format("minor") + new))
    assert [(each.name, each.step) for each in verdict.narrowings] == [("app", Step.MINOR), ("b", Step.MAJOR)]
