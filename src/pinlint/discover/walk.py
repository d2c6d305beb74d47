"""The walk: one pass over the folders below the named PATHs."""

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH113, PTH116, PTH118, PTH119

from __future__ import annotations

import os
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from pinlint.candidate import Origin
from pinlint.discover import globs, names, paths, repository, taking
from pinlint.discover.files import is_within, reason
from pinlint.discover.folder import GIT, Folder, is_folder
from pinlint.discover.gitignore import git_name
from pinlint.discover.places import Named, Place, identity_of
from pinlint.source import Span
from pinlint.workspace import Problem, ProblemKind
from pinlint.workspace.companion import PANTS, REQUIREMENTS, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.discover.folder import Entries
    from pinlint.discover.importable import Project
    from pinlint.discover.places import Identity


class Walk:
    """Everything found below the named folders. Results grow with each folder that is visited."""

    def __init__(
        self, root: str, *, members: Iterable[str], others: Iterable[str] = (), exclude: Iterable[str] = ()
    ) -> None:
        self._root = root
        # Without configured globs every folder may hold a member; the root always may.
        listed = tuple(members)
        self.is_chosen = bool(listed)
        self._members = globs.start((".", *(listed or ("**",))))
        self._others = globs.start(others)
        self._excluded = globs.start(exclude)
        self._named: dict[Identity, Named] = {}
        self._alone: set[Identity] = set()
        self._visited: set[Identity] = set()
        self._links: list[Folder] = []
        self._taken = taking.Taken()
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
        return [each for each in self._taken.projects if self.is_chosen or not each.is_fixture]

    def beside(self) -> list[Place]:
        """The files that are no metadata and still speak of the projects."""
        found = self._taken.beside
        return [place for place, below in found if self.is_chosen or not any(project.code for project in below)]

    def info(self) -> list[Place]:
        """The metadata folders of installed distributions that count whatever else is found."""
        return list(self._taken.info)

    def is_excluded(self, path: str) -> bool:
        """Whether an exclude glob matches a shown path or a folder above it."""
        return globs.covers(self._excluded, paths.unshow(path))

    def problem(self, path: str, message: str) -> None:
        """Something that cannot be read."""
        self.problems.append(Problem(ProblemKind.FILE, Span(path, 0, 0), message))

    def _first(self, named: Named) -> Folder:
        place = named.place
        ignored, git = (None, "") if named.alone else repository.governing(place.real)
        # Above what is named only the root can say so.
        inside = not named.alone and is_within(place.real, self._root)
        return Folder(
            real=place.real,
            path=place.path,
            git=git,
            ignored=ignored,
            members=_state(self._members, place.path),
            others=_state(self._others, place.path),
            excluded=_state(self._excluded, place.path),
            named=named,
            pants=inside and os.path.isfile(os.path.join(self._root, PANTS)),
        )

    def _walk(self, first: Folder) -> None:
        if self.is_excluded(first.path):
            return
        waiting = [first]
        while waiting:
            waiting.extend(self._visit(waiting.pop()))

    def _visit(self, folder: Folder) -> list[Folder]:
        """Take what is in one folder; the folders below it that are worth a visit."""
        identity = self._enter(folder)
        if identity is None:
            return []
        folder = self._as_named(folder, identity)
        entries = self._list(folder)
        if not folder.direct and names.is_environment(entries):
            return []
        if names.is_info(os.path.basename(folder.real)):
            self._taken.info.append(Place(folder.real, folder.path))
            return []
        folder = _govern(folder, entries)
        project = self._taken.project(folder, entries)
        if project is not None:
            folder = replace(folder, owner=project, depth=0, counts=True)
        elif self._taken.installation(folder, entries):
            return []
        sdist = project is not None and project.origin is Origin.SDIST
        pants = not sdist and (folder.pants or (folder.direct and not folder.named.alone and PANTS in entries))
        folder = replace(folder, pants=pants)
        self._taken.companions(folder, entries, project)
        taking.sources(folder, entries)
        if sdist and GIT not in entries:
            # One distribution: projects inside of it are its examples and fixtures.
            folder = replace(folder, members=())
        return self._children(folder, entries)

    def _enter(self, folder: Folder) -> Identity | None:
        """What a folder is that was not seen before and may have something in it that matters."""
        owner = folder.owner
        searched = owner is not None and (not owner.code or taking.may_hold_egg_info(owner, folder.depth))
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

    def _as_named(self, folder: Folder, identity: Identity) -> Folder:
        """The folder with the rights of one that the user named, if it is one."""
        if identity in self._named or identity in self._alone:
            folder = replace(folder, members=_state(self._members, folder.path), beside=True, tests_of=())
        if identity in self._named and self._named[identity] is not folder.named:
            self._named[identity].outer = folder.named
            folder = replace(folder, named=self._named[identity], direct=True)
        return folder

    def _list(self, folder: Folder) -> Entries:
        try:
            with os.scandir(folder.real) as found:
                return {entry.name: entry for entry in found}
        except OSError as error:
            self.problem(folder.path, f"the folder cannot be listed: {reason(error)}")
            return {}

    def _children(self, folder: Folder, entries: Entries) -> list[Folder]:
        found: list[Folder] = []
        for name, entry in entries.items():
            if not is_folder(entry):
                taking.contents(folder, name, entry)
            elif not folder.excludes(name):
                if names.is_info(name):
                    taking.egg_info(folder, entry)
                elif (child := _child(folder, entry)) is not None:
                    (self._links if entry.is_symlink() else found).append(child)
        return found


def _state(state: globs.State, path: str) -> globs.State:
    """The state of a folder that is named: ``**`` passes through whatever is above it."""
    for part in [] if path == "." else paths.unshow(path).split("/"):
        state = globs.step(state, part)
    return state


def _govern(folder: Folder, entries: Entries) -> Folder:
    """With the ignore file of the folder itself; a repository of its own starts anew."""
    if GIT not in entries and ".gitignore" not in entries:
        return folder
    ignored, git = folder.ignored, folder.git
    if GIT in entries:
        ignored, git = repository.exclude_file(folder.real), ""
    if ".gitignore" in entries:
        ignored = repository.below(folder.real, git, ignored)
    return replace(folder, ignored=ignored, git=git)


def _child(folder: Folder, entry: os.DirEntry[str]) -> Folder | None:
    """A folder in a folder, if it is worth a visit; what it says of the project around it is noted."""
    name, owner = entry.name, folder.owner
    link = entry.is_symlink()
    # To git a link is a file, whatever it leads to.
    ignored = folder.ignores(name, is_folder=not link)
    passed = names.holds_no_members(name) or ignored
    members = () if folder.named.alone else globs.step(folder.members, name, deep=not passed)
    counts = False
    if owner is not None and not ignored and not names.is_junk(name):
        has_init = (passed or name in names.SUPPORT) and os.path.lexists(os.path.join(entry.path, "__init__.py"))
        counts = folder.counts and not names.is_support(name, top=folder.depth == 0, has_init=has_init)
        owner.things = owner.things or not passed or has_init
        if counts and ((passed and has_init) or link):
            # Not walked here; what a link leads to may well be imported.
            owner.code = True
        counts = counts and not passed
    beside = bool(members) or (not folder.named.alone and not ignored and _is_for_companions(folder, name))
    pants = folder.pants and not ignored and not names.is_junk(name)
    if not (members or taking.may_hold_egg_info(owner, folder.depth + 1)):
        if (owner is None or owner.code or not counts) and not beside and not pants:
            return None
        # What is visited for other reasons says nothing of the project.
        owner = owner if counts else None
    tests_of = folder.tests_of
    if folder.owner is not None and name in names.TESTS:
        tests_of = (*tests_of, folder.owner)
    return Folder(
        real=entry.path,
        path=folder.shown(name),
        git=f"{folder.git}{git_name(name)}/",
        ignored=None if ignored else folder.ignored,
        members=members,
        others=globs.step(folder.others, name),
        excluded=globs.step(folder.excluded, name),
        named=folder.named,
        direct=False,
        beside=beside,
        pants=pants,
        owner=owner,
        depth=folder.depth + 1,
        counts=counts,
        tests_of=tests_of,
    )


def _is_for_companions(folder: Folder, name: str) -> bool:
    """Whether files in a folder of this name speak of projects even where no member is looked for."""
    if name == WORKFLOWS[0]:
        return folder.direct
    return folder.beside and (name in REQUIREMENTS or (name == WORKFLOWS[1] and folder.path.endswith(WORKFLOWS[0])))
