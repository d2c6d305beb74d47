"""Comments are where independent readers of each language see them; adding one changes nothing else."""

from __future__ import annotations

import configparser
import io
import re
import tokenize

import tomli
from hypothesis import given
from hypothesis import strategies as st

from pinlint import engine
from pinlint.adding import annotate
from pinlint.comments import Dialect, scan
from pinlint.metadata import pip_lines
from pinlint.rule import Finding, Level, Rule
from pinlint.source import Source, Span
from pinlint.workspace import Workspace

HERE = re.compile("HERE")
ENDS = st.sampled_from(["\n", "\r\n"])
COMMENT = st.sampled_from(["", " # x", "# HERE'\"", "  # pinlint: ignore[PIN5] old", " # '''", ' # """ ['])
ALONE = st.sampled_from(["", "  # x\n", "# pinlint: ignore[PIN5]\n", "\n"])
STRING = st.sampled_from(
    [
        '"HERE"',
        "'HERE'",
        '"# HERE"',
        "'#'",
        '"\\"# HERE"',
        '""',
        '"""HERE"""',
        "'''\nHERE # '\n'''",
        '"""\n#" HERE\\\n  """',
    ]
)
TOML_STRING = STRING | st.sampled_from(['"""HERE #""""', '"""# ""HERE"""""', "'''#HERE''''", "'\\'"])


@st.composite
def toml_texts(draw: st.DrawFn) -> str:
    """Keys with strings, arrays on one line and on several, and inline tables, with and without comments."""
    parts = []
    for number in range(draw(st.integers(1, 4))):
        strings = draw(st.lists(TOML_STRING, max_size=3))
        plain = [each for each in strings if "\n" not in each]
        value = draw(
            st.sampled_from(
                [
                    *strings[:1],
                    f"[{', '.join(strings)}]",
                    "[" + "".join(f"\n  {draw(ALONE)}  {each},{draw(COMMENT)}" for each in strings) + "\n]",
                    "{" + ", ".join(f"k{index} = {each}" for index, each in enumerate(plain)) + "}",
                ]
            )
        )
        parts.append(f"{draw(ALONE)}key{number} = {value}{draw(COMMENT)}")
    return ("\n".join(parts) + draw(st.sampled_from(["", "\n"]))).replace("\n", draw(ENDS))


@st.composite
def python_texts(draw: st.DrawFn) -> str:
    """A call with strings among its arguments, lines joined by backslashes, and comments."""
    lines = [f"{draw(ALONE)}a{number} = {draw(STRING)}{draw(COMMENT)}\n" for number in range(draw(st.integers(0, 2)))]
    lines += [f"b = {draw(STRING)} + \\\n  {draw(STRING)}{draw(COMMENT)}\n"] * draw(st.integers(0, 1))
    arguments = "".join(f"\n{draw(ALONE)}  {draw(STRING)},{draw(COMMENT)}" for _ in range(draw(st.integers(0, 3))))
    return ("".join(lines) + f"setup({arguments}\n)").replace("\n", draw(ENDS))


@st.composite
def ini_texts(draw: st.DrawFn) -> str:
    line = st.sampled_from(["HERE", "x # HERE", "HERE ; x", "# HERE", "; x", ""])
    options = "".join(
        f"option{number} = {draw(line)}\n" + "".join(f"  {draw(line)}\n" for _ in range(draw(st.integers(0, 3))))
        for number in range(draw(st.integers(1, 3)))
    )
    return f"[a]\n{options}".replace("\n", draw(ENDS))


@st.composite
def requirements_texts(draw: st.DrawFn) -> str:
    line = st.sampled_from(
        ["HERE==1", "git+https://x#HERE", "a \\\n  HERE", "a \\\n # HERE", "# HERE \\", "", "HERE \\\n"]
    )
    return "\n".join(draw(line) + draw(COMMENT) for _ in range(draw(st.integers(1, 4)))).replace("\n", draw(ENDS))


def without(text: str, kind: Dialect) -> str:
    """The text with every comment as spaces."""
    for start, end in scan(text, kind).comments:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@given(toml_texts())
def test_toml_says_the_same_without_its_comments_and_has_no_more_of_them(text: str) -> None:
    bare = without(text, Dialect.TOML)
    assert tomli.loads(bare) == tomli.loads(text)
    for found in re.finditer("#", bare):
        # In a string another character is another value; in a comment it would not be.
        assert tomli.loads(bare[: found.start()] + "x" + bare[found.end() :]) != tomli.loads(bare)


@given(python_texts())
def test_comments_of_python_are_those_of_its_tokenizer(text: str) -> None:
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    tokens = tokenize.generate_tokens(io.StringIO(text, newline="").readline)
    comments = [token for token in tokens if token.type == tokenize.COMMENT]
    wanted = [(starts[each.start[0] - 1] + each.start[1], each.string.rstrip("\r")) for each in comments]
    assert [(start, text[start:end]) for start, end in scan(text, Dialect.PYTHON).comments] == wanted


@given(ini_texts())
def test_ini_files_say_the_same_without_their_comments(text: str) -> None:
    def said(text: str) -> dict[str, list[str]]:
        parser = configparser.RawConfigParser()
        parser.read_string(text.replace("\r\n", "\n"))
        return {name: [line for line in value.splitlines() if line] for name, value in parser.items("a")}

    assert said(without(text, Dialect.INI)) == said(text)
    assert not re.search(r"(?m)^\s*[#;]", without(text, Dialect.INI))


@given(requirements_texts())
def test_requirements_say_the_same_without_their_comments(text: str) -> None:
    def said(text: str) -> list[str]:
        return [line.text.rstrip() for line in pip_lines.lines(Source("x", text)) if line.text.strip()]

    assert said(without(text, Dialect.REQUIREMENTS)) == said(text)


@given(st.text(alphabet="ab#;'\"\\ \n\r[]{}|>-:!&=,", max_size=60), st.sampled_from(Dialect))
def test_any_text_is_gone_through_and_pieces_come_in_order(text: str, kind: Dialect) -> None:
    comments = scan(text, kind)
    ends = [offset for stretch in comments.comments for offset in stretch]
    assert ends == sorted(ends)
    assert all(text[start] in "#;" for start, _ in comments.comments)
    assert all("\n" not in text[start:end] and "\r" not in text[start:end] for start, end in comments.comments)


def marked(workspace: Workspace) -> list[Finding]:
    return [
        Finding(Span(source.path, found.start(), found.end()), "x")
        for source in workspace.sources.values()
        for found in HERE.finditer(without(source.text, KINDS[source.path]))
    ]


KINDS = {
    "x.toml": Dialect.TOML,
    "setup.py": Dialect.PYTHON,
    "setup.cfg": Dialect.INI,
    "requirements.txt": Dialect.REQUIREMENTS,
}
RULE = Rule("PIN900", "marked", Level.ERROR, "", (), marked)


def outcome(path: str, text: str) -> engine.Outcome:
    return engine.check(Workspace((), sources={path: Source(path, text)}), [RULE])


@given(
    st.one_of(
        st.tuples(st.just("x.toml"), toml_texts()),
        st.tuples(st.just("setup.py"), python_texts()),
        st.tuples(st.just("setup.cfg"), ini_texts()),
        st.tuples(st.just("requirements.txt"), requirements_texts()),
    )
)
def test_after_comments_are_added_nothing_is_found_and_nothing_else_has_changed(file: tuple[str, str]) -> None:
    path, text = file
    before = outcome(path, text)
    annotated, refused = annotate(before, "known")
    assert refused == ()
    assert bool(annotated) is bool(before.findings)
    for each in annotated:
        after = outcome(path, each.text)
        assert after.findings == ()
        assert len(after.ignored) == len(before.findings)
        assert [line.strip() for line in without(each.text, KINDS[path]).splitlines() if line.strip()] == [
            line.strip() for line in without(text, KINDS[path]).splitlines() if line.strip()
        ]
        assert annotate(after, "known") == ((), ())
