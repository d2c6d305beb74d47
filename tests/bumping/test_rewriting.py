"""What a plan does to files: all that can be done together, and why not the rest."""

from __future__ import annotations

from pinlint.bumping.rewriting import rewritten
from pinlint.changes import Replace
from pinlint.rule import Fix
from pinlint.source import Key, Source, Span

WORDS = Source("VERSIONS.txt", " ".join(f"1.{number}" for number in range(10)))
TABLE = Source("pyproject.toml", 'a = "1.0"\nb = ["1.1", 2, "1.3"]\n')


def word(number: int, text: str) -> Fix:
    old = f"1.{number}"
    start = WORDS.text.index(old)
    return Fix(f"{old} to {text}", (Replace(Span(WORDS.path, start, start + len(old)), old, text),), safe=True)


def entry(text: str, old: str, *keys: str | int) -> Fix:
    return Fix(f"{old} to {text}", (Replace(Key(TABLE.path, keys), old, text),), safe=True)


def moved(*fixes: Fix) -> tuple[dict[str, str], list[tuple[str, str]]]:
    sources, refused = rewritten(fixes, {WORDS.path: WORDS, TABLE.path: TABLE})
    return {path: source.text for path, source in sources.items()}, [(each.title, each.why) for each in refused]


def test_all_changes_of_all_files_are_made() -> None:
    texts, refused = moved(word(7, "2.7"), entry("2.0", "1.0", "a"), word(0, "2.0.0"), entry("2.3", "1.3", "b", 2))
    assert refused == []
    assert texts[WORDS.path] == WORDS.text.replace("1.7", "2.7").replace("1.0", "2.0.0")
    assert texts[TABLE.path] == TABLE.text.replace("1.0", "2.0").replace("1.3", "2.3")


def test_what_is_refused_keeps_nothing_else_from_being_made() -> None:
    fixes = [word(number, f"3.{number}") for number in range(10)]
    texts, refused = moved(*fixes[:4], entry("2.2", "2", "b", 1), *fixes[4:], entry("2.1", "1.1", "b", 0))
    assert texts[WORDS.path] == WORDS.text.replace("1.", "3.")
    assert texts[TABLE.path] == TABLE.text.replace("1.1", "2.1")
    assert [title for title, _ in refused] == ["2 to 2.2"]


def test_of_two_that_write_one_place_in_two_ways_the_first_is_made() -> None:
    texts, refused = moved(word(3, "2.3"), word(4, "2.4"), word(3, "2.3"), word(3, "2.3.0"))
    assert texts[WORDS.path] == WORDS.text.replace("1.3", "2.3").replace("1.4", "2.4")
    assert refused == [("1.3 to 2.3.0", "written otherwise for another member")]


def test_where_nothing_can_be_made_nothing_changes() -> None:
    assert moved(entry("2.2", "2", "b", 1))[0] == {}


def test_a_file_that_is_not_known_is_refused() -> None:
    fix = Fix("x", (Replace(Span("other.txt", 3, 6), "1.0", "2.0"),), safe=True)
    assert moved(fix) == ({}, [("x", "in a file that cannot be read")])


def test_of_a_file_of_which_too_much_is_refused_the_rest_is_refused_as_well() -> None:
    refused = moved(*(entry(f"2.{number}", "2", "b", 1) for number in range(60)))[1]
    assert len(refused) == 60
    assert refused[-1][1] == "in a file of which too much cannot be written"
