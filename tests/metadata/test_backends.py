from __future__ import annotations

import pytest

from pinlint.metadata import positions, reading
from pinlint.metadata.backends import egg_info
from pinlint.source import Source, decode
from pinlint.testing import Texts, candidates, parse_workspace
from pinlint.workspace import Declared, Listing, Member, Unknown

HATCH = '[build-system]\nbuild-backend = "hatchling.build"\n[project]\nname = "x"\ndynamic = ["version"]\n'
SETUPTOOLS = '[project]\nname = "x"\ndynamic = ["version"]\n[tool.setuptools.dynamic]\n'
PDM = HATCH.replace("hatchling.build", "pdm.backend")
MESON = HATCH.replace("hatchling.build", "mesonpy")
MATURIN = HATCH.replace("hatchling.build", "maturin")
FLIT = HATCH.replace("hatchling.build", "flit_core.buildapi")
REGEX = 'provider = "scikit_build_core.metadata.regex"'
SKBUILD = HATCH.replace("hatchling.build", "scikit_build_core.build")


def version(tables: str, others: str = "", folder: str = "") -> str:
    """The version, where it is written, and the text there; or why it is unknown."""
    files = parse_workspace(f"-- {folder}pyproject.toml --\n{tables}\n{others}")
    read = reading.read(candidates(files), Texts(files))
    value = read.members[0].version
    if isinstance(value, Unknown):
        return value.reason
    assert isinstance(value, Declared)
    source = read.sources[value.at.path]
    span = positions.locate(source, value.at)
    return f"{value.value} {span.path} {source.text[span.start : span.end]}"


@pytest.mark.parametrize(
    ("tables", "others", "expected"),
    [
        (
            f'{HATCH}[tool.hatch.version]\npath = "x.py"',
            "-- x.py --\n__version__ = '1.0'\n",
            "1.0 x.py '1.0'",
        ),
        (
            f'{HATCH}[tool.hatch.version]\nsource = "regex_commit"\npath = "x.py"',
            "-- x.py --\n__version__ = '1.0'\n",
            "1.0 x.py '1.0'",
        ),
        (
            f'{HATCH}[tool.hatch.version]\npath = "x.py"',
            "-- x.py --\n__version__ = 'v1.0'\n",
            "1.0 x.py 1.0",
        ),
        (
            f'{HATCH}[tool.hatch.version]\npath = "V"\npattern = "is (?P<version>.*)"',
            "-- V --\nit\r\nis 1.0\r\n",
            "1.0 V 1.0",
        ),
        (
            f'{HATCH}[tool.hatch.version]\nsource = "nodejs"',
            '-- package.json --\n{"version": "1.0.0-rc.2"}\n',
            '1.0.0rc2 package.json "1.0.0-rc.2"',
        ),
        (
            f'{SETUPTOOLS}version = {{file = "V"}}',
            "-- V --\n1.0\n",
            "1.0 V 1.0",
        ),
        (
            f'{SETUPTOOLS}version = {{attr = "x.V"}}',
            "-- x/__init__.py --\nfrom .v import V\n-- x/v.py --\nV = '1.0'\n",
            "1.0 x/v.py '1.0'",
        ),
        (
            f'{SETUPTOOLS}version = {{attr = "x.V"}}',
            "-- x/__init__.py --\nV = '.'.join(['1', '0'])\n",
            '1.0 pyproject.toml "x.V"',
        ),
        (
            f'{PDM}[tool.pdm.version]\nsource = "file"\npath = "x.py"',
            "-- x.py --\nVERSION = '1.0'\n",
            "1.0 x.py '1.0'",
        ),
        (
            f'{FLIT}[tool.flit.module]\nname = "a.b"',
            "-- src/a/b.py --\n__version__ = '1.0'\n",
            "1.0 src/a/b.py '1.0'",
        ),
        (MESON, "-- meson.build --\nproject('x', version: '1.0')\n", "1.0 meson.build '1.0'"),
        (MATURIN, '-- Cargo.toml --\n[package]\nversion = "1.0.0-rc.1"\n', '1.0.0rc1 Cargo.toml "1.0.0-rc.1"'),
        (
            f'{SKBUILD}[tool.scikit-build.metadata.version]\n{REGEX}\ninput = "x"',
            "-- x --\nVERSION: str = '1.0'\n",
            "1.0 x 1.0",
        ),
    ],
)
def test_a_version_taken_from_a_file_is_placed_where_it_is_written(tables: str, others: str, expected: str) -> None:
    assert version(tables, others) == expected


@pytest.mark.parametrize(
    ("tables", "others", "expected"),
    [
        (HATCH, "", "left to a metadata hook, with no [tool.hatch.version]"),
        (f'{HATCH}[tool.hatch.version]\npath = "x.py"', "", "x.py cannot be read: is missing"),
        (f'{HATCH}[tool.hatch.version]\npath = "x.py"', "-- x.py --\n", "the pattern is not found in x.py"),
        (f'{HATCH}[tool.hatch.version]\nsource = "env"\nvariable = "V"', "", "from the environment variable V"),
        (f'{HATCH}[tool.hatch.version]\nsource = "calver"', "", "set by hatchling's version source 'calver'"),
        (
            f"{HATCH}[tool.hatch.version]\npath = 'x'\npattern = '(?P<version>(a|a)+)$'",
            f"-- x --\n{'a' * 5000}b\n",
            "uses a regular expression that may take too long",
        ),
        (
            f"{HATCH}[tool.hatch.version]\npath = 'x'\npattern = '(.+)'",
            "-- x --\n1\n",
            "the pattern has no group version",
        ),
        (f"{HATCH}[tool.hatch.version]\npath = 'x'\npattern = '('", "-- x --\n1\n", "not a regular expression"),
        (
            f'{HATCH}[tool.hatch.version]\nsource = "nodejs"',
            '-- package.json --\n{"version": "1.0"}\n',
            "'1.0' in package.json is no version that hatch-nodejs-version converts",
        ),
        (f'{SETUPTOOLS}version = {{file = "../V"}}', "", "../V is no file in the folder of the project"),
        (f'{SETUPTOOLS}version = {{attr = "x.V"}}', "", "x.V is in no module of the project"),
        (f"{SETUPTOOLS}[tool.versioningit]", "", "from version control (versioningit)"),
        (FLIT, "", "there is no module x"),
        (MESON, "-- meson.build --\nproject('x')\n", "project() in meson.build has no version"),
        (MESON, "-- meson.build --\nproject('x', version: f'1')\n", "the version in meson.build is computed"),
        (MESON, "-- meson.build --\nproject('x', version: '1\\x2e0')\n", "the version in meson.build is computed"),
        (MATURIN, "", "Cargo.toml cannot be read"),
        (
            MATURIN,
            "-- Cargo.toml --\n[package]\nversion.workspace = true\n",
            "version of a Cargo workspace that is not found",
        ),
        (SKBUILD, "", "no single provider of scikit-build-core sets version"),
        (
            (
                f"{SKBUILD}[tool.scikit-build.metadata.version]\n{REGEX}\ninput = 'x'\n"
                "[[tool.scikit-build.overrides]]\nif.platform-system = 'linux'\nmetadata.version.input = 'y'"
            ),
            "-- x --\nVERSION = '1'\n",
            "no single provider of scikit-build-core sets version",
        ),
    ],
)
def test_a_version_that_no_file_states_says_where_it_comes_from(tables: str, others: str, expected: str) -> None:
    assert version(tables, others) == expected


def test_a_version_of_the_cargo_workspace_is_placed_in_its_manifest() -> None:
    crate = "-- py/Cargo.toml --\n[package]\nversion.workspace = true\n"
    read = version(MATURIN, f'{crate}-- Cargo.toml --\n[workspace.package]\nversion = "2.0.0"', folder="py/")
    assert read == '2.0.0 Cargo.toml "2.0.0"'


def test_flit_tables_of_old_describe_a_project() -> None:
    files = parse_workspace("""
        -- pyproject.toml --
        [build-system]
        requires = ["flit_core <4"]
        build-backend = "flit_core.buildapi"
        [tool.flit.metadata]
        module = "acme"
        dist-name = "acme-core"
        requires = ["a"]
        requires-python = ">=3.6"
        classifiers = ["Typing :: Typed"]
        [tool.flit.metadata.requires-extra]
        test = ["b"]
        -- acme.py --
        __version__ = "1.2"
        """)
    (member,) = reading.read(candidates(files), Texts(files)).members
    assert (member.label, str(member.version.value if isinstance(member.version, Declared) else "")) == (
        "acme-core",
        "1.2",
    )
    assert [(str(each.scope.name), each.name) for each in member.published] == [("None", "a"), ("test", "b")]


def test_an_extra_that_collects_extras_has_what_they_have_once_where_hatchling_builds() -> None:
    files = parse_workspace(f"""-- pyproject.toml --
{HATCH.replace('dynamic = ["version"]', 'version = "1"')}
[project.optional-dependencies]
a = ["one", "two"]
b = ["one", "x[a]"]
all = ["X[a,b]", "three", "three"]
lost = ["x[nowhere]"]
""")
    (member,) = reading.read(candidates(files), Texts(files)).members
    found = [(each.scope.name, each.name) for each in member.optional or ()]
    assert found[2:4] == [("b", "one"), ("b", "two")]
    assert sorted(name for extra, name in found if extra == "all") == ["one", "three", "three", "two"]
    assert ("lost", "x") in found


@pytest.mark.parametrize(
    ("config", "stated", "built"),
    [
        ("[egg_info]\ntag_build = .dev3", "1.0", "1.0.dev3"),
        ("[egg_info]\ntag-build = rc1\ntag_date = no", "1.0", "1.0rc1"),
        ("[egg_info]\ntag_build = -dev", "1.0.dev0", "1.0.dev0"),
        ("[egg_info]\ntag_build =\ntag_date = 0", "1.0", "1.0"),
        ("[metadata]\ntag_build = x", "1.0", "1.0"),
        ("[egg_info]\ntag_date = true", "1.0", "has the date of the build appended (tag_date)"),
        ("[egg_info]\ntag_build = !", "1.0", "not a PEP 440 version with tag_build = !"),
        ("[egg_info]\ntag_build = %(no)s", "1.0", "has a % that configparser cannot expand"),
    ],
)
def test_setuptools_appends_its_tag_to_the_version_that_is_stated(config: str, stated: str, built: str) -> None:
    tables = f'[project]\nname = "x"\nversion = "{stated}"'
    shown = f'{built} pyproject.toml "{stated}"' if built[0].isdigit() else built
    assert version(tables, f"-- setup.cfg --\n{config}\n") == shown


def test_what_a_build_wrote_has_its_tag_already() -> None:
    files = parse_workspace("""
        -- pyproject.toml --
        [project]
        name = "x"
        version = "1"
        -- setup.cfg --
        [egg_info]
        tag_build = .dev3
        -- PKG-INFO --
        Metadata-Version: 2.4
        Name: x
        Version: 1.dev3
        """)
    (member,) = reading.read(candidates(files), Texts(files)).members
    versions = [statement.version for statement in member.statements]
    assert [str(each.value) for each in versions if isinstance(each, Declared)] == ["1.dev3", "1.dev3"]


def test_the_tag_in_pyproject_beats_the_one_in_setup_cfg() -> None:
    config = Source("setup.cfg", "[egg_info]\ntag_build = a1\n")
    assert egg_info.tag(config, {"tag-build": "b1"}, "pyproject.toml") == "b1"


def test_setup_files_without_a_version_leave_it_unknown() -> None:
    files = parse_workspace("-- setup.cfg --\n[metadata]\nname = x\n")
    (member,) = reading.read(candidates(files), Texts(files)).members
    assert isinstance(member.version, Unknown)
    assert member.version.reason == "stated nowhere, so that setuptools writes 0.0.0"


def test_requirements_of_a_hatch_hook_are_placed_in_their_file() -> None:
    text = "a==1 # comment\n-r other.txt\n  b[c] \\\n  >=2\n"
    files = parse_workspace(f"""-- pyproject.toml --
{HATCH.replace('"version"', '"dependencies"')}version = "1"
[tool.hatch.metadata.hooks.requirements_txt]
files = ["r.txt", "gone.txt"]
-- r.txt --
{text}""")
    (member,) = reading.read(candidates(files), Texts(files)).members
    assert isinstance(member.core, Listing)
    spans = [positions.locate(decode("r.txt", text.encode()), each.at) for each in member.core]
    assert [text[span.start : span.end] for span in spans] == ["a==1", "b[c] \\\n  >=2"]
    assert [str(each.specifiers) for each in member.core] == ["==1", ">=2"]
    assert [part.reason for part in member.core.unknown] == ["gone.txt cannot be read: is missing"]


def facts(text: str) -> Member:
    files = parse_workspace(text)
    return reading.read(candidates(files), Texts(files)).members[0]


HOOKED = """-- pyproject.toml --
[build-system]
requires = ["{0}"]
build-backend = "{1}"
[project]
name = "x"
version = "1"
requires-python = ">=3.9"
dependencies = ["a"]
dynamic = ["readme"]
[tool.hatch.metadata.hooks.custom]
-- {2} --
"""
HOOKS = [HOOKED.format("hatchling", "hatchling.build", "hatch_build.py")]
HOOKS += [HOOKED.format("pdm-backend", "pdm.backend", "pdm_build.py")]


@pytest.mark.parametrize("project", HOOKS)
@pytest.mark.parametrize(
    ("statement", "version", "python", "core"),
    [
        ("metadata['version'] = '2'", False, True, True),
        ("del metadata['requires-python']", True, False, True),
        ("metadata.pop('version')", False, True, True),
        ("metadata.update({'version': '2'}, **{})", False, True, True),
        ("metadata.setdefault('version', metadata['requires-python'])", False, True, True),
        ("metadata['dependencies'].append('b')", True, True, False),
        ("d = metadata['dependencies']", True, True, False),
        ("metadata['readme'] = metadata['version']", True, True, True),
        ("version = 'the dependencies of metadata'", True, True, True),
        ("metadata[", True, True, True),
    ],
)
def test_what_a_build_script_sets_is_unknown(
    project: str,
    statement: str,
    version: bool,  # noqa: FBT001 - a column of a table
    python: bool,  # noqa: FBT001 - the same
    core: bool,  # noqa: FBT001 - the same
) -> None:
    member = facts(f"{project}{statement}\n")
    assert isinstance(member.version, Declared) is version
    assert isinstance(member.requires_python, Declared) is python
    assert member.core is not None
    assert member.core.complete is core


@pytest.mark.parametrize(
    ("requires", "complete"), [("pdm-backend", True), ("pdm-backend', 'pdm-build-locked", False), ("pdm-pep517", False)]
)
def test_what_no_hook_sets_is_what_is_written(requires: str, complete: bool) -> None:  # noqa: FBT001 - a column of a table
    build = f"-- pyproject.toml --\n[build-system]\nrequires = ['{requires}']\nbuild-backend = 'pdm.backend'\n"
    member = facts(f"{build}[project]\nname = 'x'\nversion = '1'\ndependencies = ['a']\ndynamic = ['dependencies']\n")
    assert member.core is not None
    assert member.core.complete is complete
    assert [each.name for each in member.core] == ["a"]


def test_cargo_states_the_version_that_the_project_table_leaves_out() -> None:
    build = "-- pyproject.toml --\n[build-system]\nrequires = ['maturin']\nbuild-backend = 'maturin'\n"
    member = facts(f"{build}[project]\nname = 'x'\n-- Cargo.toml --\n[package]\nversion = '1.0.0-rc.1'\n")
    assert isinstance(member.version, Declared)
    assert str(member.version.value) == "1.0.0rc1"


def test_a_file_directive_in_pyproject_names_one_file() -> None:
    tables = "-- pyproject.toml --\n[project]\nname = 'x'\nversion = '1'\ndynamic = ['dependencies']\n"
    member = facts(
        f"{tables}[tool.setuptools.dynamic]\ndependencies = {{file = 'a.in, b.in'}}\n-- a.in --\nb\n-- b.in --\n"
    )
    assert member.core is not None
    assert [each.reason for each in member.core.unknown] == ["a.in, b.in cannot be read: does not exist"]


@pytest.mark.parametrize(
    ("setup", "version"),
    [
        ("setup(package_dir={'': 'lib'})", "1"),
        ("setuptools.setup(package_dir={'x': 'other'})", "2"),
        ("setup(package_dir=folders())", "3"),
        ("setup(package_dir={'': 'lib'})\nsetup(package_dir={'': 'other'})", "3"),
    ],
)
def test_what_setup_py_says_of_folders_counts_for_attributes(setup: str, version: str) -> None:
    member = facts(
        f"-- pyproject.toml --\n[project]\nname = 'x'\ndynamic = ['version']\n[tool.setuptools.dynamic]\n"
        f"version = {{attr = 'x.V'}}\n-- setup.py --\nimport setuptools\nfrom setuptools import setup\n{setup}\n"
        "-- lib/x/__init__.py --\nV = '1'\n-- other/__init__.py --\nV = '2'\n-- x/__init__.py --\nV = '3'\n"
    )
    assert isinstance(member.version, Declared)
    assert str(member.version.value) == version
