"""A baseline hides what it lists, once for each entry, wherever it has moved."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from pinlint import baseline, engine
from pinlint.rule import Finding, Level, Rule
from pinlint.source import Source, Span
from pinlint.workspace import Workspace

FINDING = Finding(
    Span("x.toml", 0, 3), "app requires core==1, but core is 2", dependencies=(canonicalize_name("core"),)
)


def outcome(*findings: Finding, code: str = "PIN101", whole: bool = True) -> engine.Outcome:
    rule = Rule(code, code.lower(), Level.ERROR, "", (), lambda _workspace: findings)
    source = Source("x.toml", "a c\na  c\nb")
    return engine.check(Workspace((), sources={"x.toml": source}, whole=whole), [rule])


def changed(**fields: object) -> Finding:
    values = {name: getattr(FINDING, name) for name in ("at", "message", "dependencies", "extra", "subject")}
    return Finding(**(values | fields))  # type: ignore[arg-type]  # of the fields' own types


ENTRIES = baseline.listed(outcome(FINDING))


def test_what_is_listed_is_ignored_with_a_reason() -> None:
    hidden, kept, stale = baseline.hide(outcome(FINDING), ENTRIES, ["PIN101"])
    assert hidden.findings == ()
    assert [found.reason for found in hidden.ignored] == ["in the baseline"]
    assert (kept, stale) == (ENTRIES, ())


@pytest.mark.parametrize(
    "moved",
    [
        changed(at=Span("x.toml", 4, 8)),
        changed(message="app requires core==1, but core is 3, and 3 of 4 members are"),
    ],
)
def test_neither_place_nor_spaces_nor_siblings_make_a_finding_new(moved: Finding) -> None:
    assert baseline.hide(outcome(moved), ENTRIES, ())[0].findings == ()


def test_what_its_place_does_not_say_its_subject_does() -> None:
    entries = baseline.listed(outcome(changed(subject="3.12", at=Span("x.toml", 0, 0))))
    assert baseline.hide(outcome(changed(subject="3.12")), entries, ())[0].findings == ()
    assert len(baseline.hide(outcome(changed(subject="3.12, 3.13")), entries, ())[0].findings) == 1


def test_dependencies_may_be_named_in_another_order() -> None:
    names = (canonicalize_name("core"), canonicalize_name("util"))
    entries = baseline.listed(outcome(changed(message="core and util do not", dependencies=names)))
    turned = changed(message="util and core do not", dependencies=names[::-1])
    assert baseline.hide(outcome(turned), entries, ())[0].findings == ()


def test_what_is_less_is_not_new_and_what_is_more_is() -> None:
    names = (canonicalize_name("core"), canonicalize_name("util"))
    two = changed(dependencies=names, subject="core==1\nutil==1")
    one = changed(dependencies=names[:1], subject="core==1")
    for listed, found, new in ((two, one, 0), (one, two, 1), (changed(subject="a\nb"), changed(subject="b\nc"), 1)):
        hidden, kept, stale = baseline.hide(outcome(found), baseline.listed(outcome(listed)), ["PIN101"])
        assert (len(hidden.findings), len(kept), len(stale)) == (new, 1 - new, new)


def test_what_is_put_right_in_part_does_not_come_back() -> None:
    both, one = changed(subject="a\nb"), changed(subject="b")
    _, kept, _ = baseline.hide(outcome(one), baseline.listed(outcome(both)), ["PIN101"])
    assert kept == baseline.listed(outcome(one))
    assert len(baseline.hide(outcome(both), kept, ())[0].findings) == 1


def test_an_entry_hides_what_equals_it_before_what_is_less() -> None:
    both, one = changed(subject="a\nb"), changed(subject="b")
    found = outcome(one, both)
    assert baseline.hide(found, baseline.listed(found), ())[0].findings == ()
    assert len(baseline.hide(outcome(one, one, both), baseline.listed(found), ())[0].findings) == 1


@pytest.mark.parametrize(
    "other",
    [
        changed(at=Span("x.toml", 9, 10)),
        changed(at=Span("y.toml", 0, 1)),
        changed(dependencies=()),
        changed(extra="all"),
    ],
)
def test_what_says_something_else_is_new(other: Finding) -> None:
    hidden, _, stale = baseline.hide(outcome(other), ENTRIES, ["PIN101"])
    assert len(hidden.findings) == 1
    assert stale == ENTRIES


def test_the_same_of_another_rule_is_new() -> None:
    assert len(baseline.hide(outcome(FINDING, code="PIN102"), ENTRIES, ())[0].findings) == 1


def test_equal_findings_are_counted() -> None:
    three = outcome(FINDING, FINDING, FINDING)
    two = baseline.listed(outcome(FINDING, FINDING))
    assert len(two) == 2
    hidden, kept, stale = baseline.hide(three, two, ["PIN101"])
    assert (len(hidden.findings), len(hidden.ignored), kept, stale) == (1, 2, two, ())
    hidden, kept, stale = baseline.hide(outcome(FINDING), two, ["PIN101"])
    assert (hidden.findings, len(kept), len(stale)) == ((), 1, 1)


@pytest.mark.parametrize(("asked", "whole", "stale"), [(["PIN101"], True, 1), ([], True, 0), (["PIN101"], False, 0)])
def test_an_entry_is_stale_where_its_rule_was_asked_of_the_whole(asked: list[str], *, whole: bool, stale: int) -> None:
    _, kept, gone = baseline.hide(outcome(whole=whole), ENTRIES, asked)
    assert (len(gone), len(kept)) == (stale, 1 - stale)


def test_a_baseline_is_read_as_it_was_written_whatever_the_order() -> None:
    entries = baseline.listed(outcome(FINDING, changed(message="ä\ud800"), changed(at=Span("a", 0, 0))))
    text = baseline.render(entries)
    assert text == baseline.render(reversed(entries))
    assert text.isascii()
    assert len(baseline.parse(text)) == 3
    assert {entry.fingerprint for entry in baseline.parse(text)} == {entry.fingerprint for entry in entries}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no JSON: expecting value in line 1"),
        ("{\n'", "is no JSON: expecting property name enclosed in double quotes in line 2"),
        ("[" * 100_000, "holds values that cannot be read"),
        ("[]", "is no baseline: it has no schema_version"),
        ('{"findings": []}', "is no baseline: it has no schema_version"),
        ('{"schema_version": 2}', "has the schema_version 2, and only 1 can be read"),
        ('{"schema_version": 1}', "is no baseline: findings is no list"),
        ('{"schema_version": 1, "findings": [1]}', "is no baseline: entry 1 has no code"),
        ('{"schema_version": 1, "findings": [{"code": "PIN101", "path": 3}]}', "is no baseline: entry 1 has no path"),
    ],
)
def test_what_is_no_baseline_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(baseline.Malformed) as caught:
        baseline.parse(text)
    assert str(caught.value) == why
