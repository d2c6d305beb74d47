"""New contents of files: on the disk beside them, until all of them can take their places."""

# Paths are strings, as where they are found.
# ruff: noqa: PTH101, PTH105, PTH108, PTH116, PTH118, PTH120, PTH123

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.discover.files import read_regular, reason
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = re.compile(r"\.pinlint-[0-9a-f]{16}\.tmp")
_ABANDONED = 3600
"""Seconds; no run takes that long to write what it has computed."""
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class NotWritten(Exception):  # noqa: N818 - it names the state of a file
    """A file that was left as it is; ``str()`` is a phrase about it that says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was found: what is in it, and what the system says of it."""

    data: bytes
    state: os.stat_result

    def is_same(self, other: Found) -> bool:
        """Whether it is the same file with the same content."""
        return self.data == other.data and _marks(self.state) == _marks(other.state)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file at ``at`` that is to take the place of the one at ``path``, which is to be as it was found before.

    Where nothing was found, nothing is to be there.
    """

    path: str
    at: str
    before: Found | None


def find(path: str) -> Found:
    """The regular file at a path without links. Raises NotWritten."""
    try:
        # The state first: of a file that is put there meanwhile it is another one.
        state = os.lstat(path)
        return Found(read_regular(path), state)
    except (OSError, Unreadable) as error:
        why = error if isinstance(error, Unreadable) else reason(error)
        raise NotWritten(f"cannot be read again: {why}") from error


def refuse(path: str) -> None:
    """Raise NotWritten for a file that is not to be written, or in whose place none could be put that is like it."""
    folder = os.path.dirname(path) or "."
    try:
        state, group = os.lstat(path), os.stat(folder).st_gid
    except OSError as error:
        raise NotWritten(f"cannot be written: {reason(error)}") from error
    if not os.access(path, os.W_OK):
        raise NotWritten("is not writable")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NotWritten("lies in a folder that is not writable")
    if state.st_nlink > 1:
        raise NotWritten("has another name, a hard link, under which the old text would stay")
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        if state.st_uid != os.geteuid():
            raise NotWritten("belongs to another user, and a file in its place would not")
        # On some systems, and in some folders, a file belongs to the group of its folder.
        if state.st_gid not in {os.getegid(), *os.getgroups(), group}:
            raise NotWritten("belongs to a group that a file in its place could not be given to")


def draft(path: str, data: bytes, before: Found | None) -> Draft:
    """Write a file that could take the place of the one that was found at ``path``; its owner, group and mode are kept.

    So are, where the system has them, access control lists and the attributes of users. It is in the same folder and
    is on the disk when this returns. Raises NotWritten, and then there is none.
    """
    if before is not None:
        refuse(path)
    at = os.path.join(os.path.dirname(path), f".pinlint-{os.urandom(8).hex()}.tmp")
    try:
        # Until it has its mode nobody else may read it; of a new file the system knows the mode.
        handle = os.open(at, _FLAGS, 0o666 if before is None else 0o600)
        try:
            with open(handle, "wb") as file:
                file.write(data)
                file.flush()
                if before is not None:
                    # After the last write, which takes setuid and setgid away.
                    _liken(at, path, before.state)
                os.fsync(handle)
        except BaseException:
            _remove(at)
            raise
    except OSError as error:
        raise NotWritten(f"cannot be written: {reason(error)}") from error
    return Draft(path, at, before)


def verify(draft: Draft) -> None:
    """Raise NotWritten where the file is no longer as it was found."""
    if draft.before is None:
        if os.path.lexists(draft.path):
            raise NotWritten("is there already, and was not when it was looked for")
    elif not find(draft.path).is_same(draft.before):
        raise NotWritten("has changed since it was read")


def place(draft: Draft) -> None:
    """Let a draft take its place, in one step. Raises NotWritten, and then what was there still is."""
    try:
        os.replace(draft.at, draft.path)
    except OSError as error:
        raise NotWritten(f"cannot be written: {reason(error)}") from error


def discard(drafts: Sequence[Draft]) -> None:
    """Remove what did not take its place."""
    for each in drafts:
        _remove(each.at)


def settle(folder: str) -> None:
    """Have the names of the files in a folder on the disk, too, where the system can be told to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: str) -> None:
    """Remove from a folder the drafts of runs that were killed: old ones, that belong to the user or that any may."""
    user = os.geteuid() if hasattr(os, "geteuid") else 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _NAME.fullmatch(entry.name):
                continue
            state = entry.stat(follow_symlinks=False)
            old = time.time() - state.st_mtime > _ABANDONED
            if old and user in {0, state.st_uid}:
                _remove(entry.path)


def _marks(state: os.stat_result) -> tuple[int, ...]:
    return state.st_dev, state.st_ino, state.st_mode, state.st_uid, state.st_gid, state.st_nlink


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _liken(at: str, path: str, state: os.stat_result) -> None:
    """Give a new file the owner, the mode and the attributes of another. Raises NotWritten, and OSError."""
    new = os.lstat(at)
    if (new.st_uid, new.st_gid) != (state.st_uid, state.st_gid):
        try:
            os.chown(at, state.st_uid, state.st_gid)
        except OSError as error:
            raise NotWritten("belongs to a user or a group that a file in its place could not be given to") from error
    # After the owner, with whom setuid and setgid go.
    os.chmod(at, stat.S_IMODE(state.st_mode))
    if hasattr(os, "listxattr"):
        _give(at, path)
    if os.lstat(at).st_mode != state.st_mode:
        raise NotWritten("has a mode that a file in its place could not be given")


def _give(at: str, path: str) -> None:
    """Give a new file the access control list and the attributes of another. Raises NotWritten."""
    wanted, there = _attributes(path), _attributes(at)
    for name in {**there, **wanted}:
        try:
            if name not in wanted:
                # A list that the folder gives to new files.
                os.removexattr(at, name)
            elif wanted[name] != there.get(name):
                os.setxattr(at, name, wanted[name])
        except OSError as error:
            raise NotWritten(f"has an attribute, {name}, that a file in its place could not be given") from error


def _attributes(path: str) -> dict[str, bytes]:
    """The access control list and what users have attached to a file; labels of the system are the system's."""
    try:
        names = os.listxattr(path)
        return {name: os.getxattr(path, name) for name in names if name.startswith(("user.", "system.posix_acl"))}
    except OSError:  # a file system without attributes
        return {}
