"""The walk: one pass over the folders below the named PATHs."""

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH113, PTH116, PTH118, PTH119

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from pinlint.discover import globs, names, paths, repository
from pinlint.discover.files import is_within, reason
from pinlint.discover.gitignore import git_name
from pinlint.discover.importable import Project
from pinlint.discover.places import Named, Place, identity_of
from pinlint.source import Origin, Span
from pinlint.workspace import Problem, ProblemKind
from pinlint.workspace.companion import PANTS, REQUIREMENTS, WORKFLOWS, Companion, companion, is_build

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.discover.gitignore import Ignored
    from pinlint.discover.places import Identity

_GIT = ".git"


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be visited, and all that its parents decided."""

    real: str
    path: str
    git: str
    """From the top of the repository, as git compares it, with a trailing slash; empty at the top."""
    ignored: Ignored | None
    members: globs.State
    excluded: globs.State
    named: Named
    direct: bool = True
    beside: bool = True
    """Whether files in it speak of projects."""
    pants: bool = False
    """Whether BUILD files in it are those of Pants."""
    owner: Project | None = None
    depth: int = 0
    """Below the owner's folder."""
    counts: bool = True
    """Whether code in it is the owner's."""
    tests_of: tuple[Project, ...] = ()


class Walk:
    """Everything found below the named folders. Results grow with each ``visit``."""

    def __init__(self, root: str, *, members: Iterable[str], exclude: Iterable[str]) -> None:
        self._root = root
        # Without configured globs every folder may hold a member; the root always may.
        listed = tuple(members)
        self.is_chosen = bool(listed)
        self._members = globs.start((".", *(listed or ("**",))))
        self._excluded = globs.start(exclude)
        self._named: dict[Identity, Named] = {}
        self._alone: set[Identity] = set()
        self._visited: set[Identity] = set()
        self._links: list[_Folder] = []
        self._projects: list[Project] = []
        self._beside: list[tuple[Place, tuple[Project, ...]]] = []
        self.info: list[Place] = []
        self.problems: list[Problem] = []

    def run(self, named: Iterable[Named]) -> None:
        """Walk all of them; one that lies in another is part of it, unless the walk would pass it by."""
        ordered = sorted(named, key=lambda folder: (folder.alone, folder.place.real.count(os.sep), folder.place.real))
        for folder in ordered:
            identity = identity_of(folder.place.real)
            if identity is not None and folder.alone:
                self._alone.add(identity)
            elif identity is not None:
                self._named.setdefault(identity, folder)
        for folder in ordered:
            self._walk(self._first(folder))
        # Links come last, so that a folder is found by its own name where it has been walked.
        while self._links:
            links, self._links = self._links, []
            for link in sorted(links, key=attrgetter("path")):
                tops = (self._root, link.named.place.real)
                if any(is_within(os.path.realpath(link.real), os.path.realpath(top)) for top in tops):
                    self._walk(link)

    def projects(self) -> list[Project]:
        """The source trees and unpacked sdists."""
        if self.is_chosen:
            return self._projects
        return [project for project in self._projects if not project.is_fixture]

    def beside(self) -> list[Place]:
        """The files that are no metadata and still speak of the projects."""
        return [place for place, below in self._beside if self.is_chosen or not any(project.code for project in below)]

    def is_excluded(self, path: str) -> bool:
        """Whether an exclude glob matches a shown path or a folder above it."""
        state = self._excluded
        for part in paths.unshow(path).split("/"):
            state = globs.step(state, part)
            if globs.accepts(state):
                return True
        return False

    def _first(self, named: Named) -> _Folder:
        place = named.place
        members = self._state(self._members, place.path)
        excluded = self._state(self._excluded, place.path)
        ignored, git = (None, "") if named.alone else repository.governing(place.real)
        # Above what is named only the root can say so.
        inside = not named.alone and is_within(place.real, self._root)
        pants = inside and os.path.isfile(os.path.join(self._root, PANTS))
        return _Folder(place.real, place.path, git, ignored, members, excluded, named, pants=pants)

    @staticmethod
    def _state(state: globs.State, path: str) -> globs.State:
        """The state of a folder that is named: ``**`` passes through whatever is above it."""
        for part in [] if path == "." else paths.unshow(path).split("/"):
            state = globs.step(state, part)
        return state

    def problem(self, path: str, message: str) -> None:
        """Something that cannot be read."""
        self.problems.append(Problem(ProblemKind.FILE, Span(path, 0, 0), message))

    def _walk(self, first: _Folder) -> None:
        if self.is_excluded(first.path):
            return
        waiting = [first]
        while waiting:
            waiting.extend(self._visit(waiting.pop()))

    def _visit(self, folder: _Folder) -> list[_Folder]:
        """Take what is in one folder; the folders below it that are worth a visit."""
        identity = self._enter(folder)
        if identity is None:
            return []
        folder = self._as_named(folder, identity)
        entries = self._list(folder)
        if not folder.direct and names.is_environment(entries):
            return []
        if names.is_info(os.path.basename(folder.real)):
            self.info.append(Place(folder.real, folder.path))
            return []
        folder = self._govern(folder, entries)
        project = self._project(folder, entries)
        if project is not None:
            folder = replace(folder, owner=project, depth=0, counts=True)
        elif self._is_installation(folder, entries):
            return []
        sdist = project is not None and project.origin is Origin.SDIST
        pants = not sdist and (folder.pants or (folder.direct and not folder.named.alone and PANTS in entries))
        folder = replace(folder, pants=pants)
        self._take_beside(folder, entries, project)
        if sdist and _GIT not in entries:
            # One distribution: projects inside of it are its examples and fixtures.
            folder = replace(folder, members=())
        return self._children(folder, entries)

    def _enter(self, folder: _Folder) -> Identity | None:
        """What a folder is that was not seen before and may have something in it that matters."""
        owner = folder.owner
        searched = owner is not None and (not owner.code or _may_hold_egg_info(owner, folder.depth))
        if not (folder.members or folder.beside or folder.pants or searched):
            return None
        try:
            status = os.stat(folder.real)
        except (OSError, ValueError) as error:
            self.problem(folder.path, reason(error))
            return None
        identity = status.st_dev, status.st_ino
        if identity in self._visited:
            return None
        self._visited.add(identity)
        return identity

    def _as_named(self, folder: _Folder, identity: Identity) -> _Folder:
        """The folder with the rights of one that the user named, if it is one."""
        if identity in self._named or identity in self._alone:
            folder = replace(folder, members=self._state(self._members, folder.path), beside=True, tests_of=())
        if identity in self._named and self._named[identity] is not folder.named:
            self._named[identity].outer = folder.named
            folder = replace(folder, named=self._named[identity], direct=True)
        return folder

    def _list(self, folder: _Folder) -> dict[str, os.DirEntry[str]]:
        try:
            with os.scandir(folder.real) as found:
                return {entry.name: entry for entry in found}
        except OSError as error:
            self.problem(folder.path, f"the folder cannot be listed: {reason(error)}")
            return {}

    def _govern(self, folder: _Folder, entries: dict[str, os.DirEntry[str]]) -> _Folder:
        """With the ignore file of the folder itself; a repository of its own starts anew."""
        if _GIT not in entries and ".gitignore" not in entries:
            return folder
        ignored, git = folder.ignored, folder.git
        if _GIT in entries:
            ignored, git = repository.exclude_file(folder.real), ""
        if ".gitignore" in entries:
            ignored = repository.below(folder.real, git, ignored)
        return replace(folder, ignored=ignored, git=git)

    def _project(self, folder: _Folder, entries: dict[str, os.DirEntry[str]]) -> Project | None:
        if not globs.accepts(folder.members):
            return None
        files = [
            name
            for name in (*names.SOURCES, names.PKG_INFO)
            if name in entries
            and not _is_folder(entries[name])
            and not _is_ignored(folder, name, is_folder=False)
            and not globs.accepts(globs.step(folder.excluded, name))
        ]
        if not files:
            return None
        origin = Origin.SDIST if names.PKG_INFO in files else Origin.TREE
        shown = [paths.join(folder.path, name) for name in files]
        project = Project(folder.path, shown, origin, folder.tests_of)
        self._projects.append(project)
        if origin is Origin.TREE:
            _mark_tree(folder)
        if folder.owner is not None and "__init__.py" in entries and names.PYPROJECT not in files:
            # A setup.py in an import package configures a part of the project around it (numpy.distutils).
            folder.owner.code = True
        return project

    def _take_beside(self, folder: _Folder, entries: dict[str, os.DirEntry[str]], project: Project | None) -> None:
        """The files that speak of projects; of links those that lead to a file."""
        for name, entry in entries.items():
            kind = companion(f"{folder.path}/{name}")
            if (
                kind
                and (folder.pants if kind is Companion.PANTS else folder.beside)
                and _is_file(entry)
                and not _is_ignored(folder, name, is_folder=False)
                and not globs.accepts(globs.step(folder.excluded, name))
            ):
                path = paths.join(folder.path, name)
                self._beside.append((Place(entry.path, path), folder.tests_of))
                if is_build(name) and globs.accepts(folder.members):
                    self._take_build(folder, path, project)

    def _take_build(self, folder: _Folder, path: str, project: Project | None) -> None:
        """A BUILD file: it may declare projects, and is no reason why the files below are not those of another one."""
        if project is not None:
            project.files.append(path)
        else:
            self._projects.append(Project(folder.path, [path], Origin.TREE, folder.tests_of))
            _mark_tree(folder)

    def _is_installation(self, folder: _Folder, entries: dict[str, os.DirEntry[str]]) -> bool:
        """Whether wheels were unpacked into the folder, so that nothing else in it is a project."""
        if _GIT in entries or not globs.accepts(folder.members):
            return False
        found = [Place(e.path, paths.join(folder.path, e.name)) for e in entries.values() if _is_info_folder(e)]
        if not any(place.real.endswith(names.DIST_INFO) for place in found):
            return False
        if os.path.basename(folder.real) not in names.SITE:
            # An egg-info beside unpacked wheels is not installed: it is left over from some build.
            found = [place for place in found if place.real.endswith(names.DIST_INFO)]
        (self.info if folder.direct else folder.named.spare).extend(found)
        return True

    def _children(self, folder: _Folder, entries: dict[str, os.DirEntry[str]]) -> list[_Folder]:
        found: list[_Folder] = []
        owner = folder.owner
        for entry in entries.values():
            name = entry.name
            if _is_folder(entry):
                child = self._child(folder, entry)
                if child is not None:
                    (self._links if entry.is_symlink() else found).append(child)
                continue
            if owner is not None and not owner.code:
                if folder.depth or not names.is_furniture(name):
                    owner.things = True
                if folder.counts and names.is_code(name):
                    owner.code = True
            if names.is_distribution(name) and not folder.named.alone:
                place = Place(entry.path, paths.join(folder.path, name))
                ignored = _is_ignored(folder, name, is_folder=False)
                (folder.named.archives if folder.direct and not ignored else folder.named.spare).append(place)
        return found

    def _child(self, folder: _Folder, entry: os.DirEntry[str]) -> _Folder | None:
        name, owner = entry.name, folder.owner
        excluded = globs.step(folder.excluded, name)
        if globs.accepts(excluded):
            return None
        link = entry.is_symlink()
        if names.is_info(name):
            self._take_egg_info(folder, entry)
            return None
        # To git a link is a file, whatever it leads to.
        ignored = _is_ignored(folder, name, is_folder=not link)
        passed = names.holds_no_members(name) or ignored
        members = globs.step(folder.members, name, deep=not passed)
        counts = False
        if owner is not None and not ignored and not names.is_junk(name):
            has_init = (passed or name in names.SUPPORT) and os.path.lexists(os.path.join(entry.path, "__init__.py"))
            counts = folder.counts and not names.is_support(name, top=folder.depth == 0, has_init=has_init)
            owner.things = owner.things or not passed or has_init
            if counts and ((passed and has_init) or link):
                # Not walked here; what a link leads to may well be imported.
                owner.code = True
            counts = counts and not passed
        if folder.named.alone:
            members = ()
        beside = bool(members) or (not folder.named.alone and not ignored and _is_for_companions(folder, name))
        pants = folder.pants and not ignored and not names.is_junk(name)
        if not (members or _may_hold_egg_info(owner, folder.depth + 1)):
            if (owner is None or owner.code or not counts) and not beside and not pants:
                return None
            # What is visited for other reasons says nothing of the project.
            owner = owner if counts else None
        tests_of = folder.tests_of
        if folder.owner is not None and name in names.TESTS:
            tests_of = (*tests_of, folder.owner)
        return _Folder(
            real=entry.path,
            path=paths.join(folder.path, name),
            git=f"{folder.git}{git_name(name)}/",
            ignored=None if ignored else folder.ignored,
            members=members,
            excluded=excluded,
            named=folder.named,
            direct=False,
            beside=beside,
            pants=pants,
            owner=owner,
            depth=folder.depth + 1,
            counts=counts,
            tests_of=tests_of,
        )

    def _take_egg_info(self, folder: _Folder, entry: os.DirEntry[str]) -> None:
        """The requires.txt of an unpacked sdist; any other egg-info is a leftover of a build."""
        owner = folder.owner
        if owner is None or not _may_hold_egg_info(owner, folder.depth):
            return
        file = os.path.join(entry.path, names.REQUIRES_TXT)
        if entry.name.endswith(names.EGG_INFO) and os.path.isfile(file):
            owner.requires.append(f"{paths.join(folder.path, entry.name)}/{names.REQUIRES_TXT}")


def _is_ignored(folder: _Folder, name: str, *, is_folder: bool) -> bool:
    return folder.ignored is not None and folder.ignored.verdict(folder.git + git_name(name), folder=is_folder)


def _mark_tree(folder: _Folder) -> None:
    """Let every named folder around it know that there is a source tree in it."""
    named: Named | None = folder.named
    while named is not None:
        named.has_tree, named = True, named.outer


def _is_for_companions(folder: _Folder, name: str) -> bool:
    """Whether files in a folder of this name speak of projects even where no member is looked for."""
    if name == WORKFLOWS[0]:
        return folder.direct
    return folder.beside and (name in REQUIREMENTS or (name == WORKFLOWS[1] and folder.path.endswith(WORKFLOWS[0])))


def _is_info_folder(entry: os.DirEntry[str]) -> bool:
    return names.is_info(entry.name) and not entry.is_symlink() and _is_folder(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one. A link to itself is neither."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a regular file or a link to one."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _may_hold_egg_info(owner: Project | None, depth: int) -> bool:
    """Whether an egg-info in a folder ``depth`` levels below a project is its own and no leftover."""
    return owner is not None and owner.origin is Origin.SDIST and depth <= 1
