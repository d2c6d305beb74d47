from __future__ import annotations

import pytest

from pinlint.metadata.raw import Malformed
from pinlint.metadata.targets.yaml_tree import Mapping, Other, Scalar, Sequence, parse
from pinlint.source import Source


def tree(text: str) -> Mapping:
    node = parse(Source("a.yml", text))
    assert isinstance(node, Mapping)
    return node


def test_places_are_code_points_whatever_the_line_endings() -> None:
    text = "name: \"é😀\"\r\npythons: [3.10, '3.9']\r\nlast: &x 😀 end\r\n"
    node = tree(text)
    pythons = node.get("pythons")
    assert isinstance(pythons, Sequence)
    scalars = [each for each in (node.get("name"), *pythons.items, node.get("last")) if isinstance(each, Scalar)]
    assert [text[each.start : each.end] for each in scalars] == ['"é😀"', "3.10", "'3.9'", "&x 😀 end"]


def test_a_number_loses_its_last_zero_and_a_string_does_not() -> None:
    node = tree("a: 3.10\nb: '3.10'\nc: !!str 3.10\nd: 3.10.2\ne: 3\n")
    assert [each.text for each in node.values.values() if isinstance(each, Scalar)] == [
        "3.1",
        "3.10",
        "3.10",
        "3.10.2",
        "3",
    ]


def test_an_alias_is_the_very_node_that_it_names() -> None:
    node = tree("a: &a [1]\nb: *a\n")
    assert node.get("a") is node.get("b")


def test_what_is_merged_yields_to_what_is_written() -> None:
    node = tree("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n")
    assert [str(getattr(node.get("c", key), "value", None)) for key in "xyzw"] == ["3", "1", "2", "None"]


def test_aliases_of_aliases_are_not_expanded() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    merged = ["m0: &m0 {x: 1}"] + [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, 40)]
    for bomb in (lines, merged):
        assert tree("\n".join(bomb[:3]))
        with pytest.raises(Malformed, match="more in it"):
            tree("\n".join(bomb))


def test_what_has_a_tag_of_its_own_is_left_to_its_program() -> None:
    node = tree("a: !reference [job, script]\nb: !Ref c\nd: !map {e: f}\n")
    assert all(isinstance(node.get(key), Other) for key in "abd")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "not valid"),
        ("a: b: c", "not valid"),
        ("\ta: b", "not valid"),
        ("a: \x00", "not valid"),
        ("a: 1\na: 2", "twice"),
        ("a: 1\n---\nb: 2", "several"),
        ("a: &a\n  <<: *a", "more in it"),
        ("a: &a [*a]", "more in it"),
        ("a: &a " + "b" * 80_000 + "\nb: [" + "*a, " * 1000 + "]", "more in it"),
        ("[" * 100_000, "too deeply"),
        ("- " * 100_000, "too deeply"),
        ("{a: " * 100_000, "too deeply"),
        ("? " * 100_000, "too deeply"),
        ("[" + "a," * 200_000 + "]", "more in it"),
        ("a: " + "b" * 10_000_000, "too long"),
        ("a: *nothing\n", "more in it"),
    ],
    ids=lambda value: value[:16],
)
def test_what_nobody_writes_is_refused(text: str, message: str) -> None:
    with pytest.raises(Malformed, match=message):
        parse(Source("a.yml", text))


def test_an_empty_file_holds_nothing() -> None:
    assert parse(Source("a.yml", "# nothing\n")) is None
