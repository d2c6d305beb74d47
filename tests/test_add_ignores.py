"""Comments that ignore what was found: where they go, and what is refused."""

from __future__ import annotations

import re

import pytest

from pinlint import engine
from pinlint.adding import annotate
from pinlint.adding.values import differ
from pinlint.comments import Dialect
from pinlint.rule import Finding, Level, Rule
from pinlint.source import Source, Span
from pinlint.workspace import Workspace

HERE = re.compile(r"HERE\d?")


def marked(workspace: Workspace) -> list[Finding]:
    """A finding at every HERE."""
    return [
        Finding(Span(source.path, found.start(), found.end()), "x")
        for source in workspace.sources.values()
        for found in HERE.finditer(source.text)
    ]


ASKED = Rule("PIN900", "marked", Level.ERROR, "", (), marked)
TWICE = Rule("PIN901", "marked-too", Level.ERROR, "", (), marked)


def outcome(path: str, text: str, *rules: Rule) -> engine.Outcome:
    return engine.check(Workspace((), sources={path: Source(path, text)}), rules or (ASKED,))


def written(path: str, text: str, *rules: Rule, reason: str = "known") -> str:
    """The text with comments, about which nothing is found any more."""
    (file,), refused = annotate(outcome(path, text, *rules), reason)
    assert refused == ()
    assert file.source.text == text
    again = outcome(path, file.text, *rules)
    assert again.findings == ()
    assert all(found.reason and reason in found.reason for found in again.ignored)
    return file.text


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("x.toml", 'a = "HERE"\n', 'a = "HERE"  # pinlint: ignore[PIN900] known\n'),
        ("x.toml", 'a = "HERE"', 'a = "HERE"  # pinlint: ignore[PIN900] known'),
        ("x.toml", 'a = "HERE"   \r\nb = 1', 'a = "HERE"  # pinlint: ignore[PIN900] known\r\nb = 1'),
        ("x.toml", 'a = ["HERE1", "HERE2"]\n', 'a = ["HERE1", "HERE2"]  # pinlint: ignore[PIN900] known\n'),
        (
            "x.toml",
            "a = [\n  'HERE1',\n  'b', 'HERE2' ]\n",
            "a = [\n  'HERE1',  # pinlint: ignore[PIN900] known\n  'b', 'HERE2' ]  # pinlint: ignore[PIN900] known\n",
        ),
        ("x.toml", 'a = {b = "HERE"} # why\n', 'a = {b = "HERE"} # why  # pinlint: ignore[PIN900] known\n'),
        (
            "x.toml",
            'b = [\n  """\nHERE\n""",\n]',
            'b = [\n  # pinlint: ignore[PIN900] known\n  """\nHERE\n""",\n]',
        ),
        ("x.toml", 'a = """HERE\r\n"""\r\n', '# pinlint: ignore[PIN900] known\r\na = """HERE\r\n"""\r\n'),
        ("setup.cfg", "[a]\nb = HERE\n", "[a]\n# pinlint: ignore[PIN900] known\nb = HERE\n"),
        (
            "setup.cfg",
            "[a]\nb =\n    c\n    HERE",
            "[a]\nb =\n    c\n    # pinlint: ignore[PIN900] known\n    HERE",
        ),
        (
            "setup.py",
            "setup(\n    a='HERE', # noqa\n)\n",
            "setup(\n    a='HERE', # noqa  # pinlint: ignore[PIN900] known\n)\n",
        ),
        (
            "setup.py",
            "if x:\n\tsetup(a='''\n\t  HERE\n''')\n",
            "if x:\n\t# pinlint: ignore[PIN900] known\n\tsetup(a='''\n\t  HERE\n''')\n",
        ),
        ("setup.py", "a = 1 + \\\n  HERE\n", "# pinlint: ignore[PIN900] known\na = 1 + \\\n  HERE\n"),
        ("BUILD", "a(HERE)\n", "a(HERE)  # pinlint: ignore[PIN900] known\n"),
        ("requirements.txt", "HERE==1\n", "HERE==1  # pinlint: ignore[PIN900] known\n"),
        (
            "requirements.txt",
            "a==1 \\\n  --hash=HERE\nb\n",
            "# pinlint: ignore[PIN900] known\na==1 \\\n  --hash=HERE\nb\n",
        ),
        ("ci.yml", "a:\n  - HERE\n", "a:\n  - HERE  # pinlint: ignore[PIN900] known\n"),
        ("ci.yml", "a:\n  b: |\n    HERE\nc: 1\n", "a:\n  # pinlint: ignore[PIN900] known\n  b: |\n    HERE\nc: 1\n"),
        ("Dockerfile", "FROM HERE\n", "# pinlint: ignore[PIN900] known\nFROM HERE\n"),
    ],
)
def test_a_comment_stands_on_the_line_or_else_above(path: str, before: str, after: str) -> None:
    assert written(path, before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# pinlint: ignore[PIN5] old", "# pinlint: ignore[PIN5, PIN900] old; known"),
        ("# pinlint: ignore[PIN5,] known", "# pinlint: ignore[PIN5, PIN900,] known"),
        ("# pinlint: ignore[PIN5]", "# pinlint: ignore[PIN5, PIN900] known"),
        ("# pinlint: ignore", "# pinlint: ignore[PIN900] known"),
        ("# pinlint: ignore[ ] old", "# pinlint: ignore[ PIN900] old; known"),
        ("# pinlint: ignore old", "# pinlint: ignore[PIN900] old; known"),
    ],
)
def test_a_comment_that_is_there_gets_the_code(before: str, after: str) -> None:
    assert written("x.toml", f"a = 'HERE' {before}\n") == f"a = 'HERE' {after}\n"
    assert written("x.toml", f"b = 1\n{before}\na = 'HERE'\n") == f"b = 1\n{after}\na = 'HERE'\n"
    assert written("setup.cfg", f"[a]\n{before}\na = HERE\n") == f"[a]\n{after}\na = HERE\n"


def test_findings_on_one_line_share_a_comment() -> None:
    text = "a = ['HERE', 'HERE']\n"
    assert written("x.toml", text, TWICE, ASKED) == "a = ['HERE', 'HERE']  # pinlint: ignore[PIN900, PIN901] known\n"


def test_a_comment_is_not_repeated_where_it_ignores_already() -> None:
    text = written("x.toml", "a = 'HERE'\nb = [\n'HERE']")
    assert annotate(outcome("x.toml", text), "again") == ((), ())


def refused(path: str, text: str, *rules: Rule) -> str:
    (annotated, (each,)) = annotate(outcome(path, text, *rules), "known")
    assert annotated == ()
    assert each.path == path
    return each.why


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("PKG-INFO", "HERE", "has no comments"),
        ("VERSION", "HERE", "has no comments"),
        ("x.json", "HERE", "has no comments"),
        ("uv.lock", "a = 'HERE'", "is written by a tool, which drops comments"),
        ("x.toml", "a = [HERE", "cannot be parsed"),
        ("setup.py", "a = (HERE", "cannot be parsed"),
        ("setup.py", "(" * 1000 + "HERE", "cannot be parsed"),
        ("setup.cfg", "HERE", "cannot be parsed"),
        ("setup.py", "#!/usr/bin/env HERE\n", "has a first line that the system reads"),
    ],
)
def test_what_cannot_have_a_comment_is_refused_with_a_reason(path: str, text: str, why: str) -> None:
    assert refused(path, text) == why


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (Dialect.TOML, "a = 1", "a = '1' # x"),
        (Dialect.TOML, "a = 1", "a = 1 x"),
        (Dialect.PYTHON, "a = 1", "a = '1 # x'"),
        (Dialect.INI, "[a]\nb = 1", "[a]\nb = 1 # x"),
        (Dialect.REQUIREMENTS, "a==1", "a==1# x"),
        (Dialect.YAML, "a: 1", "a: 1# x"),
        (Dialect.IMAGE, "FROM a", "FROM a # x"),
    ],
)
def test_a_text_that_says_something_else_is_refused(kind: Dialect, before: str, after: str) -> None:
    assert differ(Source("x", before), after, kind) == "would say something else with a comment there"
    assert differ(Source("x", before), f"{before}\n# x", kind) is None


def test_a_value_that_is_not_equal_to_itself_is_the_same_value() -> None:
    assert differ(Source("x", "a = nan"), "a = nan # x", Dialect.TOML) is None


def test_a_file_that_could_not_be_read_is_refused() -> None:
    rule = Rule("PIN900", "x", Level.ERROR, "", (), lambda _workspace: [Finding(Span("x.toml", 0, 0), "x")])
    _, (each,) = annotate(engine.check(Workspace(()), [rule]), "known")
    assert each.why == "cannot be read"


def test_findings_about_ignores_get_no_ignore() -> None:
    last = Rule("PIN008", "last", Level.WARNING, "", (), marked, last=True)
    assert annotate(outcome("x.toml", "a = 'HERE'", last), "known") == ((), ())


def test_a_file_that_two_paths_lead_to_has_one_comment_for_what_was_found_by_both() -> None:
    sources = {path: Source(path, 'a = "HERE"\n') for path in ("a.toml", "b.toml", "c.toml")}
    found = engine.check(Workspace((), sources=sources), (ASKED,))
    files, refused = annotate(found, "known", real=lambda path: "a.toml" if path == "b.toml" else path)
    assert refused == ()
    assert [(file.source.path, len(file.found)) for file in files] == [("a.toml", 2), ("c.toml", 1)]
    assert {file.text for file in files} == {'a = "HERE"  # pinlint: ignore[PIN900] known\n'}


def test_a_file_that_says_different_things_by_its_paths_is_refused() -> None:
    sources = {"a.toml": Source("a.toml", 'a = "HERE"\n'), "b.toml": Source("b.toml", 'b = "HERE"\n')}
    found = engine.check(Workspace((), sources=sources), (ASKED,))
    files, (refused,) = annotate(found, "known", real=lambda _: "a.toml")
    assert files == ()
    assert refused.why == "says something else by another path that leads to it"
