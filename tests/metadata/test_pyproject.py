from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pinlint.metadata import fields, positions, pyproject, reading, toml_tables
from pinlint.metadata.project_file import ProjectFile
from pinlint.metadata.raw import Malformed
from pinlint.source import Span, decode
from pinlint.testing import Texts, candidates, parse_workspace
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.raw import Raw
    from pinlint.workspace import Member


@dataclass
class Project:
    """A project in memory, what its pyproject.toml says, and the member it becomes."""

    files: dict[str, str]
    raw: Raw
    member: Member

    def shown(self, value: object) -> str:
        """The text at the place of a value, with its file."""
        assert isinstance(value, Declared | Unknown)
        source = decode(value.at.path, self.files[value.at.path].encode())
        span = positions.locate(source, value.at)
        return f"{span.path}: {source.text[span.start : span.end]}"


def project(text: str) -> Project:
    files = parse_workspace(text)
    path = "pyproject.toml"
    raw = pyproject.read(ProjectFile(path, toml_tables.load(decode(path, files[path].encode())), Texts(files)))
    assert raw is not None
    (member,) = reading.read(candidates(files), Texts(files)).members
    return Project(files, raw, member)


def reason(value: object) -> str:
    if isinstance(value, Listing):
        (value,) = value.unknown
    assert isinstance(value, Unknown)
    return value.reason


def test_a_project_table_says_what_is_written_in_it() -> None:
    given = project("""
        -- pyproject.toml --
        [project]
        name = "Acme.Core"
        version = "1.0"
        requires-python = ">=3.9"
        dependencies = ["click>=8"]
        classifiers = ["Typing :: Typed"]
        license = "MIT"
        [project.optional-dependencies]
        test = ["pytest"]
        [dependency-groups]
        dev = ["ruff", { include-group = "more" }]
        more = []
        """)
    assert given.shown(given.raw.version) == 'pyproject.toml: "1.0"'
    assert [given.shown(each) for each in given.raw.requires or ()] == ['pyproject.toml: "click>=8"']
    assert [str(each.name) for each in given.member.requirements] == ["click", "pytest", "ruff"]
    assert given.raw.groups == Listing(given.raw.groups.items if given.raw.groups else ())


def test_what_is_both_static_and_dynamic_is_true_and_not_all() -> None:
    given = project("""
        -- pyproject.toml --
        [build-system]
        build-backend = "some_backend"
        [project]
        name = "x"
        version = "1"
        dynamic = ["dependencies"]
        dependencies = ["click>=8"]
        """)
    assert given.member.core is not None
    assert [each.name for each in given.member.core] == ["click"]
    assert reason(given.member.core) == "set by some_backend when it builds"


def test_what_an_unknown_backend_sets_is_unknown_and_setup_files_do_not_tell() -> None:
    given = project("""
        -- pyproject.toml --
        [build-system]
        build-backend = "backend:hooks"
        backend-path = ["."]
        [project]
        name = "x"
        dynamic = ["version", "classifiers", "requires-python", "license", "optional-dependencies"]
        -- setup.cfg --
        [metadata]
        version = 1
        """)
    for value in (given.member.version, given.member.classifiers, given.member.requires_python, given.member.extras):
        assert reason(value) == "set by backend when it builds"
    assert given.member.core is None


def test_a_value_of_another_type_than_the_standard_demands_is_unknown() -> None:
    given = project("""
        -- pyproject.toml --
        [project]
        name = "x"
        version = 1.0
        dependencies = ["a", 1]
        optional-dependencies = ["b"]
        classifiers = "Typing :: Typed"
        """)
    assert reason(given.raw.version) == "version is not a string"
    assert reason(given.raw.requires) == "not a string"
    assert reason(given.raw.extras) == "optional-dependencies is not a table"
    assert reason(given.raw.classifiers) == "classifiers is not an array"


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("\ufeffa = 1", "starts with a byte order mark, which TOML parsers refuse", 0),
        ("a = 1\r\nb = \r\n", "is not valid TOML: invalid value", 11),
        ("a = " + "[" * 5000, "is nested too deeply", 0),
        ("a = " + "9" * 5000, "has a number that is too long to be read", 0),
    ],
)
def test_a_file_that_is_no_toml_is_malformed_where_the_parser_stops(text: str, message: str, offset: int) -> None:
    with pytest.raises(Malformed) as raised:
        toml_tables.load(decode("pyproject.toml", text.encode()))
    assert (raised.value.message, raised.value.at) == (message, Span("pyproject.toml", offset, offset))


def test_a_file_without_a_project_says_nothing() -> None:
    file = ProjectFile("pyproject.toml", {"tool": {"ruff": {}}}, Texts({}))
    assert pyproject.read(file) is None


def test_a_template_keeps_name_extras_operator_and_marker() -> None:
    given = project("""
        -- pyproject.toml --
        [build-system]
        build-backend = "hatchling.build"
        [project]
        name = "x"
        dynamic = ["version", "dependencies"]
        [tool.hatch.version]
        source = "uv-dynamic-versioning"
        [tool.hatch.metadata.hooks.uv-dynamic-versioning]
        dependencies = ["a[b]=={{ version }}; os_name == 'nt'", "c>={{ version }}", "d==1", "e=={{ major }}"]
        """)
    statement, problems = fields.parse(given.raw)
    assert problems == ()
    first, second, third = statement.core or ()
    assert (first.templated, second.templated, third.templated) == (True, True, False)
    assert first.text == "a[b]=={{ version }}; os_name == 'nt'"
    assert (first.name, first.extras, str(first.specifiers), str(first.marker)) == (
        "a",
        {"b"},
        "",
        'os_name == "nt"',
    )
    assert [clause.operator for clause in second.specifiers] == [">="]
    assert reason(statement.core) == "a template filled in from version control (uv-dynamic-versioning)"
