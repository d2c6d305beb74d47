"""Fixes go together, one after the other, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pinlint import fixing, testing
from pinlint.changes import Insert, Remove, Replace
from pinlint.cli import fixes
from pinlint.fixing import Unwritable
from pinlint.fixing.marks import gone
from pinlint.rule import Finding, Fix, Level, Related, Rule
from pinlint.source import Edit, Key, Span
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pinlint.engine import Outcome
    from pinlint.source import Source
    from pinlint.workspace import Workspace

TEXT = """\
-- a/pyproject.toml --
[project]
name = "a"
version = "1.1.1"
-- b/pyproject.toml --
[project]
name = "b"
version = "1.1.1"
"""


def rule(
    code: str, is_wrong: Callable[[str], bool], right: Callable[[str], str], *, safe: bool = True, start: int = 0
) -> Rule:
    """A rule about versions."""

    def check(workspace: Workspace) -> Iterator[Finding]:
        for member in workspace.members:
            version = member.version
            if isinstance(version, Declared) and is_wrong(version.text):
                text = right(version.text)
                fix = Fix(f"write {text}", (Replace(version.at, version.text, text[start:], start),), safe=safe)
                yield Finding(version.at, f"{code} is against {version.text}", member=member, fix=fix)

    return Rule(code, code.lower(), Level.ERROR, "", (), check)


ONE = rule("X001", lambda text: text.startswith("1"), lambda text: f"2{text[1:]}")
END = rule("X002", lambda text: text.endswith("1"), lambda text: f"{text[:-1]}9", start=4)
USELESS = rule("X003", lambda text: "2.1" not in text, lambda text: f"{text}.0")
HARMFUL = rule("X004", lambda text: text == "1.1.1", lambda _: "3.1.1")
NOT_THREE = rule("X005", lambda text: text.startswith("3"), lambda _: "", safe=False)


def versions(files: Mapping[str, str]) -> list[str]:
    return [text.split('"')[3] for text in files.values()]


def test_fixes_of_different_places_are_done_together() -> None:
    fixed, files = testing.fix(TEXT, [ONE, END])
    assert versions(files) == ["2.1.9", "2.1.9"]
    assert len(fixed.done) == 4
    assert (fixed.bugs, fixed.refused, fixed.outcome.findings) == ((), (), ())
    assert set(fixed.sources) == {"a/pyproject.toml", "b/pyproject.toml"}


def test_fixes_of_one_place_are_done_one_after_the_other() -> None:
    other = rule("X006", lambda text: "1.1" in text, lambda text: text.replace("1.1", "1.5"))
    _, files = testing.fix(TEXT, [ONE, other])
    assert versions(files) == ["2.1.5", "2.1.5"]
    _, files = testing.fix(TEXT.replace("1.1.1", "1.0"), [rule("X007", lambda text: text != "3", lambda _: "3")])
    assert versions(files) == ["3", "3"]


def test_a_fix_that_has_to_choose_is_done_on_demand() -> None:
    unsafe = rule("X008", lambda text: text.startswith("1"), lambda _: "2", safe=False)
    fixed, files = testing.fix(TEXT, [unsafe], unsafe=False)
    assert (versions(files), fixed.done) == (["1.1.1", "1.1.1"], ())
    assert versions(testing.fix(TEXT, [unsafe])[1]) == ["2", "2"]


def test_a_fix_that_leaves_its_finding_is_left_out_and_the_others_are_done() -> None:
    useless = rule("X003", lambda text: not text.endswith("9"), lambda text: f"{text}.0")
    text = TEXT.replace('"1.1.1"', '"1.1.5"', 1)
    fixed, files = testing.fix(text, [END, useless])
    assert versions(files) == ["1.1.5", "1.1.9"]
    assert [(bug.found.finding.member.name, bug.found.rule.code) for bug in fixed.bugs if bug.found.finding.member] == [
        ("a", "X003")
    ]
    assert [each.rule.code for each in fixed.done] == ["X002"]


def test_a_fix_that_makes_a_new_finding_is_left_out() -> None:
    unfixable = replace(
        NOT_THREE, check=lambda workspace: [replace(each, fix=None) for each in NOT_THREE.check(workspace)]
    )
    fixed, files = testing.fix(TEXT, [HARMFUL, unfixable])
    assert versions(files) == ["1.1.1", "1.1.1"]
    assert "after its fix there is X005 X005 is against 3.1.1" in {bug.why for bug in fixed.bugs}
    assert len(fixed.bugs) == 2


def test_a_fix_may_bring_up_what_is_fixed_next() -> None:
    four = rule("X005", lambda text: text.startswith("3"), lambda _: "4.0")
    fixed, files = testing.fix(TEXT, [HARMFUL, four])
    assert versions(files) == ["4.0", "4.0"]
    assert len(fixed.done) == 4


def test_fixes_that_undo_each_other_are_left_out() -> None:
    back = rule("X005", lambda text: text.startswith("3"), lambda _: "1.1.1")
    fixed, files = testing.fix(TEXT, [HARMFUL, back])
    assert versions(files) == ["1.1.1", "1.1.1"]
    assert fixed.done == ()
    assert len(fixed.bugs) == 2


def test_what_is_not_shown_is_not_fixed() -> None:
    _, files = testing.fix(TEXT, [ONE, END], only=END)
    assert versions(files) == ["1.1.9", "1.1.9"]


def test_what_cannot_be_written_is_refused_and_the_rest_is_done() -> None:
    outcome = testing.check(TEXT, [ONE])

    def check(sources: Mapping[str, Source]) -> Outcome:
        if "a/pyproject.toml" in sources:
            raise Unwritable("a/pyproject.toml", "is not writable")
        before, between, after = TEXT.partition("-- b/")
        return testing.check(f"{before}{between}{after.replace('1.1.1', '2.1.1')}", [ONE])

    fixed = fixing.fix(outcome, check, unsafe=False)
    assert [each.why for each in fixed.refused] == ["a/pyproject.toml is not writable"]
    assert list(fixed.sources) == ["b/pyproject.toml"]


def test_a_fix_that_cannot_be_made_says_why() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        for member in workspace.members:
            at = Key(member.statements[0].path, ("project", "version"))
            yield Finding(at, "no", fix=Fix("write 2", (Replace(at, "9", "2"),), safe=True))

    outcome = testing.check(TEXT, [Rule("X009", "x", Level.ERROR, "", (), check)])
    assert {found.refusal for found in outcome.findings} == {"written in another way than it is read"}
    assert {found.fix for found in outcome.findings} == {None}
    assert fixing.fix(outcome, lambda _: outcome, unsafe=True).done == ()


def test_what_was_left_out_is_refused_from_then_on() -> None:
    unfixable = replace(
        NOT_THREE, check=lambda workspace: [replace(each, fix=None) for each in NOT_THREE.check(workspace)]
    )
    outcome = testing.check(TEXT, [HARMFUL, unfixable])
    assert {each.fix is None for each in outcome.findings} == {False}
    fixed, _ = testing.fix(TEXT, [HARMFUL, unfixable])
    told = fixed.told(outcome)
    assert {each.fix for each in told.findings} == {None}
    assert {each.refusal for each in told.findings} == {"after its fix there is X005 X005 is against 3.1.1"}


def test_a_finding_that_names_another_of_its_members_is_not_new() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        at = workspace.members[0].anchor
        wrong = [member for member in workspace.members if isinstance(member.version, Declared)]
        ones = [each for each in wrong if isinstance(each.version, Declared) and each.version.text == "1.1.1"]
        if ones:
            places = tuple(Related(each.anchor, each.label) for each in ones)
            yield Finding(at, f"{ones[0].label} is wrong", member=ones[0], related=places)

    first = rule("X010", lambda text: text == "1.1.1", lambda _: "1.2.0")
    only_a = replace(first, check=lambda workspace: (each for each in first.check(workspace) if "a/" in each.at.path))
    fixed, files = testing.fix(TEXT, [only_a, Rule("X011", "x011", Level.ERROR, "", (), check)])
    assert versions(files) == ["1.2.0", "1.1.1"]
    assert [each.finding.message for each in fixed.outcome.findings] == ["b is wrong"]


def test_a_fix_whose_reason_another_one_takes_away_is_not_done() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        a, b = (member.version for member in workspace.members)
        if isinstance(a, Declared) and isinstance(b, Declared) and a.text != b.text:
            fix = Fix("follow", (Replace(a.at, a.text, b.text),), safe=True)
            yield Finding(a.at, f"a is {a.text}, but b is {b.text}", related=(Related(b.at, "b"),), fix=fix)

    text = TEXT.replace("1.1.1", "3.0", 1).replace("1.1.1", "2.0", 1)
    three = rule("X013", lambda text: text == "2.0", lambda _: "3.0")
    fixed, files = testing.fix(text, [Rule("X012", "x012", Level.ERROR, "", (), check), three])
    assert versions(files) == ["3.0", "3.0"]
    assert [each.rule.code for each in fixed.done] == ["X013"]


def test_a_fix_that_is_left_out_for_the_sake_of_others_is_tried_alone_at_last() -> None:
    # What END does is laid to ONE, which edits the file that the finding stands in.
    def check(workspace: Workspace) -> Iterator[Finding]:
        a, b = (member.version for member in workspace.members)
        if isinstance(b, Declared) and isinstance(a, Declared) and b.text.endswith("9"):
            yield Finding(a.at, "b ends with 9")

    fixed, files = testing.fix(TEXT, [ONE, END, Rule("X014", "x014", Level.ERROR, "", (), check)])
    assert versions(files) == ["2.1.9", "2.1.1"]
    assert [(each.found.rule.code, each.found.span.path) for each in fixed.bugs] == [("X002", "b/pyproject.toml")]


def test_many_clashes_cost_few_checks() -> None:
    """Each of a hundred members has one fix that does harm and two that do not."""
    names = [f"m{number}" for number in range(100)]
    text = "".join(
        f'-- {name}/pyproject.toml --\n[project]\nname = "{name}"\nversion = "1.1.1"\ndescription = "1.1.1"\n'
        for name in names
    )
    unfixable = replace(
        NOT_THREE, check=lambda workspace: [replace(each, fix=None) for each in NOT_THREE.check(workspace)]
    )
    outcome = testing.check(text, rules := [HARMFUL, END, unfixable])
    checks = []

    def check(sources: Mapping[str, Source]) -> Outcome:
        checks.append(len(sources))
        files = {**testing.parse_workspace(text), **{path: source.text for path, source in sources.items()}}
        return testing.check("".join(f"-- {path} --\n{each}" for path, each in files.items()), rules)

    fixed = fixing.fix(outcome, check, unsafe=True)
    assert {each.rule.code for each in fixed.done} == {"X002"}
    assert len(fixed.done) == 100
    assert len(checks) < 10


def rechecked(text: str, rules: list[Rule]) -> Callable[[Mapping[str, Source]], Outcome]:
    """What the rules find in a workspace with other files in the place of its own."""

    def check(sources: Mapping[str, Source]) -> Outcome:
        files = {**testing.parse_workspace(text), **{path: source.text for path, source in sources.items()}}
        return testing.check("".join(f"-- {path} --\n{each}" for path, each in files.items()), rules)

    return check


def test_only_what_is_asked_for_is_fixed_and_nothing_else_is_to_come_of_it() -> None:
    three = rule("X005", lambda text: text.startswith("3"), lambda _: "4.0")
    rules = [HARMFUL, END, three]
    outcome = testing.check(TEXT, rules)
    fixed = fixing.fix(outcome, rechecked(TEXT, rules), unsafe=False, rules={"X004"})
    assert (fixed.done, fixed.sources) == ((), {})
    assert {each.why for each in fixed.bugs} == {"after its fix there is X005 X005 is against 3.1.1"}
    assert not any(each.fault or each.breaks for each in fixed.bugs)
    assert "bug" not in fixes.left(outcome, fixed)
    fixed = fixing.fix(outcome, rechecked(TEXT, rules), unsafe=False, rules={"X004", "X005"})
    assert [source.text.split('"')[3] for source in fixed.sources.values()] == ["4.0", "4.0"]


def test_a_fix_that_makes_what_is_to_be_put_right_may_be_a_bug() -> None:
    unfixable = replace(
        NOT_THREE, check=lambda workspace: [replace(each, fix=None) for each in NOT_THREE.check(workspace)]
    )
    fixed, _ = testing.fix(TEXT, [HARMFUL, unfixable])
    assert [(each.fault, each.breaks) for each in fixed.bugs] == [(False, True)] * 2
    assert fixes.left(testing.check(TEXT, [HARMFUL, unfixable]), fixed).splitlines()[0] == (
        "a/pyproject.toml:3:11: X004 is not fixed: after its fix there is X005 X005 is against 3.1.1; "
        "if the fix is to blame for that, please report it as a bug"
    )


@pytest.mark.parametrize(
    ("cut", "says"),
    [
        ('.1"', "a/pyproject.toml would no longer be read"),
        ('version = "1.1.1"\n', "1.1.1 in a/pyproject.toml would no longer be read"),
    ],
)
def test_a_fix_after_which_less_is_read_is_left_out_whatever_is_found(cut: str, says: str) -> None:
    def crafted(outcome: Outcome) -> Outcome:
        start = outcome.workspace.sources["a/pyproject.toml"].text.index(cut)
        edit = Edit(Span("a/pyproject.toml", start, start + len(cut)), "")
        in_a = (replace(each, edits=(edit,)) for each in outcome.findings if each.span.path == edit.span.path)
        return replace(outcome, findings=(*in_a, *(each for each in outcome.findings if "b/" in each.span.path)))

    check = rechecked(TEXT, [ONE])
    fixed = fixing.fix(
        crafted(testing.check(TEXT, [ONE])),
        lambda sources: check(sources) if "a/pyproject.toml" in sources else crafted(check(sources)),
        unsafe=False,
    )
    assert list(fixed.sources) == ["b/pyproject.toml"]
    assert [(each.why, each.fault) for each in fixed.bugs] == [(f"after its fix {says}", True)]


def test_a_fix_that_leaves_what_is_found_of_ignores_is_left_out() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        for each in USELESS.check(workspace):
            yield replace(each, message="of no use")

    fixed, files = testing.fix(TEXT, [replace(USELESS, check=check, last=True)])
    assert versions(files) == ["1.1.1", "1.1.1"]
    assert [each.fault for each in fixed.bugs] == [True, True]


def test_ignores_that_are_left_over_do_not_keep_a_fix_from_being_done() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        for member in workspace.members:
            if isinstance(member.version, Declared) and member.version.text.startswith("2"):
                yield Finding(member.anchor, "of no use any more", member=member)

    fixed, files = testing.fix(TEXT, [ONE, Rule("X015", "x015", Level.ERROR, "", (), check, last=True)])
    assert versions(files) == ["2.1.1", "2.1.1"]
    assert (fixed.bugs, [each.rule.code for each in fixed.outcome.findings]) == ((), ["X015", "X015"])


def test_a_finding_of_the_same_about_something_else_does_not_stand_for_one_that_was_fixed() -> None:
    """Two findings are about the same; the fix of the one makes the other one go."""

    def check(workspace: Workspace) -> Iterator[Finding]:
        at = workspace.members[0].version
        if isinstance(at, Declared):
            fix = Fix("write 2", (Replace(at.at, at.text, "2"),), safe=True)
            yield Finding(at.at, "the version is there", fix=fix if at.text != "2" else None)
            if at.text != "2":
                yield Finding(at.at, f"the version is {at.text}")

    fixed, files = testing.fix(TEXT, [Rule("X016", "x016", Level.ERROR, "", (), check)])
    assert versions(files) == ["1.1.1", "1.1.1"]
    assert [each.fault for each in fixed.bugs] == [True]


def test_what_was_left_out_is_known_again_on_another_line() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        for member in workspace.members:
            if isinstance(member.version, Declared):
                path = member.version.at.path
                lines = len(workspace.sources[path].text.splitlines())
                fix = Fix("write 2", (Replace(member.version.at, member.version.text, "2"),), safe=True)
                yield Finding(member.version.at, f"wrong on line {lines}", member=member, fix=fix)

    rules = [Rule("X017", "x017", Level.ERROR, "", (), check)]
    fixed, _ = testing.fix(TEXT, rules)
    later = testing.check(TEXT.replace("[project]", "# more\n[project]"), rules)
    assert [each.finding.message for each in later.findings] == ["wrong on line 4"] * 2
    assert [each.fix for each in fixed.told(later).findings] == [None, None]


def undoing(comment: str = "") -> tuple[str, list[Rule]]:
    """What is done to a is undone when b has become another, and a comment is lost by it."""
    text = TEXT.replace('"1.1.1"', '"1.1.1"\nclassifiers = [\n    "X",\n    "Y",  # why\n]', 1)

    def of(workspace: Workspace) -> list[str]:
        return [member.version.text for member in workspace.members if isinstance(member.version, Declared)]

    def do(workspace: Workspace) -> Iterator[Finding]:
        a = workspace.members[0]
        if of(workspace) == ["1.1.1", "1.1.1"] and isinstance(a.version, Declared):
            gone = Remove(Key(a.version.at.path, ("project", "classifiers", 1)), "Y")
            fix = Fix("", (Replace(a.version.at, "1.1.1", "3.0"), gone), safe=True)
            yield Finding(a.version.at, "a lags", member=a, fix=fix)

    def undo(workspace: Workspace) -> Iterator[Finding]:
        a = workspace.members[0]
        if of(workspace) == ["3.0", "2.1.1"] and isinstance(a.version, Declared):
            back = Insert(Key(a.version.at.path, ("project", "classifiers", 0)), "X", ("Y",))
            fix = Fix("", (Replace(a.version.at, "3.0", "1.1.1"), back), safe=True)
            yield Finding(a.version.at, "a is ahead", member=a, fix=fix)

    def commented(workspace: Workspace) -> Iterator[Finding]:
        for source in workspace.sources.values():
            if comment and comment in source.text:
                yield Finding(Span(source.path, 0, 0), "it has a comment")

    def in_b(rule: Rule) -> Rule:
        return replace(rule, check=lambda workspace: (each for each in rule.check(workspace) if "b/" in each.at.path))

    return text, [
        in_b(ONE),
        in_b(END),
        *(Rule(f"X02{n}", f"x02{n}", Level.ERROR, "", (), each) for n, each in enumerate((do, undo, commented))),
    ]


def test_a_file_that_says_in_the_end_what_it_said_stays_as_it_was() -> None:
    text, rules = undoing()
    fixed, files = testing.fix(text, rules)
    assert list(fixed.sources) == ["b/pyproject.toml"]
    assert files["a/pyproject.toml"] == testing.parse_workspace(text)["a/pyproject.toml"]
    assert versions(files) == ["1.1.1", "2.1.9"]
    assert [each.rule.code for each in fixed.done] == ["X001", "X002"]
    assert fixed.outcome.findings == ()


def test_it_does_not_where_something_would_be_found_again() -> None:
    text, rules = undoing("# why")
    fixed, files = testing.fix(text, rules)
    assert "# why" not in files["a/pyproject.toml"]
    assert versions(files) == ["1.1.1", "2.1.9"]
    assert fixed.outcome.findings == ()


def test_what_is_gone_is_counted_and_what_is_left_of_it_is_not() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        ones = [
            each for each in workspace.members if isinstance(each.version, Declared) and each.version.text == "1.1.1"
        ]
        if ones:
            places = tuple(Related(each.anchor, each.label) for each in ones)
            yield Finding(workspace.members[0].anchor, f"{ones[0].label} is wrong", member=ones[0], related=places)

    rules = [ONE, Rule("X011", "x011", Level.ERROR, "", (), check)]
    before = testing.check(TEXT, rules)
    one = testing.check(TEXT.replace("1.1.1", "2.0", 1), rules)
    none = testing.check(TEXT.replace("1.1.1", "2.0"), rules)
    assert [each.rule.code for each in gone(before, one)] == ["X001"]
    assert [each.rule.code for each in gone(before, none)] == ["X011", "X001", "X001"]
    assert gone(before, before) == gone(one, before) == []


def test_what_cannot_be_fixed_is_told_of_what_was_to_be_fixed_only() -> None:
    def check(workspace: Workspace) -> Iterator[Finding]:
        for each in USELESS.check(workspace):
            fix = Fix("write 2", (Replace(each.at, "another", "2"),), safe=True)
            yield replace(each, message=str(each.member and each.member.version), fix=fix)

    rules = [ONE, Rule("X018", "x018", Level.ERROR, "", (), check)]
    text = TEXT.replace("1.1.1", "1.3.1")
    outcome = testing.check(text, rules)
    fixed = fixing.fix(outcome, rechecked(text, rules), unsafe=False, rules={"X001"})
    assert [source.text.split('"')[3] for source in fixed.sources.values()] == ["2.3.1", "2.3.1"]
    assert (len(fixed.outcome.findings), fixed.stuck) == (2, ())
    fixed = fixing.fix(outcome, rechecked(text, rules), unsafe=False)
    assert [each.rule.code for each in fixed.stuck] == ["X018", "X018"]
    none = replace(outcome, findings=())
    assert fixing.fix(outcome, rechecked(text, rules), unsafe=False, shown=none).stuck == ()
