"""Files that the configuration names are read with it, and whatever is in them ends in a value or a problem."""

from __future__ import annotations

import pytest
from packaging.version import Version

from pinlint.config import Config, parse
from pinlint.configured import policies
from pinlint.metadata.positions import locate
from pinlint.source import Source
from pinlint.testing import Texts
from pinlint.workspace import Declared, Unknown
from pinlint.workspace.requested import RequirementsFile


def config(file: str) -> Config:
    return parse(Source("pinlint.toml", f'[[groups]]\nname = "g"\nmembers = ["*"]\nversion = {{file = "{file}"}}\n'))


@pytest.mark.parametrize(
    ("path", "text", "written"),
    [
        ("VERSION", "1.2.0", "1.2.0"),
        ("VERSION", "# not 1.2.0\r\n\r\n\t1.2.0 \r\n", "1.2.0"),
        ("acme/__init__.py", '"""1.0"""\n__version__ = "1.2.0"', '"1.2.0"'),
        ("version.py", "VERSION = (1, 2, 0)", "(1, 2, 0)"),
        ("pyproject.toml", '[project]\nversion = "1.2.0"', '"1.2.0"'),
        ("pyproject.toml", '[tool.poetry]\nversion = "1.2.0"', '"1.2.0"'),
        ("./sub/../VERSION", "v1.2", "v1.2"),
    ],
)
def test_the_version_of_a_group_is_where_the_file_writes_it(path: str, text: str, written: str) -> None:
    where = "VERSION" if path.endswith("../VERSION") else path
    found = policies.read(config(path), Texts({where: text}))
    assert not found.problems
    version = found.versions["g"]
    assert isinstance(version, Declared)
    assert version.value == Version("1.2.0")
    span = locate(found.sources[where], version.at)
    assert found.sources[where].text[span.start : span.end] == written


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("VERSION", ""),
        ("VERSION", "1.0\n2.0\n"),
        ("VERSION", "soon"),
        ("VERSION", "9" * 100_000),
        ("VERSION", "1.0\x00"),
        ("VERSION.toml", "a = " + "[" * 100_000),
        ("VERSION.toml", "project = 3"),
        ("VERSION.toml", "[project]\nversion = 3"),
        ("VERSION.toml", "a = " + "9" * 10_000),
        ("version.py", "__version__ = read()"),
        ("version.py", "__version__ = " + "(" * 10_000),
        ("version.py", "("),
        ("/etc/hostname", ""),
        ("../VERSION", ""),
        ("MISSING", None),
    ],
)
def test_a_file_that_states_no_version_is_one_problem_and_an_unknown_version(path: str, text: str | None) -> None:
    found = policies.read(config(path), Texts({} if text is None else {path: text}))
    assert isinstance(found.versions["g"], Unknown)
    assert len(found.problems) == 1
    assert len(found.problems[0].message) < 100


def test_a_file_that_is_not_utf_8_is_a_problem() -> None:
    class Latin(Texts):
        def read(self, path: str) -> bytes:
            return super().read(path).decode().encode("latin-1")

    found = policies.read(config("VERSION"), Latin({"VERSION": "1.0\xe9"}))
    assert [problem.message for problem in found.problems] == ["VERSION is not UTF-8"]


def test_a_requirements_file_is_read_with_all_it_includes() -> None:
    table = '[[dependencies]]\nnames = ["Click", "py_test*"]\nwinner = "requirements/base.txt"\n'
    files = Texts({"requirements/base.txt": "-r more.txt\nclick", "requirements/more.txt": "rich"})
    found = policies.read(parse(Source("pinlint.toml", table)), files)
    (policy,) = found.dependencies
    assert policy.names == ("click", "py-test*")
    assert isinstance(policy.winner, RequirementsFile)
    assert [each.name for each in policy.winner.requirements] == ["rich", "click"]
    assert set(found.sources) == {"requirements/base.txt", "requirements/more.txt"}


def test_a_requirements_file_that_cannot_be_read_decides_nothing() -> None:
    table = '[[dependencies]]\nnames = ["click"]\nwinner = "base.txt"\nneed = ["lower-bound"]\n'
    found = policies.read(parse(Source("pinlint.toml", table)), Texts({}))
    (policy,) = found.dependencies
    assert (policy.specifiers, policy.winner, policy.need) == ("ignore", "majority", ("lower-bound",))
    assert [problem.message for problem in found.problems] == ["base.txt cannot be read: is missing"]


def test_without_tables_no_file_is_read() -> None:
    assert policies.read(Config(), Texts({})) == policies.Policies()
