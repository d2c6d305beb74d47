"""A workspace as it was at a revision of its git repository, laid out beside the checkout, which stays untouched."""

# Paths are strings here, as everywhere that the disk is walked.
# ruff: noqa: PTH103, PTH118, PTH120, PTH123, PTH211

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.discover import names
from pinlint.discover.files import LIMIT, is_within
from pinlint.discover.git import Git, GitError
from pinlint.discover.paths import unshow
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.discover.git import Entry
    from pinlint.source import Files

_READ_BY_THE_WALK = frozenset({".gitignore", "pinlint.toml", names.PYPROJECT})
"""What is read before anybody asks for a file of a project."""
_GIT = ".git"
_LINK = 4096
"""Bytes of a target; no system has longer ones."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A tree that was laid out: every file of the revision is there, and is filled when it is asked for."""

    folder: str
    """Its top, a real path."""
    waiting: dict[str, tuple[Git, Entry]]
    """The files that are still empty, by their real paths."""
    missing: tuple[str, ...]
    """Submodules whose revision is not at hand, from the top."""

    def files(self, files: Files, root: str) -> Files:
        """Files below ``root`` (a folder in the tree), read by ``files`` as soon as they are filled."""
        return _Filled(self, files, root)

    def fill(self, real: str) -> None:
        """Write the content of a file that waits for it. Raises Unreadable."""
        if real in self.waiting:
            git, entry = self.waiting[real]
            if entry.size > LIMIT:
                raise Unreadable(f"{entry.size} bytes, more than the {LIMIT} that are read")
            try:
                _write(real, git.blob(entry.object_name))
            except (GitError, OSError) as error:
                raise Unreadable(str(error)) from error
            del self.waiting[real]


@contextmanager
def laid_out(top: str, revision: str) -> Iterator[Revision]:
    """The tree of a revision (anything that git takes for a commit) of the repository at ``top``, for a while.

    Raises GitError, whose text is a sentence, where there is no git or no such revision.
    """
    # Only a run that looks back needs it.
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - see above

    with TemporaryDirectory(prefix="pinlint-", ignore_cleanup_errors=True) as folder:
        layout = _Layout(os.path.realpath(folder))
        try:
            git = layout.open(top)
            layout.tree(git, git.commit(revision), "")
            layout.link()
            os.makedirs(os.path.join(layout.folder, _GIT, "info"), exist_ok=True)
            yield Revision(layout.folder, layout.waiting, tuple(layout.missing))
        finally:
            layout.close()


class _Layout:
    """Lays out the files of a tree and of the submodules in it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.waiting: dict[str, tuple[Git, Entry]] = {}
        self.missing: list[str] = []
        self._links: list[tuple[str, Git, Entry]] = []
        self._folders: set[str] = set()
        self._opened: list[Git] = []

    def open(self, top: str) -> Git:
        git = Git(top)
        self._opened.append(git)
        return git

    def close(self) -> None:
        for git in self._opened:
            git.close()

    def tree(self, git: Git, commit: str, prefix: str) -> None:
        """Lay out the files of a commit below ``prefix`` (with a trailing slash, or empty)."""
        for entry in git.entries(commit):
            path = prefix + entry.path
            if not _is_plain(entry.path):
                continue
            if entry.is_submodule:
                self._submodule(os.path.join(git.top, *entry.path.split("/")), entry.object_name, path)
            elif entry.is_link and entry.size < _LINK:
                self._links.append((path, git, entry))
            elif not entry.is_link:
                self._file(path, git, entry)

    def link(self) -> None:
        """Make the links, when every file has its place: nothing is ever written through one."""
        for path, git, entry in self._links:
            full = os.path.join(self.folder, *path.split("/"))
            # A link whose place is taken is that of a tree that git would not check out.
            with suppress(OSError, ValueError):
                os.makedirs(os.path.dirname(full), exist_ok=True)
                if is_within(os.path.realpath(os.path.dirname(full)), self.folder):
                    os.symlink(os.fsdecode(git.blob(entry.object_name)), full)

    def _submodule(self, top: str, commit: str, path: str) -> None:
        if os.path.lexists(os.path.join(top, _GIT)):
            try:
                git = self.open(top)
                self.tree(git, git.commit(commit), f"{path}/")
            except GitError:
                self.missing.append(path)

    def _file(self, path: str, git: Git, entry: Entry) -> None:
        full = os.path.join(self.folder, *path.split("/"))
        folder, name = os.path.split(full)
        # A name that this disk does not take, or takes for another one, is in no checkout either.
        with suppress(OSError, ValueError):
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            os.close(os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            self.waiting[full] = git, entry
            if (name in _READ_BY_THE_WALK or names.is_distribution(name)) and entry.size <= LIMIT:
                del self.waiting[full]
                _write(full, git.blob(entry.object_name))


class _Filled:
    """Files of a revision, each filled before it is read."""

    def __init__(self, revision: Revision, files: Files, root: str) -> None:
        self._revision = revision
        self._files = files
        self._root = root

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        with suppress(ValueError):
            self._revision.fill(os.path.realpath(os.path.join(self._root, unshow(path))))
        return self._files.read(path)

    def exists(self, path: str) -> bool:
        """Whether a regular file can be read there."""
        return self._files.exists(path)

    def folder(self, path: str) -> bool | None:
        """Whether there is a folder; None of one that git ignores."""
        return self._files.folder(path)


def _is_plain(path: str) -> bool:
    """Whether a path of a tree leads down from its top, and not into what git keeps for itself."""
    parts = path.split("/")
    return not any(part in {"", ".", ".."} or part.lower() == _GIT for part in parts)


def _write(full: str, data: bytes) -> None:
    with open(full, "wb") as file:
        file.write(data)
