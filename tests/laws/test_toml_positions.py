"""The positions of the TOML scanner are held against tomli, which tells none but knows every value."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from pinlint.metadata import toml_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

_PLAIN = st.sampled_from([*string.ascii_letters, *"0123456789 \t#,=[]{}.<>;é漢🐍"])
_ESCAPES = st.sampled_from([r"\n", r"\t", r"\"", r"\\", r"\u00e9", r"\U0001F40D", r"\e", r"\x41", r"\b"])
_NEWLINE = st.just("\n")


def _body(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*pieces), max_size=6).map("".join)


@st.composite
def _multiline(draw: st.DrawFn, quote: str) -> str:
    lone = st.sampled_from(["x" + quote, "x" + quote * 2])
    pieces = [_PLAIN, _NEWLINE, lone.map(lambda quotes: quotes + "y")]
    pieces += (
        [_ESCAPES, st.sampled_from(["\\\n   ", "\\  \n\n\t"]), st.just("'''")] if quote == '"' else [st.just('"""')]
    )
    first = draw(st.sampled_from(["", "\n"]))
    last = draw(st.sampled_from(["", "x" + quote, "x" + quote * 2]))
    return quote * 3 + first + draw(_body(*pieces)) + last + quote * 3


_STRINGS = st.one_of(
    _body(_PLAIN, _ESCAPES, st.just("'")).map(lambda body: f'"{body}"'),
    _body(_PLAIN, st.sampled_from(["\\", '"'])).map(lambda body: f"'{body}'"),
    _multiline('"'),
    _multiline("'"),
)
_NUMBERS = st.sampled_from(
    ["0", "-17", "+99", "1_000", "0xDEAD_beef", "0o755", "0b1101", "3.14", "-1e6", "6.626e-34", "1.5E+2", "inf", "-inf"]
)
_OTHERS = _NUMBERS | st.sampled_from(
    ["nan", "+nan", "true", "false", "1979-05-27", "07:32:00", "07:32", "00:32:00.999999", "1979-05-27T07:32:00Z"]
)
_SPACED = st.sampled_from(["1979-05-27 07:32:00", "1979-05-27 07:32:00.25+01:00", "1979-05-27 07:32Z"])
_SPACE = st.sampled_from(["", " ", "\t", "  "])
_GAPS = st.lists(st.sampled_from([" ", "\n", "\t", "# [a] \"b', {\n", "#\n"]), max_size=3).map("".join)


class _Namer:
    """Keys that are unique as parsed: each holds its number."""

    def __init__(self) -> None:
        self.count = 0

    def part(self, draw: st.DrawFn) -> str:
        self.count += 1
        kind = draw(st.sampled_from(["bare", "basic", "escaped", "literal"]))
        return {
            "bare": f"key-{self.count}",
            "basic": f'"é.k #{self.count}"',
            "escaped": rf'"\"\u00e9 = {self.count}"',
            "literal": rf"'[\"{self.count}]'",
        }[kind]

    def dotted(self, draw: st.DrawFn, prefix: str) -> str:
        parts = [self.part(draw)]
        if draw(st.integers(0, 3)) == 0:
            parts = [prefix, *([self.part(draw)] if draw(st.booleans()) else []), *parts]
        return (draw(_SPACE) + "." + draw(_SPACE)).join(parts)


def _value(draw: st.DrawFn, namer: _Namer, depth: int) -> str:
    kind = draw(st.sampled_from(["string", "string", "other", *(["array", "table"] if depth else [])]))
    if kind == "string":
        return str(draw(_STRINGS))
    if kind == "other":
        return str(draw(_OTHERS | _SPACED))
    size = draw(st.integers(0, 3))
    if kind == "array":
        items = [_value(draw, namer, depth - 1) for _ in range(size)]
    else:
        namer.count += 1
        shared = f"in{namer.count}"
        items = [_pair(draw, namer, shared, depth - 1) for _ in range(size)]
    text = ",".join(draw(_GAPS) + item + draw(_GAPS) for item in items)
    text += draw(st.sampled_from(["", ","]) if items else st.just("")) + draw(_GAPS)
    return f"[{text}]" if kind == "array" else f"{{{text}}}"


def _pair(draw: st.DrawFn, namer: _Namer, shared: str, depth: int) -> str:
    return namer.dotted(draw, shared) + draw(_SPACE) + "=" + draw(_SPACE) + _value(draw, namer, depth)


@st.composite
def documents(draw: st.DrawFn) -> str:
    namer = _Namer()
    lines: list[str] = []
    arrays: list[str] = []
    for table in range(draw(st.integers(1, 4))):
        if table:
            kind = draw(st.sampled_from(["table", "array", "again", "inside"]))
            if kind in {"again", "inside"} and not arrays:
                kind = "array"
            if kind == "again":
                path = arrays[-1]
            else:
                path = namer.dotted(draw, "top" if kind != "inside" else arrays[-1])
                if kind == "inside":
                    path = arrays[-1] + "." + namer.part(draw)
            if kind == "array":
                arrays.append(path)
            brackets = ("[[", "]]") if kind in {"array", "again"} else ("[", "]")
            lines.append(draw(_SPACE) + brackets[0] + draw(_SPACE) + path + draw(_SPACE) + brackets[1])
        size = draw(st.integers(0, 3))
        lines.extend(draw(_SPACE) + _pair(draw, namer, f"own{table}", 2) for _ in range(size))
    tails = st.sampled_from(["", " # [comment]", "\t", "\n", "\n  # x = 1\n"])
    text = "".join(line + draw(tails) + "\n" for line in lines)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def _paths(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _paths(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*path, index))


@settings(max_examples=150, deadline=None)
@given(documents())
def test_every_value_is_found_and_its_text_alone_parses_to_it(text: str) -> None:
    for path, value in _paths(tomli.loads(text)):
        node, exact = toml_positions.find(text, path)
        assert exact, path
        written = text[node.start : node.end]
        leaf = not isinstance(value, dict | list)
        if path and (leaf or written.startswith(("[", "{"))):
            assert repr(tomli.loads(f"x = {written}")["x"]) == repr(value)
        elif path:
            name = next(part for part in reversed(path) if isinstance(part, str))
            header: Any = tomli.loads(f"[{written}]")
            while header:
                (last, header), *rest = header.items()
                assert not rest
            assert last == name


@settings(max_examples=100, deadline=None)
@given(documents())
def test_every_key_is_measured_with_its_quotes(text: str) -> None:
    for path, _ in _paths(tomli.loads(text)):
        node, _ = toml_positions.find(text, path)
        if node.key is not None:
            name = next(part for part in reversed(path) if isinstance(part, str))
            assert list(tomli.loads(f"{text[slice(*node.key)]} = 1")) == [name]
        else:
            assert not path or isinstance(path[-1], int)


@settings(max_examples=100, deadline=None)
@given(documents())
def test_an_offset_in_a_string_is_that_of_the_same_character(text: str) -> None:
    for path, value in _paths(tomli.loads(text)):
        if not isinstance(value, str):
            continue
        node, _ = toml_positions.find(text, path)
        written = text[node.start : node.end]
        plain = "\r" not in written and (written[0] == "'" or "\\" not in written)
        for index in range(len(value) + 1):
            offset = toml_positions.string_offset(text, node.start, node.end, index)
            assert offset is not None or not plain
            if offset is not None:
                assert text[offset - index : offset] == value[:index]
                assert text[offset] == value[index] if index < len(value) else text[offset] == written[0]
        assert toml_positions.string_offset(text, node.start, node.end, len(value) + 1) is None


@settings(max_examples=150, deadline=None)
@given(documents() | st.text("ab.\"'\\[]{}=,#\n\r \t1-:"), st.data())
def test_no_text_makes_the_scanner_fail(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    broken = text[:cut] + data.draw(st.sampled_from(["", '"', "]", "\x00", "'''", "="])) + text[cut + 1 :]
    node, _ = toml_positions.find(broken, ("a", 0, "b"))
    assert 0 <= node.start <= node.end <= len(broken)
