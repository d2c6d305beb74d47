from __future__ import annotations

import datetime as dt

import pytest

import pinlint_rules
from pinlint import engine, testing
from pinlint.config import IgnoreTable
from pinlint.rule import Finding, Level, Related, Rule
from pinlint.source import Key, Span
from pinlint.workspace import Workspace
from tests.rules.asking import project

RULES = pinlint_rules.load()
STALE = project("app", "core==2", "click>=2,<1"), project("core", python=">=3.8")
"""PIN101, PIN203 for app said by PIN201, and PIN403."""


def rule(code: str, *findings: Finding, level: Level = Level.ERROR, default: bool = True) -> Rule:
    return Rule(code, code.lower(), level, "", (), lambda _workspace: findings, default)


def codes(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.code for rule in rules]


def workspace(*files: str) -> Workspace:
    return testing.check("\n".join(files), []).workspace


def ignore(
    rule: str, *, member: str | None = None, dependency: str | None = None, until: dt.date | None = None
) -> IgnoreTable:
    return IgnoreTable(
        rule=rule,
        reason="known",
        at=Key("pinlint.toml", ("ignores", 0)),
        member=member,
        dependency=dependency,
        until=until,
    )


class TestSelection:
    rules = (rule("PIN201"), rule("PIN101"), rule("PIN102", default=False))

    def test_the_default_rules_come_in_the_order_of_their_codes(self) -> None:
        assert codes(engine.select(self.rules)) == ["PIN101", "PIN201"]

    @pytest.mark.parametrize("selector", ["PIN1", "pin1", " PIN1 "])
    def test_a_prefix_selects_a_family(self, selector: str) -> None:
        assert codes(engine.select(self.rules, only=[selector])) == ["PIN101", "PIN102"]

    def test_a_name_selects_a_rule(self) -> None:
        assert codes(engine.select(RULES, only=["Stale-Internal-Pin"])) == ["PIN101"]

    def test_an_extension_adds_and_an_exclusion_wins(self) -> None:
        assert codes(engine.select(self.rules, extend=["PIN102"], ignore=["PIN2"])) == ["PIN101", "PIN102"]
        assert codes(engine.select(self.rules, only=["PIN2"], extend=["PIN102"], ignore=["PIN1"])) == ["PIN201"]

    @pytest.mark.parametrize("options", [{"only": ["PIN999"]}, {"ignore": ["stale-internal-pim"]}, {"extend": [""]}])
    def test_a_selector_that_names_no_rule_is_an_error(self, options: dict[str, list[str]]) -> None:
        with pytest.raises(engine.UnknownRule):
            engine.select(RULES, **options)

    def test_the_nearest_rule_is_offered(self) -> None:
        with pytest.raises(engine.UnknownRule, match="did you mean stale-internal-pin"):
            engine.select(RULES, only=["stale-internal-pim"])


def test_findings_come_in_the_order_of_their_places() -> None:
    found = testing.check("\n".join(STALE), reversed(RULES)).findings
    assert [(each.rule.code, each.span.path) for each in found] == [
        ("PIN201", "app/pyproject.toml"),
        ("PIN101", "app/pyproject.toml"),
        ("PIN403", "app/pyproject.toml"),
    ]


def test_places_of_findings_and_of_what_is_related_are_measured() -> None:
    files = workspace(*STALE)
    at, also = Key("app/pyproject.toml", ("project", "version")), Key("core/pyproject.toml", ("project", "name"))
    outcome = engine.check(files, [rule("PIN900", Finding(at, "x", related=(Related(also, "y"),)))])
    (found,) = outcome.findings
    text = files.sources["app/pyproject.toml"].text
    assert text[found.span.start : found.span.end] == '"1.0"'
    assert [(span.path, message) for span, message in found.related] == [("core/pyproject.toml", "y")]


def test_a_place_in_a_file_that_could_not_be_read_is_its_beginning() -> None:
    (found,) = engine.check(Workspace(()), [rule("PIN900", Finding(Span("gone", 7, 9), "x"))]).findings
    assert found.span == Span("gone", 0, 0)


def test_a_configured_level_goes_before_that_of_the_finding_and_that_of_the_rule() -> None:
    finding = Finding(Span("x", 0, 0), "x", level=Level.WARNING)
    asked = [rule("PIN900", finding)]
    assert engine.check(Workspace(()), asked).findings[0].level is Level.WARNING
    for selector in ("PIN9", "PIN900", "pin900"):
        outcome = engine.check(Workspace(()), asked, levels={selector: "info"})
        assert outcome.findings[0].level is Level.INFO
        assert not outcome.failed


def test_warnings_and_errors_fail_and_infos_do_not() -> None:
    for level, failed in ((Level.ERROR, True), (Level.WARNING, True), (Level.INFO, False)):
        outcome = engine.check(Workspace(()), [rule("PIN900", Finding(Span("x", 0, 0), "x"), level=level)])
        assert outcome.failed is failed


@pytest.mark.parametrize(
    ("table", "ignored"),
    [
        (ignore("PIN101"), ["PIN101"]),
        (ignore("stale-internal-pin"), ["PIN101"]),
        (ignore("PIN1", member="app", dependency="core"), ["PIN101"]),
        (ignore("PIN4", member="A*", dependency="CLI*"), ["PIN403"]),
        (ignore("PIN101", member="core"), []),
        (ignore("PIN101", dependency="click"), []),
        (ignore("PIN101", until=dt.date(2030, 1, 1)), ["PIN101"]),
        (ignore("PIN101", until=dt.date(2029, 12, 30)), []),
    ],
)
def test_an_ignore_hides_what_it_names_until_its_last_day(table: IgnoreTable, ignored: list[str]) -> None:
    asked = [rule for rule in RULES if not rule.last]
    outcome = engine.check(workspace(*STALE), asked, ignores=[table], today=dt.date(2030, 1, 1))
    assert [found.rule.code for found in outcome.ignored] == ignored
    assert all(found.reason == "known" for found in outcome.ignored)
    assert len(outcome.findings) + len(outcome.ignored) == 3


def test_an_outcome_counts_files_and_unknown_fields() -> None:
    dynamic = project("x", version=None, more='dynamic = ["version", "dependencies", "readme"]')
    outcome = testing.check("\n".join((*STALE, dynamic, "-- broken/pyproject.toml --\n[")), [])
    assert outcome.files == 4
    assert outcome.unknown == 2
    member = outcome.workspace.members[-1]
    assert engine.unknown_fields(member).keys() == {"version", "requires-dist"}


def test_an_error_in_a_rule_bears_its_code() -> None:
    def fail(_workspace: Workspace) -> list[Finding]:
        raise ZeroDivisionError

    broken = Rule("PIN900", "broken", Level.ERROR, "", (), fail)
    with pytest.raises(ZeroDivisionError) as caught:
        engine.check(Workspace(()), [broken])
    assert caught.value.__notes__ == ["while asking PIN900"]


@pytest.mark.parametrize(
    ("rule", "own", "configured", "expected"),
    [
        ("error", None, None, "error"),
        ("error", None, "info", "info"),
        ("info", None, "error", "error"),
        ("error", "warning", None, "warning"),
        ("error", "warning", "error", "warning"),
        ("warning", "info", "error", "info"),
        ("error", "warning", "info", "info"),
        ("error", "info", "warning", "info"),
        ("warning", "error", None, "error"),
        ("warning", "error", "info", "info"),
        ("warning", "error", "warning", "warning"),
    ],
)
def test_a_configured_level_does_not_raise_what_the_rule_holds_to_be_less_grave(
    rule: str, own: str | None, configured: str | None, expected: str
) -> None:
    finding = Finding(Span("x", 0, 0), "", level=None if own is None else Level(own))
    asked = Rule("PIN900", "x", Level(rule), "", (), lambda _workspace: [finding])
    levels = {"PIN9": configured} if configured else {}
    (found,) = engine.check(Workspace(()), [asked], levels=levels).findings
    assert found.level == expected


def test_the_longest_selector_of_a_level_decides() -> None:
    files = workspace(
        "-- app/pyproject.toml --", '[project]\nname = "app"\nversion = "one"\nrequires-python = ">=3.11"'
    )
    for levels in ({"PIN0": "info", "PIN003": "warning"}, {"PIN003": "warning", "PIN0": "info"}):
        assert [found.level for found in engine.check(files, engine.select(RULES), levels=levels).findings] == [
            "warning"
        ]


@pytest.mark.parametrize(
    ("selector", "offer"),
    [
        ("PIN602", "PIN601"),
        ("PIN1101", "PIN110"),
        ("PN201", "PIN201"),
        ("PIM201", "PIN201"),
        ("PNI2", None),
        ("pin406x", "PIN406"),
        ("stale-intrenal-pin", "stale-internal-pin"),
        ("PIN999", None),
        ("PIN9", None),
        ("stale-pin", None),
        ("", None),
    ],
)
def test_what_is_one_edit_away_is_offered_and_nothing_that_is_further(selector: str, offer: str | None) -> None:
    with pytest.raises(engine.UnknownRule) as error:
        engine.select(pinlint_rules.load(), only=[selector])
    answer = "`pinlint rule` lists them" if offer is None else f"did you mean {offer}?"
    assert str(error.value) == f"there is no rule {selector!r}; {answer}"
