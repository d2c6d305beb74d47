"""Writing files of the workspace: whole or not at all, and only what is still as it was read."""

# Paths are strings, as where they are found.
# ruff: noqa: PTH113, PTH118, PTH120

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pinlint.cli.drafts import NotWritten, discard, draft, find, place, settle, sweep, verify
from pinlint.discover.files import is_within
from pinlint.discover.paths import unshow
from pinlint.source import Source, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pinlint.cli.drafts import Draft, Found

__all__ = ["NotWritten", "create", "encoded", "locate", "replace", "rewrite", "rewrite_all"]


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
    _, failed = rewrite_all({real: (source, text)})
    for why in failed.values():
        raise NotWritten(why)


def rewrite_all(texts: Mapping[str, tuple[Source, str]]) -> tuple[frozenset[str], dict[str, str]]:
    """Write new texts of several files, by where they really are, of which the sources were read: all of them or none.

    Nothing takes its place before all is on the disk, and found to be as it was read. Which were written, and which
    were not through a fault of their own, with a phrase about each. Only where the system takes the place of some and
    refuses that of another, none is written after that, and what was written stays.
    """
    drafts, failed = [], {}
    try:
        for folder in {os.path.dirname(real) for real in texts}:
            sweep(folder)
        for real, (source, text) in texts.items():
            try:
                found = find(real)
                drafts.append(draft(real, encoded(source, found.data, text), found))
            except NotWritten as error:
                failed[real] = str(error)
        placed, changed = ([], {}) if failed else _place(drafts)
        return frozenset(placed), {**failed, **changed}
    finally:
        discard(drafts)


def replace(path: str, data: bytes) -> None:
    """Put a file with this content at ``path``, in the place of the one that is there, if one is. Raises NotWritten."""
    if os.path.lexists(path) and not os.path.isfile(path):
        raise NotWritten("cannot be written: not a regular file")
    _put(path, data, find(path) if os.path.lexists(path) else None)


def create(path: str, data: bytes) -> None:
    """Put a file with this content at ``path``, where nothing is. Raises NotWritten."""
    _put(path, data, None)


def _put(path: str, data: bytes, before: Found | None) -> None:
    sweep(os.path.dirname(path) or ".")
    new = draft(path, data, before)
    try:
        _, failed = _place([new])
    finally:
        discard([new])
    for why in failed.values():
        raise NotWritten(why)


def _place(drafts: Sequence[Draft]) -> tuple[list[str], dict[str, str]]:
    """Let the drafts take their places if all of them can; which did, and which cannot, each with why."""
    placed: list[str] = []
    failed: dict[str, str] = {}
    for each in drafts:
        try:
            verify(each)
        except NotWritten as error:
            failed[each.path] = str(error)
    with _undisturbed():
        for each in () if failed else drafts:
            try:
                place(each)
            except NotWritten as error:
                failed[each.path] = str(error)
                break
            placed.append(each.path)
    for folder in {os.path.dirname(path) or "." for path in placed}:
        settle(folder)
    return placed, failed


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let who interrupts the program wait: half of the files in their places would be neither old nor new."""
    import signal  # noqa: PLC0415 - only where something is written

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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

    yield b"", "utf-8-sig" if bom else "utf-8"
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
