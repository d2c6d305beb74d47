"""The header fields are held against email.parser, with which everybody else reads them."""

from __future__ import annotations

from email import message_from_string

from hypothesis import given, settings
from hypothesis import strategies as st

from pinlint.metadata import core_metadata

_NAMES = st.sampled_from(["Name", "name", "NAME", "Requires-Dist", "License", "X", "From ", "a b", "", "é"])
_VALUES = st.sampled_from(["", " a", "a", "\tb: c", " >=3.9 ", "漢字 :: é", " a\x0bb\x85c\x1c"])
_LINES = st.one_of(
    st.tuples(_NAMES, st.just(":"), _VALUES).map("".join),
    st.tuples(_NAMES, st.just(":"), _VALUES).map("".join),
    st.tuples(st.sampled_from([" ", "\t", "        "]), _VALUES).map("".join),
    st.sampled_from(["", " ", "no header", "From me: x", ": nameless"]),
)
_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(_LINES, _ENDS).map("".join), max_size=12).map("".join), st.booleans())
def test_the_fields_are_those_of_the_email_parser(text: str, ended: bool) -> None:  # noqa: FBT001 - Hypothesis gives it
    text = text if ended else text.rstrip("\r\n")
    ours = [(field.name, text[field.start : field.end]) for field in core_metadata.headers(text)]
    theirs = [(name.lower(), value.strip(" \t\r\n")) for name, value in message_from_string(text).raw_items()]
    assert ours == theirs
