"""The lines of the INI scanner are held against configparser, which reads the values for setuptools."""

from __future__ import annotations

import configparser
import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pinlint.metadata import ini
from pinlint.metadata.raw import Malformed
from pinlint.source import Source

_INDENT = st.sampled_from(["", "", " ", "    ", "\t", "\xa0"])
_WORDS = st.sampled_from(["a", "name", "x y", "Ünï", "[b", "50", "# c", "; d", "", "foo>=1;x", "[brackets]", "\x0b"])
_CONTENT = st.one_of(
    st.sampled_from(["[metadata]", "[options]", "[a] # ]b", "[DEFAULT]", "[[x]", "[]", "", " ", "#c", "; x = 1"]),
    st.tuples(_WORDS, st.sampled_from([" = ", "=", ": ", " :", "=:"]), _WORDS).map("".join),
    _WORDS,
)
_LINES = st.tuples(_INDENT, _CONTENT, st.sampled_from(["", " ", "\t"])).map("".join)


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(st.lists(_LINES, max_size=14))
    first = draw(st.sampled_from(["[metadata]", "[options]"]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    # Numbered options are no duplicates; texts with true ones remain for configparser to refuse.
    lines = [f"o{number} {line.lstrip()}" if line.lstrip()[:1] in "=:" else line for number, line in enumerate(lines)]
    return end.join([first, *lines]) + draw(st.sampled_from(["", end]))


def _parsed(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_file(io.StringIO(text, newline=None))
    return parser


@settings(max_examples=250, deadline=None)
@given(texts())
def test_the_lines_of_every_option_are_those_of_configparser(text: str) -> None:
    try:
        parser = _parsed(text)
    except configparser.Error:
        assume(False)  # noqa: FBT003 - that is Hypothesis' way to say so
    document = ini.scan(text)
    assert list(parser.sections()) == [name for name in document.sections if name != "DEFAULT"]
    for section in parser.sections():
        for option in parser.options(section):
            found = document.option(section, option)
            assert found is not None
            assert text[slice(*found.name)] == option
            lines = [text[slice(*line)] for line in found.lines]
            assert lines == [line for line in parser.get(section, option).split("\n") if line]
            if lines:
                assert text[slice(*found.value)].startswith(lines[0])
                assert text[slice(*found.value)].endswith(lines[-1])


_REFERENCES = st.lists(st.sampled_from(["%(a)s", "%(b)s", "%(c)s", "%(d)s", "%%", "%", "%(", "x", " "]), max_size=3)


@settings(max_examples=20, deadline=None)
@given(st.integers(6, 14), st.sampled_from(["x", "%%"]))
def test_a_chain_of_references_ends_where_configparser_ends_it(length: int, last: str) -> None:
    options = {f"o{number}": f"%(o{number + 1})s" for number in range(length)} | {f"o{length}": last}
    text = "[metadata]\n" + "".join(f"{name} = {value}\n" for name, value in options.items())
    parser = configparser.ConfigParser()
    parser.read_string(text)
    value, _ = ini.parse(Source("setup.cfg", text), ["metadata"])["metadata"]["o0"]
    try:
        assert value == parser.get("metadata", "o0")
    except configparser.InterpolationDepthError:
        assert value is None


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({name: _REFERENCES.map("".join) for name in "abc"}), st.booleans())
def test_references_are_expanded_as_configparser_expands_them(options: dict[str, str], by_default: bool) -> None:  # noqa: FBT001 - Hypothesis gives it
    default = "[DEFAULT]\nd = %%(b)s\n" if by_default else ""
    text = default + "[metadata]\n" + "".join(f"{name} ={value}\n" for name, value in options.items())
    parser = configparser.ConfigParser()
    parser.read_string(text)
    for name, (value, _) in ini.parse(Source("setup.cfg", text), ["metadata"])["metadata"].items():
        try:
            assert value == parser.get("metadata", name)
        except configparser.InterpolationError:
            assert value is None


@settings(max_examples=200, deadline=None)
@given(texts())
def test_what_configparser_reads_is_read_and_what_it_refuses_is_malformed(text: str) -> None:
    try:
        parser = _parsed(text)
    except configparser.Error:
        with pytest.raises(Malformed):
            ini.parse(Source("setup.cfg", text), ["metadata"])
    else:
        wanted = [*parser.sections(), "none"]
        assert ini.parse(Source("setup.cfg", text), wanted) == {
            section: {name: (value, value) for name, value in parser.items(section)} for section in parser.sections()
        }


@settings(max_examples=200, deadline=None)
@given(st.text("a=:[]#; \t\r\n%(", max_size=60))
def test_no_text_makes_the_scanner_fail(text: str) -> None:
    start, end = ini.scan(text).value(("a", "a", 0))
    assert 0 <= start <= end <= len(text)
