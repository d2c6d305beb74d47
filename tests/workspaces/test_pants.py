"""Workspaces of Pants, through the command line: distributions in BUILD files are members like any others."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pinlint.discover import find
from pinlint.metadata import reading
from pinlint.workspace import Declared
from tests.command import check

if TYPE_CHECKING:
    from pathlib import Path

    from pinlint.workspace import Member

CONFIGURATION = """\
[GLOBAL]
pants_version = "2.17.1"
backend_packages = ["pants.backend.python"]

[python]
interpreter_constraints = ["CPython>=3.11,<3.13"]
"""
PLUGGED = CONFIGURATION.replace('["pants.backend.python"]', '["pants.backend.python", "setupgen"]')
BUILD = """\
python_sources(name="src", dependencies=[":version"])

python_distribution(
    name="dist",
    dependencies=[":src", {dependencies}],
    provides=python_artifact(
        name="acme-{name}",
        version="24.03.0rc3",
        description="The {name} of acme",
        classifiers=[
            "Programming Language :: Python :: 3.11",
            "Programming Language :: Python :: 3.12",
        ],
    ),
    generate_setup=True,
    tags=["wheel"],
)

resource(name="version", source="VERSION")
"""
DEPENDENCIES = {
    "common": "",
    "plugin": '"src/acme/common:dist"',
    "cli": '"src/acme/common:dist", "src/acme/plugin:dist"',
}


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)


def replace(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new))


def listed(folder: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-m", "pinlint", "list", *arguments, "--output-format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {member["name"]: member for member in json.loads(done.stdout)["members"]}


def members(folder: Path, **globs: list[str]) -> dict[str | None, Member]:
    found = find(folder, [folder], **globs)
    return {member.name: member for member in reading.read(found.candidates, found.files, found.beside).members}


def python(member: Member) -> str | None:
    """Its Requires-Python as far as it is known."""
    value = member.requires_python
    return str(value.value) if isinstance(value, Declared) else None


def stretch(folder: Path, found: dict[str, Any]) -> str:
    """The text that a finding is about, which is on one line."""
    assert found["line"] == found["end_line"]
    line = (folder / found["path"]).read_text().split("\n")[found["line"] - 1]
    return line[found["column"] - 1 : found["end_column"] - 1]


@pytest.fixture
def monorepo(tmp_path: Path) -> Path:
    """Three distributions of one release, each in the folder of its code."""
    write(tmp_path, "pants.toml", CONFIGURATION)
    write(tmp_path, "pyproject.toml", "[tool.ruff]\nline-length = 100\n")
    write(tmp_path, "3rdparty/python/BUILD", 'python_requirement(name="click", requirements=["click>=8"])\n')
    for name, dependencies in DEPENDENCIES.items():
        write(tmp_path, f"src/acme/{name}/BUILD", BUILD.format(name=name, dependencies=dependencies))
        write(tmp_path, f"src/acme/{name}/VERSION", "24.03.0rc3\n")
        write(tmp_path, f"src/acme/{name}/__init__.py", "")
        write(tmp_path, f"src/acme/{name}/deep/BUILD", "python_sources()\n")
        write(tmp_path, f"tests/{name}/BUILD", "python_tests()\n")
    return tmp_path


def test_distributions_of_one_release_are_a_group_that_agrees(monorepo: Path) -> None:
    checked = check(monorepo)
    assert checked.said == []
    (group,) = checked.document["groups"]
    assert (group["members"], group["version"]) == (["acme-cli", "acme-common", "acme-plugin"], "24.3.0rc3")


def test_members_are_listed_with_what_pants_would_write(monorepo: Path) -> None:
    cli = listed(monorepo)["acme-cli"]
    assert (cli["path"], cli["version"], cli["requires_python"]) == ("src/acme/cli", "24.3.0rc3", "<3.13,>=3.11")
    assert cli["classifiers"] == ["Programming Language :: Python :: 3.11", "Programming Language :: Python :: 3.12"]
    assert cli["unknown"] == {"requires_dist": "Pants infers requirements from imports"}
    assert cli["sources"]["name"] == ["src/acme/cli/BUILD"]
    assert cli["sources"]["requires_python"] == ["pants.toml"]


def test_a_stale_pin_is_found_where_it_is_written(monorepo: Path) -> None:
    write(monorepo, "3rdparty/python/BUILD", 'python_requirement(name="old", requirements=["acme-common==24.03.0rc2"])')
    replace(monorepo, "src/acme/cli/BUILD", '"src/acme/common:dist"', '"3rdparty/python:old"')
    (found,) = check(monorepo)
    assert (found["code"], found["member"]) == ("PIN101", "acme-cli")
    assert (found["path"], stretch(monorepo, found)) == ("3rdparty/python/BUILD", '"acme-common==24.03.0rc2"')
    (related,) = found["related"]
    assert (related["path"], stretch(monorepo, related)) == ("src/acme/common/BUILD", '"24.03.0rc3"')


def test_a_python_that_a_sibling_refuses_is_found(monorepo: Path) -> None:
    replace(monorepo, "src/acme/common/BUILD", 'version="24', 'python_requires=">=3.12",\n        version="24')
    replace(monorepo, "src/acme/common/BUILD", '            "Programming Language :: Python :: 3.11",\n', "")
    found = [each for each in check(monorepo) if each["code"] == "PIN201"]
    assert {each["member"] for each in found} == {"acme-cli", "acme-plugin"}
    assert {(each["path"], stretch(monorepo, each)) for each in found} == {("pants.toml", '"CPython>=3.11,<3.13"')}
    assert {stretch(monorepo, related) for each in found for related in each["related"]} >= {'">=3.12"'}


def test_a_classifier_that_the_constraints_refuse_is_found(monorepo: Path) -> None:
    replace(monorepo, "src/acme/plugin/BUILD", ":: 3.11", ":: 3.10")
    (found, *_) = [each for each in check(monorepo) if each["code"] == "PIN301"]
    assert (found["member"], found["path"]) == ("acme-plugin", "src/acme/plugin/BUILD")
    assert stretch(monorepo, found) == '"Programming Language :: Python :: 3.10"'


def test_a_version_that_a_plug_in_reads_is_the_one_in_the_folder(monorepo: Path) -> None:
    write(monorepo, "pants.toml", PLUGGED)
    for name in DEPENDENCIES:
        replace(monorepo, f"src/acme/{name}/BUILD", '        version="24.03.0rc3",\n', "")
    assert check(monorepo).said == []
    common = listed(monorepo)["acme-common"]
    assert (common["version"], common["sources"]["version"]) == ("24.3.0rc3", ["src/acme/common/VERSION"])
    assert common["requires_python"] is None
    assert common["unknown"]["requires_python"] == "Requires-Python may come from the Pants plug-in setupgen"


def test_several_distributions_in_one_file_are_several_members(monorepo: Path) -> None:
    more = BUILD.format(name="more", dependencies='":dist"').replace('name="dist"', 'name="more"')
    with (monorepo / "src/acme/common/BUILD").open("a") as file:
        file.write(more)
    found = members(monorepo)
    assert (found["acme-more"].path, found["acme-common"].path) == ("src/acme/common", "src/acme/common")


def test_a_written_setup_py_speaks_where_none_is_generated(monorepo: Path) -> None:
    replace(monorepo, "src/acme/cli/BUILD", "generate_setup=True", "generate_setup=False")
    write(monorepo, "src/acme/cli/setup.py", 'from setuptools import setup\nsetup(name="acme-cli", version="9")\n')
    assert [each.path for each in members(monorepo)["acme-cli"].statements] == ["src/acme/cli/setup.py"]
    (monorepo / "src/acme/cli/setup.py").unlink()
    assert set(members(monorepo)) == {"acme-common", "acme-plugin"}


def test_two_files_of_one_project_are_one_member(monorepo: Path) -> None:
    write(monorepo, "src/acme/cli/pyproject.toml", '[project]\nname = "acme.cli"\nversion = "1.0"\n')
    write(monorepo, "src/acme/plugin/pyproject.toml", '[project]\nname = "another"\nversion = "1.0"\n')
    assert set(members(monorepo)) == {"acme-cli", "acme-common", "acme-plugin", "another"}
    found = next(iter(check(monorepo, "--select", "PIN501")))
    assert (found["member"], found["path"], stretch(monorepo, found)) == (
        "acme-cli",
        "src/acme/cli/BUILD",
        '"24.03.0rc3"',
    )


def test_without_pants_toml_a_build_file_is_that_of_another_tool(monorepo: Path) -> None:
    (monorepo / "pants.toml").unlink()
    write(monorepo, "x/pyproject.toml", '[project]\nname = "x"\nversion = "1"\n')
    assert set(members(monorepo)) == {"x"}


def test_an_unpacked_sdist_with_a_build_file_stays_what_it_is(monorepo: Path) -> None:
    write(monorepo, "x-1/PKG-INFO", "Metadata-Version: 2.2\nName: x\nVersion: 1\n")
    write(monorepo, "x-1/BUILD", BUILD.format(name="x", dependencies=""))
    write(monorepo, "x-1/sub/BUILD", BUILD.format(name="y", dependencies=""))
    write(monorepo, "x-1/pants.toml", CONFIGURATION)
    assert set(members(monorepo)) == {"acme-cli", "acme-common", "acme-plugin", "x"}
    assert set(members(monorepo / "x-1")) == {"x"}


def test_a_part_that_is_named_is_read_with_what_is_known_of_it(monorepo: Path) -> None:
    write(monorepo, "pinlint.toml", "")
    (member,) = listed(monorepo, "src/acme/common").values()
    assert (member["name"], member["version"], member["requires_python"]) == ("acme-common", "24.3.0rc3", None)


def test_members_and_excluded_folders_are_as_configured(monorepo: Path) -> None:
    globs = {"members": ["src/acme/*"], "exclude": ["src/acme/plugin"]}
    assert {name: python(member) for name, member in members(monorepo, **globs).items()} == {
        "acme-cli": "<3.13,>=3.11",
        "acme-common": "<3.13,>=3.11",
    }
    # Other targets have a say, wherever they are.
    write(monorepo, "vendor/BUILD", 'python_sources(interpreter_constraints=["==3.11.*"])\n')
    assert {python(member) for member in members(monorepo, **globs).values()} == {None}


def test_a_pants_toml_in_a_named_folder_is_the_root_of_addresses(monorepo: Path) -> None:
    outer = monorepo.parent
    found = find(outer, [monorepo])
    cli = {each.name: each for each in reading.read(found.candidates, found.files, found.beside).members}["acme-cli"]
    assert cli.path == f"{monorepo.name}/src/acme/cli"
    assert [each.name for each in cli.core or ()] == ["acme-common", "acme-plugin"]


def test_distributions_do_not_hide_that_the_files_below_them_are_those_of_another_project(monorepo: Path) -> None:
    write(monorepo, "app/pyproject.toml", '[project]\nname = "app"\nversion = "1"\n')
    write(monorepo, "app/py/BUILD", "python_sources()\n")
    write(monorepo, "app/py/app.py", "")
    assert not members(monorepo)["app"].unpublished


def test_a_build_file_that_is_no_python_is_a_finding_if_it_speaks_of_a_distribution(monorepo: Path) -> None:
    write(monorepo, "docs/BUILD.rst", "How to build\n")
    write(monorepo, "src/acme/odd/BUILD", "python_distribution(name=\n")
    (found,) = check(monorepo)
    assert (found["code"], found["path"]) == ("PIN001", "src/acme/odd/BUILD")


@pytest.mark.parametrize("text", ["[", "python = 1\nGLOBAL = []\n", "\0", "a = " + "[" * 10_000])
def test_a_broken_configuration_takes_nothing_for_granted(monorepo: Path, text: str) -> None:
    write(monorepo, "pants.toml", text)
    assert {python(member) for member in members(monorepo).values()} == {None}


def test_hostile_files_do_no_harm(monorepo: Path) -> None:
    texts = (
        "(" * 10_000,
        "x = 'a'\n" + "x = x + x\n" * 100 + "python_distribution(name=x, provides=python_artifact(name=x))",
        "while True: pass\npython_distribution()",
        "def f(): f()\nf()\npython_distribution(provides=f())",
        "python_distribution(**python_distribution)",
        "python_distribution(provides=python_artifact(name='a', version='1', **python_artifact))",
        "python_distribution(provides=python_artifact(name='a b', version='one', python_requires='x'))",
        "python_distribution(dependencies=['\\n', '\\0', '../..:x'], provides=python_artifact(name='a'))",
        "\0python_distribution",
        "# python_distribution\n" + "x = [" + "0," * 200_000 + "]\n",
    )
    for number, text in enumerate(texts):
        write(monorepo, f"odd/{number}/BUILD", text)
    assert {"acme-cli", "acme-common", "acme-plugin"} <= set(members(monorepo))
    assert all(found["path"].startswith("odd/") for found in check(monorepo))
