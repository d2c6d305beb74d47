"""Strings that setup.py takes out of files: where they are written."""

from __future__ import annotations

import pytest

from pinlint.metadata import setup_py
from pinlint.source import Source, Span, decode
from pinlint.testing import Texts
from pinlint.workspace import Declared

# What it is, what is in the file ``text``, and the version that setup() is passed.
TAKEN: list[tuple[str, str, str]] = [
    ("all of it", "«1.0»", "open('text').read()"),
    ("stripped", " \n«1.0»\n", "open('text').read().strip()"),
    ("stripped at one end", "«1.0»\n", "open('text').read().rstrip('\\n')"),
    ("stripped at the other", "v«1.0»", "open('text').read().lstrip('v')"),
    ("without a prefix", "v=«1.0»", "open('text').read().removeprefix('v=')"),
    ("without a suffix", "«1.0»;", "open('text').read().removesuffix(';')"),
    ("without line ends", "«1.0»\n", "open('text').read().replace('\\n', '')"),
    ("changed by nothing", "«1.0»", "open('text').read().replace('-', '.').lower()"),
    ("a line", "1.0\n«1.0»\n", "open('text').read().splitlines()[1]"),
    ("the last of lines", "# 1.0\r\n«1.0»\r\n", "open('text').readlines()[-1].strip()"),
    ("line by line", "# 1.0\n«1.0»\n", "[line.strip() for line in open('text') if '#' not in line][0]"),
    ("a word", "1.0. «1.0»", "open('text').read().split()[-1]"),
    ("between separators", "ab1ab«b1»ab", "open('text').read().split('ab')[2].replace('b', 'b')"),
    ("from the right", "1.0=1.0=«1.0»", "open('text').read().rsplit('=', 1)[1]"),
    ("behind a separator", "1.0 = «1.0»", "open('text').read().partition(' = ')[2]"),
    ("a slice", "v«1.0»;", "open('text').read()[1:-1]"),
    ("a slice to the end", "v«1.0»", "open('text').read()[-3:]"),
    ("a group", "a = 1.0\nv = «1.0»\n", "re.search('v = (.*)', open('text').read()).group(1)"),
    ("a group by name", "v = «1.0»\n", "re.search('v = (?P<v>.*)', open('text').read())['v']"),
    ("all groups", "v = «1.0»\n", "re.search('v = (.*)', open('text').read()).groups()[0]"),
    ("groups by name", "v = «1.0»\n", "re.match('v = (?P<v>.*)', open('text').read()).groupdict()['v']"),
    ("what is found", "1 «1.0»", "re.findall('[0-9.]+', open('text').read())[1]"),
    ("a group of what is found", "v = '«1.0»'", "re.findall(\"'(.*)'\", open('text').read())[0]"),
    ("a name and its value", "a = '1'\nv = '«1.0»'", "dict(re.findall(\"(.*) = '(.*)'\", open('text').read()))['v']"),
    ("in JSON", '{"a": ["1"], "v": "«1.0»"}', "json.load(open('text'))['v']"),
    ("in TOML", "[a]\r\nv = '«1.0»' # 1.0\r\n", "tomllib.loads(open('text').read())['a']['v']"),
    ("in TOML as bytes", "[a]\r\nv = '«1.0»'\r\n", "tomllib.load(open('text', 'rb'))['a']['v']"),
    ("decoded", "«1.0»\r\n", "open('text', 'rb').read().decode('utf-8').strip()"),
    ("evaluated", "v = '«1.0»'\n", "ast.literal_eval(open('text').read().split('=')[1].strip())"),
    ("run", "v = '«1.0»'\n", "eval(open('text').read().split('=')[1])"),
    ("by a path", "é «1.0»", "pathlib.Path('text').read_text(encoding='utf-8').split()[1]"),
    ("without a byte order mark", "\ufeff«1.0»\n", "open('text', encoding='utf-8-sig').read().strip()"),
    ("behind a byte order mark", "\ufeffv «1.0»\n", "open('text').read().split()[1]"),
]


def version_of(expression: str, text: str, path: str = "text") -> Declared[str]:
    program = (
        f"import ast, json, pathlib, re, tomllib\nfrom setuptools import setup\nsetup(name='x', version={expression})\n"
    )
    raw = setup_py.read(Source("setup.py", program), Texts({path: text}))
    assert raw is not None
    assert isinstance(raw.version, Declared)
    return raw.version


@pytest.mark.parametrize(("text", "expression"), [each[1:] for each in TAKEN], ids=[each[0] for each in TAKEN])
def test_a_version_is_where_its_file_says_it(text: str, expression: str) -> None:
    plain = text.replace("«", "").replace("»", "")
    marked = text.removeprefix("\ufeff")
    start, end = marked.index("«"), marked.index("»") - 1
    found = version_of(expression, plain)
    assert found.at == Span("text", start, end)
    assert decode("text", plain.encode()).text[start:end] == found.value


def test_in_a_module_the_quotes_belong_to_it() -> None:
    text = "version = 1\n__version__ = '1.0'  # 1.0\n"
    found = version_of("re.search(\"__version__ = '(.*)'\", open('m.py').read()).group(1)", text, "m.py")
    assert text[slice(found.at.start, found.at.end)] == "'1.0'"  # type: ignore[union-attr]  # it is a span


@pytest.mark.parametrize(
    "expression",
    [
        "open('text').read().strip() + '.0'",
        "open('text').read().strip().replace('1', '2')",
        "'.'.join(open('text').read().strip().split('.'))",
        "open('text').read()[::-1].strip()",
        "'%s' % open('text').read().strip()",
    ],
)
def test_what_is_computed_from_a_file_is_where_setup_gets_it(expression: str) -> None:
    assert version_of(expression, "1.0\n").at.path == "setup.py"


def test_what_stands_twice_in_a_file_of_data_is_where_setup_gets_it() -> None:
    for text in ('{"a": "1.0", "v": "1.0"}', '{"v": "1\\u002e0"}', '{"v": "1.0", "a": "' + "a" * 10_000 + '"}'):
        assert version_of("json.load(open('text'))['v']", text).at.path == "setup.py"


def test_a_part_of_a_literal_is_in_that_literal() -> None:
    program = 'from setuptools import setup\nV = " 1.0 "\nsetup(name="x", version=V.strip())\n'
    raw = setup_py.read(Source("setup.py", program), Texts({}))
    assert raw is not None
    assert isinstance(raw.version, Declared)
    assert program[slice(raw.version.at.start, raw.version.at.end)] == '" 1.0 "'  # type: ignore[union-attr]  # a span


def test_each_requirement_in_a_file_has_a_place_of_its_own() -> None:
    program = (
        "from setuptools import setup\n"
        "lines = [line.split('#')[0].strip() for line in open('requirements.txt')]\n"
        "setup(name='x', install_requires=[line for line in lines if line])\n"
    )
    text = "# all\r\nclick>=8  # 8\r\n\r\nrich\r\n"
    raw = setup_py.read(Source("setup.py", program), Texts({"requirements.txt": text}))
    assert raw is not None
    assert raw.requires is not None
    places = [each.at for each in raw.requires]
    assert [text[slice(at.start, at.end)] for at in places] == ["click>=8", "rich"]  # type: ignore[union-attr]  # spans
