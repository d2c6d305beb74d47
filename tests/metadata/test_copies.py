from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pinlint import discover
from pinlint.metadata import reading
from pinlint.testing import Texts, candidates, parse_workspace
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from pathlib import Path

    from pinlint.metadata.reading import Reading

PROJECT = '-- pyproject.toml --\n[project]\nname = "acme-core"\nversion = "1.2.0"\n'


def read(text: str) -> Reading:
    files = parse_workspace(text)
    return reading.read(candidates(files), Texts(files))


def copies(text: str) -> dict[str, str]:
    """The copies of the only member: what messages call each, and the version as it is written."""
    (member,) = read(text).members
    return {copy.what: copy.version.text for copy in member.copies if isinstance(copy.version, Declared)}


def module(text: str, path: str = "acme_core/__init__.py", project: str = PROJECT) -> dict[str, str]:
    return copies(f"{project}-- {path} --\n{text}\n")


@pytest.mark.parametrize(
    "path",
    [
        "acme_core/__init__.py",
        "src/acme_core/__init__.py",
        "acme/core/__init__.py",
        "src/acme/core/__init__.py",
        "acme_core.py",
        "src/acme_core.py",
    ],
)
def test_the_import_package_is_found_by_the_name_of_the_project(path: str) -> None:
    assert module('__version__ = "1.1.0"', path) == {f"__version__ in {path}": "1.1.0"}


@pytest.mark.parametrize(
    "path", ["core/__init__.py", "lib/acme_core/__init__.py", "tests/acme_core/__init__.py", "acme.py"]
)
def test_what_is_not_named_after_the_project_is_not_its_own(path: str) -> None:
    assert not module('__version__ = "1.1.0"', path)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Acme.Core", "acme/core/__init__.py"),
        ("AcmeCore", "AcmeCore/__init__.py"),
        ("acme.core-http", "acme/core_http/__init__.py"),
        ("acme-core-http", "acme_core/http/__init__.py"),
        ("acme-core-http", "acme/core_http/__init__.py"),
        ("acme_core", "acme_core/__init__.py"),
    ],
)
def test_names_may_be_those_of_namespaces(name: str, path: str) -> None:
    assert module('__version__ = "1.1.0"', path, PROJECT.replace("acme-core", name))


@pytest.mark.parametrize(
    ("backend", "table", "path"),
    [
        ("flit_core.buildapi", '[tool.flit.module]\nname = "other"', "src/other/__init__.py"),
        ("hatchling.build", '[tool.hatch.build.targets.wheel]\npackages = ["lib/other"]', "lib/other/__init__.py"),
        ("uv_build", '[tool.uv.build-backend]\nmodule-name = "other.one"', "src/other/one/__init__.py"),
        ("uv_build", '[tool.uv.build-backend]\nmodule-name = "other"\nmodule-root = ""', "other/__init__.py"),
        (
            "poetry.core.masonry.api",
            '[tool.poetry]\npackages = [{include = "other", from = "lib"}]',
            "lib/other/__init__.py",
        ),
        ("setuptools.build_meta", '[tool.setuptools]\npackage-dir = {"" = "lib"}', "lib/acme_core/__init__.py"),
    ],
)
def test_the_import_package_is_where_the_backend_is_told(backend: str, table: str, path: str) -> None:
    project = f'{PROJECT}[build-system]\nbuild-backend = "{backend}"\n{table}\n'
    assert module('__version__ = "1.1.0"', path, project) == {f"__version__ in {path}": "1.1.0"}


@pytest.mark.parametrize(
    "table",
    [
        "[tool.hatch.build.targets.wheel]\npackages = ['a', 'b']",
        "[tool.hatch.build.targets.wheel]\npackages = ['*']",
        "[tool.hatch.build.targets.wheel]\npackages = ['../a']",
        "[tool.hatch.build.targets.wheel]\npackages = 'a'",
        "[tool.hatch.build.targets.wheel]\npackages = [1, {}]",
    ],
)
def test_of_what_does_not_tell_the_one_import_package_nothing_is_read(table: str) -> None:
    project = f'{PROJECT}[build-system]\nbuild-backend = "hatchling.build"\n{table}\n'
    assert not copies(f'{project}-- a/__init__.py --\n__version__ = "1"\n-- b/__init__.py --\n__version__ = "1"\n')


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ('__version__ = "1.1.0"', "1.1.0"),
        ("__version__='1.1.0'  # keep", "1.1.0"),
        ('__version__: str = "1.1.0"', "1.1.0"),
        ('__version__: Final[str] = "1.1.0"', "1.1.0"),
        ('__version__ = version = "1.1.0"', "1.1.0"),
        ('__version__ = "v1.1"', "v1.1"),
        ('"""Doc."""\n\nimport os\n\n__version__ = "1.1.0"\n\ndef f(): ...', "1.1.0"),
    ],
)
def test_a_plain_literal_at_the_top_level_is_a_copy(line: str, written: str) -> None:
    assert module(line) == {"__version__ in acme_core/__init__.py": written}


@pytest.mark.parametrize(
    "text",
    [
        '"""\n__version__ = "1.1.0"\n"""',
        'try:\n    __version__ = "1.1.0"\nexcept ImportError:\n    pass',
        'if True:\n    __version__ = "1.1.0"',
        '__version__ = "1.1.0"\n__version__ = compute()',
        '__version__ = "1.1.0"\n__version__ += ".dev0"',
        '__version__ = "1.1.0"\nfrom .other import __version__',
        '__version__ = "1.1.0"\nfrom .other import *',
        '__version__ = "1.1.0"\ntry:\n    from .scm import __version__\nexcept ImportError:\n    pass',
        '__version__ = "1.1.0" + suffix',
        '__version__ = ("1.1.0",)',
        '__version__ = version("acme-core")',
        '__version__ = f"1.1.0"',
        '__version__ = "unknown"',
        '__version__ = "{{ version }}"',
        '__version__ = "0.0.0"',
        '__version__ = "0.0.0.dev0"',
        '__version__ = "0+unknown"',
        '__version__ = "1.1.0\\n"',
        '__version__ = "1.1.0"\nthis is no Python',
        'VERSION = "1.1.0"',
        'version = "1.1.0"',
        '__version__ = "' + "9" * 5000 + '"',
    ],
)
def test_what_is_computed_guarded_bound_again_or_no_version_is_no_copy(text: str) -> None:
    assert not module(text)


@pytest.mark.parametrize("name", ["__about__", "__version__", "_version", "version"])
@pytest.mark.parametrize("variable", ["__version__", "version", "VERSION"])
def test_a_module_for_the_version_is_asked_where_the_package_mentions_it(name: str, variable: str) -> None:
    project = f"{PROJECT}-- acme_core/{name}.py --\n{variable} = '1.1.0'\n"
    assert module(f"from .{name} import {variable}", project=project) == {f"{variable} in acme_core/{name}.py": "1.1.0"}
    assert not module("from .others import something", project=project)


def test_the_module_that_the_version_is_read_from_is_no_copy() -> None:
    project = '-- pyproject.toml --\n[project]\nname = "acme-core"\ndynamic = ["version"]\n[tool.setuptools.dynamic]\n'
    project += 'version = {attr = "acme_core.__version__"}\n'
    assert not module('__version__ = "1.1.0"', project=project)


def test_the_file_of_a_citation_is_read_at_its_top_level() -> None:
    cff = "-- CITATION.cff --\ncff-version: 1.2.0\ntitle: x\n{}\npreferred-citation:\n  version: 3.0\n"
    assert copies(PROJECT + cff.format("version: 1.1.0")) == {"CITATION.cff": "1.1.0"}
    assert copies(PROJECT + cff.format("version: '1.1.0' # latest")) == {"CITATION.cff": "1.1.0"}
    assert copies(PROJECT + cff.format('version: "v1.1"')) == {"CITATION.cff": "v1.1"}
    assert not copies(PROJECT + cff.format("version: latest"))
    assert not copies(PROJECT + cff.format("version: 0.0.0"))
    assert not copies(PROJECT + cff.format(""))


def test_a_citation_names_the_last_release_and_is_no_copy_of_what_comes_before_the_next() -> None:
    cff = "-- CITATION.cff --\nversion: 1.1.0\n"
    assert not copies(PROJECT.replace("1.2.0", "1.2.0.dev0") + cff)
    assert not copies(PROJECT.replace("1.2.0", "1.2.0rc1") + cff)
    assert copies(PROJECT.replace("1.2.0", "1.2.0.post1") + cff)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[tool.bumpversion]\ncurrent_version = "1.1.0"\n', "current_version of bumpversion in pyproject.toml"),
        ('[tool.commitizen]\nversion = "1.1.0"\n', "version of commitizen in pyproject.toml"),
        (
            '-- .bumpversion.toml --\n[tool.bumpversion]\ncurrent_version = "1.1.0"\n',
            "current_version of bumpversion in .bumpversion.toml",
        ),
        ('-- .cz.toml --\n[tool.commitizen]\nversion = "1.1.0"\n', "version of commitizen in .cz.toml"),
        (
            "-- .bumpversion.cfg --\n[bumpversion]\ncommit = True\ncurrent_version = 1.1.0\n\n[bumpversion:file:x]\n",
            "current_version in .bumpversion.cfg",
        ),
        ("-- setup.cfg --\n[flake8]\nx = 1\n\n[bumpversion]\ncurrent_version: 1.1.0\n", "current_version in setup.cfg"),
    ],
)
def test_tools_that_bump_versions_keep_the_current_one(text: str, what: str) -> None:
    assert copies(PROJECT + text) == {what: "1.1.0"}


@pytest.mark.parametrize(
    "text",
    [
        '[tool.commitizen]\nversion_provider = "pep621"\nversion = "1.1.0"\n',
        "[tool.commitizen]\nversion = 1\n",
        "[tool]\ncommitizen = 1\n",
        '[tool.bumpversion]\ncurrent_version = "{x}"\n',
        "-- .cz.toml --\n[tool.commitizen\n",
        "-- .bumpversion.cfg --\n[bumpversion:file:x]\ncurrent_version = 1.1.0\n",
        "-- .bumpversion.cfg --\n[bumpversion]\nx = 1\n[other]\ncurrent_version = 1.1.0\n",
    ],
)
def test_what_tools_take_from_elsewhere_or_do_not_say_is_no_copy(text: str) -> None:
    assert not copies(PROJECT + text)


@pytest.mark.parametrize(
    "project",
    [
        '-- pyproject.toml --\n[project]\nname = "acme-core"\ndynamic = ["version"]\n',
        PROJECT.replace("1.2.0", "0.0.0"),
        "-- acme_core-1.2.0.dist-info/METADATA --\nMetadata-Version: 2.1\nName: acme-core\nVersion: 1.2.0\n",
    ],
)
def test_a_version_that_is_not_known_yet_has_no_copies_nor_has_a_wheel(project: str) -> None:
    assert not module('__version__ = "1.1.0"', project=project)


def test_files_that_hold_a_copy_count_as_read_and_others_do_not() -> None:
    text = f"{PROJECT}-- acme_core/__init__.py --\n{{}}\n-- acme_core.py --\n-- CITATION.cff --\ntitle: x\n"
    assert set(read(text.format('__version__ = "1.2.0"')).sources) == {"pyproject.toml", "acme_core/__init__.py"}
    assert set(read(text.format("from .version import x")).sources) == {"pyproject.toml"}


def test_the_place_of_a_copy_is_its_literal() -> None:
    (member,) = read(f"{PROJECT}-- acme_core/__init__.py --\n__version__ = '1.1.0'\n").members
    ((_, version),) = ((copy.what, copy.version) for copy in member.copies)
    at = version.at
    assert (at.path, at.start, at.end) == ("acme_core/__init__.py", 14, 21)  # type: ignore[union-attr] # a span


@pytest.mark.parametrize("layout", ["", "src/", "lib/"])
def test_on_a_disk_the_walk_tells_what_may_be_there(tmp_path: Path, layout: str) -> None:
    for path, text in parse_workspace(PROJECT).items():
        (tmp_path / path).write_text(text)
    folder = tmp_path / f"{layout}acme_core"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("__version__ = '1.1.0'\n")
    found = discover.find(tmp_path, [tmp_path])
    (member,) = reading.read(found.candidates, found.files).members
    assert [copy.what for copy in member.copies] == (
        [] if layout == "lib/" else [f"__version__ in {layout}acme_core/__init__.py"]
    )
    names = found.candidates[0].entries
    assert names is not None
    assert "pyproject.toml" in names
    assert ("src/acme_core" in names) == (layout == "src/")


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    (outside / "acme_core").mkdir(parents=True)
    inside.mkdir()
    (outside / "acme_core" / "__init__.py").write_text("__version__ = '1.1.0'\n")
    (inside / "acme_core").symlink_to(outside / "acme_core")
    (inside / "pyproject.toml").write_text(parse_workspace(PROJECT)["pyproject.toml"])
    found = discover.find(inside, [inside])
    (member,) = reading.read(found.candidates, found.files).members
    assert not member.copies


def test_hostile_modules_take_no_time() -> None:
    for line in (
        "__version__ " * 200_000,
        "__version__ = " * 100_000,
        "version:" + " " * 1_000_000,
        "[bumpversion]\n" * 50_000,
    ):
        text = f"{PROJECT}-- acme_core/__init__.py --\n{line}\n-- CITATION.cff --\n{line}\n-- setup.cfg --\n{line}\n"
        (member,) = read(text).members
        assert not member.copies
