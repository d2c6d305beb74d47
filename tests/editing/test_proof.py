"""What is written says what was asked, and else what was said before; or nothing is written."""

from __future__ import annotations

import pytest

from pinlint.changes import Change, Drop, Insert, Remove, Replace, SetKey, Strip
from pinlint.editing import Refused, proof
from pinlint.source import Key, Source
from tests.editing.changing import at, changed, key


@pytest.mark.parametrize(
    ("path", "before", "written", "change"),
    [
        # Both characters are said by one escape.
        ("setup.py", r"x = 'a\qb'", r"'a\qb'", ("a\\qb", "X", 1, 2)),
        # What is left ends with a quote that the backslash hides.
        ("setup.py", r"x = r'a\b'", r"r'a\b'", ("a\\b", "", 2, 3)),
        ("setup.py", 'x = """a"b"""', '"""a"b"""', ('a"b', "", 2, 3)),
        # A line end right behind the quotes says nothing.
        ("x.toml", 'x = """a\nb"""', '"""a\nb"""', ("a\nb", "", 0, 1)),
    ],
)
def test_a_string_that_would_say_something_else_is_refused(
    path: str, before: str, written: str, change: tuple[str, str, int, int]
) -> None:
    source = Source(path, before + "\n")
    with pytest.raises(Refused, match=r"could not be read any more|more than that would change"):
        changed(source, Replace(at(source, written), *change))


def test_a_part_of_a_string_counts_from_its_beginning() -> None:
    source = Source("conf.py", "release = '\\t1.2, 1.2.0'\n")
    assert changed(source, Replace(at(source, "1.2.0"), "1.2.0", "1.3")) == "release = '\\t1.2, 1.3'\n"


TOML = Source("x.toml", 'x = ["a", "b"]\ny = nan\n\n[t]\nz = " c "\n\n[u]\nv = 1\n')
PYTHON = Source("setup.py", "x = ['a', 'b']\ny = ' c '\nsetup(name='d')\nz = '''\n e\n f\n'''\n")
INI = Source("setup.cfg", "[a]\nx = 1\ny =\n  2\n  3\n")


@pytest.mark.parametrize(
    ("source", "change", "right", "wrong"),
    [
        (TOML, Remove(key("x.toml", "x", 0), "a"), 'x = ["b"]', 'x = ["a"]'),
        (TOML, Insert(key("x.toml", "x", 0), "a", ("c",)), 'x = ["a", "c", "b"]', 'x = ["a", "b", "c"]'),
        (TOML, Replace(key("x.toml", "x", 0), "a", "c"), 'x = ["c", "b"]', 'x = ["c", "b", ""]'),
        (TOML, Strip(key("x.toml", "t", "z"), "c"), 'z = "c"', 'z = "c" \nw = 1'),
        (TOML, SetKey(key("x.toml", "t", "w"), "2"), 'z = " c "\nw = "2"', 'z = " c "\nw = "3"'),
        (TOML, Drop(key("x.toml", "u", "v")), "", "v = 2"),
        (PYTHON, Remove(at(PYTHON, "'a'"), "a"), "x = ['b']", "x = ['a']"),
        (PYTHON, Insert(at(PYTHON, "'a'"), "a", ("c",)), "x = ['a', 'c', 'b']", "x = ['a', 'b', 'c']"),
        (PYTHON, Replace(at(PYTHON, "'a'"), "a", "c"), "x = ['c', 'b']", "x = ['c' 'b']"),
        (PYTHON, Strip(at(PYTHON, "' c '"), "c"), "y = 'c'", "y = c"),
        (PYTHON, SetKey(key("setup.py", "setup", "v"), "1"), "setup(name='d', v='1')", "setup(name='d', v=1)"),
        (PYTHON, Remove(at(PYTHON, "'''\n e\n f\n'''"), "e"), "z = '''\n f\n'''", "z = '''\n e\n'''"),
        (INI, Replace(Key("setup.cfg", ("a", "x")), "1", "2"), "x = 2", "x = 2\nz = 3"),
        (INI, Remove(Key("setup.cfg", ("a", "y", 0)), "2"), "y =\n  3", "y =\n  3\nx = 4"),
    ],
)
def test_a_text_is_held_to_the_change(source: Source, change: Change, right: str, wrong: str) -> None:
    lines = source.text.splitlines()
    old = {
        "x": "\n".join(line for line in lines if line.startswith("x")),
        "z": "z = '''\n e\n f\n'''" if source is PYTHON else 'z = " c "',
        "y": "y =\n  2\n  3" if source is INI else "y = ' c '",
        "s": "setup(name='d')",
        "v": "v = 1",
    }[(right or wrong)[0]]
    assert source.text.count(old) == 1
    proof.hold(source, [change], source.text.replace(old, right))
    for text in (wrong, old):
        with pytest.raises(Refused):
            proof.hold(source, [change], source.text.replace(old, text))
    with pytest.raises(Refused):
        proof.hold(source, [change], source.text.replace(old, right).replace("=", "= ="))


def test_what_lines_say_needs_no_proof() -> None:
    source = Source("requirements.txt", "a\n")
    assert changed(source, Replace(at(source, "a"), "a", "b")) == "b\n"


@pytest.mark.parametrize("end", ["\f", "\v", "\x1c", "\x85", "\u2028"])
@pytest.mark.parametrize("path", ["requirements.txt", "setup.py"])
def test_a_line_that_only_people_see_as_one_stays(path: str, end: str) -> None:
    text = f"six\nsix{end}rich\n"
    source = Source(path, text if path.endswith("txt") else f"x = '''\n{text}  six # a{end}b\n'''\n")
    place = source.text.rindex("six")
    span = at(source, "six" + end + "rich")
    where = at(source, source.text[4:-1]) if path.endswith(".py") else type(span)(path, place, place + 3)
    for change in (Remove(where, "six"), Insert(where, "six", ("new",))):
        with pytest.raises(Refused):
            changed(source, change)


def test_a_string_that_says_that_it_is_unicode_says_the_same() -> None:
    source = Source("setup.py", "x = [u'a', 'b']\n")
    assert changed(source, Insert(at(source, "u'a'"), "a", ("c",))) == "x = [u'a', u'c', 'b']\n"
    assert changed(source, Remove(at(source, "'b'"), "b")) == "x = [u'a']\n"
