"""Keys come into tables of TOML files and go, and so do tables."""

from __future__ import annotations

import tomllib

import pytest

from pinlint.changes import Drop, SetKey
from pinlint.editing import Refused
from pinlint.source import Source
from tests.editing.changing import changed, key


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[project]\nname = "a"\nversion = "1"\n', '[project]\nname = "a"\nversion = "1"\nnew = ">=3.11"\n'),
        ('[project]\nname = "a" # x\nversion = "1"', '[project]\nname = "a" # x\nversion = "1"\nnew = ">=3.11"'),
        (
            '[project]\r\nversion = "1"\r\ndependencies = [\r\n]\r\n\r\n# of b\r\n[b]\r\n',
            '[project]\r\nversion = "1"\r\nnew = ">=3.11"\r\ndependencies = [\r\n]\r\n\r\n# of b\r\n[b]\r\n',
        ),
        ('[project]\nname = "a"\n\n# of b\n[b]\n', '[project]\nname = "a"\nnew = ">=3.11"\n\n# of b\n[b]\n'),
        ("[project]\n# nothing\n", '[project]\nnew = ">=3.11"\n# nothing\n'),
        ('project = {name = "a"}\n', 'project = {name = "a", new = ">=3.11"}\n'),
        ('project.name = "a"\n', 'project.name = "a"\nproject.new = ">=3.11"\n'),
        ('  [project]\n  version = "1"\n', '  [project]\n  version = "1"\n  new = ">=3.11"\n'),
    ],
)
def test_a_key_comes_behind_another(before: str, after: str) -> None:
    source = Source("pyproject.toml", before)
    found = changed(source, SetKey(key("pyproject.toml", "project", "new"), ">=3.11", ("version", "name")))
    assert found == after
    assert tomllib.loads(found)["project"]["new"] == ">=3.11"


@pytest.mark.parametrize("text", ['[project]\nnew = "1"\n', "[b]\nx = 1\n", '[a.project]\nname = "a"\n'])
def test_a_key_that_is_there_or_has_no_table_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        changed(Source("pyproject.toml", text), SetKey(key("pyproject.toml", "project", "new"), "x"))


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("[a]\nx = 1 # of x\ny = 2\n", ("a", "x"), "[a]\ny = 2\n"),
        ("[a]\nx = [\n 1,\n]\ny = 2\n", ("a", "x"), "[a]\ny = 2\n"),
        ("[a]\nb.x = 1\ny = 2\n", ("a", "b", "x"), "[a]\ny = 2\n"),
        ("[[a]]\nx = 1\n\n[[a]]\nx = 2\ny = 3\n\n[b]\n", ("a", 1), "[[a]]\nx = 1\n\n[b]\n"),
        ("[b]\ny = 1\n\n[[a]]\nx = 1\n", ("a", 0), "[b]\ny = 1\n"),
        ("[[a]]\nx = 1\n", ("a", 0), ""),
        ("[a]\nx = 1\n[a.b]\ny = 1\n\n[c]\n", ("a",), "[c]\n"),
    ],
)
def test_a_key_or_a_table_goes(before: str, path: tuple[str | int, ...], after: str) -> None:
    assert changed(Source("x.toml", before), Drop(key("x.toml", *path))) == after


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a = {x = 1}\n", ("a", "x")),
        ("a = [{x = 1}]\n", ("a", 0)),
        ("[a]\nx = 1\n[b]\ny = 1\n[a.c]\nz = 1\n", ("a",)),
        ("[a]\n", ("b",)),
    ],
)
def test_what_cannot_go_alone_is_refused(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(Refused):
        changed(Source("x.toml", text), Drop(key("x.toml", *path)))


def test_other_files_have_no_tables() -> None:
    with pytest.raises(Refused, match="no TOML file"):
        changed(Source("setup.cfg", "[a]\nx = 1\n"), Drop(key("setup.cfg", "a", "x")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '[a]\n\n[[tool.pinlint.ignores]]\nrule = "x"\n\n# of b\n[b]\n',
            "[a]\n\n[tool.pinlint]\n\n# of b\n[b]\n",
        ),
        ('[a]\n\n[[tool.pinlint.ignores]]\nrule = "x"\n', "[a]\n\n[tool.pinlint]\n"),
        ('[tool.pinlint]\n\n[[tool.pinlint.ignores]]\nrule = "x"\n', "[tool.pinlint]\n"),
        (
            '[[tool.pinlint.ignores]]\nrule = "x"\n\n[[tool.pinlint.groups]]\n',
            "[[tool.pinlint.groups]]\n",
        ),
    ],
)
def test_our_own_table_stays_where_it_says_that_the_workspace_is_here(before: str, after: str) -> None:
    change = Drop(key("pyproject.toml", "tool", "pinlint", "ignores", 0))
    assert changed(Source("pyproject.toml", before), change) == after
