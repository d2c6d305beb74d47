from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pinlint.candidate import Candidate, Origin
from pinlint.metadata import reading
from pinlint.testing import Texts, candidates, parse_workspace
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from pinlint.workspace import Member

PROJECT = '[project]\nname = "core"\nversion = "1.0"\n'


def read(text: str) -> tuple[Member, ...]:
    files = parse_workspace(text)
    return reading.read(candidates(files), Texts(files)).members


def only(text: str) -> Member:
    (member,) = read(text)
    return member


def test_the_requirements_of_an_egg_info_count_for_the_project_it_is_named_after() -> None:
    info = "-- x/PKG-INFO --\nMetadata-Version: 2.1\nName: My.Core\nVersion: 1\n"
    own = only(f"{info}-- x/my_core.egg-info/requires.txt --\nclick\n")
    assert [each.name for each in own.published] == ["click"]
    other = only(f"{info}-- x/demo.egg-info/requires.txt --\nclick\n")
    assert other.published == ()


@pytest.mark.parametrize("folder", ["examples/core", "docs/tutorials/core", "packages/Demo/core"])
def test_a_project_that_is_shown_to_readers_is_not_published(folder: str) -> None:
    assert only(f"-- {folder}/pyproject.toml --\n{PROJECT}").unpublished


def test_an_example_that_is_declared_a_member_is_published() -> None:
    found = Candidate("examples/core", ("examples/core/pyproject.toml",), Origin.TREE, declared=True)
    (member,) = reading.read([found], Texts({"examples/core/pyproject.toml": PROJECT})).members
    assert not member.unpublished


def test_a_project_elsewhere_is_published() -> None:
    assert not only(f"-- packages/core/pyproject.toml --\n{PROJECT}").unpublished


def test_a_tree_that_has_no_version_anywhere_is_not_published() -> None:
    assert only('-- core/pyproject.toml --\n[project]\nname = "core"\n').unpublished
    dynamic = '-- core/pyproject.toml --\n[project]\nname = "core"\ndynamic = ["version"]\n'
    assert not only(dynamic).unpublished


@pytest.mark.parametrize(
    "line",
    ["[tool.uv]\npackage = false", "[tool.poetry]\npackage-mode = false"],
)
def test_a_project_that_says_so_is_not_published(line: str) -> None:
    assert only(f"-- core/pyproject.toml --\n{PROJECT}{line}\n").unpublished


def test_a_private_classifier_keeps_a_project_from_being_published() -> None:
    assert only(f'-- core/pyproject.toml --\n{PROJECT}classifiers = ["Private :: Do Not Upload"]\n').unpublished


def test_a_folder_without_code_is_not_published_unless_its_build_takes_code_from_elsewhere() -> None:
    def member(text: str) -> Member:
        found = Candidate("core", ("core/pyproject.toml",), Origin.TREE, importable=False)
        return reading.read([found], Texts({"core/pyproject.toml": text})).members[0]

    assert member(PROJECT).unpublished
    assert not member(f'{PROJECT}[tool.hatch.build.targets.wheel]\npackages = ["../src/core"]\n').unpublished


def test_a_tree_and_what_was_built_from_it_are_one_member() -> None:
    texts = {
        "core/pyproject.toml": PROJECT,
        "dist/core-1.0.tar.gz/core-1.0/PKG-INFO": "Metadata-Version: 2.2\nName: core\nVersion: 1.0\n",
        "dist/core-1.0.whl/core-1.0.dist-info/METADATA": "Metadata-Version: 2.2\nName: Core\nVersion: 1.0.0\n",
        "dist/core-0.9.tar.gz/core-0.9/PKG-INFO": "Metadata-Version: 2.2\nName: core\nVersion: 0.9\n",
    }
    origins = (Origin.TREE, Origin.SDIST, Origin.WHEEL, Origin.SDIST)
    found = [Candidate(path, (path,), origin) for path, origin in zip(texts, origins, strict=True)]
    members = reading.read(found, Texts(texts)).members
    assert [len(member.statements) for member in members] == [3, 1]


def test_a_tree_whose_version_is_made_when_it_is_built_is_one_with_the_only_release_built_from_it() -> None:
    texts = {
        "core/pyproject.toml": '[project]\nname = "core"\ndynamic = ["version"]\n[build-system]\nrequires = ["x"]\n'
        'build-backend = "x"\n',
        "dist/core-1.0.tar.gz/core-1.0/PKG-INFO": "Metadata-Version: 2.2\nName: core\nVersion: 1.0\n",
    }
    found = [Candidate(path, (path,), origin) for path, origin in zip(texts, (Origin.TREE, Origin.SDIST), strict=True)]
    (member,) = reading.read(found, Texts(texts)).members
    assert isinstance(member.version, Declared)
    assert str(member.version.value) == "1.0"


def test_a_field_missing_from_old_metadata_is_unknown_where_there_are_no_sources() -> None:
    old = only("-- x/PKG-INFO --\nMetadata-Version: 2.1\nName: core\nVersion: 1\n")
    assert isinstance(old.requires_python, Unknown)
    assert old.core is not None
    assert not old.core.complete
    new = only("-- x/PKG-INFO --\nMetadata-Version: 2.2\nName: core\nVersion: 1\n")
    assert new.requires_python is None


def test_an_extra_in_a_marker_is_the_scope_of_the_requirement() -> None:
    text = (
        "-- x/METADATA --\nMetadata-Version: 2.1\nName: core\nVersion: 1\nProvides-Extra: async\n"
        'Requires-Dist: anyio; extra == "async"\n'
        'Requires-Dist: click; python_version < "3.12" or extra == "cli"\n'
    )
    found = [(each.name, each.scope.name, str(each.marker or "")) for each in only(text).published]
    assert found == [
        ("click", None, 'python_version < "3.12"'),
        ("anyio", "async", ""),
        ("click", "cli", ""),
    ]


def test_an_sdist_speaks_before_a_wheel() -> None:
    metadata = "Metadata-Version: 2.2\nName: core\nVersion: 1.0\n"
    texts = {
        "dist/core-1.0-py3-none-any.whl/core-1.0.dist-info/METADATA": f"{metadata}Requires-Dist: click>=9\n",
        "dist/core-1.0.tar.gz/core-1.0/PKG-INFO": f"{metadata}Requires-Dist: click>=8\n",
    }
    found = [Candidate(path, (path,), origin) for path, origin in zip(texts, (Origin.WHEEL, Origin.SDIST), strict=True)]
    (member,) = reading.read(found, Texts(texts)).members
    assert [each.text for each in member.published] == ["click>=8"]


def test_a_tree_whose_version_is_made_when_it_is_built_stays_apart_from_several_releases() -> None:
    texts = {
        "core/pyproject.toml": '[project]\nname = "core"\ndynamic = ["version"]\n[build-system]\nrequires = ["x"]\n'
        'build-backend = "x"\n',
        "dist/core-1.0.tar.gz/core-1.0/PKG-INFO": "Metadata-Version: 2.2\nName: core\nVersion: 1.0\n",
        "dist/core-0.9.tar.gz/core-0.9/PKG-INFO": "Metadata-Version: 2.2\nName: core\nVersion: 0.9\n",
    }
    origins = (Origin.TREE, Origin.SDIST, Origin.SDIST)
    found = [Candidate(path, (path,), origin) for path, origin in zip(texts, origins, strict=True)]
    members = reading.read(found, Texts(texts)).members
    assert [len(member.statements) for member in members] == [1, 1, 1]


def test_what_an_extra_requires_for_another_extra_never_holds() -> None:
    text = "[project]\nname = 'x'\nversion = '1'\n[project.optional-dependencies]\n"
    text += "a = ['r; extra == \"z\"', 's; extra == \"A\"', 't; extra != \"z\"']\nz = []\n"
    member = only(f"-- pyproject.toml --\n{text}")
    assert [(each.name, each.scope.name, each.marker) for each in member.optional or ()] == [
        ("s", "a", None),
        ("t", "a", None),
    ]
    assert not [*(member.core or ())]


@pytest.mark.parametrize(
    "setup",
    ['-- setup.py --\nfrom setuptools import setup\nsetup(name="a")\n', "-- setup.cfg --\n[metadata]\nname = a\n"],
)
def test_dependency_groups_and_what_builds_a_project_need_no_project_table(setup: str) -> None:
    member = only(
        f'{setup}-- pyproject.toml --\n[build-system]\nrequires = ["setuptools", "b==1"]\n'
        '[dependency-groups]\ndev = ["c==1"]\n'
    )
    assert [(each.name, each.at.path) for each in (*(member.groups or ()), *(member.build or ()))] == [
        *(("c", "pyproject.toml"), ("setuptools", "pyproject.toml"), ("b", "pyproject.toml"))
    ]
    assert member.group_names == ("dev",)
    assert not member.statements[0].core


@pytest.mark.parametrize(
    ("passed", "backend", "python"),
    [
        ("python_requires='>=3.10'", "setuptools.build_meta", ">=3.10"),
        ("python_requires=''", "setuptools.build_meta", ">=3.9"),
        ("install_requires=['a']", "setuptools.build_meta", ">=3.9"),
        ("**other()", "setuptools.build_meta", ">=3.9"),
        ("python_requires='>=3.10'", "hatchling.build", ">=3.9"),
    ],
)
def test_what_setup_py_says_of_pythons_beats_the_project_table_where_setuptools_builds(
    passed: str, backend: str, python: str
) -> None:
    member = only(
        f"-- pyproject.toml --\n{PROJECT}requires-python = '>=3.9'\n[build-system]\nbuild-backend = '{backend}'\n"
        f"-- setup.py --\nfrom setuptools import setup\nsetup({passed})\n"
        "-- setup.cfg --\n[options]\npython_requires = >=3.8\n"
    )
    assert isinstance(member.requires_python, Declared)
    assert str(member.requires_python.value) == python


def test_pythons_that_setup_py_may_say_anything_of_are_unknown() -> None:
    member = only(
        f"-- pyproject.toml --\n{PROJECT}requires-python = '>=3.9'\n"
        "-- setup.py --\nfrom setuptools import setup\nsetup(python_requires=other())\n"
    )
    assert isinstance(member.requires_python, Unknown)
