from __future__ import annotations

import pytest

from pinlint.comparing.requirements import UNDECIDED
from pinlint.comparing.values import Relation
from tests.compared import of_one, project, required, requiring


@pytest.mark.parametrize(
    ("old", "new", "relation", "lost", "gained"),
    [
        ("click>=8", "click>=8.1", "narrowed", "8", None),
        ("click>=8.1", "click>=8", "widened", None, "8"),
        ("click", "click<9", "narrowed", "9", None),
        ("click>=7,<9", "click>=8,<10", "moved", "7", "9"),
        ("click==8.1", "click==8.2", "disjoint", "8.1", "8.2"),
        ("click>=8.0rc1", "click>=8.0", "narrowed", "8.0rc1", None),
    ],
)
def test_a_requirement_is_related_to_what_it_was(
    old: str, new: str, relation: str, lost: str | None, gained: str | None
) -> None:
    (change,) = required((old,), (new,))
    assert change.relation == relation
    assert (change.lost and str(change.lost), change.gained and str(change.gained)) == (lost, gained)
    assert (change.old, change.new) == ((old,), (new,))
    assert change.where is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("click >= 8, < 9",), ("Click<9,>=8.0",)),
        (("click==8.*",), ("click>=8,<9",)),
        (("click~=8.1",), ("click>=8.1", "click==8.*")),
        (("a", "b"), ("b", "a")),
        (("a>=1",), ("a>=1 ; os_name == 'nt'", "a>=1; os_name != 'nt'")),
        (("a; python_version < '3.11' or python_version >= '3.11'",), ("a",)),
        (("a>=1; os_name == 'nt'", "a>=1"), ("a>=1",)),
        (("a; platform_release == '6'",), ("a ; '6' == platform_release",)),
        (("a",), ("a; platform_release == '6'", "a; platform_release != '6'")),
        (
            ("a; 'x' in platform_version",),
            ("a; 'x' in platform_version", "a; 'x' in platform_version and os_name == 'nt'"),
        ),
        (("a[y,x]",), ("a[x]", "a[y]")),
        (("a @ https://example.org/a.zip",), ("A@https://example.org/a.zip",)),
    ],
)
def test_a_respelling_is_no_change(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    assert required(old, new) == ()
    assert required(new, old) == ()


def test_a_requirement_that_the_supported_pythons_always_meet_may_lose_its_marker() -> None:
    assert required(("a; python_version >= '3.9'",), ("a",), python=">=3.9") == ()
    assert len(required(("a; python_version >= '3.9'",), ("a",), python=">=3.8")) == 1


def test_what_applies_to_every_supported_python_is_told_without_a_place() -> None:
    old, new = (f"a>={number}; python_version >= '3.8' or sys_platform == 'win32'" for number in (1, 2))
    assert [change.where for change in required((old,), (new,), python=">=3.9")] == [None]


def test_where_no_python_is_accepted_all_of_them_are_looked_at() -> None:
    assert [change.relation for change in required(("a>=1",), ("a>=2",), python=">=3.9,<3")] == [Relation.NARROWED]


def test_what_is_added_and_removed_is_told_without_a_witness() -> None:
    gone, come = sorted(required(("old>=1",), ("new>=2",)), key=lambda change: change.relation, reverse=True)
    assert (gone.name, gone.relation, gone.old, gone.new) == ("old", Relation.REMOVED, ("old>=1",), ())
    assert (come.name, come.relation, come.old, come.new) == ("new", Relation.ADDED, (), ("new>=2",))
    assert (gone.lost, gone.gained, come.lost, come.gained) == (None,) * 4


def test_a_marker_that_reaches_further_adds_the_requirement_there() -> None:
    (change,) = required(("tomli; python_version < '3.11'",), ("tomli; python_version < '3.12'",))
    assert (change.relation, change.where) == (Relation.ADDED, "Python 3.11")


def test_a_requirement_that_changes_on_one_platform_says_where() -> None:
    (change,) = required(("a>=1",), ("a>=1", "a>=2; sys_platform == 'win32'"))
    assert (change.relation, str(change.lost)) == (Relation.NARROWED, "1")
    assert change.where == "win32"


def test_a_place_is_a_python_and_a_platform_where_both_matter() -> None:
    (change,) = required(("a>=1",), ("a>=1", "a>=2; sys_platform == 'win32' and python_version < '3.10'"), ">=3.9")
    assert change.where == "Python 3.9 on win32"
    (change,) = required(("a>=1",), ("a>=1", "a>=2; implementation_name == 'pypy'"))
    assert change.where == "pypy"
    (change,) = required(("a>=1",), ("a>=1", "a>=2; platform_release == '6'"))
    assert change.where == "some environments"


def test_the_same_change_in_every_part_is_one_change() -> None:
    parts = ("a>=2; sys_platform == 'win32'", "a>=2; sys_platform != 'win32'")
    (change,) = required(("a>=1",), parts)
    assert (change.relation, change.new, change.where) == (Relation.NARROWED, parts, None)


def test_different_changes_in_the_parts_are_told_apart() -> None:
    changes = required(("a>=1",), ("a>=2; sys_platform == 'win32'", "a>=3; sys_platform != 'win32'"))
    assert [(change.relation, change.new) for change in changes] == [
        (Relation.NARROWED, ("a>=2; sys_platform == 'win32'",)),
        (Relation.NARROWED, ("a>=3; sys_platform != 'win32'",)),
    ]


def test_requirements_that_hold_together_are_one_set() -> None:
    (change,) = required(("a>=1", "a<5"), ("a>=1", "a<4"))
    assert (change.relation, str(change.lost)) == (Relation.NARROWED, "4")
    assert change.old == ("a>=1", "a<5")


def test_extras_that_are_asked_for_are_no_matter_of_versions() -> None:
    (change,) = required(("redis>=4",), ("redis[hiredis]>=4",))
    assert (change.relation, change.extras_added, change.lost) == (Relation.EQUAL, ("hiredis",), None)
    (change,) = required(("redis[hiredis]>=4",), ("redis>=5",))
    assert (change.relation, change.extras_removed) == (Relation.NARROWED, ("hiredis",))


def test_what_a_url_leads_to_is_unknown() -> None:
    (change,) = required(("a>=1",), ("a @ https://example.org/a.zip",))
    assert (change.relation, change.reason) == (Relation.UNKNOWN, "a URL does not tell its version")
    assert change.lost is None


def test_what_names_no_version_cannot_be_decided() -> None:
    (change,) = required(("a===one",), ("a===other",))
    assert (change.relation, change.reason) == (Relation.UNKNOWN, "=== does not name a version")
    assert required(("a===one",), ("a === one",)) == ()


@pytest.mark.parametrize(
    "many",
    [
        tuple(f"a!={number}" for number in range(50)),
        tuple(
            f"a>={n}; sys_platform == 'p{n}' and platform_machine == 'm{n}' and implementation_name == 'i{n}'"
            for n in range(30)
        ),
        tuple(f"a>={n}; platform_release == '{n}'" for n in range(30)),
    ],
    ids=["requirements", "rows", "unknown conditions"],
)
def test_what_is_too_much_is_unknown(many: tuple[str, ...]) -> None:
    (change,) = required(("a",), many)
    assert (change.relation, change.reason) == (Relation.UNKNOWN, UNDECIDED)
    assert required(many, many[::-1]) == ()


def test_a_condition_that_nothing_is_known_about_may_turn_out_either_way() -> None:
    changes = required(("a>=1; platform_release == '6'",), ("a>=2; platform_release == '6'",))
    assert [(change.relation, change.where) for change in changes] == [(Relation.NARROWED, None)]


def test_every_extra_is_a_list_of_its_own() -> None:
    head = "[project.optional-dependencies]"
    old = project(head, 'Fast = ["a>=1"]', 'slow = ["b"]')
    new = project(head, 'fast = ["a>=2"]', 'slow = ["b"]', 'more = ["c"]')
    member = of_one(old, new)
    assert [(change.scope.name, change.name, change.relation) for change in member.requirements] == [
        ("fast", "a", Relation.NARROWED),
        ("more", "c", Relation.ADDED),
    ]
    assert (member.extras.added, member.extras.removed) == (("more",), ())


def test_what_a_partly_unknown_list_lacks_is_not_said_to_be_gone() -> None:
    known = requiring("a>=1", "b")
    unknown = project('dynamic = ["dependencies"]') + (
        "-- app/setup.py --\nfrom setuptools import setup\nimport somewhere\n"
        "setup(install_requires=['a>=2', *somewhere.listed()])\n"
    )
    for old, new in ((known, unknown), (unknown, known)):
        member = of_one(old, new)
        assert [change.name for change in member.requirements if change.relation in {"added", "removed"}] == []
        assert "requires-dist" in [gap.field for gap in member.unknown]


def test_a_version_that_the_build_fills_in_is_unknown() -> None:
    def hatch(requirement: str) -> str:
        return (
            '-- app/pyproject.toml --\n[project]\nname = "app"\nversion = "1"\ndynamic = ["dependencies"]\n'
            '[build-system]\nrequires = ["hatchling", "uv-dynamic-versioning"]\nbuild-backend = "hatchling.build"\n'
            f'[tool.hatch.metadata.hooks.uv-dynamic-versioning]\ndependencies = ["{requirement}"]\n'
        )

    same = hatch("core=={{ version }}")
    assert of_one(same, same).requirements == ()
    (change,) = of_one(same, hatch("core>={{ version }}")).requirements
    assert (change.relation, change.reason) == (Relation.UNKNOWN, "the build fills in the version")


def test_what_changes_on_pythons_that_one_side_refuses_is_no_change() -> None:
    old = requiring("a>=1", "tomli; python_version < '3.11'", "b>=1; python_version < '3.9'", python=">=3.8")
    assert of_one(old, requiring("a>=1", python=">=3.11")).requirements == ()
    assert of_one(requiring("a>=1", python=">=3.11"), old).requirements == ()
    (change,) = of_one(old, requiring("a>=1", "tomli; python_version < '3.10'", python=">=3.9")).requirements
    assert (change.name, change.relation, change.where) == ("tomli", Relation.REMOVED, "Python 3.10")


def test_what_holds_on_all_shared_pythons_is_told_without_a_place() -> None:
    old = requiring("a>=1", python=">=3.8")
    new = requiring("a>=2; python_version >= '3.10'", python=">=3.10")
    assert [(change.relation, change.where) for change in of_one(old, new).requirements] == [(Relation.NARROWED, None)]


def test_where_no_python_is_shared_both_sides_are_looked_at() -> None:
    old, new = requiring("a>=1", "b", python="<3.9"), requiring("a>=2", python=">=3.9")
    assert [(change.name, change.relation) for change in of_one(old, new).requirements] == [
        ("a", Relation.NARROWED),
        ("b", Relation.REMOVED),
    ]


def test_dependency_groups_and_build_requirements_are_sets_apart() -> None:
    def tools(pytest_: str, backend: str) -> str:
        return (
            requiring("a")
            + f'[dependency-groups]\ndev = ["pytest{pytest_}", {{include-group = "docs"}}]\ndocs = ["sphinx"]\n'
            + f'[build-system]\nrequires = ["{backend}"]\n'
        )

    member = of_one(tools(">=7", "hatchling>=1.0"), tools(">=8", "Hatchling >= 1"))
    assert (member.requirements, member.changed) == ((), True)
    (change,) = member.development
    assert (change.scope.name, change.name, change.relation, str(change.lost)) == (
        "dev",
        "pytest",
        Relation.NARROWED,
        "7",
    )
    member = of_one(tools(">=7", "hatchling"), tools(">=7", "setuptools"))
    assert [(change.scope.kind, change.name, change.relation) for change in member.development] == [
        ("build", "hatchling", Relation.REMOVED),
        ("build", "setuptools", Relation.ADDED),
    ]


def test_what_core_metadata_cannot_tell_of_development_is_neither_added_nor_removed() -> None:
    old = requiring("a") + '[dependency-groups]\ndev = ["pytest"]\n[build-system]\nrequires = ["hatchling"]\n'
    new = "-- app-1.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: app\nVersion: 1.0\nRequires-Dist: a\n"
    assert of_one(old, new).changed is False
    assert of_one(new, old).changed is False


def test_an_include_that_is_missing_leaves_it_open_what_a_group_lacks() -> None:
    old = requiring("a") + '[dependency-groups]\ndev = ["pytest"]\n'
    new = requiring("a") + '[dependency-groups]\ndev = ["ruff", {include-group = "gone"}]\n'
    member = of_one(old, new)
    assert [(change.name, change.relation) for change in member.development] == [("ruff", Relation.ADDED)]
    assert [gap.field for gap in member.unknown] == ["dependency-groups"]


EXTRAS = ("[project.optional-dependencies]", 'fast = ["b>=1"]', "slow = [\"c; os_name == 'nt'\"]")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["App[fast,slow]"]', '["app[slow]", "app[fast]"]'),
        ('["app[fast]", "app[slow]"]', '["b>=1", "c; os_name == \'nt\'"]'),
        (
            "['app[fast,slow]; python_version < \"3.9\"']",
            '[\'b >= 1; python_version < "3.9"\', \'c; os_name == "nt" and python_version < "3.9"\']',
        ),
        ('["app[all,fast]"]', '["b>=1", "app[all]"]'),
    ],
)
def test_extras_that_collect_the_same_are_the_same(old: str, new: str) -> None:
    one, other = (project(*EXTRAS, f"all = {requires}") for requires in (old, new))
    assert of_one(one, other).changed is False
    assert of_one(other, one).changed is False


def test_an_extra_that_collects_another_one_now_requires_what_that_one_does() -> None:
    old, new = project(*EXTRAS, 'all = ["app[fast]"]'), project(*EXTRAS, 'all = ["app[slow]", "b>=2"]')
    assert [(change.scope.name, change.name, change.relation) for change in of_one(old, new).requirements] == [
        ("all", "b", Relation.NARROWED),
        ("all", "c", Relation.ADDED),
    ]


def test_an_extra_that_collects_what_changed_is_not_told_again() -> None:
    old, new = (
        project("[project.optional-dependencies]", f'fast = ["b{v}"]', 'all = ["app[fast]"]') for v in ("", ">1")
    )
    assert [change.scope.name for change in of_one(old, new).requirements] == ["fast"]


def test_extras_that_collect_too_much_are_compared_as_they_are_written() -> None:
    def collecting(number: int) -> str:
        return ", ".join(f"\"app[e{other}]; sys_platform != 'p{number}'\"" for other in range(12))

    lines = [f"e{number} = [{collecting(number)}]" for number in range(12)]
    old = project("[project.optional-dependencies]", *lines)
    new = project("[project.optional-dependencies]", *lines[:-1], 'e11 = ["b"]')
    assert {change.name for change in of_one(old, new).requirements} == {"app", "b"}


def test_a_misspelt_value_of_a_marker_is_met_nowhere() -> None:
    assert required(("a; implementation_name != 'PyPy'",), ("a",)) == ()
    assert len(required(("a; implementation_name != 'pypy'",), ("a",))) == 1
    assert len(required(("a; platform_machine != 'ARM64'",), ("a; platform_machine != 'arm64'",))) == 2


def test_what_is_new_everywhere_is_added_once() -> None:
    both = ("a>=1; python_version < '3.9'", "a>=2; python_version >= '3.9'")
    assert [(change.relation, change.new, change.where) for change in required((), both)] == [
        (Relation.ADDED, both, None)
    ]
    assert [(change.relation, change.old, change.where) for change in required(both, ())] == [
        (Relation.REMOVED, both, None)
    ]


def test_an_implementation_is_named_where_it_matters() -> None:
    old, new = ("a",), ("a>=2; platform_python_implementation == 'CPython' and sys_platform == 'linux'", "a")
    assert [change.where for change in required(old, new)] == ["CPython on linux"]
    old, new = ("a",), ("a>=2; platform_python_implementation == 'CPython'", "a")
    assert [change.where for change in required(old, new)] == ["CPython"]


def grouped(dev: str, test: str) -> str:
    return requiring("x") + f"[dependency-groups]\nTest = {test}\ndev = {dev}\n"


INCLUDING = '[{include-group = "test"}, "ruff"]'


def test_what_a_group_includes_is_told_of_the_group_that_is_included() -> None:
    old, new = grouped(INCLUDING, '["a", "b"]'), grouped(INCLUDING, '["a>=2", "c"]')
    assert [(change.scope.name, change.name) for change in of_one(old, new).development] == [
        ("test", "a"),
        ("test", "b"),
        ("test", "c"),
    ]


def test_what_a_group_includes_now_is_added_to_it() -> None:
    old, new = grouped('["ruff"]', '["a"]'), grouped(INCLUDING, '["a>=2"]')
    assert [(change.scope.name, change.name, change.relation) for change in of_one(old, new).development] == [
        ("dev", "a", Relation.ADDED),
        ("test", "a", Relation.NARROWED),
    ]


def test_what_a_group_has_of_its_own_beside_what_it_includes_is_told_of_it() -> None:
    old = grouped('[{include-group = "test"}, "a<5"]', '["a>=1"]')
    new = grouped('[{include-group = "test"}, "a<4"]', '["a>=1"]')
    assert [change.scope.name for change in of_one(old, new).development] == ["dev"]
