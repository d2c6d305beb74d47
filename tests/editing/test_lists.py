"""Elements of lists go and come, and the layout of the others stays."""

from __future__ import annotations

import ast
import tomllib
from textwrap import dedent

import pytest

from pinlint.changes import Change, Insert, Remove
from pinlint.editing import Refused
from pinlint.source import Source, Span
from tests.editing.changing import at, changed, key

LISTS = [
    # one line
    ('["a", "b", "c"]', "a", '["b", "c"]'),
    ('["a", "b", "c"]', "b", '["a", "c"]'),
    ('["a", "b", "c"]', "c", '["a", "b"]'),
    ('["a", "b", "c",]', "c", '["a", "b",]'),
    ('[ "a" , "c" ]', "c", '[ "a" ]'),
    ('["a"]', "a", "[]"),
    ('[ "a", ]', "a", "[]"),
    # a line for each
    ('[\n    "a",\n    "b",\n]', "b", '[\n    "a",\n]'),
    ('[\n    "a",\n    "b"\n]', "b", '[\n    "a"\n]'),
    ('[\n    "a",  # one\n    "b"  # two\n]', "b", '[\n    "a"  # one\n]'),
    ('[\n    "a",  # one\n    # of b\n    "b",  # two\n]', "a", '[\n    # of b\n    "b",  # two\n]'),
    ('[\r\n\t"a",\r\n\t"b",\r\n]', "a", '[\r\n\t"b",\r\n]'),
    # some of both
    ('[\n    "a", "b",\n    "c",\n]', "a", '[\n    "b",\n    "c",\n]'),
    ('[\n    "a", "b",\n    "c",\n]', "b", '[\n    "a",\n    "c",\n]'),
    ('["a",\n "b",\n "c"]', "a", '["b",\n "c"]'),
    ('["a",  # of a\r\n "b",\r\n "c"]', "a", '["b",\r\n "c"]'),
    ('["a",\n # of b\n "b",\n "c"]', "a", '[\n # of b\n "b",\n "c"]'),
    ('["a",\n "b",\n "c"]', "c", '["a",\n "b"]'),
    # commas first
    ('[ "a"\n, "b"\n, "c"\n]', "a", '[ "b"\n, "c"\n]'),
    ('[ "a"\n, "b"\n, "c"\n]', "b", '[ "a"\n, "c"\n]'),
    ('[ "a"\n, "b"\n, "c"]', "c", '[ "a"\n, "b"]'),
    ('[\r\n    "a"\r\n  , "b" # b\r\n  , "c"\r\n]', "b", '[\r\n    "a"\r\n  , "c"\r\n]'),
    ('[\n    "a"  # a\n  , "b"  # b\n]', "a", '[\n    "b"  # b\n]'),
    ('[\n    "a"  # a\n    # of b\n  , "b"\n]', "b", '[\n    "a"  # a\n    # of b\n]'),
]


@pytest.mark.parametrize(("before", "gone", "after"), LISTS)
def test_an_element_of_a_toml_array_goes(before: str, gone: str, after: str) -> None:
    source = Source("x.toml", f"x = {before}  # end\ny = 1\n")
    index = tomllib.loads(source.text)["x"].index(gone)
    text = changed(source, Remove(key("x.toml", "x", index), gone))
    assert text == f"x = {after}  # end\ny = 1\n"
    assert tomllib.loads(text)["x"] == [each for each in tomllib.loads(source.text)["x"] if each != gone]


@pytest.mark.parametrize(("before", "gone", "after"), LISTS)
def test_an_element_of_a_python_list_goes(before: str, gone: str, after: str) -> None:
    source = Source("setup.py", f"x = '\xe9', {before}  # end\ny = 1\n")
    assert changed(source, Remove(at(source, f'"{gone}"'), gone)) == f"x = '\xe9', {after}  # end\ny = 1\n"


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [("('a', 'b')", "b", "('a',)"), ("('a', 'b')", "a", "('b',)"), ("('a',)", "a", "()"), ("{'a', 'b'}", "a", "{'b'}")],
)
def test_a_tuple_stays_one(before: str, gone: str, after: str) -> None:
    source = Source("setup.py", f"x = {before}\n")
    assert changed(source, Remove(at(source, f"'{gone}'"), gone)) == f"x = {after}\n"


def test_several_elements_go_together() -> None:
    text = 'x = [\n  "a",\n  "b",\n  "c"\n]\n'
    for gone in ("ab", "bc", "ac", "abc"):
        changes = [Remove(key("x.toml", "x", "abc".index(each)), each) for each in gone]
        found = changed(Source("x.toml", text), *changes)
        assert tomllib.loads(found)["x"] == [each for each in "abc" if each not in gone], found
        assert found.count("\n") == 5 - len(gone)


@pytest.mark.parametrize(
    ("before", "beside", "texts", "after"),
    [
        ('["a", "c"]', "a", ("b",), '["a", "b", "c"]'),
        ('["a", "c"]', "c", ("d", "e"), '["a", "c", "d", "e"]'),
        ('["a", "c",]', "c", ("d",), '["a", "c", "d",]'),
        ("['a']", "a", ("b",), "['a', 'b']"),
        ('[\n    "a",\n    "c",\n]', "a", ("b",), '[\n    "a",\n    "b",\n    "c",\n]'),
        ('[\n    "a",\n    "c"\n]', "c", ("d",), '[\n    "a",\n    "c",\n    "d"\n]'),
        ('[\n    "a",\n    "c"  # why\n]', "c", ("d",), '[\n    "a",\n    "c",  # why\n    "d"\n]'),
        ('[ "a"\n, "c"\n]', "a", ("b",), '[ "a"\n, "b"\n, "c"\n]'),
        ('[\n    "a" # a\n  , "c" # c\n]', "c", ("d", "e"), '[\n    "a" # a\n  , "c" # c\n  , "d"\n  , "e"\n]'),
        ("[\r\n\t'a',\r\n]", "a", ("b", "c"), "[\r\n\t'a',\r\n\t'b',\r\n\t'c',\r\n]"),
    ],
)
def test_elements_come_behind_one(before: str, beside: str, texts: tuple[str, ...], after: str) -> None:
    source = Source("x.toml", f"x = {before}\n")
    index = tomllib.loads(source.text)["x"].index(beside)
    assert changed(source, Insert(key("x.toml", "x", index), beside, texts)) == f"x = {after}\n"
    source = Source("setup.py", source.text)
    element = at(source, f"'{beside}'" if "'" in before else f'"{beside}"')
    assert changed(source, Insert(element, beside, texts)) == f"x = {after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('["b"]', '["a", "b"]'),
        ('[\n  "b",\n]', '[\n  "a",\n  "b",\n]'),
        ('[ "b"\n, "c" ]', '[ "a"\n, "b"\n, "c" ]'),
        ('[\n  # of b\n  "b"\n]', '[\n  # of b\n  "a",\n  "b"\n]'),
    ],
)
def test_elements_come_before_one(before: str, after: str) -> None:
    source = Source("x.toml", f"x = {before}\n")
    assert changed(source, Insert(key("x.toml", "x", 0), "b", ("a",), before=True)) == f"x = {after}\n"


def test_elements_come_and_go_where_commas_are_first() -> None:
    source = Source("x.toml", 'x = [ "a"\n    , "b"\n    , "c"\n    ]\n')
    changes = Remove(key("x.toml", "x", 0), "a"), Insert(key("x.toml", "x", 2), "c", ("d",), before=True)
    assert changed(source, *changes) == 'x = [ "b"\n    , "d"\n    , "c"\n    ]\n'
    for gone in ("ab", "bc", "ac", "abc"):
        found = changed(source, *(Remove(key("x.toml", "x", "abc".index(each)), each) for each in gone))
        assert tomllib.loads(found)["x"] == [each for each in "abc" if each not in gone], found
        assert found.count("\n") == max(4 - len(gone), 2)
    source = Source("setup.py", "x = ( 'a'\n    , 'b'\n    )\n")
    assert changed(source, Remove(at(source, "'b'"), "b")) == "x = ( 'a',\n    )\n"


@pytest.mark.parametrize("text", ['[ "a"\n# of b\n, "b" ]', '[ "a"\n, "b", "c" ]', '[ "a"\n, "b"\n, ]'])
def test_where_commas_are_not_all_first_it_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="of its own"):
        changed(Source("x.toml", f"x = {text}\n"), Remove(key("x.toml", "x", 0), "a"))


def test_elements_come_and_go_in_one_list() -> None:
    source = Source("x.toml", 'x = [\n  "a",\n  "b",\n  "c"\n]\n')
    changes = Remove(key("x.toml", "x", 2), "c"), Insert(key("x.toml", "x", 0), "a", ("z",))
    assert changed(source, *changes) == 'x = [\n  "a",\n  "z",\n  "b"\n]\n'
    with pytest.raises(Refused, match="beside something that goes"):
        changed(source, Remove(key("x.toml", "x", 0), "a"), Insert(key("x.toml", "x", 0), "a", ("z",)))


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("x =\n    a\n    b\n    c\n", 1, "x =\n    a\n    c\n"),
        ("x =\r\n    # of both\r\n    a\r\n    b\r\n", 1, "x =\r\n    # of both\r\n    a\r\n"),
        ("x = a\n    b\n", 0, "x =\n    b\n"),
        ("x = a\n", 0, "x =\n"),
        ("x =\n    b\n    a", 1, "x =\n    b\n"),
    ],
)
def test_a_line_of_an_option_goes(before: str, gone: int, after: str) -> None:
    value = before.partition("=")[2].split()
    old = [word for word in value if word in "abc"][gone]
    if "# of b" in before:
        old = "b"
    change = Remove(key("setup.cfg", "s", "x", gone), old)
    assert changed(Source("setup.cfg", f"[s]\n{before}"), change) == f"[s]\n{after}"


@pytest.mark.parametrize(
    ("before", "index", "old", "after"),
    [
        ("x =\n    a\n    c\ny = 1\n", 1, "c", "x =\n    a\n    c\n    d\n    e%%\ny = 1\n"),
        ("x = a\n    b\n", 0, "a", "x = a\n    d\n    e%%\n    b\n"),
        ("x = a", 0, "a", "x = a\n    d\n    e%%"),
    ],
)
def test_lines_come_into_an_option(before: str, index: int, old: str, after: str) -> None:
    change = Insert(key("setup.cfg", "s", "x", index), old, ("d", "e%"))
    assert changed(Source("setup.cfg", f"[s]\n{before}"), change) == f"[s]\n{after}"


def test_a_line_of_a_requirements_file_goes_with_its_comment() -> None:
    source = Source("requirements.txt", "# all\nclick>=8\nsix  # old\nrich\n")
    assert changed(source, Remove(at(source, "six"), "six")) == "# all\nclick>=8\nrich\n"
    assert changed(source, Insert(at(source, "six"), "six", ("ruff",))) == "# all\nclick>=8\nsix  # old\nruff\nrich\n"
    assert changed(source, Insert(at(source, "six"), "six", ("ruff",), before=True)) == (
        "# all\nclick>=8\nruff\nsix  # old\nrich\n"
    )


def test_a_line_that_a_backslash_joins_with_the_next_is_refused() -> None:
    source = Source("requirements.txt", "click>=8\nsix \\\n  ; os_name == 'nt'\nrich\n")
    with pytest.raises(Refused, match="over several lines"):
        changed(source, Remove(at(source, "six \\\n  ; os_name == 'nt'"), "six ; os_name == 'nt'"))


@pytest.mark.parametrize(
    ("text", "written", "old"),
    [
        ("x = ['a'\n , 'b', 'c']\n", "'b'", "b"),
        ("x = [a, 'b'] + ['c' + d]\n", "'c' + d", "c1"),
        ("x = 'a'\n", "'a'", "a"),
        ("x = 'a', 'b'\n", "'a'", "a"),
    ],
)
def test_what_is_no_element_in_python_is_refused(text: str, written: str, old: str) -> None:
    source = Source("setup.py", text)
    with pytest.raises(Refused):
        changed(source, Remove(at(source, written), old))


def test_what_is_no_element_elsewhere_is_refused() -> None:
    with pytest.raises(Refused, match="not in a list"):
        changed(Source("x.toml", 'x = "a"\n'), Remove(key("x.toml", "x"), "a"))
    with pytest.raises(Refused, match="another way"):
        changed(Source("x.toml", 'x = ["a"]\n'), Remove(key("x.toml", "x", 0), "b"))
    source = Source("VERSION", "a b\n")
    with pytest.raises(Refused, match="alone"):
        changed(source, Remove(at(source, "b"), "b"))


def test_a_list_in_a_call_keeps_what_is_around_it() -> None:
    text = dedent(
        """\
        from setuptools import setup
        setup(
            name="x", install_requires=["a",  # (
                "b",
            ],
        )
        """
    )
    found = changed(Source("setup.py", text), Remove(at(Source("setup.py", text), '"b"'), "b"))
    assert ast.unparse(ast.parse(found)).endswith("install_requires=['a'])")
    assert found == text.replace('        "b",\n', "")


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("x = '''\n  a\n  b # of b\n  c\n'''\n", "b", "x = '''\n  a\n  c\n'''\n"),
        ('x = r"""\r\na\r\nb\r\n""".split()\r\n', "b", 'x = r"""\r\na\r\n""".split()\r\n'),
        ("x = '''\na\nb\na\n'''\n", "a", "x = '''\na\nb\n'''\n"),
    ],
)
def test_a_line_of_a_string_goes(before: str, gone: str, after: str) -> None:
    source = Source("setup.py", before)
    quote = "'''" if "'" in before else '"""'
    place = at(source, before[before.index(quote) - ("= r" in before) : before.rindex(quote) + 3])
    assert changed(source, Remove(place, gone)) == after


def test_lines_come_into_a_string() -> None:
    source = Source("setup.py", "x = '''\n  a\n  c\n'''\n")
    place = at(source, "'''\n  a\n  c\n'''")
    assert changed(source, Insert(place, "a", ("b",))) == "x = '''\n  a\n  b\n  c\n'''\n"
    assert changed(source, Insert(place, "a", ("b",), before=True)) == "x = '''\n  b\n  a\n  c\n'''\n"
    with pytest.raises(Refused, match=r"quotes|escapes"):
        changed(source, Insert(place, "a", ("\n",)))


@pytest.mark.parametrize("text", ["'''a\nb'''", "'a\\nb\\n'", "'''\na\\\n\nb\n'''"])
def test_a_line_that_is_not_written_as_one_is_refused(text: str) -> None:
    source = Source("setup.py", f"x = {text}\n")
    with pytest.raises(Refused):
        changed(source, Remove(at(source, text), "a"))


def test_a_table_goes_out_of_an_array() -> None:
    source = Source("x.toml", 'x = [{a = "1"}, {a = "2"}]\n')
    assert changed(source, Remove(key("x.toml", "x", 1), "whatever it says")) == 'x = [{a = "1"}]\n'


@pytest.mark.parametrize(
    ("path", "text", "gone", "refused"),
    [
        ("x.toml", 'x = [\n  # of a\n  "a",\n  # of b\n  "b",\n]\n', (0,), True),
        ("x.toml", 'x = [\n  # of a\n\n  "a",\n  "b",\n]\n', (0,), False),
        ("x.toml", 'x = [\n  # of both\n  "a",\n  "b",\n]\n', (0,), False),
        ("x.toml", 'x = [\n  # of both\n  "a",\n  "b",\n]\n', (0, 1), True),
        ("x.toml", 'x = [\n  # of a\n  "a",\n\n  "b",\n]\n', (0,), False),
        ("x.toml", 'x = [\n  "a",\n\n  # of b\n  "b",\n]\n', (1,), True),
        ("x.toml", 'x = [ # of x\n  "a",\n  # of b\n  "b",\n]\n', (0,), False),
        ("x.toml", 'x = [\n  "a",  # of a\n  "b",\n]\n', (0,), False),
        ("requirements.txt", "# of a\na\n# of b\nb\n", (0,), True),
        ("requirements.txt", "# of both\na\nb\n", (0,), False),
        ("requirements.txt", "# of a\na\n\nb\n", (0,), False),
        ("requirements.txt", "a\n# of b\nb\n\n", (1,), True),
        ("requirements.txt", "a\n    # via b\nb\n", (0,), True),
        ("setup.cfg", "[o]\nx =\n  a\n  # of b\n  b\n", (1,), True),
        ("setup.py", "x = '''\n# of a\na\n# of b\nb\n'''\n", (0,), True),
    ],
)
def test_what_a_comment_above_explains_stays(path: str, text: str, gone: tuple[int, ...], *, refused: bool) -> None:
    source = Source(path, text)
    changes: list[Change] = []
    for index in gone:
        name = "ab"[index]
        if path == "x.toml":
            changes.append(Remove(key(path, "x", index), name))
        elif path == "setup.cfg":
            changes.append(Remove(key(path, "o", "x", index), name))
        elif path == "setup.py":
            changes.append(Remove(at(source, text[4:-1]), name))
        else:
            start = text.index(f"\n{name}\n") + 1 if not text.startswith(name) else 0
            changes.append(Remove(Span(path, start, start + 1), name))
    if refused:
        with pytest.raises(Refused, match="explained by a comment"):
            changed(source, *changes)
    else:
        assert "# of" in changed(source, *changes) or "of a" in text


@pytest.mark.parametrize(
    ("before", "index", "earlier", "after"),
    [
        ('["a","c"]', 0, False, '["a","b","d","c"]'),
        ('["a","c"]', 1, False, '["a","c","b","d"]'),
        ('["a","c"]', 0, True, '["b","d","a","c"]'),
        ('["a",  "c"]', 0, False, '["a",  "b",  "d",  "c"]'),
        ('["a"]', 0, False, '["a", "b", "d"]'),
        ('["a",\n     "c",\n     "e"]', 0, False, '["a",\n     "b",\n     "d",\n     "c",\n     "e"]'),
        ('["a",  # of a\n     "c"]', 0, False, '["a",  # of a\n     "b",\n     "d",\n     "c"]'),
        ('["a",\r\n     "c"]', 0, True, '["b",\r\n     "d",\r\n     "a",\r\n     "c"]'),
    ],
)
def test_elements_come_in_the_spacing_of_the_others(before: str, index: int, *, earlier: bool, after: str) -> None:
    for path in ("x.toml", "setup.py"):
        source = Source(path, f"x = {before}\n")
        letter = "ace"[index]
        place = key(path, "x", index) if path == "x.toml" else at(source, f'"{letter}"')
        assert changed(source, Insert(place, letter, ("b", "d"), before=earlier)) == f"x = {after}\n"


def test_of_a_list_that_hangs_from_its_bracket_several_go() -> None:
    source = Source("x.toml", 'x = ["a",\n     "b",\n     "c"]\n')
    assert changed(source, Remove(key("x.toml", "x", 0), "a"), Remove(key("x.toml", "x", 1), "b")) == 'x = ["c"]\n'
