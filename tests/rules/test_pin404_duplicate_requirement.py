from __future__ import annotations

import pytest

from pinlint.changes import Remove
from pinlint.rule import Level
from pinlint.testing import assert_examples
from pinlint_rules.pin404_duplicate_requirement import RULE
from tests.rules.asking import found, project, related, said
from tests.rules.repairing import repaired


def messages(*files: str) -> list[str]:
    return [located.finding.message for located in found(RULE, *files)]


def core(*requires: str, python: str | None = None, more: str = "") -> str:
    return project("core", *requires, python=python, more=more)


def setup_py(requires: str, before: str = "") -> str:
    return (
        f"-- setup.py --\nfrom setuptools import setup\n{before}\n"
        f"setup(name='core', version='1.0', install_requires={requires})\n"
    )


def test_its_examples() -> None:
    assert_examples(RULE)


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("click>=8", "click>=8", "core requires click>=8 twice in one list"),
        ("click", "click", "core requires click twice in one list"),
        (
            "click>=8,<9",
            "Click <9, >=8",
            "core requires click>=8,<9 and Click <9, >=8 in one list, which mean the same",
        ),
        (
            "click>=8",
            "click<9",
            "core requires click>=8 and click<9 in one list, of which only the first accepts click 9",
        ),
        (
            "click>=8",
            "click",
            "core requires click>=8 and click in one list, of which only the second accepts click 7",
        ),
        ("click>=8", "click<8", "core requires click>=8 and click<8 in one list, which have no version in common"),
        ("a[x,y]>=1", "a[y,x]>=1", "core requires a[x,y]>=1 and a[y,x]>=1 in one list, which mean the same"),
    ],
)
def test_a_distribution_that_is_named_twice_is_reported(first: str, second: str, message: str) -> None:
    assert messages(core(first, "rich", second)) == [message]


def test_both_places_are_shown_and_the_later_one_is_the_finding() -> None:
    (finding,) = found(RULE, core("click>=8", "rich", "click>=8.1"))
    assert (finding.level, finding.finding.witness) == (Level.WARNING, "click 8")
    assert finding.finding.dependencies == ("click",)
    assert related(finding) == [("core/pyproject.toml", "core requires click>=8")]
    assert said(RULE, core("click>=8", "rich", "click>=8.1"))[0].startswith("core/pyproject.toml:4:37: ")


def test_markers_that_mean_the_same_are_the_same_environments() -> None:
    assert len(messages(core('a; sys_platform == "win32"', 'a; "win32" == sys_platform'))) == 1
    assert len(messages(core('a; python_version < "3.9"', 'a; python_full_version < "3.9"'))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a[x]", "a[y]"),
        ("a[x]>=1", "a>=1"),
        ("a>=1", 'a>=2; sys_platform == "win32"'),
        ('a<2; python_version < "3.9"', 'a>=2; python_version >= "3.9"'),
        ('a<2; sys_platform == "win32"', 'a>=2; sys_platform != "win32"'),
        ('a<2; sys_platform == "win32"', 'a>=2; sys_platform == "linux"'),
        ('a; platform_release == "x"', 'a; platform_release == "y"'),
        ('a<2; platform_release == "x"', 'a>=2; platform_release == "y"'),
        ("a @ https://example.org/a.zip", "a"),
        ("a===x", "a>=2; sys_platform == 'win32'"),
        ("a", "b"),
    ],
)
def test_unions_refinements_and_splits_are_fine(first: str, second: str) -> None:
    assert messages(core(first.replace("'", '"'), second.replace("'", '"'))) == []


def test_sets_without_a_common_version_are_an_error_wherever_both_apply() -> None:
    (finding,) = found(RULE, core("a>=2", 'a<2; sys_platform == "win32"', python=">=3.9"))
    assert finding.level is Level.ERROR
    assert finding.finding.message == (
        'core requires a>=2 and a<2; sys_platform == "win32" in one list, '
        "which have no version in common on Python 3.9 on win32"
    )
    # Different extras do not help.
    assert [each.level for each in found(RULE, core("a[x]>=2", "a[y]<2"))] == [Level.ERROR]


def test_requires_python_counts() -> None:
    split = ("a>=2", 'a<2; python_version < "3.9"')
    assert messages(core(*split, python=">=3.9")) == []
    assert messages(core(*split, more='dynamic = ["requires-python"]')) == []
    assert len(messages(core(*split, python=">=3.8"))) == 1
    assert len(messages(core(*split))) == 1


def test_an_error_comes_before_a_warning_and_there_is_one_finding_for_one_distribution() -> None:
    assert [each.level for each in found(RULE, core("a", "a", "a>=2", "a<2"))] == [Level.ERROR]
    assert len(messages(core("a", "a", "a", "b", "b"))) == 2


def test_what_accepts_nothing_by_itself_is_another_rule_s() -> None:
    assert messages(core("a>=2,<1", 'a>=3; sys_platform == "win32"')) == []


def test_lists_are_asked_one_by_one() -> None:
    text = project("core", "a>=1", extras='x = ["a>=1"]\ny = ["a>=2", "a>=2"]')
    (finding,) = found(RULE, text)
    assert finding.finding.message == "core requires a>=2 twice in the extra y"
    assert finding.finding.extra == "y"


def test_groups_and_build_requirements_are_not_asked() -> None:
    more = '[dependency-groups]\ndev = ["a", "a"]\n[build-system]\nrequires = ["b", "b"]'
    assert messages(core(more=more)) == []


def test_included_files_are_a_composition() -> None:
    more = 'dynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = {file = ["a.txt", "b.txt"]}'
    files = (core(more=more), "-- core/a.txt --\nclick\n", "-- core/b.txt --\nclick\n")
    assert messages(*files) == []
    assert len(messages(core(more=more), "-- core/a.txt --\nclick\nclick\n", "-- core/b.txt --\n")) == 1


def test_flattened_extras_are_a_composition() -> None:
    assert messages(project("core", extras='a = ["x"]\nb = ["x"]\nall = ["core[a,b]"]')) == []
    built = (
        "-- core-1.0.dist-info/METADATA --\nMetadata-Version: 2.2\nName: core\nVersion: 1.0\n"
        'Requires-Dist: x; extra == "all"\nRequires-Dist: x{}; extra == "all"\nProvides-Extra: all\n'
    )
    assert messages(built.format(">=1")) == []
    assert messages(built.format(">=1").replace("x; ", "x<1; ")) == [
        'core requires x<1; extra == "all" and x>=1; extra == "all" in the extra all, which have no version in common'
    ]


def test_in_a_module_one_list_is_where_only_strings_are_in_between() -> None:
    assert len(messages(setup_py("['a', 'b[x]',  # ]\n 'a']"))) == 1
    assert messages(setup_py("['a'] + ['a']")) == []
    assert messages(setup_py("FIRST + SECOND", before="FIRST = ['a']\nSECOND = ['a']")) == []
    assert messages(setup_py("FIRST + FIRST", before="FIRST = ['a']")) == []


def test_targets_of_pants_have_lists_of_their_own() -> None:
    def pants(build: str) -> list[str]:
        of_dist = (
            'python_distribution(name="d", dependencies=[":a", ":b"], provides=python_artifact(name="d", version="1"))'
        )
        return messages(f'-- pants.toml --\n[GLOBAL]\npants_version = "2.20"\n-- BUILD --\n{build}\n{of_dist}\n')

    one, other = (f'python_requirement(name="{name}", requirements=["click"])' for name in "ab")
    assert pants(f"{one}\n{other}") == []
    assert len(pants('python_requirement(name="a", requirements=["click", "click"])\npython_sources(name="b")')) == 1


def test_a_list_that_several_extras_share_is_told_once() -> None:
    text = "-- setup.py --\nfrom setuptools import setup\nX = ['a', 'a']\nsetup(name='core', version='1.0', extras_require={'x': X, 'y': X})\n"  # noqa: E501 - a program
    assert len(messages(text)) == 1


def test_constraints_of_poetry_for_different_pythons_are_fine() -> None:
    poetry = (
        '-- pyproject.toml --\n[tool.poetry]\nname = "core"\nversion = "1.0"\n[tool.poetry.dependencies]\n'
        'python = ">=3.8"\na = [{{version = "^1", python = "<{}"}}, {{version = "^2", python = ">=3.9"}}]\n'
    )
    assert messages(poetry.format("3.9")) == []
    assert [each.level for each in found(RULE, poetry.format("3.10"))] == [Level.ERROR]


def test_many_of_one_name_cost_little() -> None:
    (finding,) = found(RULE, core(*["a"] * 3000))
    assert finding.finding.message == "core requires a twice in one list"


def fixed(*requires: str) -> tuple[bool, list[str]]:
    """Whether the fix is safe, and the requirements that go."""
    lines = "".join(f"    {each}\n" for each in requires)
    text = f"-- pyproject.toml --\n[project]\nname = 'core'\nversion = '1.0'\ndependencies = [\n{lines}]\n"
    (finding,) = found(RULE, text)
    fix = finding.finding.fix
    assert fix is not None
    return fix.safe, [change.old for change in fix.changes if isinstance(change, Remove)]


def test_a_set_that_admits_pre_releases_is_another_one() -> None:
    assert messages(core("click>=0.dev0,<9", "click<9")) == [
        "core requires click>=0.dev0,<9 and click<9 in one list, of which only the first admits pre-releases"
    ]
    assert fixed("'click<9',", "'click>=0.dev0,<9',") == (True, ["click<9"])
    assert fixed("'click>=1.0b1',", "'click>=1.0',") == (False, ["click>=1.0b1"])
    assert fixed("'click>=1.0',", "'click>=1.1b1',") == (True, ["click>=1.0"])


def test_what_a_comment_explains_stays() -> None:
    assert fixed("'click>=8',  # why", "'click>=8.0',") == (True, ["click>=8.0"])
    assert fixed("'click>=8',", "'click>=8.0',  # why") == (True, ["click>=8"])
    assert fixed("'click>=8',  # why", "'click>=8.1',") == (False, ["click>=8"])
    assert fixed("'six',", "# why", "'click>=8',", "# of six", "'rich',", "'click>=8.0'") == (True, ["click>=8.0"])
    assert fixed("# of all", "'click>=8',", "'click>=8.0',", "'six',") == (True, ["click>=8.0"])


def test_a_second_key_of_poetry_goes_as_a_key() -> None:
    text = (
        "-- pyproject.toml --\n[tool.poetry]\nname = 'core'\nversion = '1.0'\n[tool.poetry.dependencies]\n"
        "python = '>=3.10'\nclick = '>=8'\nClick = '>=8'\n"
    )
    assert repaired(text, "PIN404")["pyproject.toml"].endswith("click = '>=8'\n")
