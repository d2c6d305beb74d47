"""Requirements files are taken apart as pip takes them apart."""

from __future__ import annotations

import shlex

from hypothesis import given
from hypothesis import strategies as st
from pip._internal.exceptions import PipError
from pip._internal.req.req_file import OptionParsingError, break_args_options, get_line_parser, preprocess

from pinlint.metadata import pip_lines, pip_options, requirements_file
from pinlint.source import Source

PIECES = st.sampled_from(
    [
        *"#\\\n\r \t-a'\"=;[.@$",
        *(
            "\r\n",
            "\x0c",
            "\x1c",
            "\x1f",
            "\u2028",
            "\x85",
            "é",
            " #",
            "\\\n",
            " \\\n",
            "--hash=sha256:aa",
            " -r x",
            "-e .",
        ),
        *(
            "--pre",
            "--no-index",
            "-c y",
            "==1.0",
            "acme",
            "--config-settings a=b",
            " --",
            "--require",
            "--ha sha256:bb",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


class NoFiles:
    """The file that is read, and no other."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, path: str) -> bytes:
        return self.text.encode() if path == "r.txt" else b""

    def exists(self, path: str) -> bool:
        return not path

    def folder(self, path: str) -> bool | None:
        return path == "."


@given(TEXTS)
def test_logical_lines_are_those_of_pip(text: str) -> None:
    expected = [line for _, line in preprocess(text)]
    assert [line.text for line in pip_lines.lines(Source("r.txt", text))] == expected


@given(TEXTS)
def test_every_character_of_a_logical_line_stands_where_it_says(text: str) -> None:
    for line in pip_lines.lines(Source("r.txt", text)):
        for index, char in enumerate(line.text):
            span = line.span(index, index + 1)
            # pip puts a space before a comment that ends joined lines; only comments follow it.
            assert text[span.start : span.end] == char
        whole = line.span(0, len(line.text))
        assert (text[whole.start], text[whole.end - 1]) == (line.text[0], line.text[-1])


@given(st.text(alphabet=" \t\\'\"ab-=\x0cé", max_size=20))
def test_words_are_those_of_a_shell(text: str) -> None:
    try:
        expected = shlex.split(text)
    except ValueError:
        expected = None
    try:
        found = pip_lines.words(text, 0)
    except ValueError:
        assert expected is None
        return
    assert [word.text for word in found] == expected
    assert [shlex.split(text[word.start : word.end]) for word in found] == [[word.text] for word in found]


@given(TEXTS)
def test_lines_are_parted_into_requirement_and_options_as_pip_does(text: str) -> None:
    parse = get_line_parser(None)
    for line in pip_lines.lines(Source("r.txt", text)):
        start = pip_lines.options_start(line.text)
        assert (line.text[:start].rstrip(" "), line.text[start:]) == (
            break_args_options(line.text)[0].rstrip(" "),
            break_args_options(line.text)[1],
        )
        try:
            _, expected = parse(line.text)
        except (OptionParsingError, PipError):
            continue
        found = pip_options.parse(line, pip_lines.words(line.text, start))
        by_name = {name: [each.value for each in found if each.name == name] for name in {each.name for each in found}}
        assert by_name.get("--requirement", []) == (expected.requirements or [])
        assert by_name.get("--constraint", []) == (expected.constraints or [])
        assert by_name.get("--editable", []) == (expected.editables or [])
        hashes = [f"{name}:{each}" for name, values in (expected.hashes or {}).items() for each in values]
        assert sorted(map(str, by_name.get("--hash", []))) == sorted(hashes)
        assert ("--pre" in by_name) == bool(expected.pre)
        assert ("--no-index" in by_name) == bool(expected.no_index)


@given(TEXTS)
def test_no_text_is_an_error_and_every_span_lies_in_its_file(text: str) -> None:
    file = requirements_file.read("r.txt", NoFiles(text))
    texts = {source.path: source.text for source in file.sources}
    for requested in file.requirements:
        written = texts[requested.at.path][requested.at.start : requested.at.end]
        assert written
        if not requested.editable and "\\" not in written:
            assert written == requested.text
    for each in (*file.options, *file.unknown):
        assert 0 <= each.at.start < each.at.end <= len(texts[each.at.path])  # type: ignore[union-attr]  # a Span
