"""Which fixes are done in one round."""

from __future__ import annotations

from pinlint.engine import Located
from pinlint.fixing.texts import Files
from pinlint.fixing.together import together
from pinlint.rule import Finding, Level, Rule
from pinlint.source import Edit, Span

RULE = Rule("X001", "x001", Level.ERROR, "", (), lambda _: ())


def located(name: str, *edits: Edit, names: tuple[Span, ...] = ()) -> Located:
    span = edits[0].span
    return Located(
        RULE, Level.ERROR, Finding(span, name), span, related=tuple((each, "") for each in names), edits=edits
    )


def edit(path: str, start: int, end: int, text: str = "") -> Edit:
    return Edit(Span(path, start, end), text)


def chosen(*found: Located, links: dict[str, str] | None = None) -> list[str]:
    files = Files(lambda path: (links or {}).get(path, path))
    return [each.finding.message for each in together(found, files)]


def test_of_two_that_overlap_or_touch_the_first_is_done() -> None:
    assert chosen(located("one", edit("a", 0, 3)), located("two", edit("a", 3, 5)), located("three", edit("a", 6, 7)))
    assert chosen(located("one", edit("a", 0, 3)), located("two", edit("a", 3, 5))) == ["one"]
    assert chosen(located("one", edit("a", 0, 3)), located("two", edit("b", 0, 3))) == ["one", "two"]


def test_two_that_do_the_same_are_done_together() -> None:
    assert chosen(located("one", edit("a", 0, 3)), located("two", edit("a", 0, 3))) == ["one", "two"]
    assert chosen(located("one", edit("a", 0, 3, "x")), located("two", edit("a", 0, 3))) == ["one"]


def test_one_file_by_two_paths_is_one_file() -> None:
    links = {"b": "a"}
    assert chosen(located("one", edit("a", 0, 3)), located("two", edit("b", 2, 5)), links=links) == ["one"]
    assert chosen(located("one", edit("a", 0, 3)), located("two", edit("b", 0, 3)), links=links) == ["one", "two"]


def test_a_fix_waits_where_another_rewrites_what_its_finding_names() -> None:
    first = located("first", edit("a", 0, 3), names=(Span("b", 0, 9),))
    assert chosen(first, located("second", edit("b", 4, 5))) == ["second"]
    assert chosen(first, located("second", edit("b", 10, 12))) == ["first", "second"]


def test_of_two_that_wait_for_each_other_the_first_is_done() -> None:
    first = located("first", edit("a", 0, 3), names=(Span("b", 0, 3),))
    assert chosen(first, located("second", edit("b", 0, 3), names=(Span("a", 0, 3),))) == ["first"]


def test_of_those_that_wait_for_each_other_the_one_that_most_wait_for_is_done() -> None:
    places = {name: Span(name, 0, 3) for name in "abcd"}
    last = located("last", edit("d", 0, 3), names=tuple(places[each] for each in "abc"))
    others = [located(each, edit(each, 0, 3), names=(places["d"],)) for each in "abc"]
    assert chosen(*others, last) == ["last"]
