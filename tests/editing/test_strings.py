"""A part of a string is replaced, however the string is written, and nothing around it."""

from __future__ import annotations

import pytest

from pinlint.changes import Replace, Strip
from pinlint.editing import Refused
from pinlint.source import Source
from tests.editing.changing import at, changed, key

OLD = "core==1.2.0"
VERSION = (6, 11)


def written_in_toml(value: str) -> Source:
    return Source("pyproject.toml", f"[project]\r\nx = {value}  # one\r\ny = 1\r\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"core==1.2.0"', '"core==1.3"'),
        ("'core==1.2.0'", "'core==1.3'"),
        ('" core==1.2.0 "', '" core==1.3 "'),
        ('"""core==1.2.0"""', '"""core==1.3"""'),
        ('"""\r\ncore==1.2.0"""', '"""\r\ncore==1.3"""'),
        ('"""\\\r\n   core==\\\r\n  1.2.0"""', '"""\\\r\n   core==\\\r\n  1.3"""'),
        ("'''core==1.2.0'''", "'''core==1.3'''"),
        (r'"\u0063ore\u003d=1.2.0"', r'"\u0063ore\u003d=1.3"'),
        (r'"core==1\u002e2.0"', '"core==1.3"'),
    ],
)
def test_a_part_of_a_toml_string_is_replaced(before: str, after: str) -> None:
    source = written_in_toml(before)
    change = Replace(key("pyproject.toml", "project", "x"), OLD, "1.3", *VERSION)
    assert changed(source, change) == source.text.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"core==1.2.0"', '"core==1.3"'),
        ("u'core==1.2.0'", "u'core==1.3'"),
        ('r"core==1.2.0"', 'r"core==1.3"'),
        ('"core" "==1.2.0"', '"core" "==1.3"'),
        ('("core==" # why\n "1.2.0")', '("core==" # why\n "1.3")'),
        ('"""core==1.2.0"""', '"""core==1.3"""'),
        (r'"\x63ore==1.2.0"', r'"\x63ore==1.3"'),
    ],
)
def test_a_part_of_a_python_string_is_replaced(before: str, after: str) -> None:
    source = Source("setup.py", f"# \xe9\nREQUIRES = [{before}]\n")
    change = Replace(at(source, before.strip("()")), OLD, "1.3", *VERSION)
    assert changed(source, change) == source.text.replace(before, after)


@pytest.mark.parametrize(
    ("path", "before", "written"),
    [
        ("setup.py", "REQUIRES = ['core==' + VERSION]\n", "'core==' + VERSION"),
        ("setup.py", "REQUIRES = [f'core=={x}']\n", "f'core=={x}'"),
        ("setup.py", "REQUIRES = [x]\n", "x"),
        ("setup.py", "REQUIRES = ['core' '==1.2' '.0']\n", "'core' '==1.2' '.0'"),
        ("setup.py", "REQUIRES = ['core==1.2.1']\n", "'core==1.2.1'"),
        ("PKG-INFO", "Requires-Dist: core==1.2.0\n", "core==1.2.0"),
        ("dist/x-1.0.tar.gz/x-1.0/setup.py", "REQUIRES = ['core==1.2.0']\n", "'core==1.2.0'"),
        ("poetry.lock", 'x = "core==1.2.0"\n', '"core==1.2.0"'),
        ("requirements.txt", "core==1.2.0 --hash=sha256:00\n", "core==1.2.0"),
        ("requirements.txt", "core==1.2.0 \\\n  --hash=sha256:00\n", "core==1.2.0"),
    ],
)
def test_what_no_string_of_a_person_says_is_refused(path: str, before: str, written: str) -> None:
    source = Source(path, before)
    with pytest.raises(Refused) as refused:
        changed(source, Replace(at(source, written), OLD, "1.3", *VERSION))
    assert str(refused.value)
    assert not str(refused.value).endswith(".")


def test_what_is_computed_says_the_line() -> None:
    source = Source("setup.py", "\nREQUIRES = ['core==' + VERSION]\n")
    with pytest.raises(Refused, match="computed on line 2"):
        changed(source, Replace(at(source, "'core==' + VERSION"), OLD, "1.3", *VERSION))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[options]\ninstall_requires = core==1.2.0\n", "[options]\ninstall_requires = core==1.3\n"),
        (
            "[options]\ninstall_requires =\n  a\n  # why\n\n  core==1.2.0\n  b\n",
            "[options]\ninstall_requires =\n  a\n  # why\n\n  core==1.3\n  b\n",
        ),
    ],
)
def test_a_part_of_a_line_of_an_option_is_replaced(before: str, after: str) -> None:
    change = Replace(key("setup.cfg", "options", "install_requires"), OLD, "1.3", *VERSION)
    assert changed(Source("setup.cfg", before), change) == after


def test_a_percent_sign_is_written_twice_in_an_option() -> None:
    source = Source("setup.cfg", "[metadata]\nversion = 1%%2\n")
    assert changed(source, Replace(key("setup.cfg", "metadata", "version"), "1%2", "3%", 2)) == (
        "[metadata]\nversion = 1%%3%%\n"
    )


def test_what_is_put_together_from_options_is_refused() -> None:
    source = Source("setup.cfg", "[metadata]\nx = 1\nversion = %(x)s.0\n")
    with pytest.raises(Refused, match="put together from other options"):
        changed(source, Replace(key("setup.cfg", "metadata", "version"), "1.0", "2.0"))


def test_what_a_line_says_twice_is_refused() -> None:
    source = Source("setup.cfg", "[options]\ninstall_requires =\n  core==1.2.0\n  core==1.2.0\n")
    with pytest.raises(Refused, match="twice"):
        changed(source, Replace(key("setup.cfg", "options", "install_requires"), OLD, "1.3", *VERSION))


@pytest.mark.parametrize(
    ("path", "before", "written", "after"),
    [
        ("requirements.txt", "core==1.2.0  # why\r\n", "core==1.2.0", "core==1.3  # why\r\n"),
        ("requirements.txt", "core==1.2.0; os_name == 'nt'\n", "core==1.2.0", "core==1.3; os_name == 'nt'\n"),
        ("VERSION", "core==1.2.0\n", "core==1.2.0", "core==1.3\n"),
        ("CITATION.cff", "version: core==1.2.0\n", "core==1.2.0", "version: core==1.3\n"),
        ("CITATION.cff", "version: 'core==1.2.0'\n", "'core==1.2.0'", "version: 'core==1.3'\n"),
        ("VERSION", "core==1.2.0", "core==1.2.0", "core==1.3"),
    ],
)
def test_a_part_of_a_line_or_a_word_is_replaced(path: str, before: str, written: str, after: str) -> None:
    source = Source(path, before)
    change = Replace(at(source, written), OLD, "1.3", *VERSION)
    assert changed(source, change) == after


def test_what_a_string_says_is_written_with_its_escapes() -> None:
    source = written_in_toml('"core"')
    change = Replace(key("pyproject.toml", "project", "x"), "core", 'a"\\b')
    assert changed(source, change) == source.text.replace('"core"', r'"a\"\\b"')
    source = written_in_toml("'core'")
    with pytest.raises(Refused, match="quotes"):
        changed(source, Replace(key("pyproject.toml", "project", "x"), "core", "a'b"))
    with pytest.raises(Refused, match="without escapes"):
        changed(source, Replace(key("pyproject.toml", "project", "x"), "core", "a\nb"))


def test_several_changes_to_one_string_are_several_edits() -> None:
    source = written_in_toml('"core==1.2.0"')
    place = key("pyproject.toml", "project", "x")
    changes = Replace(place, OLD, "1.3", *VERSION), Replace(place, OLD, "kern", 0, 4), Replace(place, OLD, "kern", 0, 4)
    assert changed(source, *changes) == source.text.replace("core==1.2.0", "kern==1.3")
    with pytest.raises(Refused, match="several changes at one place"):
        changed(source, Replace(place, OLD, "1.3", *VERSION), Replace(place, OLD, "x", 4, 8))


def test_a_file_that_was_not_read_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        changed(Source("x.toml", ""), Replace(key("y.toml", "x"), "a", "b"))


def test_a_word_without_quotes_stays_one() -> None:
    source = Source("CITATION.cff", "version: 1.2\n")
    with pytest.raises(Refused, match="without quotes"):
        changed(source, Replace(at(source, "1.2"), "1.2", "1: 3"))


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("conf.py", 'release = "1.2.0"  # 1.2\n'),
        ("conf.py", '"""\nversion: 1.2.0\n"""\n'),
        ("conf.py", "x = 'é'; release = r'v1.2.0'\n"),
        ("x.toml", 'x = ["a"]\n[y]\nrelease = "1.2.0"  # 1.2\n'),
        ("x.toml", "x = {release = '''v1.2.0'''}\n"),
    ],
)
def test_what_a_pattern_found_in_a_string_is_replaced(path: str, before: str) -> None:
    source = Source(path, before)
    assert changed(source, Replace(at(source, "1.2.0"), "1.2.0", "1.3")) == before.replace("1.2.0", "1.3")
    with pytest.raises(Refused, match=r"escapes|quotes"):
        changed(source, Replace(at(source, "1.2.0"), "1.2.0", "\n"))


@pytest.mark.parametrize(
    ("path", "before", "why"),
    [
        ("conf.py", "release = 1.2\n", "written as a number"),
        ("conf.py", "release = f'1.2{x}'\n", "computed on line 1"),
        ("conf.py", "# release 1.2\n", "computed on line 1"),
        ("x.toml", "release = 1.2\n", "no string"),
    ],
)
def test_what_no_string_is_around_is_refused(path: str, before: str, why: str) -> None:
    source = Source(path, before)
    with pytest.raises(Refused, match=why):
        changed(source, Replace(at(source, "1.2"), "1.2", "1.3"))


@pytest.mark.parametrize(
    ("path", "before", "place"),
    [
        ("setup.cfg", "[options]\ninstall_requires =\n  core==1.2.0  # why\n  b # x\n", ("install_requires", 0)),
        ("setup.cfg", "[options]\ninstall_requires = core==1.2.0 # why\n", ("install_requires",)),
        ("setup.py", "REQUIRES = '''\n  core==1.2.0  # why\n  b # x\n'''\n", None),
    ],
)
def test_the_comment_behind_a_requirement_stays(path: str, before: str, place: tuple[str | int, ...] | None) -> None:
    source = Source(path, before)
    where = key(path, "options", *place) if place else at(source, before[before.index("'") : -1])
    assert changed(source, Replace(where, OLD, "1.3", *VERSION)) == before.replace("1.2.0", "1.3")


def test_a_comment_that_is_part_of_a_value_is_one() -> None:
    source = Source("setup.cfg", "[metadata]\nclassifiers =\n  A :: B # x\n")
    place = key("setup.cfg", "metadata", "classifiers", 0)
    assert changed(source, Replace(place, "A :: B # x", "C")) == "[metadata]\nclassifiers =\n  C\n"


@pytest.mark.parametrize("place", [("project", "dynamic", 0), ("tool", "hatch", "version")])
def test_what_a_backend_computes_is_refused_as_such(place: tuple[str | int, ...]) -> None:
    text = '[project]\ndynamic = ["version"]\n[tool.hatch.version]\npath = "x.py"\n'
    with pytest.raises(Refused, match="computed when it is built"):
        changed(Source("pyproject.toml", text), Replace(key("pyproject.toml", *place), "1.2", "1.3"))


@pytest.mark.parametrize(
    ("path", "before", "written", "after"),
    [
        ("setup.py", 'x = """1.2\n"""\n', '"""1.2\n"""', 'x = """1.2"""\n'),
        ("setup.py", "x = r'''\r\n  1.2\r\n'''\r\n", "r'''\r\n  1.2\r\n'''", "x = r'''1.2'''\r\n"),
        ("setup.py", "x = ' 1.2\\n'\n", "' 1.2\\n'", "x = '1.2'\n"),
        ("x.toml", 'x = """\n1.2\n"""\n', '"""\n1.2\n"""', 'x = """\n1.2"""\n'),
    ],
)
def test_white_space_within_quotes_goes(path: str, before: str, written: str, after: str) -> None:
    source = Source(path, before)
    assert changed(source, Strip(at(source, written), " 1.2\n")) == after


def test_white_space_in_several_literals_or_lines_is_refused() -> None:
    source = Source("setup.py", "x = '1.2 ' ' '\n")
    with pytest.raises(Refused, match="several literals"):
        changed(source, Strip(at(source, "'1.2 ' ' '"), "1.2  "))
    source = Source("VERSION", "1.2\n\n")
    with pytest.raises(Refused, match="several lines"):
        changed(source, Strip(at(source, "1.2\n\n"), "1.2\n\n"))
