"""What is ignored, by comments and by tables, and what came of every ignore."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from packaging.utils import canonicalize_name

from pinlint import engine
from pinlint.config import IgnoreTable
from pinlint.rule import Finding, Level, Rule
from pinlint.source import Key, Source, Span
from pinlint.workspace import Problem, ProblemKind, Workspace
from pinlint_rules import pin008_unused_ignore, pin009_expired_ignore

if TYPE_CHECKING:
    from collections.abc import Sequence

LAST = (pin008_unused_ignore.RULE, pin009_expired_ignore.RULE)
TODAY = dt.date(2030, 1, 1)


def finding_rule(code: str, *findings: Finding) -> Rule:
    return Rule(code, f"rule-{code.lower()}", Level.ERROR, "", (), lambda _workspace: findings)


def at(path: str, text: str, what: str = "HERE") -> Finding:
    start = text.index(what)
    return Finding(Span(path, start, start + len(what)), f"{what} is wrong")


def codes(found: Sequence[engine.Located]) -> list[str]:
    return [each.rule.code for each in found]


def checked(path: str, text: str, *asked: str, known: Sequence[str] = ()) -> engine.Outcome:
    """A file about whose HERE each rule asked finds something, and the rules that are asked last."""
    text = dedent(text).lstrip("\n")
    rules = [
        finding_rule(code, at(path, text)) if "HERE" in text else finding_rule(code) for code in asked or ("PIN900",)
    ]
    more = [finding_rule(code) for code in known]
    workspace = Workspace((), sources={path: Source(path, text)})
    return engine.check(workspace, (*rules, *LAST), known=(*rules, *more, *LAST), today=TODAY)


class TestComments:
    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("x.toml", "a = 'HERE' # pinlint: ignore[PIN900]"),
            ("x.toml", "# pinlint: ignore[PIN900]\na = 'HERE'"),
            ("x.toml", "a = [\n  # pinlint: ignore[PIN900]\n  'HERE',\n]"),
            ("x.toml", "# pinlint: ignore[PIN900]\na = '''\nHERE\n'''"),
            ("x.toml", "a = 'HERE' # pinlint: ignore[rule-pin900]"),
            ("x.toml", "a = 'HERE' # pinlint: ignore[pin9]"),
            ("setup.cfg", "[a]\nb =\n  # pinlint: ignore[PIN900]\n  HERE"),
            ("setup.cfg", "[a]\n; pinlint: ignore[PIN900]\nb = HERE"),
            ("setup.py", "a(\n  # pinlint: ignore[PIN900]\n  '''\n  HERE\n'''\n)"),
            ("setup.py", "# pinlint: ignore[PIN900]\na = \\\n  'HERE'"),
            ("BUILD", "a(b='HERE')  # pinlint: ignore[PIN900]"),
            ("requirements.txt", "HERE  # pinlint: ignore[PIN900]"),
            ("requirements.txt", "# pinlint: ignore[PIN900]\na==1 \\\n  HERE"),
            ("ci.yml", "a: HERE  # pinlint: ignore[PIN900]"),
            ("ci.yml", "# pinlint: ignore[PIN900]\na: |\n  x\n  HERE"),
            ("Dockerfile", "# pinlint: ignore[PIN900]\nFROM HERE"),
        ],
    )
    def test_a_comment_on_the_line_or_above_ignores(self, path: str, text: str) -> None:
        outcome = checked(path, text)
        assert (codes(outcome.findings), codes(outcome.ignored)) == ([], ["PIN900"])

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("x.toml", "a = [\n  'x', # pinlint: ignore[PIN900]\n  'HERE',\n]"),
            ("x.toml", "# pinlint: ignore[PIN900]\n\na = 'HERE'"),
            ("x.toml", "a = 'HERE'\n# pinlint: ignore[PIN900]"),
            ("x.toml", "a = 'HERE # pinlint: ignore[PIN900]'"),
            ("x.toml", "a = '''\n# pinlint: ignore[PIN900]\nHERE\n'''"),
            ("setup.cfg", "[a]\nb = HERE # pinlint: ignore[PIN900]"),
            ("setup.py", "a = '# pinlint: ignore[PIN900]', 'HERE'"),
            ("VERSION", "HERE # pinlint: ignore[PIN900]"),
            ("PKG-INFO", "# pinlint: ignore[PIN900]\nHERE"),
            ("Dockerfile", "FROM HERE # pinlint: ignore[PIN900]"),
        ],
    )
    def test_a_comment_elsewhere_does_not(self, path: str, text: str) -> None:
        assert "PIN900" in codes(checked(path, text).findings)

    def test_only_what_is_named_is_ignored(self) -> None:
        outcome = checked("x.toml", "a = 'HERE' # pinlint: ignore[PIN900, PIN902] known", "PIN900", "PIN901", "PIN902")
        assert codes(outcome.findings) == ["PIN901"]
        assert [(found.rule.code, found.reason) for found in outcome.ignored] == [
            ("PIN900", "known"),
            ("PIN902", "known"),
        ]

    def test_a_comment_without_a_reason_ignores(self) -> None:
        (found,) = checked("x.toml", "a = 'HERE' # pinlint: ignore[PIN900]").ignored
        assert found.reason == ""

    def test_a_blanket_ignore_ignores_nothing_and_says_so(self) -> None:
        outcome = checked("x.toml", "a = 'HERE' # pinlint: ignore known")
        assert [found.finding.message for found in outcome.findings] == [
            "HERE is wrong",
            "the comment names no rule in brackets, and ignores nothing",
        ]


class TestUnused:
    @staticmethod
    def said(outcome: engine.Outcome) -> list[tuple[int, str]]:
        return [(found.span.start, found.finding.message) for found in outcome.findings if found.rule.code == "PIN008"]

    def test_each_code_of_a_comment_is_judged_by_itself(self) -> None:
        text = "a = 'HERE' # pinlint: ignore[PIN900, PIN912, rule-pin911x, PIN911]"
        outcome = checked("x.toml", text, "PIN900", known=["PIN911"])
        assert self.said(outcome) == [
            (text.index(name), f"there is no rule '{name}'; did you mean {near}?")
            for name, near in (("PIN912", "PIN911"), ("rule-pin911x", "rule-pin911"))
        ]

    def test_a_rule_that_finds_nothing_there_is_not_needed(self) -> None:
        assert self.said(checked("x.toml", "a = 1 # pinlint: ignore[PIN900, PIN9]")) == [
            (24, "the ignore of PIN900 ignores nothing"),
            (32, "the ignore of PIN9 ignores nothing"),
        ]

    @pytest.mark.parametrize("selector", ["PIN901", "PIN9"])
    def test_nothing_is_said_of_rules_that_are_not_asked(self, selector: str) -> None:
        assert self.said(checked("x.toml", f"a = 1 # pinlint: ignore[{selector}]", known=["PIN901"])) == []

    def test_opt_in_rules_that_are_not_asked_do_not_keep_a_prefix_from_being_judged(self) -> None:
        rare = replace(finding_rule("PIN902"), default=False)
        workspace = Workspace((), sources={"x.toml": Source("x.toml", "a = 1 # pinlint: ignore[PIN9, PIN902]")})
        outcome = engine.check(workspace, (finding_rule("PIN901"), *LAST), known=(finding_rule("PIN901"), rare, *LAST))
        assert self.said(outcome) == [(24, "the ignore of PIN9 ignores nothing")]
        more = (finding_rule("PIN903"), rare, *LAST)
        assert self.said(engine.check(workspace, (finding_rule("PIN901"), *LAST), known=more)) == []

    def test_nothing_is_said_where_a_file_cannot_be_read_or_only_a_part_is(self) -> None:
        sources = {"x.toml": Source("x.toml", "a = 1 # pinlint: ignore[PIN900]")}
        rules = (finding_rule("PIN900"), *LAST)
        assert codes(engine.check(Workspace((), sources=sources), rules).findings) == ["PIN008"]
        assert engine.check(Workspace((), sources=sources, whole=False), rules).findings == ()
        assert engine.check(Workspace((), sources=sources), rules, whole=False).findings == ()
        broken = Problem(ProblemKind.FILE, Span("y.toml", 0, 0), "cannot be read")
        assert engine.check(Workspace((), sources=sources, problems=(broken,)), rules).findings == ()

    def test_a_comment_can_ignore_that_it_ignores_nothing(self) -> None:
        outcome = checked("x.toml", "a = 1 # pinlint: ignore[PIN900, PIN008]")
        assert (codes(outcome.findings), codes(outcome.ignored)) == ([], ["PIN008"])

    def test_an_ignore_of_ignores_is_never_unused(self) -> None:
        assert checked("x.toml", "a = 1 # pinlint: ignore[PIN008, PIN009]").findings == ()

    def test_one_is_used_by_what_another_one_ignores_too(self) -> None:
        outcome = checked("x.toml", "# pinlint: ignore[PIN900]\na = 'HERE' # pinlint: ignore[PIN9]")
        assert (codes(outcome.findings), codes(outcome.ignored)) == ([], ["PIN900"])

    @pytest.mark.parametrize("path", ["/elsewhere/x.toml", "../x.toml"])
    def test_a_comment_outside_of_the_root_is_judged(self, path: str) -> None:
        assert len(self.said(checked(path, "a = 1 # pinlint: ignore[PIN900]"))) == 1

    def test_a_comment_in_a_string_is_not_judged(self) -> None:
        assert checked("x.toml", "a = '# pinlint: ignore[PIN900]'").findings == ()


def table(number: int = 0, *, reason: str = "known", until: dt.date | None = None, **globs: str) -> IgnoreTable:
    rule = globs.pop("rule", "PIN900")
    return IgnoreTable(rule=rule, reason=reason, at=Key("pinlint.toml", ("ignores", number)), until=until, **globs)


def asked(tables: Sequence[IgnoreTable], *findings: Finding, problems: Sequence[Problem] = ()) -> engine.Outcome:
    workspace = Workspace((), problems=tuple(problems))
    return engine.check(workspace, (finding_rule("PIN900", *findings), *LAST), ignores=tables, today=TODAY)


class TestTables:
    both = Finding(Span("x", 0, 0), "x", dependencies=(canonicalize_name("core"), canonicalize_name("util")))
    neither = Finding(Span("x", 0, 0), "x")

    def test_several_ignore_together_what_each_names_a_part_of(self) -> None:
        tables = [table(0, dependency="core", reason="one"), table(1, dependency="util", reason="two")]
        (found,) = asked(tables, self.both).ignored
        assert found.reason == "one; two"

    def test_a_glob_ignores_all_it_matches(self) -> None:
        (found,) = asked([table(dependency="*")], self.both).ignored
        assert found.reason == "known"

    def test_a_part_is_not_enough_and_still_no_unused_ignore(self) -> None:
        outcome = asked([table(dependency="core")], self.both)
        assert (codes(outcome.findings), outcome.ignored) == (["PIN900"], ())

    def test_one_for_a_dependency_is_not_about_what_names_none(self) -> None:
        assert codes(asked([table(dependency="*")], self.neither).findings) == ["PIN008", "PIN900"]

    def test_one_for_an_extra_is_about_what_shows_through_it(self) -> None:
        through = Finding(Span("x", 0, 0), "x", extra=canonicalize_name("all"))
        assert codes(asked([table(extra="All")], through).ignored) == ["PIN900"]
        assert codes(asked([table(extra="all")], self.neither).findings) == ["PIN008", "PIN900"]

    def test_one_that_is_over_is_no_unused_one(self) -> None:
        outcome = asked([table(until=dt.date(2029, 12, 31))], self.neither)
        assert codes(outcome.findings) == ["PIN009", "PIN900"]
        assert codes(asked([table(until=TODAY)], self.neither).findings) == []

    def test_one_of_which_pin010_speaks_is_not_judged_again(self) -> None:
        said = Problem(ProblemKind.CONFIGURATION, Key("pinlint.toml", ("ignores", 0, "member")), "x")
        outcome = asked([table(0, member="gone"), table(1, member="there")], problems=[said])
        assert [found.finding.at for found in outcome.findings] == [Key("pinlint.toml", ("ignores", 1, "rule"))]

    def test_a_table_can_ignore_that_others_ignore_nothing(self) -> None:
        outcome = asked([table(), table(1, rule="unused-ignore", reason="a library of them")])
        assert (outcome.findings, codes(outcome.ignored)) == ((), ["PIN008"])


def test_rules_that_are_last_are_asked_when_all_others_have_been() -> None:
    order: list[str] = []

    def rule(code: str, *, last: bool) -> Rule:
        def check(_workspace: Workspace) -> list[Finding]:
            order.append(code)
            return []

        return Rule(code, code.lower(), Level.ERROR, "", (), check, last=last)

    engine.check(Workspace(()), [rule("PIN901", last=True), rule("PIN902", last=False)])
    assert order == ["PIN902", "PIN901"]
