"""Keyword arguments come into the call of setup()."""

from __future__ import annotations

import ast

import pytest

from pinlint.changes import SetKey
from pinlint.editing import Refused
from pinlint.source import Source
from tests.editing.changing import changed, key

SET = SetKey(key("setup.py", "setup", "new"), ">=3.11", ("version", "name"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("setup(name='a')", "setup(name='a', new='>=3.11')"),
        ('setup(version=V, name="a")', 'setup(version=V, new=">=3.11", name="a")'),
        ("setuptools.setup(name=N)", 'setuptools.setup(name=N, new=">=3.11")'),
        ("setup(\n    name = 'a',  # é\n    x=1,\n)", "setup(\n    name = 'a',  # é\n    new = '>=3.11',\n    x=1,\n)"),
        ("setup(\n    name='a'\n)", "setup(\n    name='a',\n    new='>=3.11'\n)"),
        ("setup(name='a',\n      version=(\n  '1'))", "setup(name='a',\n      version=(\n  '1'),\n      new='>=3.11')"),
        ("setup(\r\n\tname='a',\r\n\t)", "setup(\r\n\tname='a',\r\n\tnew='>=3.11',\r\n\t)"),
        ("setup( name='a'\n     , x=1\n     )", "setup( name='a'\n     , new='>=3.11'\n     , x=1\n     )"),
        ("if x:\n    setup(name='''a''', x=[\n 1])", "if x:\n    setup(name='''a''', new=\">=3.11\", x=[\n 1])"),
    ],
)
def test_an_argument_comes_in_the_layout_of_the_others(before: str, after: str) -> None:
    found = changed(Source("setup.py", f"# é\n{before}\n"), SET)
    assert found == f"# é\n{after}\n"
    ast.parse(found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("setup(name='a', new='1')\n", "there already"),
        ("setup(name='a', **more)\n", "passed with others on line 1"),
        ("setup(*more)\n", "passed with others on line 1"),
        ("setup()\n", "without arguments"),
        ("if x:\n    setup(name='a')\nelse:\n    setup(name='b')\n", "several calls"),
        ("run(name='a')\n", "not in sight"),
        ("setup(name='a'\n", "no Python"),
    ],
)
def test_what_is_no_plain_call_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        changed(Source("setup.py", text), SET)


def test_what_needs_escapes_is_refused() -> None:
    with pytest.raises(Refused, match="escapes"):
        changed(Source("setup.py", "setup(name='a')\n"), SetKey(SET.at, "'"))
