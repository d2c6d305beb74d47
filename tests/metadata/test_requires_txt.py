from __future__ import annotations

import pytest

from pinlint.metadata import requires_txt
from pinlint.metadata.raw import Malformed, Raw
from pinlint.source import Source, Span
from pinlint.workspace import Kind

TEXT = """\
# written by hand
acme-core==1.0
click>=8  # the command line

[:python_version < "3.11"]
tomli>=2

[test]
pytest
[ test : os_name == "nt" ]
colorama
[empty]
"""


def read(text: str) -> Raw:
    return requires_txt.read(Source("a.egg-info/requires.txt", text))


def test_lines_before_the_first_heading_are_core_requirements() -> None:
    raw = read(TEXT)
    assert raw.kind is Kind.REQUIRES_TXT
    assert raw.requires is not None
    assert [item.value for item in raw.requires] == ["acme-core==1.0", "click>=8"]


def test_sections_keep_their_names_as_written() -> None:
    raw = read(TEXT)
    assert raw.extras is not None
    assert [(section.name.value, [item.value for item in section.requires]) for section in raw.extras] == [
        (':python_version < "3.11"', ["tomli>=2"]),
        ("test", ["pytest"]),
        ('test : os_name == "nt"', ["colorama"]),
        ("empty", []),
    ]


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n")])
def test_every_value_is_where_its_span_says(text: str) -> None:
    raw = read(text)
    assert raw.requires is not None
    assert raw.extras is not None
    values = [*raw.requires]
    for section in raw.extras:
        values += [section.name, *section.requires]
    assert len(values) == 9
    for value in values:
        assert isinstance(value.at, Span)
        assert text[value.at.start : value.at.end] == value.value


def test_an_empty_file_states_that_nothing_is_required() -> None:
    raw = read("\n")
    assert raw.requires is not None
    assert raw.requires.items == ()
    assert raw.requires.complete


def test_a_heading_without_end_is_malformed() -> None:
    with pytest.raises(Malformed, match="does not end") as caught:
        read("a\n  [test\n")
    assert caught.value.at == Span("a.egg-info/requires.txt", 4, 5)


def test_a_lone_bracket_is_no_heading() -> None:
    with pytest.raises(Malformed):
        read("[")
    assert read("[]\na\n").extras is not None
