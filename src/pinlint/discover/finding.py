"""From named PATHs to candidates: the walk for folders, the reader for archives, each thing once."""

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH100, PTH112, PTH113, PTH114, PTH118, PTH119, PTH120

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pinlint.candidate import Candidate, Origin
from pinlint.discover import names, paths, repository
from pinlint.discover.files import DiskFiles, is_within
from pinlint.discover.places import Named, Place, identity_of
from pinlint.discover.walk import Walk
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from pinlint.discover.files import Contents
    from pinlint.discover.places import Identity
    from pinlint.source import Files
    from pinlint.workspace import Problem

_MOST_KEPT = 128 * 1024 * 1024
"""Characters and bytes of archives that are kept: a few of the largest that are read, or dozens of real ones."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies below the named PATHs."""

    candidates: tuple[Candidate, ...]
    """In the order of their paths."""
    files: Files
    """Reads what is below the root, below the named PATHs, or inside a found archive."""
    problems: tuple[Problem, ...]
    """What could not be read, each at the beginning of its path."""
    whole: bool
    """Some PATH is the root itself."""
    beside: tuple[str, ...] = ()
    """Files that are no metadata and still speak of projects (``workspace.companion``), in the order of their paths."""


def find(
    root: Path,
    paths: Sequence[Path],  # the name users of the command line know them by
    *,
    members: Sequence[str] = (),
    others: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Found:
    """The candidates below ``paths``; all paths in the answer are relative to ``root``.

    All globs are from the root: folders that ``others`` match are none of the ``members``, while those in them may be;
    what ``exclude`` matches is not entered. Nothing is raised: what cannot be read is a problem.
    """
    walk = Walk(os.path.abspath(root), members=members, others=others, exclude=exclude)
    return _Finding(os.path.abspath(root), walk).run([os.path.abspath(path) for path in paths])


class _Finding:
    """One call of ``find``."""

    def __init__(self, root: str, walk: Walk) -> None:
        self._root = root
        self._walk = walk
        self._archives: dict[str, Callable[[], Contents]] = {}
        self._seen: set[Identity] = set()
        self._candidates: list[Candidate] = []
        self._shelf = _Shelf()

    def run(self, given: Sequence[str]) -> Found:
        folders: list[Named] = []
        archives: list[Place] = []
        for path in map(self._inside, given):
            self._sort(Place(path, paths.relative(path, self._root)), folders, archives)
        self._walk.run(folders)
        tops = [*given, *(folder.place.real for folder in folders)]
        files = DiskFiles(self._root, tops, self._archives, repository.ignores)
        self._read(archives, files, named=True)
        infos = self._walk.info()
        for folder in folders:
            spare = [] if folder.has_tree else folder.spare
            self._read([*folder.archives, *(place for place in spare if names.is_archive(place.path))], files)
            infos.extend(place for place in spare if not names.is_archive(place.path))
        found = [
            *self._candidates,
            *(project.candidate(declared=self._walk.is_chosen) for project in self._walk.projects()),
            *self._installed(infos),
        ]
        return Found(
            candidates=tuple(sorted(found, key=lambda candidate: candidate.path)),
            files=files,
            problems=tuple(sorted(self._walk.problems, key=lambda problem: (problem.at.path, problem.message))),
            # A link that leads outside of what was named is passed over: nobody asked for it by its name.
            beside=tuple(
                sorted(
                    place.path
                    for place in self._walk.beside()
                    if not os.path.islink(place.real) or files.exists(place.path)
                )
            ),
            whole=any(paths.relative(path, self._root) == "." or _is_same(path, self._root) for path in given),
        )

    def _inside(self, path: str) -> str:
        """A PATH that lies in the root by way of a link, as it is reached from the root."""
        real, top = os.path.realpath(path), os.path.realpath(self._root)
        if is_within(path, self._root) or not is_within(real, top):
            return path
        return os.path.normpath(os.path.join(self._root, os.path.relpath(real, top)))

    def _sort(self, place: Place, folders: list[Named], archives: list[Place]) -> None:
        """What a named PATH stands for."""
        name = os.path.basename(place.real)
        if os.path.isdir(place.real):
            folders.append(Named(place))
        elif not os.path.isfile(place.real):
            what = "not a regular file or a folder" if os.path.lexists(place.real) else "does not exist"
            self._walk.problem(place.path, what)
        elif names.is_archive(name):
            archives.append(place)
        elif names.is_other_archive(name):
            self._walk.problem(place.path, "an archive of a kind that is not read")
        elif names.is_metadata(name):
            folder = os.path.dirname(place.real)
            folders.append(Named(Place(folder, paths.relative(folder, self._root)), alone=True))
        else:
            self._walk.problem(place.path, "neither a metadata file nor a distribution")

    def _read(self, places: Iterable[Place], files: DiskFiles, *, named: bool = False) -> None:
        """Open archives, once each."""
        for place in places:
            identity = identity_of(place.real)
            if identity is None:
                self._walk.problem(place.path, "does not exist")
            elif identity not in self._seen and not self._walk.is_excluded(place.path):
                self._seen.add(identity)
                self._read_one(place, files, named=named)

    def _read_one(self, place: Place, files: DiskFiles, *, named: bool) -> None:
        from pinlint.discover.archives import metadata_files  # noqa: PLC0415 - only where an archive is met

        real = os.path.realpath(place.real)
        if not named and not files.allows(real):
            self._walk.problem(place.path, "a link that leads outside the workspace")
            return
        wheel = place.path.lower().endswith(names.WHEEL)
        try:
            contents = self._shelf.get(real)
            found = metadata_files(contents, wheel=wheel)
        except Unreadable as error:
            self._walk.problem(place.path, f"the archive cannot be read: {error}")
            return
        if found is None:
            if named or wheel:
                self._walk.problem(place.path, "not a distribution: no metadata in the archive")
            return
        origin, members = found
        shown = tuple(f"{place.path}/{paths.show(name)}" for name in members)
        self._archives[place.path] = partial(self._shelf.get, real)
        for path, name in zip(shown, members, strict=True):
            files.remember(path, contents[name])
        self._candidates.append(Candidate(place.path, shown, origin))

    def _installed(self, places: Iterable[Place]) -> Iterable[Candidate]:
        """The metadata folders of built distributions."""
        for place in sorted(set(places), key=lambda place: place.path):
            wheel = place.real.endswith(names.DIST_INFO)
            wanted = (names.METADATA,) if wheel else (names.REQUIRES_TXT, names.PKG_INFO)
            there = tuple(f"{place.path}/{name}" for name in wanted if os.path.isfile(os.path.join(place.real, name)))
            if there:
                yield Candidate(place.path, there, Origin.WHEEL if wheel else Origin.SDIST)


class _Shelf:
    """The archives read last. One that has been put away is read again when somebody asks for a file in it."""

    def __init__(self) -> None:
        self._contents: OrderedDict[str, Contents] = OrderedDict()
        self._kept = 0

    def get(self, real: str) -> Contents:
        """Raises Unreadable."""
        if real in self._contents:
            self._contents.move_to_end(real)
        else:
            from pinlint.discover.archives import read_archive  # noqa: PLC0415 - only where an archive is met

            self._contents[real] = read_archive(real)
            self._kept += _size(self._contents[real])
            while self._kept > _MOST_KEPT and len(self._contents) > 1:
                self._kept -= _size(self._contents.popitem(last=False)[1])
        return self._contents[real]


def _size(contents: Contents) -> int:
    return sum(len(name) + len(found) for name, found in contents.items())


def _is_same(path: str, other: str) -> bool:
    identity = identity_of(path)
    return identity is not None and identity == identity_of(other)
