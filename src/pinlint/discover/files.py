"""Reading files: bounded, regular ones only, and never outside of what the user named."""

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH114, PTH118, PTH123

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from pinlint.discover import paths
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LIMIT = 16 * 1024 * 1024
"""Bytes; no metadata file of any project comes near."""
_CACHE = 64 * 1024 * 1024

Contents = dict[str, bytes | str]
"""The files of an archive by name; a string is the reason why a file cannot be had."""

# Neither is there on Windows. A FIFO must not be waited for, nor a link followed that was a file a moment ago.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: str) -> BinaryIO:
    """A regular file, its last component not a link. Raises Unreadable, and OSError or ValueError."""
    # Asked before it is opened: opening a device may already do something.
    _refuse_special(os.lstat(path).st_mode)
    file = open(os.open(path, _FLAGS), "rb")  # noqa: SIM115 - the caller closes it
    try:
        _refuse_special(os.fstat(file.fileno()).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def read_regular(path: str, limit: int = LIMIT) -> bytes:
    """The bytes of a regular file, its last component not a link. Raises Unreadable."""
    try:
        with open_regular(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                raise Unreadable(f"{size} bytes, more than the {limit} that are read")
            # No more is asked for than there is: room for all of it is made first. Unless it grows meanwhile.
            data = file.read(size + 1)
            if len(data) > size:
                data += file.read(limit - size)
    except (OSError, ValueError) as error:
        raise Unreadable(reason(error)) from error
    if len(data) > limit:
        raise Unreadable(f"more than the {limit} bytes that are read")
    return data


def reason(error: Exception) -> str:
    """What the system said, as a phrase."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "does not exist"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return "not a possible file name"


def _refuse_special(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise Unreadable("a folder")
    if not stat.S_ISREG(mode):
        raise Unreadable("not a regular file")


class DiskFiles:
    """The files below the root, below the named PATHs and in the found archives. Paths as in ``Source.path``.

    Nothing is read twice while it is remembered; what is remembered is bounded.
    """

    def __init__(
        self,
        root: str,
        named: Sequence[str],
        archives: Mapping[str, Callable[[], Contents]],
        ignores: Callable[[str], bool],
    ) -> None:
        self._root = root
        self._lexical = tuple({root, *named})
        self._real = tuple({os.path.realpath(path) for path in self._lexical})
        self._archives = archives
        self._ignores = ignores
        self._folders: dict[str, str] = {}
        self._cache: dict[str, bytes | str] = {}
        self._cached = 0

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        if path not in self._cache:
            self.remember(path, self._outcome(path))
        found = self._cache[path]
        if isinstance(found, str):
            raise Unreadable(found)
        return found

    def exists(self, path: str) -> bool:
        """Whether a regular file can be read there."""
        found = self._cache.get(path)
        if found is None and (archive := self._archive(path)) is not None:
            found = self._from_archive(*archive)
        if found is not None:
            return isinstance(found, bytes)
        try:
            real = self._locate(path)
            return stat.S_ISREG(os.lstat(real).st_mode) and os.access(real, os.R_OK)
        except (OSError, ValueError, Unreadable):
            return False

    def folder(self, path: str) -> bool | None:
        """Whether there is a folder; None of one that is not the project's own, as git ignores it."""
        try:
            if (archive := self._archive(path)) is not None:
                name = f"{paths.unshow(archive[1])}/"
                return any(each.startswith(name) for each in self._archives[archive[0]]())
            real = self._locate(path)
        except (OSError, ValueError, Unreadable):
            return None
        return None if self._ignores(real) else os.path.isdir(real)  # noqa: PTH112 - a string, as found

    def allows(self, real: str) -> bool:
        """Whether a path without links lies where files may be read."""
        return any(is_within(real, top) for top in self._real)

    def remember(self, path: str, found: bytes | str) -> None:
        """Keep what was read, or the reason why nothing was; the oldest goes when there is too much."""
        self._cached += len(found)
        self._cache[path] = found
        while self._cached > _CACHE and len(self._cache) > 1:
            self._cached -= len(self._cache.pop(next(iter(self._cache))))

    def _outcome(self, path: str) -> bytes | str:
        archive = self._archive(path)
        if archive is not None:
            return self._from_archive(*archive)
        try:
            return read_regular(self._locate(path))
        except Unreadable as error:
            return str(error)
        except (OSError, ValueError) as error:
            return reason(error)

    def _archive(self, path: str) -> tuple[str, str] | None:
        """The archive that ``path`` goes through and the rest of the path."""
        if self._archives:
            end = path.find("/")
            while end >= 0:
                if path[:end] in self._archives:
                    return path[:end], path[end + 1 :]
                end = path.find("/", end + 1)
        return None

    def _from_archive(self, archive: str, name: str) -> bytes | str:
        try:
            contents = self._archives[archive]()
        except Unreadable as error:
            return str(error)
        return contents.get(paths.unshow(name), "does not exist")

    def _locate(self, path: str) -> str:
        """Where the file really is. Raises Unreadable if that is outside."""
        full = os.path.normpath(os.path.join(self._root, paths.unshow(path)))
        if not any(is_within(full, top) for top in self._lexical):
            raise Unreadable("outside the workspace")
        folder, name = os.path.split(full)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        real = os.path.join(self._folders[folder], name)
        if os.path.islink(real):
            real = os.path.realpath(real)
        if not self.allows(real):
            raise Unreadable("a link that leads outside the workspace")
        return real


def is_within(path: str, top: str) -> bool:
    """Whether an absolute path is ``top`` or lies below it."""
    return path == top or path.startswith(top if top.endswith(os.sep) else top + os.sep)
