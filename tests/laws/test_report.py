"""No text, however hostile, leaves its line, reaches the terminal raw, or spoils a document."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from pinlint.engine import Located, Outcome
from pinlint.report import check_json, concise, full
from pinlint.report.excerpt import excerpt
from pinlint.report.text import plain, width
from pinlint.rule import Finding, Level, Related, Rule
from pinlint.source import Source, Span
from pinlint.workspace import Workspace

RULE = Rule("PIN101", "stale-internal-pin", Level.ERROR, "A pin is stale.", (), lambda _: ())

HOSTILE = st.text(st.one_of(st.characters(codec=None), st.sampled_from("\x1b\x9b\r\n\t\u2028\u202e\ud800a日\u0301")))


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    source = Source(draw(HOSTILE), draw(HOSTILE))
    offsets = st.integers(0, len(source.text))
    spans = st.tuples(offsets, offsets).map(lambda ends: Span(source.path, min(ends), max(ends)))
    related = draw(st.lists(st.tuples(spans, HOSTILE), max_size=5))
    finding = Finding(
        draw(spans),
        draw(HOSTILE),
        related=tuple(Related(span, role) for span, role in related),
        witness=draw(st.none() | HOSTILE),
    )
    assert isinstance(finding.at, Span)
    found = Located(RULE, Level.ERROR, finding, finding.at, tuple(related))
    return Outcome(Workspace((), sources={source.path: source}), (found,))


@given(outcomes())
def test_full_is_printable_lines(outcome: Outcome) -> None:
    text = full.render(outcome, color=False)
    assert text.endswith("\n")
    assert all(line.isprintable() for line in text.split("\n"))


@given(outcomes())
def test_marks_stand_below_text(outcome: Outcome) -> None:
    (source,) = outcome.workspace.sources.values()
    lines = excerpt(source, outcome.findings[0].span)
    assert 1 <= len(lines) <= 2
    for line in lines:
        # One column past the end is the place of what is missing, and of a line end.
        assert line.marks >= 1
        assert line.free + line.marks <= width(line.text) + 1


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=100), st.data())
def test_marks_stand_below_the_very_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (line,) = excerpt(Source("x", text), Span("x", start, end))
    assert (line.text, line.free, line.marks) == (text, width(text[:start]), max(1, width(text[start:end])))


@given(outcomes())
def test_concise_is_one_printable_line(outcome: Outcome) -> None:
    text = concise.render(outcome, color=False)
    assert text.endswith("\n")
    assert text[:-1].isprintable()


@given(outcomes())
def test_json_is_read_back_without_half_characters(outcome: Outcome) -> None:
    text = check_json.render(outcome, color=False)
    assert text.isascii()
    (found,) = json.loads(text)["findings"]
    message = outcome.findings[0].finding.message
    assert found["message"] == message.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or any(
        "\ud800" <= character <= "\udfff" for character in message
    )
    json.dumps(found, ensure_ascii=False).encode("utf-8")


@given(HOSTILE)
def test_plain_changes_nothing_that_is_plain(text: str) -> None:
    assert plain(text).isprintable()
    assert plain(plain(text), limit=100_000) == plain(text)
