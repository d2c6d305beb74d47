from __future__ import annotations

import pytest

from pinlint import graph
from pinlint.config import parse
from pinlint.configured import policies
from pinlint.metadata import reading
from pinlint.source import Source
from pinlint.testing import Texts, candidates, parse_workspace
from pinlint_rules.pin402_specifier_differs import RULE
from tests.rules.asking import found, project, related, said


def config(*rows: str, names: str = "click") -> str:
    return "\n".join(("-- pinlint.toml --", "[[dependencies]]", f'names = ["{names}"]', *rows))


def members(*requirements: str) -> tuple[str, ...]:
    return tuple(project(f"m{number}", each) for number, each in enumerate(requirements))


def messages(*files: str) -> list[str]:
    return [line.partition(" PIN402 ")[2] for line in said(RULE, *files)]


SAME, OVERLAP = config('specifiers = "same"', 'reason = "one stack"'), config('specifiers = "overlap"')


def test_an_outlier_is_one_finding_on_the_outlier() -> None:
    files = (*members("click>=8", "click>=7", "click >= 8.0", "rich"), SAME)
    assert messages(*files) == ["m1 requires click>=7, but 2 of 3 members require click>=8, which refuses click 7"]
    (finding,) = found(RULE, *files)
    assert finding.finding.witness == "click 7"
    assert related(finding) == [
        ("m0/pyproject.toml", "m0 requires click>=8"),
        ("pinlint.toml", "they are configured to accept the same versions: one stack"),
    ]


def test_a_narrower_outlier_is_told_by_what_the_others_accept() -> None:
    assert messages(*members("click>=8", "click>=8", "click>=8.2"), SAME) == [
        "m2 requires click>=8.2, but 2 of 3 members require click>=8, which accepts click 8"
    ]


def test_a_tie_is_one_finding_with_all_sides() -> None:
    assert messages(*members("click>=8", "click>=7", "click"), SAME) == [
        "m0 requires click>=8, but m1 click>=7, m2 click, and no majority decides: m1 accepts click 7, m0 refuses it"
    ]


def test_more_than_any_other_is_no_majority() -> None:
    assert messages(*members("click>=5", "click>=6", "click>=7", "click>=8", "click>=8"), SAME) == [
        (
            "m0 requires click>=5, but m1 click>=6, m2 click>=7, m3 click>=8, and no majority decides: "
            "m0 accepts click 5, m1 refuses it"
        )
    ]


def test_without_a_majority_all_that_have_no_version_in_common_are_one_finding() -> None:
    sides = ("click<5", "click<5", "click>=5,<6", "click>=6,<7", "click>=7")
    (message,) = messages(*members(*sides), OVERLAP)
    assert message == (
        "m0 requires click<5, but m2 click>=5,<6, m3 click>=6,<7, m4 click>=7, "
        "and no majority decides, and no version satisfies them all"
    )


def test_a_majority_that_overlaps_in_several_spellings_is_named_by_one_of_them() -> None:
    assert messages(*members("click<5", "click<4", "click<6", "click>=6"), OVERLAP) == [
        "m3 requires click>=6, but m0 requires click<5, and no version satisfies both"
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("click>=8,<9", "click<9,>=8.0"),
        ("click==8.*", "click>=8,<9"),
        ("click~=8.1", "Click>=8.1,==8.*"),
        ("click[x]>=8", "click>=8"),
        ('click>=8; sys_platform == "win32"', 'click>=7; sys_platform != "win32"'),
        ('click>=8; python_version >= "3.12"', 'click>=7; python_version < "3.12"'),
        ('click>=8; platform_release == "x"', "click>=7"),
        ("click @ https://example.org/click.whl", "click>=7"),
        ("click>=8", "rich"),
        ("click===custom", "click>=7"),
    ],
)
def test_equal_sets_and_those_that_never_meet_are_silent(a: str, b: str) -> None:
    assert not messages(*members(a, b), SAME)


def test_members_for_different_pythons_may_differ() -> None:
    old, new = project("old", "click<8", python="<3.8"), project("new", "click>=8", python=">=3.8")
    assert not messages(old, new, SAME)
    assert len(messages(old, project("new", "click>=8", python=">=3.7"), SAME)) == 1


def test_a_split_that_all_share_is_compared_part_by_part() -> None:
    def split(name: str, low: str, high: str) -> str:
        return project(
            name, f"click>={low}; python_version < '3.12'".replace("'", '"'), f'click>={high}; python_version >= "3.12"'
        )

    same = [split(name, "7", "8") for name in "abc"]
    assert not messages(*same, SAME)
    assert messages(*same, split("d", "7", "9"), SAME) == [
        (
            'd requires click>=9; python_version >= "3.12", but 3 of 4 members require click>=8; '
            'python_version >= "3.12", which accepts click 8'
        )
    ]


def test_a_requirement_that_adds_extras_to_another_of_its_member_is_no_other_set() -> None:
    adding = project("a", "click>=8", extras='fast = ["click[fast]"]')
    assert not messages(adding, *members("click>=8"), SAME)


def test_one_member_is_one_finding() -> None:
    twice = project("a", "click>=7", extras='x = ["click>=7.1"]')
    files = (twice, *members("click>=8", "click>=8", "click>=8"), SAME)
    assert len(messages(*files)) == 1
    assert related(found(RULE, *files)[0])[0] == ("a/pyproject.toml", "a requires click>=7.1")


def test_what_differs_within_one_member_is_its_own_affair() -> None:
    alone = project("a", "click>=8", extras='x = ["click>=9"]\ny = ["rich>=1"]\nz = ["rich>=2"]')
    assert not messages(alone, config('specifiers = "same"', names="*"))
    assert not messages(
        project("b", extras='y = ["rich<1"]\nz = ["rich>=2"]'), config('specifiers = "overlap"', names="*")
    )


def test_a_bound_that_is_narrower_in_some_environments_is_a_refinement() -> None:
    narrowed = project("a", "click>=8", 'click>=9; python_version >= "3.14"')
    assert not messages(narrowed, *members("click>=8"), SAME)
    assert not messages(narrowed, hub("click>=8"), HUB)
    assert len(messages(narrowed, *members('click<9; python_version >= "3.14"'), OVERLAP)) == 1


def test_groups_build_requirements_and_siblings_are_not_compared() -> None:
    more = '[dependency-groups]\ndev = ["click>=7"]\n[build-system]\nrequires = ["click>=6"]'
    assert not messages(project("a", more=more), *members("click>=8"), SAME)
    assert not messages(*members("click>=8", "click>=7"), project("click"), SAME)


@pytest.mark.parametrize(
    ("winner", "outliers"),
    [("highest", ["m0", "m1"]), ("lowest", ["m0", "m2"]), ("majority", ["m1", "m2"]), ("m1", ["m0", "m2", "m3", "m4"])],
)
def test_the_winner_decides_who_stands_apart(winner: str, outliers: list[str]) -> None:
    files = list(members("click>=7", "click", "click>=8"))
    if winner in {"majority", "m1"}:
        files += [project(name, "click>=7") for name in ("m3", "m4")]
    found_in = [message.partition(" ")[0] for message in messages(*files, config(f'winner = "{winner}"'))]
    assert found_in == outliers


@pytest.mark.parametrize(
    ("winner", "message"),
    [
        ("highest", "m1 requires click>=7, but m0 requires click>=8 and the highest wins, which refuses click 7"),
        ("lowest", "m0 requires click>=8, but m1 requires click>=7 and the lowest wins, which accepts click 7"),
        ("M0", "m1 requires click>=7, but m0, which decides, requires click>=8, which refuses click 7"),
    ],
)
def test_a_message_says_who_decides(winner: str, message: str) -> None:
    assert messages(*members("click>=8", "click>=7"), config(f'winner = "{winner}"')) == [message]


@pytest.mark.parametrize("winner", ["m2", "nobody"])
def test_a_member_that_does_not_require_it_decides_nothing(winner: str) -> None:
    assert not messages(*members("click>=8", "click>=7", "rich"), config(f'winner = "{winner}"'))


def test_equal_bounds_with_different_holes_are_no_highest() -> None:
    (message,) = messages(*members("click>=8", "click>=8,!=8.1"), config('winner = "highest"'))
    assert message.endswith("and nothing decides: m0 accepts click 8.1, m1 refuses it")


def test_overlapping_sets_need_one_version_in_common() -> None:
    assert not messages(*members("click>=8", "click>=7", "click<9", "click!=8.5"), OVERLAP)
    assert messages(*members("click>=8", "click>=7", "click<8", "click>=8.1"), OVERLAP) == [
        "m2 requires click<8, but m0 requires click>=8, and no version satisfies both"
    ]
    assert messages(*members("click>=8", "click>=8", "click<8"), OVERLAP) == [
        "m2 requires click<8, but 2 of 3 members require click>=8, and no version satisfies both"
    ]
    assert messages(*members("click>=8", "click>=7", "click<8"), OVERLAP) == [
        "m0 requires click>=8, but m2 click<8, and no majority decides, and no version satisfies both"
    ]


def test_sets_that_overlap_in_pairs_only_are_one_finding_with_those_that_matter() -> None:
    holes = [f"click>=1,<4,!={number}.*" for number in (1, 2, 3)]
    assert not messages(*members(*holes[:2], "click"), OVERLAP)
    (message,) = messages(*members("click", *holes), OVERLAP)
    assert message == (
        f"m1 requires {holes[0]}, but m2 {holes[1]}, m3 {holes[2]}, and no majority decides, "
        "and no version satisfies them all"
    )


def test_a_set_that_accepts_nothing_clashes_with_nobody() -> None:
    assert not messages(*members("click>=8,<7", "click>=8"), OVERLAP)


@pytest.mark.parametrize(("winner", "outlier"), [("highest", "m1"), ("lowest", "m0"), ("m1", "m0")])
def test_overlapping_sets_have_winners_as_well(winner: str, outlier: str) -> None:
    (message,) = messages(*members("click>=8", "click<8"), config('specifiers = "overlap"', f'winner = "{winner}"'))
    assert message.partition(" ")[0] == outlier


def test_names_that_a_group_owns_are_the_business_of_another_rule() -> None:
    owning = '\n[[groups]]\nname = "g"\nmembers = ["m*"]\nowns = ["Cli.*"]'
    assert len(messages(*members("cli-x>=8", "cli-x>=7"), config(names="*"))) == 1
    assert not messages(*members("cli-x>=8", "cli-x>=7"), config(names="*") + owning)


def test_in_a_part_of_the_workspace_only_what_is_named_is_compared() -> None:
    def found_in(names: str, *, whole: bool) -> int:
        files = parse_workspace("\n".join((*members("click>=8", "click>=7"), config(names=names))))
        settings = parse(Source("pinlint.toml", files["pinlint.toml"]))
        read = reading.read(candidates(files), Texts(files))
        return len(list(RULE.check(graph.connect(read, policies.read(settings, Texts(files)), whole=whole))))

    assert (found_in("cli*", whole=True), found_in("click", whole=False)) == (1, 1)
    assert found_in("cli*", whole=False) == 0


def test_the_first_table_that_matches_decides() -> None:
    ignoring = config('specifiers = "ignore"', "[[dependencies]]", 'names = ["*"]', names="cli*")
    assert not messages(*members("click>=8", "click>=7"), ignoring)
    assert len(messages(*members("rich>=8", "rich>=7"), ignoring)) == 1
    assert not messages(*members("click>=8", "click>=7"))


def test_an_unknown_requirement_has_no_vote() -> None:
    dynamic = project("x", more='dynamic = ["dependencies"]')
    assert len(messages(*members("click>=8", "click>=8", "click>=7"), dynamic, SAME)) == 1


def hub(*lines: str, path: str = "requirements/base.txt") -> str:
    return "\n".join((f"-- {path} --", *lines))


HUB = config('winner = "requirements/base.txt"', names="*")


def test_a_member_that_differs_from_the_hub_is_found_with_both_repairs() -> None:
    files = (*members("click>=8", "click>=7"), hub("# all", "Click >= 8.0  # why"), HUB)
    assert said(RULE, *files) == [
        (
            "m1/pyproject.toml:4:17: PIN402 m1 requires click>=7, but requirements/base.txt has Click >= 8.0, "
            "which refuses click 7; they agree with Click >= 8.0 in m1 or click>=7 in requirements/base.txt"
        )
    ]
    (finding,) = found(RULE, *files)
    assert related(finding)[0] == ("requirements/base.txt", "requirements/base.txt has Click >= 8.0")


def test_a_hub_that_all_members_contradict_is_the_one_finding() -> None:
    assert said(RULE, *members("click>=7", "click>=7.0", "rich"), hub("rich", "click>=8"), HUB) == [
        (
            "requirements/base.txt:2:1: PIN402 requirements/base.txt has click>=8, but all 2 members that require it "
            "require click>=7, which accepts click 7; they agree with click>=8 in these members or click>=7 in "
            "requirements/base.txt"
        )
    ]


def test_what_the_hub_lacks_is_one_finding_for_each_distribution() -> None:
    assert messages(
        *members("click>=7", "click>=8"), hub("-r more.txt"), hub("rich", path="requirements/more.txt"), HUB
    ) == [
        (
            "m0 requires click>=7, which requirements/base.txt lacks; they agree with click>=7 in "
            "requirements/base.txt or without click in m0 and 1 more"
        ),
        (
            "requirements/more.txt has rich, which no member requires; they agree with rich in a member or "
            "without rich in requirements/more.txt"
        ),
    ]


def test_stale_lines_are_those_that_no_list_of_any_member_has() -> None:
    more = '[dependency-groups]\ndev = ["pytest"]\n[build-system]\nrequires = ["hatchling"]'
    app = project("app", "m0", "click @ https://example.org/click.whl", more=more)
    lines = ("pytest", "hatchling", "click", "rich", "m0", "-c limits.txt")
    files = (app, project("m0"), hub(*lines), hub("attrs", path="requirements/limits.txt"), HUB)
    assert [message.partition(" has ")[2].partition(",")[0] for message in messages(*files)] == ["rich"]
    dynamic = project("x", more='dynamic = ["dependencies"]')
    assert not messages(*files, dynamic)


def test_constraints_install_nothing_and_are_never_stale() -> None:
    files = (*members("click>=8"), hub("click>=8", "rich==13", path="constraints.txt"))
    assert not messages(*files, config('winner = "constraints.txt"', names="*"))


@pytest.mark.parametrize(
    ("requirement", "lines"),
    [
        ("click>=8", ("${THING}", "click>=8")),
        ("click>=8", ("click==$UNSET_", "click>=8")),
        ("click>=8", ("click @ https://example.org/click.whl",)),
        (
            'click>=8; sys_platform == "win32"',
            ('click>=7; sys_platform == "linux"', 'click>=8; sys_platform == "win32"'),
        ),
        ("click>=8", ("click", "click>=8")),
        ("rich", ("-r missing.txt",)),
    ],
)
def test_a_hub_that_agrees_or_is_not_known_is_silent(requirement: str, lines: tuple[str, ...]) -> None:
    files = (project("a", requirement), hub(*lines))
    assert not [line for line in messages(*files, HUB) if not line.startswith("requirements/base.txt has")]


def test_a_hub_with_pins_may_be_asked_for_an_overlap() -> None:
    overlap = config('winner = "requirements/base.txt"', 'specifiers = "overlap"')
    assert not messages(*members("click>=8", "click>=7"), hub("click==8.1.7"), overlap)
    (message,) = messages(*members("click>=9", "click>=7"), hub("click==8.1.7"), overlap)
    assert message.startswith("m0 requires click>=9, but requirements/base.txt has click==8.1.7, and no version")


def test_only_what_the_table_names_is_held_against_the_hub() -> None:
    only = config('winner = "requirements/base.txt"', names="click")
    assert not messages(*members("click>=8", "rich"), hub("click>=8", "attrs"), only)


def test_a_hub_of_any_name_is_read() -> None:
    files = (*members("click>=8"), hub("click>=7", path="3rdparty/python"))
    assert len(messages(*files, config('winner = "3rdparty/python"'))) == 1
