"""A family released in lockstep, as sdists whose setup.py a build tool wrote: archives and unpacked trees alike."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

import pytest

from tests.command import check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OLD, NEW = "7.02.0rc1", "7.02.0rc2"
"""As written: no tool that normalises a version keeps the zero."""
PYTHON = {OLD: "3.11", NEW: "3.12"}
CAP = {OLD: "3.12", NEW: "3.13"}
REQUIRES = {"base": (), "plugin": (), "client": ("base", "plugin"), "server": ("base", "plugin"), "tool": ("client",)}
GROUP = '[[groups]]\nname = "acme"\nmembers = ["acme.*"]\n'
archives_and_trees = pytest.mark.parametrize("packed", [True, False], ids=["archives", "trees"])

SETUP = '''\
# Written by a build tool. Change its input, not this file.
from setuptools import setup

setup(**{{
    "name": "acme.{name}",
    "version": """{version}
""",
    "install_requires": (
{requires}
    ),
    "python_requires": ">={python},<{cap}",
    "classifiers": [
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: {python}",
    ],
    "packages": ("acme.{name}",),
}})
'''
PKG_INFO = """\
Metadata-Version: 2.1
Name: acme.{name}
Version: {version}
Requires-Python: <{cap},>={python}
Classifier: Programming Language :: Python :: 3
Classifier: Programming Language :: Python :: {python}
{requires}
"""


def sdist(name: str, version: str, *, requires_dist: bool) -> dict[str, str]:
    """The files of one sdist, as setuptools writes them; some tools of the time listed no Requires-Dist."""
    pins = ["attrs>=23", *(f"acme.{other}=={version}" for other in REQUIRES[name])]
    normal = version.replace(".0", ".", 1)
    python = {"python": PYTHON[version], "cap": CAP[version]}
    # The pins carry the line end of the file that the version was read from.
    written = "\n".join(f'        """{pin}\n""",' for pin in pins)
    listed = "\n".join(f"Requires-Dist: {pin}" for pin in pins) if requires_dist else ""
    top = f"acme.{name}-{normal}"
    info = PKG_INFO.format(name=name, version=normal, requires=listed, **python).rstrip("\n") + "\n\nText.\n"
    return {
        f"{top}/setup.py": SETUP.format(name=name, version=version, requires=written, **python),
        f"{top}/PKG-INFO": info,
        f"{top}/acme/{name}/__init__.py": "",
        f"{top}/acme.{name}.egg-info/PKG-INFO": info,
        f"{top}/acme.{name}.egg-info/requires.txt": "".join(f"{pin}\n" for pin in pins),
    }


def family(
    folder: Path, *, packed: bool, release: str, requires_dist: bool = True, others: Mapping[str, str] | None = None
) -> Path:
    """The whole family at one release, with some members at another."""
    for name in REQUIRES:
        files = sdist(name, (others or {}).get(name, release), requires_dist=requires_dist)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
    if not packed:
        return folder
    (folder / "dist").mkdir()
    for tree in sorted(folder.glob("acme.*")):
        with tarfile.open(folder / "dist" / f"{tree.name}.tar.gz", "w:gz") as tar:
            tar.add(tree, tree.name)
    return folder / "dist"


@archives_and_trees
@pytest.mark.parametrize("release", [OLD, NEW])
def test_a_family_at_one_release_agrees_with_itself(tmp_path: Path, release: str, *, packed: bool) -> None:
    checked = check(family(tmp_path, packed=packed, release=release))
    assert checked.said == []
    assert checked.status == 0
    assert (checked.document["summary"]["members"], checked.document["summary"]["unknown"]) == (5, 0)
    assert [group["version"] for group in checked.document["groups"]] == [release.replace(".0", ".", 1)]


@archives_and_trees
def test_a_list_that_is_missing_from_pkg_info_is_one_warning_for_each_member(tmp_path: Path, *, packed: bool) -> None:
    checked = check(family(tmp_path, packed=packed, release=OLD, requires_dist=False))
    assert checked.codes == [("PIN501", f"acme-{name}") for name in sorted(REQUIRES)]
    assert {found["level"] for found in checked} == {"warning"}


@archives_and_trees
def test_a_straggler_is_a_stale_pin_and_a_refused_python_for_each_that_requires_it(
    tmp_path: Path, *, packed: bool
) -> None:
    checked = check(family(tmp_path, packed=packed, release=OLD, others={"plugin": NEW}))
    dependents = ("client", "server")
    pins = [
        ("PIN101", f"acme-{name}", f"acme.{name} requires acme.plugin==7.02.0rc1, but acme.plugin is 7.02.0rc2")
        for name in dependents
    ]
    accepts = "accepts Python 3.11 (>=3.11,<3.12), but acme.plugin does not (>=3.12,<3.13)"
    assert checked.said == [*pins, *(("PIN201", f"acme-{name}", f"acme.{name} {accepts}") for name in dependents)]
    assert {found["level"] for found in checked} == {"error"}


@archives_and_trees
def test_a_straggler_of_a_configured_group_drifts_and_differs_too(tmp_path: Path, *, packed: bool) -> None:
    folder = family(tmp_path, packed=packed, release=OLD, others={"plugin": NEW})
    plain = check(folder).said
    (folder / "pinlint.toml").write_text(GROUP)
    majority = "but 4 of 5 members of the group acme"
    assert [each for each in check(folder).said if each not in plain] == [
        ("PIN103", "acme-plugin", f"acme.plugin is 7.02.0rc2, {majority} are 7.02.0rc1"),
        (
            "PIN202",
            "acme-plugin",
            f"acme.plugin accepts Python 3.12 (>=3.12,<3.13), {majority} do not (>=3.11,<3.12)",
        ),
    ]


def test_archives_and_trees_say_the_same_at_the_same_places(tmp_path: Path) -> None:
    folder = family(tmp_path, packed=True, release=OLD, others={"plugin": NEW})
    inside = [
        [(found["path"].rpartition(".tar.gz/")[2], found["line"], found["column"], found["message"]) for found in each]
        for each in (check(folder), check(tmp_path))
    ]
    assert inside[0] == inside[1]
    assert len(inside[0]) == 4
