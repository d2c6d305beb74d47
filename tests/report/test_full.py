"""The full format, held to the letter."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pinlint.changes import Replace
from pinlint.engine import Located, Outcome
from pinlint.report import full
from pinlint.rule import Finding, Fix, Level, Related, Rule
from pinlint.source import Edit, Source, Span
from pinlint.workspace import Workspace

RULE = Rule("PIN101", "stale-internal-pin", Level.ERROR, "A pin is stale.", (), lambda _: ())

APP = """\
[project]
name = "app"
version = "1.3.0"
requires-python = ">=3.11"
dependencies = ["acme-core==1.2.0"]
"""
CORE = '[project]\nname = "acme-core"\nversion = "1.3.0"\n'


def at(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(source.path, start, start + len(text))


def outcome(*located: Located, sources: tuple[Source, ...] = ()) -> Outcome:
    return Outcome(Workspace((), sources={source.path: source for source in sources}), located)


def located(
    span: Span,
    message: str = "it is so",
    *,
    related: tuple[tuple[Span, str], ...] = (),
    witness: str | None = None,
    fix: Fix | None = None,
    edits: tuple[Edit, ...] = (),
    refusal: str | None = None,
    level: Level = Level.ERROR,
) -> Located:
    ends = tuple(Related(place, role) for place, role in related)
    finding = Finding(span, message, related=ends, witness=witness, fix=fix)
    return Located(RULE, level, finding, span, related, edits=edits, refusal=refusal)


def shown(source: Source, marked: str) -> str:
    return full.render(outcome(located(at(source, marked)), sources=(source,)), color=False)


def test_both_ends_the_witness_and_the_fix_are_shown() -> None:
    app, core = Source("app/pyproject.toml", APP), Source("core/pyproject.toml", CORE)
    span = at(app, '"acme-core==1.2.0"')
    found = located(
        span,
        "app requires acme-core==1.2.0, but acme-core is 1.3.0",
        related=((at(core, '"1.3.0"'), "acme-core is 1.3.0 here"),),
        witness="1.3.0",
        fix=Fix("write acme-core==1.3.0", (Replace(span, "acme-core==1.2.0", "acme-core==1.3.0"),), safe=True),
        edits=(Edit(span, '"acme-core==1.3.0"'),),
    )
    assert full.render(outcome(found, sources=(app, core)), color=False) == dedent(
        """\
        app/pyproject.toml:5:17: error PIN101 stale-internal-pin
          app requires acme-core==1.2.0, but acme-core is 1.3.0
            |
          5 | dependencies = ["acme-core==1.2.0"]
            |                 ^^^^^^^^^^^^^^^^^^
            = core/pyproject.toml:3:11: acme-core is 1.3.0 here
          3 | version = "1.3.0"
            |           -------
            = witness: 1.3.0
            = fix: write acme-core==1.3.0
        """
    )


def test_why_there_is_no_fix_is_shown() -> None:
    app = Source("app/pyproject.toml", APP)
    fix = Fix("write 2.0", (Replace(at(app, '"1.3.0"'), "1.3", "2.0"),), safe=False)
    found = located(at(app, '"app"'), fix=fix, refusal="computed on line 12")
    assert full.render(outcome(found, sources=(app,)), color=False).endswith("    = no fix: computed on line 12\n")
    found = located(at(app, '"app"'), fix=fix, edits=(Edit(at(app, '"1.3.0"'), '"2.0"'),))
    assert full.render(outcome(found, sources=(app,)), color=False).endswith("    = unsafe fix: write 2.0\n")


def test_a_blank_line_stands_between_findings_and_nowhere_else() -> None:
    app = Source("pyproject.toml", APP)
    found = located(at(app, '"app"'))
    assert full.render(outcome(found, found, sources=(app,)), color=False) == dedent(
        """\
        pyproject.toml:2:8: error PIN101 stale-internal-pin
          it is so
            |
          2 | name = "app"
            |        ^^^^^

        pyproject.toml:2:8: error PIN101 stale-internal-pin
          it is so
            |
          2 | name = "app"
            |        ^^^^^
        """
    )


def test_nothing_found_is_nothing_shown() -> None:
    assert full.render(outcome(), color=True) == ""


def test_many_related_places_are_counted() -> None:
    app = Source("pyproject.toml", APP)
    found = located(at(app, '"app"'), related=tuple((at(app, '"1.3.0"'), f"role {n}") for n in range(5)))
    text = full.render(outcome(found, sources=(app,)), color=False)
    assert [line for line in text.splitlines() if "=" in line and "role" in line] == [
        f"    = pyproject.toml:3:11: role {n}" for n in range(3)
    ]
    assert text.endswith("    = ... and 2 more\n")


def test_line_numbers_of_all_excerpts_are_aligned() -> None:
    app = Source("pyproject.toml", "\n" * 98 + "a = 1\nb = 2\n")
    text = full.render(
        outcome(located(at(app, "1"), related=((at(app, "2"), "other"),)), sources=(app,)),
        color=False,
    )
    assert text.splitlines()[2:] == [
        "      |",
        "   99 | a = 1",
        "      |     ^",
        "      = pyproject.toml:100:5: other",
        "  100 | b = 2",
        "      |     -",
    ]


def test_of_a_span_over_many_lines_the_first_and_the_last_are_shown() -> None:
    source = Source("pyproject.toml", 'x = [\n  "a",\n  "b",\n]\n')
    assert shown(source, '[\n  "a",\n  "b",\n]').splitlines()[2:] == [
        "    |",
        "  1 | x = [",
        "    |     ^",
        "  . |",
        "  4 | ]",
        "    | ^",
    ]


def test_a_span_that_takes_in_the_line_end_stays_on_its_line() -> None:
    source = Source("pyproject.toml", "x = 1\r\ny = 2\r\n")
    assert shown(source, "1\r\n").splitlines()[2:] == ["    |", "  1 | x = 1", "    |     ^"]


@pytest.mark.parametrize(
    ("line", "marked", "text", "marks"),
    [
        ("\tx = 'a\tb'", "'a\tb'", "    x = 'a    b'", "        ^^^^^^^^"),
        ("x = '日本' # y", "'日本'", "x = '日本' # y", "    ^^^^^^"),
        ("日本 = 'y'", "'y'", "日本 = 'y'", "       ^^^"),
        ("e\u0301 = 'y'", "'y'", "e\u0301 = 'y'", "    ^^^"),
        ("x = '\x1b[31m'", "'\x1b[31m'", r"x = '\x1b[31m'", "    ^^^^^^^^^^"),
        ("\x9b2J x = 'y'", "'y'", r"\x9b2J x = 'y'", "           ^^^"),
        ("x = '\u202ey'", "'\u202ey'", r"x = '\u202ey'", "    ^^^^^^^^^"),
        ("x = '\udc80'", "'\udc80'", r"x = '\udc80'", "    ^^^^^^^^"),
    ],
)
def test_marks_stand_under_what_they_mark(line: str, marked: str, text: str, marks: str) -> None:
    source = Source("pyproject.toml", f"{line}\n")
    assert shown(source, marked).splitlines()[3:] == [f"  1 | {text}", f"    | {marks}"]


def test_an_empty_span_is_one_mark() -> None:
    source = Source("pyproject.toml", "x = 1\n")
    text = full.render(outcome(located(Span("pyproject.toml", 4, 4)), sources=(source,)), color=False)
    assert text.splitlines()[3:] == ["  1 | x = 1", "    |     ^"]


def test_a_long_line_is_cut_around_the_span() -> None:
    source = Source("pyproject.toml", "x = [" + "'a', " * 10_000 + "'here', " + "'b', " * 10_000 + "]")
    line, marks = shown(source, "'here'").splitlines()[3:]
    assert len(line) < 140
    assert line.startswith("  1 | ...")
    assert line.endswith("...")
    assert line[marks.index("^") : marks.rindex("^") + 1] == "'here'"


def test_a_span_longer_than_the_window_is_marked_as_far_as_it_is_shown() -> None:
    source = Source("pyproject.toml", "x = '" + "y" * 500 + "'")
    line, marks = shown(source, "'" + "y" * 500 + "'").splitlines()[3:]
    assert line.endswith("yyy...")
    assert marks.count("^") == 116


def test_a_file_that_could_not_be_read_has_no_excerpt() -> None:
    assert full.render(outcome(located(Span("setup.py", 0, 0), "setup.py is not UTF-8")), color=False) == (
        "setup.py:1:1: error PIN101 stale-internal-pin\n  setup.py is not UTF-8\n"
    )


def test_an_empty_file_has_no_excerpt() -> None:
    empty = Source("setup.py", "")
    text = full.render(outcome(located(Span("setup.py", 0, 0)), sources=(empty,)), color=False)
    assert text.splitlines()[1:] == ["  it is so"]


def test_hostile_text_reaches_neither_terminal_nor_line() -> None:
    path = "a\x1b]0;owned\x07\nb.toml"
    source = Source(path, "x = 1\n")
    span = Span(path, 0, 1)
    found = located(span, "m\x1b[2J\r\nn", related=((span, "r\u2028"),), witness="w\x08")
    text = full.render(outcome(found, sources=(source,)), color=False)
    assert text.replace("\n", "").isprintable()
    assert text.splitlines()[:2] == [
        r"a\x1b]0;owned\x07\nb.toml:1:1: error PIN101 stale-internal-pin",
        r"  m\x1b[2J\r\nn",
    ]


def test_endless_messages_are_cut() -> None:
    text = full.render(outcome(located(Span("a", 0, 0), "x" * 100_000)), color=False)
    assert len(text) < 1_200


@pytest.mark.parametrize(("level", "code"), [(Level.ERROR, "1;31"), (Level.WARNING, "1;33"), (Level.INFO, "1;36")])
def test_colour_only_wraps_what_is_there_without_it(level: Level, code: str) -> None:
    app = Source("pyproject.toml", APP)
    result = outcome(located(at(app, '"app"'), level=level), sources=(app,))
    colored = full.render(result, color=True)
    assert f"\x1b[{code}m{level}\x1b[0m" in colored
    for sequence in ("1", "34", code, "0"):
        colored = colored.replace(f"\x1b[{sequence}m", "")
    assert colored == full.render(result, color=False)
