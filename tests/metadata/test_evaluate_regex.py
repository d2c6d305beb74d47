"""Which regular expressions of a setup.py are run, and on what."""

from __future__ import annotations

import re
import sys
import types

import pytest

from pinlint.metadata import setup_py
from pinlint.source import Source, Unreadable
from pinlint.workspace import Declared, Unknown

MODULE = (
    '"""Docs with a version 1.2 in it."""\n' * 40 + "__version__ = '1.2.3'\nVERSION = (1, 2, 3)\n" + "x = 'y'\n" * 40
)


class Files:
    """A workspace with one module."""

    def read(self, path: str) -> bytes:
        if path != "m.py":
            raise Unreadable("missing")
        return MODULE.encode()

    def exists(self, path: str) -> bool:
        return path == "m.py"

    def folder(self, path: str) -> bool | None:
        return path == "."


def version(expression: str) -> Declared[str] | Unknown | None:
    text = f"import re\nfrom setuptools import setup\ntext = open('m.py').read()\nsetup(version={expression})\n"
    raw = setup_py.read(Source("setup.py", text), Files())
    assert raw is not None
    return raw.version


@pytest.mark.parametrize(
    "expression",
    [
        "re.search(r\"__version__ = '(.*)'\", text).group(1)",
        're.search(r"__version__\\s*=\\s*[\'\\"]([^\'\\"]*)[\'\\"]", text).group(1)',
        're.search(r"^__version__ = [\'\\"]([^\'\\"]*)[\'\\"]", text, re.M).group(1)',
        "re.search(r\"^__version__\\s+=\\s+'(\\d+\\.\\d+\\.\\d+)'$\", text, re.MULTILINE)[1]",
        "re.match(r\".*__version__ = '(.*?)'\", text, re.S).group(1)",
        "re.compile(r\".*__version__ = '(.*?)'\", re.S).match(text).group(1)",
        "re.findall(r\"(?<=')\\d+\\.\\d+\\.\\d+[^'\\s]*(?=')\", text)[0]",
        "re.sub(r\"(?s).*__version__ = '([^']+)'.*\", r'\\1', text[1300:1700]).strip()",
        "'.'.join(re.findall(r'\\d', re.search(r'^VERSION = \\((.+?)\\)', text, re.M).group(1)))",
        "re.search(r'(?i)__VERSION__ = .(\\d[\\d.]*)', text).group(1)",
        "re.search(r'^__version__\\s*=\\s*([\\'\"])(?P<v>\\d+(\\.\\d)*)\\1$', text, flags=re.M).group('v')",
        "dict(re.findall('__([a-z]+)__ = [\\'\"]([^\\'\"]+)', text * 20))['version']",
        "re.split(r'__version__ = .', text * 20)[1][:5]",
    ],
)
def test_a_pattern_that_finds_a_version_in_a_module_is_run(expression: str) -> None:
    found = version(expression)
    assert isinstance(found, Declared), found
    assert found.value == "1.2.3"


@pytest.mark.parametrize(
    "expression",
    [
        "re.search(r'(x+x+)+y', 'x' * 99)",
        "re.search(r'.*a.*a.*a.*b', 'a' * 999)",
        "re.search(r'(.*)(.*)(.*)(.*)c', 'b' * 999)",
        "re.search(r'.*$.*$.*$.*$x', ' ' * 2000)",
        "re.search(r'(?i:a*)A(?i:a*)A(?i:a*)A(?i:a*)Ab', 'A' * 2000)",
        "re.search(r'(?i)s*\\u017fs*\\u017fs*\\u017fs*\\u017fb', 's' * 2000)",
        "re.search(r'\\u00b2*\\D\\u00b2*\\D\\u00b2*\\D\\u00b2*\\Db', '\\u00b2' * 2000)",
        "re.search(r'(?a)\\u00e9*\\W\\u00e9*\\W\\u00e9*\\W\\u00e9*\\Wb', '\\u00e9' * 2000)",
        "re.search(r'(a*)\\1b', 'a' * 999)",
        "re.search(r'^(a)(a*)*\\1', 'a' * 999)",
        "re.findall(r'(?:\\.a)*(?:\\.a)*(?:\\.a)*b', '.a' * 999)",
        "re.search('a' * 2000, 'a')",
    ],
)
def test_a_pattern_that_may_take_long_is_not_run(expression: str) -> None:
    found = version(expression)
    assert isinstance(found, Unknown)
    assert found.reason.startswith("uses a regular expression that ")
    assert found.reason.endswith(" on line 4")


def test_without_the_private_parser_no_pattern_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(re, "_parser")
    monkeypatch.setitem(sys.modules, "re._parser", None)  # type: ignore[arg-type]  # so that its import fails
    found = version("re.search(r\"__version__ = '(.*)'\", text).group(1)")
    assert isinstance(found, Unknown)
    assert found.reason == "uses a regular expression, which this Python does not take apart on line 4"


@pytest.mark.parametrize(
    "tree",
    [[()], [("LITERAL",)], [("MAX_REPEAT", 1)], [("SUBPATTERN", ())], [("NEW", 1)], 1, None],
    ids=str,
)
def test_trees_of_another_shape_do_no_harm(monkeypatch: pytest.MonkeyPatch, tree: object) -> None:
    parser = types.SimpleNamespace(parse=lambda pattern, flags: tree)  # noqa: ARG005 - as the parser is called
    re.compile("x")  # before the parser is gone
    monkeypatch.setattr(re, "_parser", parser)
    found = version("re.search('__version__ = .([^b-d ]*).\\n', text).group(1)")
    assert isinstance(found, Unknown)
