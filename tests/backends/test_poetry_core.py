"""poetry-core: what pinlint reads of poetry's tables is what the backend writes."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name

from pinlint.metadata import core_metadata, fields
from pinlint.metadata.backends import poetry_words
from pinlint.metadata.backends.poetry_constraints import Refused, Undecided
from pinlint.sets.conditions import equivalent
from pinlint.source import Key, Source
from pinlint.workspace import Unknown
from tests.backends.held import Case, build, hold, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pinlint.workspace import Facts, Listing, Requirement

pytestmark = pytest.mark.backends

BACKEND = "poetry.core.masonry.api"
BUILD = f'-- pyproject.toml --\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "{BACKEND}"\n'
POETRY = f'{BUILD}[tool.poetry]\nname = "Acme.App"\nversion = "1.0-beta.2"\ndescription = ""\nauthors = []\n'
MODULE = "\n-- acme_app/__init__.py --\n-- core/pyproject.toml --\n-- core.whl --\n"

CONSTRAINTS = (
    *("*", "x", "^1", "^1.2", "^1.2.3", "^0", "^0.0", "^0.0.3", "^0.2", "^1.0a1", "^1!2.0", "~1", "~1.2", "~1.2.3.4"),
    *("~=1.2", "~=1.2.3", "1.2", "=1.2", "==1.2", "<>1.2", "1.2+local.1", "1.0-beta.2", "1.2.*", "==1.2.*", "!=1.2.*"),
    *("!=1.2", ">=1.5.*", ">=1.2,<2", ">= 1.2 , < 2", ">=1.2 <2", "^1.2,<1.5", ">=1,<=1.0", ">=1.0,!=1.5,<2.0"),
    *(">=1.0 !=1.5 <2.0", "!=1.5,!=1.6", "^1.0,!=1.3.*", "<2.0.dev0", ">=2 || >=1", "^1 || ^3", "^1 || ^2"),
    *(">=1.2.dev0,<1.3", "<2.0rc1", ">1.0", "<=2", "dev", "1.0.post1", ">=1.0.post1", "1.2,", "*,!=1.5"),
)
PYTHONS = (
    *("*", "^3.9", "^3.8.1", "~3.9", "~=3.9", ">=3.9", ">=3.9,<3.13", ">=3.9 <3.13", "3.9", "3", "3.9.1", "3.9.*"),
    *(">3.8", "<=3.12", "~2.7 || ^3.6", ">=3.8,!=3.9.7", ">=3.8,!=3.9.*", "!=3.9.7", ">=2.7,!=3.0.*,!=3.1.*"),
)
MARKERS = ("", "os_name == 'nt'", "os_name == 'nt' or os_name == 'java'", "python_version >= '3.10'", "extra == 'own'")
PLATFORMS = ("", "win32", "!=win32", "linux || darwin", "!=win32,!=darwin")


def tables(text: str) -> str:
    return f"{POETRY}{text}{MODULE}"


def generated() -> list[Case]:
    """A project for each Python, with every constraint once, among changing Pythons, markers, platforms and extras."""
    cases = []
    for number, python in enumerate(PYTHONS):
        lines, extras = ["[tool.poetry.dependencies]", f'python = "{python}"'], []
        for index, constraint in enumerate(CONSTRAINTS):
            turn = number + index
            table = {"version": constraint}
            table |= {"python": PYTHONS[turn % len(PYTHONS)]} if turn % 3 == 0 else {}
            table |= {"markers": MARKERS[turn % len(MARKERS)]} if turn % 5 == 1 or turn % 7 == 0 else {}
            table |= {"platform": PLATFORMS[turn % len(PLATFORMS)]} if turn % 4 == 2 else {}
            parts = [f'{key} = "{value}"' for key, value in table.items() if value]
            parts += ["optional = true"] if turn % 6 == 0 else []
            parts += ['extras = ["B_b", "a"]'] if turn % 8 == 0 else []
            lines.append(f"Dep_{index} = {{ {', '.join(parts)} }}")
        for step in range(number % 3 + 4, number % 3 + 7):
            names = [f"dep-{index}" for index in range(0, len(CONSTRAINTS), step)]
            extras.append(f"Extra_{step} = {names}")
        text = "\n".join((*lines, "[tool.poetry.extras]", *extras))
        cases.append(Case(f"generated-{number}", tables(text)))
    return cases


CASES = [
    Case("bare", tables("")),
    Case(
        "plain", tables('[tool.poetry.dependencies]\nClick = "^8"\nfoo_b = "1"\n[tool.poetry.extras]\nX_y = ["Foo.b"]')
    ),
    Case("case-of-python", tables('[tool.poetry.dependencies]\nPython = "^3.9"')),
    Case(
        "many",
        tables("""
[tool.poetry.dependencies]
foo = [{ version = "^1", python = "<3.9" }, { version = "^2", python = ">=3.9", platform = "linux" }]
bar = [{ version = "^1", optional = true, markers = "os_name == 'nt'" }, { version = "^2", optional = true }]
lost = { version = "1", optional = true }
[tool.poetry.extras]
one = ["bar", "bar"]
two = ["bar", "foo"]
none = []
missing = ["nothing"]
[tool.poetry.group.dev.dependencies]
baz = "^1"
[tool.poetry.dev-dependencies]
older = "^1"
"""),
    ),
    Case(
        "origins",
        tables("""
[tool.poetry.dependencies]
python = "^3.9"
a = { path = "core", develop = true, extras = ["x"] }
b = { path = "../elsewhere" }
c = { path = "../mono", subdirectory = "libs/c", markers = "os_name == 'nt'" }
d = { file = "core.whl", optional = true }
e = { path = "core.whl" }
f = { url = "https://x.org/f.zip" }
g = { url = "https://x.org/g.zip", subdirectory = "s", optional = true }
h = { git = "https://x.org/o/h.git" }
i = { git = "https://x.org/o/i.git", tag = "v1", subdirectory = "s", extras = ["x"] }
j = { git = "git@x.org:o/j.git", branch = "main" }
k = { git = "ssh://git@x.org:22/o/k.git", rev = "0123abc", python = "<3.11" }
l = { git = "git+https://u:p@x.org/o/l.git" }
m = { git = "https://x.org:8080/o/m" }
n = { git = "https://x.org/o/n.git@v1" }
o = { path = "/opt/o" }
p = { git = "file:///opt/p.git" }
[tool.poetry.extras]
all = ["a", "g", "h"]
"""),
    ),
    Case(
        "dynamic",
        f"""{BUILD}
[project]
name = "acme-app"
dynamic = ["version", "requires-python", "dependencies", "optional-dependencies", "classifiers"]
[tool.poetry]
version = "1.2"
classifiers = ["Typing :: Typed"]
[tool.poetry.dependencies]
python = "^3.9"
foo = "^1"
bar = {{ version = "2", optional = true }}
[tool.poetry.extras]
x = ["bar"]
{MODULE}""",
    ),
    Case(
        "enriched",
        f"""{BUILD}
[project]
name = "acme-app"
version = "1.0"
requires-python = ">=3.9"
dependencies = ["core", "foo (>=1) ; os_name == 'nt'"]
classifiers = ["Typing :: Typed"]
[project.optional-dependencies]
X_y = ["bar[B_b]>=2"]
[tool.poetry.dependencies]
python = "^3.10"
core = {{ path = "core", develop = true }}
more = "1"
[tool.poetry.extras]
z = ["more"]
{MODULE}""",
    ),
    *(
        Case(
            f"mixed-{number}",
            f"""{BUILD}
[project]
name = "acme-app"
version = "1.0"
{project}
[tool.poetry.dependencies]
foo = "1"
lost = {{ version = "1", optional = true }}
own = {{ version = "1", markers = "extra == 'own'" }}
[tool.poetry.extras]
z = ["lost"]
{MODULE}""",
        )
        for number, project in enumerate(
            f"{dynamic}\n{core}\n{optional}"
            for dynamic in ("", 'dynamic = ["dependencies"]', 'dynamic = ["optional-dependencies"]')
            for core in ("", "dependencies = []", 'dependencies = ["bar"]')
            for optional in ("", 'optional-dependencies = { x = ["baz"] }', "optional-dependencies = { x = [] }")
        )
    ),
]

PLUGGED = BUILD.replace('"]', '", "poetry-dynamic-versioning"]').replace(BACKEND, "poetry_dynamic_versioning.backend")
TABLE = "[tool.poetry-dynamic-versioning]\n"
SET = {"version": "set by poetry-dynamic-versioning"}
PLUGIN_CASES = [
    Case(f"{name}-{where}", f"{PLUGGED}{project}{table}{MODULE}", unknown)
    for name, table, unknown in (
        ("enabled", f"{TABLE}enable = true\n", SET),
        ("disabled", f"{TABLE}enable = false\n", {}),
        ("not-enabled", f'{TABLE}vcs = "git"\n', {}),
        ("without-its-table", "", {}),
    )
    for where, project in (
        ("alone", POETRY.removeprefix(BUILD)),
        ("mixed", '[project]\nname = "acme-app"\ndynamic = ["version"]\n[tool.poetry]\nversion = "0.0.0"\n'),
    )
]

LICENSES = (
    *("MIT", "mit", "MIT License", "Apache License 2.0", "ISC License", "Proprietary", "BSD", "BSD 3-Clause", "My Own"),
    *("MIT OR Apache-2.0", "mit or apache-2.0", "LicenseRef-x", "GPL-3.0", "GNU General Public License v3.0 or later"),
)
UNSURE = ("JSON License", "Creative Commons Zero v1.0 Universal", "The licence of somebody else")
LICENSE_CASES = [
    Case(f"{where} {text}", f"{head}license = {quoted}\n{MODULE}", {"license": "name of a licence"} if unknown else {})
    for unknown, texts in ((False, LICENSES), (True, UNSURE))
    for text in texts
    for where, head, quoted in (
        ("alone", POETRY, f"'{text}'"),
        ("project", f'{BUILD}[project]\nname = "acme-app"\nversion = "1.0"\n', f"'{text}'"),
        ("table", f'{BUILD}[project]\nname = "acme-app"\nversion = "1.0"\n', f"{{text = '{text}'}}"),
    )
]

REFUSED = ["foo = ''", "foo = '^banana'", "foo = '1.x'", "foo = '===1'", "foo = { version = '*', python = '>3,<2' }"]


@pytest.mark.parametrize("case", [*CASES, *generated()], ids=lambda case: case.name)
def test_what_is_read_is_what_is_written(case: Case, tmp_path: Path) -> None:
    folder = case.write(tmp_path)
    ours = read(tmp_path)
    (answer,) = build(BACKEND, [folder])
    assert isinstance(answer, str), answer["error"]
    theirs, _ = fields.parse(core_metadata.read(Source("METADATA", answer)))
    assert differences(ours, theirs, str(folder)) == []


def test_the_licence_is_written_by_its_identifier(tmp_path: Path) -> None:
    unknown = {"classifiers": "chosen by poetry-core"}
    cases = [replace(case, unknown=unknown | case.unknown) for case in LICENSE_CASES]
    assert hold(BACKEND, cases, tmp_path) == {case.name: [] for case in cases}


@pytest.mark.parametrize("case", PLUGIN_CASES, ids=lambda case: case.name)
def test_the_version_is_the_one_that_a_plugin_sets_where_it_is_enabled(case: Case, tmp_path: Path) -> None:
    unknown = {**case.unknown, "classifiers": "chosen by poetry-core"}
    held = hold("poetry_dynamic_versioning.backend", [replace(case, unknown=unknown)], tmp_path)
    assert held == {case.name: []}


def test_what_the_backend_refuses_is_a_problem_or_unknown(tmp_path: Path) -> None:
    folders = [
        Case("x", tables(f"[tool.poetry.dependencies]\n{entry}")).write(tmp_path / str(number))
        for number, entry in enumerate(REFUSED)
    ]
    for folder, answer in zip(folders, build(BACKEND, folders), strict=True):
        assert isinstance(answer, dict)
        core = read(folder).core
        assert core is not None
        assert not core.complete


def differences(ours: Facts, theirs: Facts, folder: str) -> list[str]:
    """Where pinlint says something else than the backend. What it does not know may be anything."""
    found = []
    for name in ("title", "version", "requires_python"):
        read_, written = getattr(ours, name), getattr(theirs, name)
        if not isinstance(read_, Unknown) and (read_ and read_.value) != (written and written.value):
            found.append(f"{name}: {read_}, but {written}")
    extras = [{each.value for each in facts.extras or ()} for facts in (ours, theirs)]
    if extras[0] != extras[1]:
        found.append(f"extras: {extras}")
    added = {each.value for each in theirs.classifiers or ()} - {each.value for each in ours.classifiers or ()}
    missing = {each.value for each in ours.classifiers or ()} - {each.value for each in theirs.classifiers or ()}
    if missing or (added and (ours.classifiers is None or ours.classifiers.complete)):
        found.append(f"classifiers: {added}, {missing}")
    silent = {name for listing in (ours.core, ours.optional) for name in _unknown(listing)}
    left = [each for each in theirs.published if each.name not in silent]
    for requirement in ours.published:
        same = next((each for each in left if _agree(requirement, each, folder)), None)
        if same is None:
            found.append(f"only read: {requirement}")
        else:
            left.remove(same)
    return [*found, *(f"only written: {each}" for each in left)]


def _unknown(listing: Listing[Requirement] | None) -> Iterator[str]:
    """The names of the dependencies that could not be read."""
    for each in listing.unknown if listing else ():
        if isinstance(each.at, Key):
            yield canonicalize_name(str(each.at.keys[3]))


def _agree(ours: Requirement, theirs: Requirement, folder: str) -> bool:
    return (
        (ours.scope, ours.name, ours.extras) == (theirs.scope, theirs.name, theirs.extras)
        and str(ours.specifiers) == str(theirs.specifiers)
        and _absolute(ours.url, folder) == theirs.url
        and equivalent(ours.marker, theirs.marker) is True
    )


def _absolute(url: str | None, folder: str) -> str | None:
    """The address that a path of the project has on this machine."""
    return url if url is None or "://" in url else f"file://{posixpath.normpath(posixpath.join(folder, url))}"


_VERSIONS = st.sampled_from(
    (
        *(
            "1",
            "1.2",
            "1.2.3",
            "0",
            "0.0",
            "0.0.3",
            "0.1",
            "2.0",
            "1.2.3.4",
            "3.8",
            "3.9",
            "3.10.1",
            "4",
            "2.7",
            "v1.2",
        ),
        *("1.0a1", "2.0.dev1", "2.0rc1", "1.0.post1", "1!2.0", "1.2+local", "dev", "banana", ""),
    )
)
_OPERATORS = st.sampled_from(
    ("", "^", "~", "~=", "==", "=", "!=", ">", ">=", "<", "<=", "<>", "===", "^ ", ">= ", "~ ")
)
_CLAUSES = st.sampled_from(["*", "x.X"]) | st.builds(
    "{}{}{}".format, _OPERATORS, _VERSIONS, st.sampled_from(["", "", "", ".*", ".*.*"])
)


def joined(parts: st.SearchStrategy[str], separators: list[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(st.sampled_from(separators), parts), min_size=1, max_size=3)
    return pairs.map(lambda found: "".join(part for pair in found for part in pair).lstrip(" ,|"))


@settings(max_examples=2000)
@given(
    joined(joined(_CLAUSES, [",", " ", ", ", " , "]), ["||", " || ", "|"]), st.sampled_from(["", "", "", ",", ", ,"])
)
def test_every_constraint_is_written_as_poetry_core_writes_it(constraint: str, end: str) -> None:
    constraints = import_module("poetry.core.constraints.version")
    factory = import_module("poetry.core.factory").Factory
    helpers = import_module("poetry.core.version.helpers")
    text = constraint + end
    requirement = python = None
    # Of its errors several are not its own.
    with suppress(Exception):
        requirement = factory.create_dependency("foo", text).to_pep_508()
    with suppress(Exception):
        python = helpers.format_python_constraint(constraints.parse_marker_version_constraint(text))
    specifiers = (
        None if requirement is None else requirement.removeprefix("foo").strip().removeprefix("(").removesuffix(")")
    )
    assert _same(poetry_words.specifiers, text, specifiers)
    if text != "*":
        assert _same(poetry_words.requires_python, text, python)


def _same(read_: Callable[[str], str], text: str, written: str | None) -> bool:
    """Whether it is said the same, both refuse it, or both say a set that accepts nothing."""
    try:
        ours = read_(text)
    except Refused:
        return written is None
    except Undecided:
        return True
    return ours == written or (written == "<empty>" and _accepts_nothing(ours))


def _accepts_nothing(text: str) -> bool:
    try:
        return SpecifierSet(text).is_unsatisfiable()
    except InvalidSpecifier:
        return False
