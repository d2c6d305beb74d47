"""Elements come and go in lists of any layout: the list says what it should, and what stays is as it was."""

from __future__ import annotations

import ast
import tomllib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinlint.changes import Change, Insert, Remove
from pinlint.editing import Refused
from pinlint.source import Source, Span
from tests.editing.changing import changed, key

LAYOUTS = {
    "one line": ("", ", ", ""),
    "one line, without space": ("", ",", ""),
    "one line, with space": (" ", " , ", " "),
    "lines": ("\n    ", ",\n    ", "\n"),
    "lines with line ends of two characters": ("\r\n\t", ",\r\n\t", "\r\n"),
    "closed on the last line": ("\n  ", ",\n  ", ""),
    "opened on the first line": ("", ",\n     ", ""),
    "commas first": (" ", "\n  , ", "\n  "),
    "commas first, closed on the last line": ("\n    ", "\n  , ", ""),
}


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[str], str, set[int], int | None, bool]:
    """The elements, the list in TOML and Python, the elements that go, and the one that another comes beside."""
    elements = [f"e{index}" for index in range(draw(st.integers(1, 5)))]
    name = draw(st.sampled_from(sorted(LAYOUTS)))
    opening, between, closing = LAYOUTS[name]
    lines = "\n" in between
    remarks = [f"  # of {each}" if lines and draw(st.booleans()) else "" for each in elements]
    last = draw(st.sampled_from(["", ","])) if "first" not in name or name.startswith("opened") else ""
    parts = [f'"{each}"' for each in elements]
    text = opening
    for index, part in enumerate(parts):
        final = index == len(parts) - 1
        comma, newline = ("", between) if "first" in name and "opened" not in name else (",", between.removeprefix(","))
        if final:
            remark = remarks[index] if "\n" in closing else ""
            text += part + last + remark + closing
        elif lines:
            text += part + comma + remarks[index] + newline
        else:
            text += part + between
    gone = set(draw(st.lists(st.integers(0, len(elements) - 1), max_size=len(elements))))
    kept = [index for index in range(len(elements)) if index not in gone]
    beside = draw(st.sampled_from([None, *kept]))
    return elements, f"[{text}]", gone, beside, draw(st.booleans())


@given(lists())
def test_a_list_says_what_it_should(drawn: tuple[list[str], str, set[int], int | None, bool]) -> None:
    elements, text, gone, beside, before = drawn
    expected = [each for index, each in enumerate(elements) if index not in gone]
    if beside is not None:
        expected.insert(expected.index(elements[beside]) + (not before), "new")

    source = Source("x.toml", f"x = {text}  # end\ny = 1\n")
    changes: list[Change] = [Remove(key("x.toml", "x", index), elements[index]) for index in sorted(gone)]
    if beside is not None:
        changes.append(Insert(key("x.toml", "x", beside), elements[beside], ("new",), before=before))
    found = changed(source, *changes)
    assert tomllib.loads(found) == {"x": expected, "y": 1}
    for index, each in enumerate(elements):
        assert index in gone or (f"# of {each}" in text) == (f"# of {each}" in found)

    program = Source("setup.py", source.text)
    places = [Span("setup.py", at := program.text.index(f'"{each}"'), at + len(each) + 2) for each in elements]
    changes = [Remove(places[index], elements[index]) for index in sorted(gone)]
    if beside is not None:
        changes.append(Insert(places[beside], elements[beside], ("new",), before=before))
    assert changed(program, *changes) == found
    assert isinstance(statement := ast.parse(found).body[0], ast.Assign)
    assert ast.literal_eval(statement.value) == expected


@given(
    st.lists(st.sampled_from(["", "    # own\n", "\n", "    # one\n    # two\n"]), min_size=1, max_size=5),
    st.sets(st.integers(0, 4)),
    st.booleans(),
)
def test_no_comment_comes_to_explain_something_else(above: list[str], gone: set[int], last: bool) -> None:  # noqa: FBT001 - drawn
    gone = {index for index in gone if index < len(above)}
    rows = [f'{lines}    "e{index}",\n' for index, lines in enumerate(above)]
    text = f"x = [\n{''.join(rows)}{'    # end' * last}\n]\n"
    source = Source("x.toml", text)
    headings = [index for index, lines in enumerate(above) if "#" in lines]
    runs = [set(range(first, end)) for first, end in pairwise((*headings, len(above)))]
    changes = [Remove(key("x.toml", "x", index), f"e{index}") for index in sorted(gone)]
    if any(run <= gone for run in runs):
        with pytest.raises(Refused, match="explained by a comment"):
            changed(source, *changes)
    else:
        found = changed(source, *changes)
        assert tomllib.loads(found) == {"x": [f"e{index}" for index in range(len(above)) if index not in gone]}
        assert found.count("#") == text.count("#")
