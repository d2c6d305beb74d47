"""What the walk takes out of the folders it visits: projects, what stands beside them, and distributions."""

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH113, PTH118, PTH119

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pinlint.candidate import Origin
from pinlint.discover import names
from pinlint.discover.folder import GIT, is_file, is_folder
from pinlint.discover.importable import Project
from pinlint.discover.places import Place
from pinlint.workspace.companion import Companion, companion, is_build, likely

if TYPE_CHECKING:
    from pinlint.discover.folder import Entries, Folder
    from pinlint.discover.places import Named

_FEW = 1000
"""Names of what lies in the folder of a project that are kept."""


class Taken:
    """Everything that was taken so far."""

    def __init__(self) -> None:
        self.projects: list[Project] = []
        self.beside: list[tuple[Place, tuple[Project, ...]]] = []
        """Each with the projects that have it somewhere below their tests."""
        self.info: list[Place] = []

    def project(self, folder: Folder, entries: Entries) -> Project | None:
        """The source tree or unpacked sdist that a folder is."""
        if not folder.may_be_member:
            return None
        files = [
            name
            for name in (*names.SOURCES, names.PKG_INFO)
            if name in entries
            and not is_folder(entries[name])
            and not folder.ignores(name)
            and not folder.excludes(name)
        ]
        if not files:
            return None
        origin = Origin.SDIST if names.PKG_INFO in files else Origin.TREE
        project = Project(folder.path, [folder.shown(name) for name in files], origin, folder.tests_of)
        if len(entries) <= _FEW:
            project.entries = {*entries}
        self.projects.append(project)
        if origin is Origin.TREE:
            _mark_tree(folder)
        if folder.owner is not None and "__init__.py" in entries and names.PYPROJECT not in files:
            # A setup.py in an import package configures a part of the project around it (numpy.distutils).
            folder.owner.code = True
        return project

    def companions(self, folder: Folder, entries: Entries, project: Project | None) -> None:
        """The files that speak of projects; of links those that lead to a file."""
        for name in likely(entries):
            kind, entry = companion(f"{folder.path}/{name}"), entries[name]
            if (
                kind
                and (folder.pants if kind is Companion.PANTS else folder.beside)
                and is_file(entry)
                and not folder.ignores(name)
                and not folder.excludes(name)
            ):
                self.beside.append((Place(entry.path, folder.shown(name)), folder.tests_of))
                if is_build(name) and folder.may_be_member:
                    self._build(folder, folder.shown(name), project)

    def _build(self, folder: Folder, path: str, project: Project | None) -> None:
        """A BUILD file: it may declare projects, and is no reason why the files below are not those of another one."""
        if project is not None:
            project.files.append(path)
        else:
            self.projects.append(Project(folder.path, [path], Origin.TREE, folder.tests_of))
            _mark_tree(folder)

    def installation(self, folder: Folder, entries: Entries) -> bool:
        """Whether wheels were unpacked into the folder, so that nothing else in it is a project."""
        if GIT in entries or not folder.may_be_member:
            return False
        found = [
            Place(entry.path, folder.shown(entry.name))
            for entry in entries.values()
            if names.is_info(entry.name) and not entry.is_symlink() and is_folder(entry)
        ]
        if not any(place.real.endswith(names.DIST_INFO) for place in found):
            return False
        if os.path.basename(folder.real) not in names.SITE:
            # An egg-info beside unpacked wheels is not installed: it is left over from some build.
            found = [place for place in found if place.real.endswith(names.DIST_INFO)]
        (self.info if folder.direct else folder.named.spare).extend(found)
        return True


def sources(folder: Folder, entries: Entries) -> None:
    """The folder ``src`` of a project: its import packages lie there."""
    owner = folder.owner
    is_src = folder.depth == 1 and os.path.basename(folder.real) == "src"
    if is_src and owner is not None and owner.entries is not None and len(entries) <= _FEW:
        owner.entries.update(("src/", *(f"src/{name}" for name in entries)))


def contents(folder: Folder, name: str, entry: os.DirEntry[str]) -> None:
    """A file: what it says of the project around it, and whether it is a distribution."""
    owner = folder.owner
    if owner is not None and not owner.code:
        if folder.depth or not names.is_furniture(name):
            owner.things = True
        if folder.counts and names.is_code(name):
            owner.code = True
    if names.is_distribution(name) and not folder.named.alone:
        place = Place(entry.path, folder.shown(name))
        (folder.named.archives if folder.direct and not folder.ignores(name) else folder.named.spare).append(place)


def egg_info(folder: Folder, entry: os.DirEntry[str]) -> None:
    """The requires.txt of an unpacked sdist; any other egg-info is a leftover of a build."""
    owner = folder.owner
    if owner is None or not may_hold_egg_info(owner, folder.depth):
        return
    file = os.path.join(entry.path, names.REQUIRES_TXT)
    if entry.name.endswith(names.EGG_INFO) and os.path.isfile(file):
        owner.requires.append(f"{folder.shown(entry.name)}/{names.REQUIRES_TXT}")


def may_hold_egg_info(owner: Project | None, depth: int) -> bool:
    """Whether an egg-info in a folder ``depth`` levels below a project is its own and no leftover."""
    return owner is not None and owner.origin is Origin.SDIST and depth <= 1


def _mark_tree(folder: Folder) -> None:
    """Let every named folder around it know that there is a source tree in it."""
    named: Named | None = folder.named
    while named is not None:
        named.has_tree, named = True, named.outer
