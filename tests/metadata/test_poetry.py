"""Poetry's tables, alone and beside a project table."""

from __future__ import annotations

import pytest
import tomli

from pinlint.metadata import fields, positions, pyproject
from pinlint.metadata.project_file import ProjectFile
from pinlint.source import Source, Unreadable
from pinlint.workspace import Declared, Listing, Problem, Requirement, Statement, Unknown


class Nothing:
    """A project without other files."""

    def read(self, path: str) -> bytes:
        raise Unreadable(f"no {path}")

    def exists(self, path: str) -> bool:
        return path == "nowhere"

    def folder(self, path: str) -> bool | None:
        return path == "."


BUILD = '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n'
NAME = '[tool.poetry]\nname = "Acme.App"\nversion = "1.0-beta.2"\n'
NAMED = f"{BUILD}{NAME}"
PLUGGED = BUILD.replace('"]', '", "poetry-dynamic-versioning>=1,<2"]')
DYNAMIC = "[tool.poetry-dynamic-versioning]\n"
PROJECT = f'{BUILD}[project]\nname = "app"\n'


def parsed(text: str) -> tuple[Statement, tuple[Problem, ...]]:
    raw = pyproject.read(ProjectFile("pyproject.toml", tomli.loads(text), Nothing()))
    assert raw is not None
    return fields.parse(raw)


def read(text: str) -> Statement:
    statement, problems = parsed(text)
    assert not problems
    return statement


def words(listing: Listing[Requirement] | None) -> list[str]:
    return [f"{each.scope.name or each.scope.kind}: {shown(each)}" for each in listing or ()]


def shown(requirement: Requirement) -> str:
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    url = f" @ {requirement.url}" if requirement.url else ""
    marker = f"; {requirement.marker}" if requirement.marker else ""
    return f"{requirement.name}{extras}{url}{requirement.specifiers}{marker}"


def reasons(listing: Listing[Requirement] | None) -> list[str]:
    return [each.reason for each in listing.unknown] if listing else []


def dependencies(toml: str) -> Statement:
    return read(f"{NAMED}[tool.poetry.dependencies]\n{toml}")


def test_the_fields_are_those_of_the_table() -> None:
    statement = read(f"""{NAMED}
license = "MIT"
classifiers = ["Typing :: Typed"]
[tool.poetry.dependencies]
python = "^3.9"
Click = "^8.1"
""")
    assert isinstance(statement.title, Declared)
    assert isinstance(statement.version, Declared)
    assert isinstance(statement.requires_python, Declared)
    assert isinstance(statement.license, Declared)
    assert (statement.title.value, str(statement.version.value)) == ("Acme.App", "1.0b2")
    assert (str(statement.requires_python.value), statement.requires_python.text) == ("<4.0,>=3.9", "^3.9")
    assert statement.license.value == "MIT"
    assert words(statement.core) == ["core: click<9.0,>=8.1"]
    assert statement.classifiers is not None
    assert [each.value for each in statement.classifiers] == ["Typing :: Typed"]
    assert [each.reason for each in statement.classifiers.unknown] == ["chosen by poetry-core"]
    assert not statement.private


def test_without_python_there_is_no_requires_python() -> None:
    assert read(NAMED).requires_python is None
    assert dependencies('python = "*"').requires_python is None
    assert dependencies('python = { version = "^3.9" }').requires_python is None


@pytest.mark.parametrize(
    ("python", "reason"),
    [
        ("~2.7 || ^3.12", "a union that poetry-core spells with the Pythons it knows"),
        ("===3.9", "not a constraint that poetry allows"),
    ],
)
def test_a_python_that_has_no_one_answer_is_unknown(python: str, reason: str) -> None:
    statement = dependencies(f'python = "{python}"')
    assert isinstance(statement.requires_python, Unknown)
    assert statement.requires_python.reason == reason


def test_a_python_that_poetry_refuses_is_a_problem() -> None:
    statement, problems = parsed(f'{NAMED}[tool.poetry.dependencies]\npython = "^banana"')
    assert isinstance(statement.requires_python, Unknown)
    assert [each.message for each in problems] == [
        "'^banana' is not a set of version specifiers: invalid specifier: '^banana'"
    ]


@pytest.mark.parametrize(
    ("entry", "requirement"),
    [
        ('foo = "*"', "foo"),
        ('foo = "1.2"', "foo==1.2"),
        ('foo = { version = "^1.2", extras = ["B_b", "a"] }', "foo[a,b-b]<2.0,>=1.2"),
        ('foo = { version = "^1.2", python = "<3.11" }', 'foo<2.0,>=1.2; python_version < "3.11"'),
        ('foo = { version = "1", markers = "os_name == \'nt\'" }', 'foo==1; os_name == "nt"'),
        (
            'foo = { version = "1", markers = "os_name == \'nt\' or os_name == \'java\'", platform = "win32" }',
            'foo==1; (os_name == "nt" or os_name == "java") and sys_platform == "win32"',
        ),
        ('foo = { version = "1", markers = "" , python = "*"}', "foo==1"),
        ('foo = { source = "private" }', "foo"),
        ('foo = { version = "1", allow-prereleases = true, source = "private" }', "foo==1"),
        ('foo = { path = "../core", develop = true }', "foo @ ../core"),
        ('foo = { path = "../co re", extras = ["x"], python = "^3.9" }',
         'foo[x] @ ../co%20re; python_version >= "3.9" and python_version < "4.0"'),
        ('foo = { path = "../mono", subdirectory = "libs/foo" }', "foo @ ../mono/libs/foo"),
        ('foo = { path = "../foo-1.0.tar.gz", subdirectory = "x" }', "foo @ ../foo-1.0.tar.gz#subdirectory=x"),
        ('foo = { path = "/opt/foo" }', "foo @ file:///opt/foo"),
        ('foo = { file = "dist/foo.whl" }', "foo @ dist/foo.whl"),
        ('foo = { url = "https://x.org/foo.zip", subdirectory = "s" }', "foo @ https://x.org/foo.zip#subdirectory=s"),
        ('foo = { git = "https://x.org/o/foo.git" }', "foo @ git+https://x.org/o/foo.git"),
        ('foo = { git = "https://x.org/o/foo.git", tag = "v1", subdirectory = "s" }',
         "foo @ git+https://x.org/o/foo.git@v1#subdirectory=s"),
        ('foo = { git = "git@x.org:o/foo.git", branch = "b", rev = "r" }', "foo @ git+ssh://git@x.org/o/foo.git@b"),
        ('foo = { git = "ssh://git@x.org:22/o/foo.git" }', "foo @ git+ssh://git@x.org:22/o/foo.git"),
    ],
)  # fmt: skip
def test_an_entry_becomes_a_requirement(entry: str, requirement: str) -> None:
    assert [shown(each) for each in dependencies(entry).core or ()] == [requirement]


def test_one_name_may_have_several_entries() -> None:
    statement = dependencies("""
foo = [{ version = "^1", python = "<3.9" }, { version = "^2", platform = "linux" }, "3"]
""")
    assert words(statement.core) == [
        'core: foo<2,>=1; python_version < "3.9"',
        'core: foo<3,>=2; sys_platform == "linux"',
        "core: foo==3",
    ]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('foo = "^1 || ^3"', "written as >=1,<2 || >=3,<4 by poetry-core, which no standard knows"),
        ("foo = 1", "neither a string nor a table"),
        ("foo = [1]", "neither a string nor a table"),
        ("foo = { version = 1 }", "version has a type that poetry refuses"),
        ("foo = { version = '1', extras = [1] }", "extras has a type that poetry refuses"),
        ("foo = { version = '1', optional = 'yes' }", "optional has a type that poetry refuses"),
        ("foo = '===1.0'", "not a constraint that poetry allows"),
        ("foo = { git = '../foo' }", "an address of a repository in a form of its own"),
        ('foo = { version = "1", python = "<3", markers = "python_version >= \'3.9\'" }',
         "markers that exclude each other, which poetry-core may leave out"),
    ],
)  # fmt: skip
def test_an_entry_without_one_answer_is_unknown_where_it_is_written(entry: str, reason: str) -> None:
    statement = dependencies(f"{entry}\nbar = '1'")
    assert words(statement.core) == ["core: bar==1"]
    assert reasons(statement.core) == [reason]


@pytest.mark.parametrize("entry", ['foo = "^banana"', 'foo = "latest"', 'foo = { version = "1.x", optional = false }'])
def test_a_constraint_that_poetry_refuses_is_a_problem_in_the_words_of_its_author(entry: str) -> None:
    statement, problems = parsed(f"{NAMED}[tool.poetry.dependencies]\n{entry}\n")
    (problem,) = problems
    assert problem.message.startswith(f"{entry!r} is not a PEP 508 requirement: ")
    assert statement.core is not None
    assert not statement.core.complete


def test_extras_take_dependencies_out_of_the_core() -> None:
    statement = read(f"""{NAMED}
[tool.poetry.dependencies]
Foo_a = {{ version = "^1", optional = true, python = "<3.12" }}
bar = "2"
lost = {{ version = "3", optional = true }}
kept = "4"
local = {{ file = "local.whl", optional = true }}
marked = {{ version = "5", markers = "extra == 'own'" }}
[tool.poetry.extras]
A_B = ["foo-a", "Foo.A"]
c = ["bar", "FOO-A", "missing"]
none = []
""")
    assert words(statement.core) == ["core: kept==4", "core: local @ local.whl"]
    assert words(statement.optional) == [
        "own: marked==5",
        'a-b: foo-a<2,>=1; python_version < "3.12"',
        'c: foo-a<2,>=1; python_version < "3.12"',
        "c: bar==2",
    ]
    assert [each.value for each in statement.extras or ()] == ["a-b", "c", "none"]


def test_what_is_unknown_of_an_optional_dependency_is_unknown_of_its_extra() -> None:
    statement = read(f"""{NAMED}
[tool.poetry.dependencies]
foo = {{ version = "^1 || ^3", optional = true }}
[tool.poetry.extras]
x = ["foo"]
""")
    assert statement.core is not None
    assert statement.core.complete
    assert len(reasons(statement.optional)) == 1


def test_groups_are_dependency_groups() -> None:
    statement = read(f"""{NAMED}
[tool.poetry.dev-dependencies]
python = "^3.9"
black = "^22"
[tool.poetry.group.test]
optional = true
[tool.poetry.group.test.dependencies]
pytest = "^8"
core = {{ path = "../core", develop = true }}
[tool.poetry.group.all]
include-groups = ["test"]
[tool.poetry.group.docs.dependencies]
sphinx = {{ source = "private" }}
[dependency-groups]
docs = ["sphinx>=7"]
""")
    assert sorted(words(statement.groups)) == [
        "dev: black<23,>=22",
        "docs: sphinx>=7",
        "test: core @ ../core",
        "test: pytest<9,>=8",
    ]
    assert statement.groups is not None
    assert statement.groups.complete
    assert words(statement.core) == []


def test_a_project_that_is_no_package_is_private() -> None:
    assert read(f"{NAMED}package-mode = false").private


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("[tool.poetry-dynamic-versioning]\nenable = true", "set by poetry-dynamic-versioning when it builds"),
        ("[tool.poetry-version-plugin]\nsource = 'git-tag'", "set by poetry-version-plugin when it builds"),
    ],
)
def test_a_version_that_a_plugin_sets_is_unknown(more: str, reason: str) -> None:
    version = read(f"{NAMED}{more}").version
    assert isinstance(version, Unknown)
    assert version.reason == reason


@pytest.mark.parametrize("table", ["[tool.poetry-dynamic-versioning]\nenable = false", DYNAMIC, ""])
def test_a_plugin_that_is_not_enabled_leaves_the_version(table: str) -> None:
    version = read(f"{PLUGGED}{NAME}{table}").version
    assert isinstance(version, Declared)
    assert str(version.value) == "1.0b2"


def test_a_plugin_sets_the_version_that_the_project_table_leaves_open() -> None:
    enabled = f"{DYNAMIC}enable = true\n"
    project = f'{PLUGGED}[project]\nname = "x"\n'
    new = read(f'{project}dynamic = ["version"]\n[tool.poetry]\nversion = "0"\n{enabled}').version
    assert isinstance(new, Unknown)
    assert isinstance(read(f'{project}version = "1"\n{enabled}').version, Declared)


@pytest.mark.parametrize(
    ("requires", "published"),
    [
        ("poetry-core", False),
        ("poetry-core>=1.0.0", False),
        ("poetry_core >= 2.0,<3", False),
        ("poetry>=0.12", False),
        ("poetry-core!=2.0.0", False),
        ("poetry-core==2.1.0", False),
        ("poetry-core>=1.0.0,<2", True),
        ("poetry-core==1.9.*", True),
        ("poetry-core~=2.0.0", True),
        ("poetry<2.0", True),
    ],
)
def test_older_releases_publish_an_optional_dependency_that_no_extra_names(requires: str, published: bool) -> None:  # noqa: FBT001 - a column of a table
    build = f'[build-system]\nrequires = ["{requires}"]\nbuild-backend = "poetry.core.masonry.api"\n'
    core = read(f'{build}{NAME}[tool.poetry.dependencies]\na = "1"\nb = {{ version = "1", optional = true }}').core
    assert core is not None
    assert [each.name for each in core] == (["a", "b"] if published else ["a"])


def test_releases_before_the_project_table_read_their_own() -> None:
    old = '[build-system]\nrequires = ["poetry-core<2"]\nbuild-backend = "poetry.core.masonry.api"\n'
    statement = read(f'{old}[project]\nname = "other"\nversion = "9"\ndependencies = ["z"]\n{NAME}')
    assert isinstance(statement.title, Declared)
    assert isinstance(statement.version, Declared)
    assert (statement.title.value, str(statement.version.value)) == ("Acme.App", "1.0b2")


def test_the_last_release_before_2_1_does_not_mix_tables() -> None:
    old = '[build-system]\nrequires = ["poetry-core==2.0.*"]\nbuild-backend = "poetry.core.masonry.api"\n'
    project = f'{old}[project]\nname = "x"\nversion = "9"\ndynamic = ["dependencies"]\n'
    statement = read(f'{project}optional-dependencies = {{ x = ["z"] }}\n[tool.poetry.dependencies]\na = "1"\n')
    assert not statement.core
    assert statement.optional is not None
    assert [each.name for each in statement.optional] == ["z"]


def test_an_extra_in_a_marker_is_not_known_where_its_constraint_is_not() -> None:
    statement = dependencies("""
a = { version = "^1 || ^3", markers = "extra == 'own'" }
""")
    assert statement.optional is not None
    assert not statement.optional.complete


def test_a_project_table_leaves_to_poetry_what_it_does_not_say() -> None:
    statement = read(f"""{PROJECT}
dynamic = ["version", "requires-python", "dependencies", "classifiers"]
[tool.poetry]
version = "1.2"
license = "MIT"
classifiers = ["Typing :: Typed"]
[tool.poetry.dependencies]
python = "^3.9"
foo = "^1"
bar = {{ version = "2", optional = true }}
[tool.poetry.extras]
x = ["bar"]
""")
    assert isinstance(statement.version, Declared)
    assert isinstance(statement.requires_python, Declared)
    assert isinstance(statement.license, Declared)
    assert str(statement.version.value) == "1.2"
    assert str(statement.requires_python.value) == "<4.0,>=3.9"
    assert words(statement.core) == ["core: foo<2,>=1"]
    assert words(statement.optional) == ["x: bar==2"]
    assert [each.value for each in statement.classifiers or ()] == ["Typing :: Typed"]


def test_what_the_project_table_says_poetry_only_locks() -> None:
    statement = read(f"""{PROJECT}
version = "1.0"
requires-python = ">=3.9"
dependencies = ["foo (>=1)"]
classifiers = ["Typing :: Typed"]
license = "MIT"
[tool.poetry]
version = "2.0"
license = "BSD"
classifiers = ["Private :: No"]
[tool.poetry.dependencies]
python = "^3.10"
foo = {{ path = "../foo", develop = true }}
bar = "1"
[tool.poetry.extras]
x = ["foo"]
""")
    assert isinstance(statement.version, Declared)
    assert isinstance(statement.license, Declared)
    assert isinstance(statement.requires_python, Declared)
    assert (str(statement.version.value), statement.license.value) == ("1.0", "MIT")
    assert str(statement.requires_python.value) == ">=3.9"
    assert words(statement.core) == ["core: foo>=1"]
    assert not statement.extras
    assert statement.classifiers is not None
    assert [each.value for each in statement.classifiers] == ["Typing :: Typed"]
    assert statement.classifiers.complete


def test_an_empty_list_in_the_project_table_leaves_the_dependencies_to_poetry() -> None:
    statement = read(f'{PROJECT}version = "1"\ndependencies = []\n[tool.poetry.dependencies]\nfoo = "1"')
    assert words(statement.core) == ["core: foo==1"]


def test_where_only_extras_are_in_the_project_table_poetry_may_add_the_core() -> None:
    text = f"""{PROJECT}
version = "1"
DYNAMIC
[project.optional-dependencies]
x = ["bar>=2"]
[tool.poetry.dependencies]
foo = "1"
lost = {{ version = "1", optional = true }}
"""
    mixed = read(text.replace("DYNAMIC", 'dynamic = ["dependencies"]'))
    assert words(mixed.core) == ["core: foo==1"]
    assert words(mixed.optional) == ["x: bar>=2"]
    plain = read(text.replace("DYNAMIC", ""))
    assert words(plain.core) == []
    assert words(plain.optional) == ["x: bar>=2"]


def test_where_only_the_core_is_in_the_project_table_poetry_adds_what_asks_for_an_extra_itself() -> None:
    statement = read(f"""{PROJECT}
version = "1"
dynamic = ["optional-dependencies"]
dependencies = ["foo"]
[tool.poetry.dependencies]
bar = {{ version = "1", optional = true }}
own = {{ version = "1", markers = "extra == 'x'" }}
[tool.poetry.extras]
x = ["bar"]
""")
    assert words(statement.core) == ["core: foo"]
    assert words(statement.optional) == ["x: own==1"]


def test_tables_left_over_beside_another_backend_say_nothing() -> None:
    text = (
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[tool.poetry]\nname = "x"'
    )
    assert pyproject.read(ProjectFile("pyproject.toml", tomli.loads(text), Nothing())) is None


def test_without_a_backend_the_tables_of_poetry_count() -> None:
    assert isinstance(read('[tool.poetry]\nname = "x"').title, Declared)


def test_without_a_backend_the_tables_of_poetry_say_nothing_where_setuptools_is_required() -> None:
    text = '[build-system]\nrequires = ["setuptools >= 40.6", "wheel"]\n[tool.poetry]\nname = "x"'
    assert pyproject.read(ProjectFile("pyproject.toml", tomli.loads(text), Nothing())) is None


def test_every_requirement_is_where_its_place_says() -> None:
    text = f"""{NAMED}
[tool.poetry.dependencies]
python = "^3.9"
a = "^1"
b = {{ optional = true, version = "^2" }}
c = [{{ version = "^3" }}, "^4"]
d = {{ path = "../d" }}
e = {{ source = "x" }}
[tool.poetry.dependencies.f]
version = "^5"
[tool.poetry.extras]
x = ["b"]
[tool.poetry.group.dev.dependencies]
g = "^6"
"""
    source = Source("pyproject.toml", text)
    statement = read(text)
    found = {}
    for requirement in (*statement.published, *(statement.groups or ())):
        span = positions.locate(source, requirement.at)
        found[str(requirement.specifiers) or requirement.name] = text[span.start : span.end]
    assert found == {
        "<2,>=1": '"^1"',
        "<3,>=2": '"^2"',
        "<4,>=3": '"^3"',
        "<5,>=4": '"^4"',
        "d": '"../d"',
        "e": '{ source = "x" }',
        "<6,>=5": '"^5"',
        "<7,>=6": '"^6"',
    }


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ('foo = "^1.2"', 'foo = "^1.2"'),
        (
            'foo = {version="^1.2",optional=false,extras=["a"]}',
            'foo = { version = "^1.2", optional = false, extras = ["a"] }',
        ),
        ("foo = { path = '../core', develop = true }", 'foo = { path = "../core", develop = true }'),
        ('[tool.poetry.dependencies.foo]\nversion = "1"\nx.y = 1', 'foo = { version = "1", x = ... }'),
    ],
)
def test_the_text_of_a_requirement_is_that_of_its_author(entry: str, text: str) -> None:
    head = "" if entry.startswith("[") else "[tool.poetry.dependencies]\n"
    raw = pyproject.read(ProjectFile("pyproject.toml", tomli.loads(f"{NAMED}{head}{entry}"), Nothing()))
    assert raw is not None
    assert raw.requires is not None
    assert [each.text for each in raw.requires] == [text]


@pytest.mark.parametrize(
    "toml",
    [
        "dependencies = 1",
        "dependencies = ['x']",
        "group = 1",
        "group.x = 1",
        "group.x.dependencies = 1",
        "extras = 1",
        "extras.x = 1",
        "extras.x = [1]",
        "dev-dependencies = 1",
        "classifiers = 1",
        "license = 1",
        "dependencies.python = 1",
        "dependencies.'' = '1'",
    ],
)
def test_tables_of_the_wrong_type_are_no_exception(toml: str) -> None:
    statement, _ = parsed(f"{NAMED}{toml}")
    assert isinstance(statement.title, Declared)
    statement, _ = parsed(f"{PROJECT}[tool.poetry]\n{toml}")
    assert isinstance(statement.title, Declared)
    parsed(f"{PROJECT}dependencies = 1\noptional-dependencies = 2\ndynamic = 3\n[tool.poetry]\n{toml}")


@pytest.mark.parametrize("wrong", ["version", "name"])
def test_a_scalar_of_the_wrong_type_is_unknown(wrong: str) -> None:
    tables = {"name": "'x'", "version": "'1'", wrong: "1"}
    statement, _ = parsed("[tool.poetry]\n" + "\n".join(f"{key} = {value}" for key, value in tables.items()))
    assert isinstance(statement.version if wrong == "version" else statement.title, Unknown)


def test_a_dependency_whose_marker_asks_for_an_extra_is_in_that_one_alone() -> None:
    statement = read(f"""{NAMED}
[tool.poetry.dependencies]
foo = {{ version = "1", markers = "extra == 'own'", optional = true }}
[tool.poetry.extras]
x = ["foo"]
y = ["foo"]
""")
    assert words(statement.core) == []
    assert words(statement.optional) == ["own: foo==1"]
