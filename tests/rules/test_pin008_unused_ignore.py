"""What is judged and what not, tests/test_ignores.py asks of the engine; here are whole workspaces."""

from __future__ import annotations

from pinlint.testing import check, lines
from pinlint_rules import pin101_stale_internal_pin, pin106_undeclared_extra, pin205_requires_python_trap
from pinlint_rules.pin008_unused_ignore import RULE
from tests.rules.asking import project

ASKED = (RULE, pin101_stale_internal_pin.RULE, pin106_undeclared_extra.RULE, pin205_requires_python_trap.RULE)


def said(*files: str) -> list[str]:
    return lines(check("\n".join(files), ASKED)).splitlines()


def ignores(*tables: str) -> str:
    return "-- pinlint.toml --\n" + "".join(f'[[ignores]]\nreason = "known"\n{table}\n' for table in tables)


def test_of_several_rules_only_what_ignores_nothing_is_named() -> None:
    comment = "# pinlint: ignore[PIN101, undeclared-extra] known"
    files = project("app", "core<1", more=comment), project("core")
    assert [line.partition("PIN")[2].partition(" ")[2] for line in said(*files)] == [
        "app requires core<1, but core is 1.0",
        "the ignore of PIN101 ignores nothing",
        "the ignore of undeclared-extra ignores nothing",
    ]
    files = project("app", more=f"{comment}\ndependencies = ['core<1']"), project("core")
    assert said(*files) == ["app/pyproject.toml:4:27: PIN008 the ignore of undeclared-extra ignores nothing"]


def test_a_misspelt_rule_is_offered_the_nearest() -> None:
    assert said(project("app", more="# pinlint: ignore[stale-internal-pins]")) == [
        "app/pyproject.toml:4:19: PIN008 there is no rule 'stale-internal-pins'; did you mean stale-internal-pin?"
    ]


def test_tables_are_judged_one_by_one() -> None:
    tables = ('rule = "PIN101"\nmember = "app"', 'rule = "PIN101"\nmember = "core"', 'rule = "PIN205"')
    assert said(project("app", "core<1"), project("core"), ignores(*tables)) == [
        "pinlint.toml:7:8: PIN008 the ignore of PIN101 ignores nothing",
        "pinlint.toml:11:8: PIN008 the ignore of PIN205 ignores nothing",
    ]


def test_a_table_of_which_a_name_matches_nothing_is_left_to_pin010() -> None:
    assert said(project("app"), ignores('rule = "PIN101"\nmember = "gone"')) == []


def test_a_finding_in_a_file_of_a_member_is_about_that_member() -> None:
    outcome = check(project("app", more="# pinlint: ignore[PIN205]") + "\n" + ignores('rule = "PIN106"'), ASKED)
    assert [each.finding.member and each.finding.member.name for each in outcome.findings] == ["app", None]
    table = 'rule = "PIN008"\nmember = "app"'
    assert lines(check(project("app", more="# pinlint: ignore[PIN205]") + "\n" + ignores(table), ASKED)) == ""


def test_a_distribution_repeats_comments_that_are_judged_where_it_was_built() -> None:
    info = "-- {}PKG-INFO --\nMetadata-Version: 2.2\nName: app\nVersion: 1.0\n"
    comment = "# pinlint: ignore[PIN205]"
    assert len(said(project("app", more=comment))) == 1
    assert said(project("app", more=comment), info.format("app/")) == []
    assert said(project("app", more=comment, path="."), info.format("")) == []
    assert len(said(project("app", more=comment), info.format("apple/"))) == 1
