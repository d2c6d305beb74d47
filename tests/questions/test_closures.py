from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pinlint.questions.closures import conflicts, search
from pinlint.questions.closures.contest import Budget
from pinlint.testing import check
from tests.rules.asking import project

if TYPE_CHECKING:
    import pytest

    from pinlint.questions.closures import Clash


def clashes(*files: str) -> list[Clash]:
    return [clash for each in conflicts(check("\n".join(files), []).workspace) for clash in each.clashes]


def shown(*files: str) -> list[str]:
    """Each clash as ``member[extra]: ways``, with ``~`` where siblings may be other releases."""
    return [
        f"{clash.member.label}{f'[{clash.extra}]' if clash.extra else ''}{'' if clash.exact else '~'}: "
        + " | ".join(" > ".join(requirement.text for _, requirement in path) for path in clash.paths)
        for clash in clashes(*files)
    ]


OLD, NEW = project("old", "click<8"), project("new", "click>=8.1")


def test_two_siblings_clash_at_who_requires_both() -> None:
    app = project("app", "old==1.0", "new==1.0")
    assert shown(app, OLD, NEW) == ["app: old==1.0 > click<8 | new==1.0 > click>=8.1"]


def test_what_arose_below_is_not_told_again_above() -> None:
    app, top = project("app", "old==1.0", "new==1.0"), project("top", "app==1.0", "old==1.0", "new==1.0")
    assert [clash.member.label for clash in clashes(app, OLD, NEW, top, project("over", "top==1.0"))] == ["app"]


def test_another_clash_above_is_told_beside_it() -> None:
    app, top = project("app", "old==1.0", "new==1.0"), project("top", "app==1.0", "click>=9")
    assert shown(app, OLD, NEW, top) == [
        "app: old==1.0 > click<8 | new==1.0 > click>=8.1",
        "top: click>=9 | app==1.0 > old==1.0 > click<8",
    ]


def test_members_with_the_same_clash_are_one_conflict() -> None:
    files = [project(f"app-{number}", "old==1.0", "new==1.0") for number in range(10, 50)]
    (conflict,) = conflicts(check("\n".join([*files, OLD, NEW]), []).workspace)
    assert [clash.member.label for clash in conflict.clashes] == [f"app-{number}" for number in range(10, 50)]


def test_clashes_that_share_no_requirement_are_conflicts_of_their_own() -> None:
    files = (OLD, NEW, project("older", "click<7"), project("newer", "click>=9"))
    one, two = project("one", "old==1.0", "new==1.0"), project("two", "older==1.0", "newer==1.0")
    assert len(conflicts(check("\n".join([*files, one, two]), []).workspace)) == 2


def test_sets_of_which_each_pair_agrees_can_clash_together() -> None:
    app = project("app", "click>=1.5,<1.7", "a==1.0", "b==1.0")
    a, b = project("a", "click!=1.5.*"), project("b", "click!=1.6.*")
    assert shown(app, a, b) == ["app: click>=1.5,<1.7 | a==1.0 > click!=1.5.* | b==1.0 > click!=1.6.*"]


def test_only_a_minimal_set_is_told() -> None:
    app = project("app", "a==1.0", "b==1.0", "c==1.0", "d==1.0")
    files = (project("a", "click>=1"), project("b", "click<8"), project("c", "click!=5"), project("d", "click>=8.1"))
    assert shown(app, *files) == ["app: b==1.0 > click<8 | d==1.0 > click>=8.1"]


def test_the_shortest_way_is_told() -> None:
    app = project("app", "far==1.0", "old==1.0", "new==1.0")
    assert shown(app, project("far", "old==1.0"), OLD, NEW) == ["app: old==1.0 > click<8 | new==1.0 > click>=8.1"]


def test_a_sibling_that_is_refused_brings_in_nothing() -> None:
    assert shown(project("app", "old==2.0", "new==1.0"), OLD, NEW) == []


def test_a_sibling_that_could_be_another_release_makes_it_less_sure() -> None:
    assert shown(project("app", "old>=1.0", "new==1.0"), OLD, NEW) == [
        "app~: old>=1.0 > click<8 | new==1.0 > click>=8.1"
    ]
    # Held exactly further up, it is sure again.
    sure = project("top", "app", "old==1.0", "new==1.0")
    assert [(clash.member.label, clash.exact) for clash in clashes(project("app", "old", "new"), OLD, NEW, sure)] == [
        ("top", True),
        ("app", False),
    ]


def test_versions_that_are_not_known_are_followed_only_where_any_will_do() -> None:
    old = project("old", "click<8", version=None, more='dynamic = ["version"]')
    assert shown(project("app", "old>=1", "new==1.0"), old, NEW) == []
    assert shown(project("app", "old", "new==1.0"), old, NEW) == ["app~: old > click<8 | new==1.0 > click>=8.1"]


def test_extras_bring_in_their_own_requirements_and_the_core() -> None:
    core = project("core", "click<8", extras='cli = ["click>=8.1"]')
    assert shown(core) == ["core[cli]~: click>=8.1 | click<8"]
    assert shown(project("app", "core==1.0"), core) == ["core[cli]~: click>=8.1 | click<8"]
    # Whoever requires it with the extra cannot be installed at all.
    assert shown(project("app", "core[cli]==1.0"), project("top", "app==1.0"), core) == [
        "app: core[cli]==1.0 > click<8 | core[cli]==1.0 > click>=8.1",
        "core[cli]~: click>=8.1 | click<8",
    ]


def test_extras_ask_for_extras_of_their_own_member() -> None:
    core = project("core", extras='a = ["click<8"]\nb = ["click>=8.1"]\nall = ["core[a,b]"]')
    assert shown(core) == ["core[all]~: core[a,b] > click<8 | core[a,b] > click>=8.1"]


def test_each_extra_is_asked_for_alone() -> None:
    assert shown(project("core", extras='a = ["click<8"]\nb = ["click>=8.1"]')) == []


def test_dependency_groups_and_build_requirements_bring_in_nothing() -> None:
    more = "[dependency-groups]\ndev = ['click<8']\n[build-system]\nrequires = ['click<7']"
    assert shown(project("app", "new==1.0", more=more), NEW) == []


def test_markers_count_all_along_the_way() -> None:
    old = project("old", 'click<8; python_version < "3.9"')
    assert clashes(project("app", 'new==1.0; python_version >= "3.9"', "old==1.0"), old, NEW) == []
    (clash,) = clashes(project("app", 'new==1.0; sys_platform == "win32"', "old==1.0"), old, NEW)
    assert clash.environment == "Python 3.8 on win32"
    (clash,) = clashes(project("app", 'new==1.0; python_version >= "2"', "old==1.0", python=">=3.6"), OLD, NEW)
    assert clash.environment == ""


def test_so_does_requires_python_of_every_member_along_it() -> None:
    app = project("app", "old==1.0", "new==1.0", python=">=3.8")
    low = project("old", 'click<8; python_version < "3.9"', python=">=3.8")
    assert clashes(app, low, project("new", "click>=8.1", python=">=3.9")) == []
    assert len(clashes(app, low, project("new", "click>=8.1", python=">=3.8"))) == 1
    unknown = project("new", "click>=8.1", more='dynamic = ["requires-python"]')
    assert clashes(app, low, unknown) == []
    assert len(clashes(app, OLD, unknown)) == 1


def test_platforms_are_told_apart_and_unknown_variables_are_not_decided() -> None:
    app = project("app", "old==1.0", "new==1.0")
    windows, linux = ('click<8; sys_platform == "win32"', 'click>=8.1; platform_system == "Linux"')
    assert clashes(app, project("old", windows), project("new", linux)) == []
    assert clashes(app, project("old", 'click<8; platform_release == "x"'), NEW) == []


def test_what_cannot_be_decided_clashes_with_nothing() -> None:
    app = project("app", "old==1.0", "new==1.0")
    for requirement in ("click===old", "click @ https://example.org/click.zip", "click", "click>=2,<1"):
        assert clashes(app, project("old", requirement), NEW) == []


def test_siblings_that_are_required_by_url_or_by_spelling_are_not_followed() -> None:
    assert clashes(project("app", "old @ file:///old", "new==1.0"), OLD, NEW) == []
    assert clashes(project("app", "old===1.0", "new==1.0"), OLD, NEW) == []


def test_pre_releases_are_versions_too() -> None:
    app = project("app", "old==1.0", "new==1.0")
    assert clashes(app, project("old", "click<8"), project("new", "click>=8.0a1")) != []
    assert clashes(app, project("old", "click<8.0"), project("new", "click>=7.9")) == []
    assert clashes(app, project("old", "click>=8.0a1,<8.0rc1"), project("new", "click>7")) == []


def test_members_that_bring_in_each_other_have_one_clash_together() -> None:
    a, b = (
        project("a", "b==1.0", "click<8"),
        project("b", "c==1.0"),
    )
    c = project("c", "a==1.0", "click>=8.1")
    assert shown(a, b, c, project("app", "b==1.0")) == ["a: click<8 | b==1.0 > c==1.0 > click>=8.1"]


def test_two_in_one_list_are_left_to_the_rule_about_lists() -> None:
    assert shown(project("app", "click<8", "click>=8.1")) == []
    both = project("app", "click<8", "click>=8.1", "a==1.0")
    assert shown(both, project("a", "click>=9")) == ["app: click<8 | a==1.0 > click>=9"]


def test_with_too_many_environments_what_clashes_in_all_of_them_is_still_found() -> None:
    many = [f'x{n}; platform_machine == "m{n}" and sys_platform == "p{n}"' for n in range(60)]
    others = [project(f"x{n}", "click>=1") for n in range(60)]
    app = project("app", *many, "old==1.0", "new==1.0")
    assert shown(app, *others, OLD, NEW) == ["app: old==1.0 > click<8 | new==1.0 > click>=8.1"]
    modern = project("app", *many, "old==1.0", 'new==1.0; python_version >= "3.9"', python=">=3.8")
    (clash,) = clashes(modern, *others, OLD, NEW)
    assert clash.environment == "Python 3.9"
    assert clashes(project("app", *many, "old==1.0", 'new==1.0; os_name == "nt"'), *others, OLD, NEW) == []


def test_a_budget_that_is_spent_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    app = project("app", "old==1.0", "new==1.0")
    monkeypatch.setattr(search, "_WORK", 1)
    assert clashes(app, OLD, NEW) == []


def spent(monkeypatch: pytest.MonkeyPatch, *files: str) -> tuple[int, int]:
    """How many clashes there are, and the steps it took to find them."""
    budgets: list[Budget] = []

    def counted(left: int) -> Budget:
        budgets.append(Budget(left))
        return budgets[-1]

    monkeypatch.setattr(search, "Budget", counted)
    found = len(clashes(*files))
    return found, search._WORK - budgets[-1].left


def chain(length: int) -> list[str]:
    names = [f"m{number:04}" for number in range(length)]
    middle = [project(name, f"{after}==1.0") for name, after in pairwise(names)]
    return [*middle, project(names[-1], "old==1.0"), OLD, project("app", f"{names[0]}==1.0", "click>=8.1")]


def layers(width: int) -> list[str]:
    top = [f"{name}==1.0" for name in [*(f"t{number}" for number in range(width)), "new"]]
    low = [f"l{number}==1.0" for number in range(width)]
    return [
        project("app", *top),
        *(project(f"t{number}", *low) for number in range(width)),
        *(project(f"l{number}", "old==1.0") for number in range(width)),
        OLD,
        NEW,
    ]


def test_steps_grow_with_the_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    for shape, small, large, times in ((chain, 50, 200, 4), (layers, 5, 20, 16)):
        first, second = (spent(monkeypatch, *shape(size)) for size in (small, large))
        assert first[0] == second[0] == 1
        assert second[1] < first[1] * times * 1.2


def test_a_ring_of_members_is_gone_around_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def both_ways(size: int) -> list[str]:
        names = [f"m{number:03}" for number in range(size)]
        beside = [(f"{names[(number + 1) % size]}==1.0", f"{names[number - 1]}==1.0") for number in range(size)]
        own = {0: "click<8", size // 2: "click>=8.1"}
        return [
            project(name, *beside[number], *([own[number]] if number in own else []))
            for number, name in enumerate(names)
        ]

    first, second = spent(monkeypatch, *both_ways(20)), spent(monkeypatch, *both_ways(80))
    assert first[0] == second[0] == 1
    assert second[1] < first[1] * 6


def test_everybody_requires_everybody_in_some_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    markers = ("", '; python_version < "3.9"', '; sys_platform == "win32"', '; implementation_name == "pypy"')

    def dense(size: int) -> list[str]:
        names = [f"m{number:03}" for number in range(size)]
        own = {0: "click<8", size // 2: "click>=8.1"}
        return [
            project(
                name,
                *(f"{other}==1.0{markers[(number + at) % 4]}" for at, other in enumerate(names) if at != number),
                *([own[number]] if number in own else []),
            )
            for number, name in enumerate(names)
        ]

    first, second = spent(monkeypatch, *dense(15)), spent(monkeypatch, *dense(60))
    assert first[0] == second[0] == 1
    assert second[1] < first[1] * 16 * 1.2


def test_different_sets_are_compared_with_each_other_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def different(size: int) -> list[str]:
        names = [f"m{number:04}" for number in range(size)]
        asking = [project(name, f"click>=1.{number}") for number, name in enumerate(names)]
        return [*asking, project("last", "click<1"), project("app", *(f"{name}==1.0" for name in [*names, "last"]))]

    first, second = spent(monkeypatch, *different(30)), spent(monkeypatch, *different(120))
    assert first[0] == second[0] == 1
    assert second[1] < first[1] * 16


def test_with_too_many_exclusions_only_bounds_count() -> None:
    names = [f"m{number:03}" for number in range(251)]
    asking = [project(name, f"click!=1.{number}.*,>=1") for number, name in enumerate(names)]
    app = project("app", *(f"{name}==1.0" for name in names), "click<1.251")
    # Every one of them is excluded, which would take a set of 251 to say.
    assert shown(app, *asking) == []
    bounded = [*asking[:250], project("m250", "click<1")]
    assert shown(app, *bounded) == ["app: m000==1.0 > click!=1.0.*,>=1 | m250==1.0 > click<1"]
