from __future__ import annotations

import pytest

from pinlint.metadata import toml_positions


def written(text: str, *path: str | int) -> str:
    node, exact = toml_positions.find(text, path)
    assert exact
    return text[node.start : node.end]


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ('a = """x"""""\nb = 1', ("a",), '"""x"""""'),
        ("a = ''''x'''\nb = 1", ("a",), "''''x'''"),
        ("a = 1979-05-27 07:32:00 # now\n", ("a",), "1979-05-27 07:32:00"),
        ("a = 1979-05-27 \n", ("a",), "1979-05-27"),
        ("a = [1979-05-27, 2]\n", ("a", 1), "2"),
        ("a = [ [], {x = 1,}, # ]\n [[2]] ]\n", ("a", 2, 0, 0), "2"),
        ('"a.b".c = 1\n', ("a.b", "c"), "1"),
        ('"\\u0061" = 1\n', ("a",), "1"),
        ("a = {\r\n  b.c = 1,\r\n}\r\n", ("a", "b", "c"), "1"),
        ("[ a . 'b' ]\nc = 1\n", ("a", "b"), "a . 'b'"),
        ("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2\n", ("a", 1, "b", "c"), "2"),
        ("[a.b.c]\n[a]\n[a.b]\n", ("a",), "a"),
        ("\n \t# nothing\n", (), ""),
    ],
)
def test_a_value_is_measured(text: str, path: tuple[str | int, ...], value: str) -> None:
    assert written(text, *path) == value


def test_a_text_that_is_no_toml_is_read_up_to_there() -> None:
    assert written("a = 1\nb = \nc = 2", "a") == "1"
    assert not toml_positions.find("a = 1\nb = \nc = 2", ("c",))[1]


@pytest.mark.parametrize("text", ["a = " + "[" * 20_000, "a = " + "{a=" * 20_000, "[" + "a." * 20_000 + "a]"])
def test_deep_nesting_is_no_recursion(text: str) -> None:
    assert toml_positions.find(text, ("a",))[1]


def test_a_thing_without_quotes_is_no_string() -> None:
    assert toml_positions.string_offset("x = 12", 4, 6, 0) is None
    assert toml_positions.string_offset("x = ''", 4, 6, 0) == 5
    assert toml_positions.string_offset("x = ''", 4, 6, -1) is None


def test_trees_of_texts_are_kept_as_long_as_the_texts_are_not_too_long_together() -> None:
    kept = toml_positions.Scanned(10)
    for text in ("a = 1", "b = 2", "c = 3"):
        kept.add(text, toml_positions.scan(text))
    assert list(kept.trees) == ["b = 2", "c = 3"]
    kept.add("long = 'text'", toml_positions.scan("long = 'text'"))
    assert list(kept.trees) == ["long = 'text'"]
    assert toml_positions.scan("a = 1") is toml_positions.scan("a = 1")
