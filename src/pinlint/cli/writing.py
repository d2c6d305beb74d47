"""Writing files of the workspace: whole or not at all, and only what is still as it was read."""

# Paths are strings, as where they are found.
# ruff: noqa: PTH101, PTH105, PTH108, PTH113, PTH116, PTH118, PTH120

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from pinlint.discover.files import is_within, read_regular, reason
from pinlint.discover.paths import unshow
from pinlint.source import Source, Unreadable, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


class NotWritten(Exception):  # noqa: N818 - it names the state of a file
    """A file that was left as it is; ``str()`` is a phrase about it that says why."""


def locate(path: str, root: Path, named: Iterable[Path] = ()) -> str:
    """Where the file of a ``Source.path`` really is: in the root, or in a folder that was named.

    Links are followed as long as they stay there. Raises NotWritten.
    """
    full = os.path.normpath(os.path.join(root, unshow(path)))
    real = os.path.realpath(full)
    tops = {os.path.realpath(top) for top in (root, *named)}
    if not any(is_within(real, top) for top in tops):
        raise NotWritten("lies outside of the workspace")
    if not os.path.isfile(real):
        raise NotWritten("lies in an archive" if _in_archive(real) else "is there no more")
    return real


def rewrite(real: str, source: Source, text: str) -> None:
    """Write a new text of the file at ``real``, of which ``source`` was read: in its encoding, with its mark and mode.

    Raises NotWritten, and then the file is as it was.
    """
    try:
        before = os.lstat(real)
        data = read_regular(real)
    except (OSError, Unreadable) as error:
        raise NotWritten(
            f"cannot be read again: {error if isinstance(error, Unreadable) else reason(error)}"
        ) from error
    new = encoded(source, data, text)
    if not os.access(real, os.W_OK):
        raise NotWritten("is not writable")
    replace(real, new, before)


def replace(path: str, data: bytes, before: os.stat_result | None = None) -> None:
    """Put a file with this content at ``path``, in one step, with the mode of the one that was there.

    ``before`` is what that one has to be still. Raises NotWritten.
    """
    import tempfile  # noqa: PLC0415 - only those who write need it

    try:
        mode = stat.S_IMODE(os.stat(path).st_mode) if os.path.lexists(path) else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=".pinlint-", dir=os.path.dirname(path) or ".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, mode)
            if before is not None:
                _keep(before, path, temporary)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise NotWritten(f"cannot be written: {reason(error)}") from error


def encoded(source: Source, data: bytes, text: str) -> bytes:
    """A new text of the file with these bytes, of which ``source`` was read, as bytes. Raises NotWritten."""
    read = next((read for read in (decode, _as_pip) if _is_read(read, data, source)), None)
    if read is None:
        raise NotWritten("has changed since it was read")
    try:
        for mark, encoding in _encodings(data, bom=source.bom):
            if mark + source.text.encode(encoding, "replace") == data:
                new = mark + text.encode(encoding)
                break
        else:
            raise NotWritten("has an encoding that writes one text in several ways")
    except (UnicodeEncodeError, SyntaxError) as error:
        raise NotWritten("cannot hold the new text in its encoding") from error
    if not _is_read(read, new, Source(source.path, text, source.bom)):
        raise NotWritten("would declare another encoding")
    return new


def _is_read(read: Callable[[str, bytes], Source], data: bytes, source: Source) -> bool:
    try:
        return read(source.path, data) == source
    except UnicodeDecodeError:
        return False


def _as_pip(path: str, data: bytes) -> Source:
    """A requirements file, whose encoding is told by a mark or a comment. Raises UnicodeDecodeError."""
    from pinlint.metadata import pip_lines  # noqa: PLC0415 - few files are written in another way than others
    from pinlint.metadata.raw import Malformed  # noqa: PLC0415 - with it

    try:
        return pip_lines.decode(path, data)
    except Malformed as error:
        raise UnicodeDecodeError("utf-8", data, 0, 1, error.message) from error


def _encodings(data: bytes, *, bom: bool) -> Iterator[tuple[bytes, str]]:
    """The encodings that a file may have, each with what stands before the text. Raises SyntaxError."""
    import codecs  # noqa: PLC0415 - only those who write need it
    import io  # noqa: PLC0415 - few modules declare an encoding
    import tokenize  # noqa: PLC0415 - with it

    yield (codecs.BOM_UTF8 if bom else b""), "utf-8"
    # UTF-32 first: its mark for little endian begins with that of UTF-16.
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            yield mark, encoding
    yield b"", tokenize.detect_encoding(io.BytesIO(data).readline)[0]


def _in_archive(path: str) -> bool:
    """Whether the path goes through a file."""
    while not os.path.lexists(path):
        path = os.path.dirname(path)
    return os.path.isfile(path)


def _keep(before: os.stat_result, path: str, temporary: str) -> None:
    """Give the file at ``temporary`` its owner, if ``path`` is as it was before. Raises NotWritten."""
    if _state(os.lstat(path)) != _state(before):
        raise NotWritten("has changed since it was read")
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # of files of others only the administrator can keep the owner
            os.chown(temporary, before.st_uid, before.st_gid)


def _state(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _umask() -> int:
    """The modes that new files of this process lack; asking for it means setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
