"""The members of a tar file, read once from front to back.

A reader of its own, not ``tarfile``: that one keeps the header of every member, reads names of any length into memory,
and has had endless loops on hostile headers; what is needed here (ustar headers, GNU long names, the paths and sizes
of POSIX.1-2001) is little. Held to ``tarfile`` by a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK = 512
_MAX_EXTENSION = 64 * 1024
_REGULAR = (b"0", b"\0", b"7")
_LINKS = (b"1", b"2")
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_EXTENSIONS = (b"x", b"g", b"L", b"K")
_FOLDER = "a folder"


class Stream(Protocol):
    """Bytes from front to back."""

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer only at the end."""
        ...

    def skip(self, size: int) -> None:
        """Pass over the next ``size`` bytes. Raises Unreadable if there are not so many."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One member."""

    name: str
    size: int
    """Of the bytes that follow."""
    refusal: str | None
    """Why it is not a plain file."""


def entries(stream: Stream, want: Callable[[Entry], bool]) -> Iterator[tuple[Entry, bytes | None]]:
    """Every member but folders, in order, with its bytes if it is a plain file that is wanted. Raises Unreadable."""
    defaults: dict[bytes, bytes] = {}
    extended: dict[bytes, bytes] = {}
    while header := _header(stream):
        kind = header[156:157]
        if kind in _EXTENSIONS:
            data = _extension(stream, _number(header[124:136]))
            fields = _records(data) if kind in {b"x", b"g"} else {b"path": data.rstrip(b"\0")} if kind == b"L" else {}
            (defaults if kind == b"g" else extended).update(fields)
            continue
        entry = _entry(header, defaults | extended)
        extended = {}
        wanted = want(entry) and entry.refusal is None
        content = _exactly(stream, entry.size) if wanted else None
        stream.skip(-entry.size % _BLOCK if wanted else entry.size + -entry.size % _BLOCK)
        if entry.refusal != _FOLDER:
            yield entry, content


def _entry(header: bytes, fields: dict[bytes, bytes]) -> Entry:
    kind = header[156:157]
    name = fields.get(b"path") or _ustar_name(header)
    size = _decimal(fields[b"size"]) if b"size" in fields else _number(header[124:136])
    refusal = None
    if kind == b"S" or any(key.startswith(b"GNU.sparse.") for key in fields):
        raise Unreadable("a sparse file in the archive")
    if kind == b"5" or (kind == b"\0" and name.endswith(b"/")):
        refusal = _FOLDER
    elif kind in _LINKS:
        refusal = "a link inside an archive"
    elif kind not in _REGULAR:
        refusal = "not a regular file"
    # The sizes of folders, links and devices say nothing of what follows them.
    return Entry(
        name.decode("utf-8", "surrogateescape"), 0 if kind in _WITHOUT_DATA or refusal == _FOLDER else size, refusal
    )


def _header(stream: Stream) -> bytes | None:
    """The next header; None at the end, which is an empty block or the end of the data between two members."""
    header = stream.take(_BLOCK)
    if not header or header.count(0) == len(header) == _BLOCK:
        return None
    if len(header) < _BLOCK:
        raise Unreadable("truncated")
    checksum = sum(header) - sum(header[148:156]) + 8 * 32
    if _number(header[148:156]) != checksum:
        raise Unreadable("not a tar file")
    return header


def _number(field: bytes) -> int:
    """A number of a header: octal digits, or base 256 where the first bit is set (GNU)."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.partition(b"\0")[0].strip()
    if not digits:
        return 0
    if not digits.isdigit() or b"8" in digits or b"9" in digits:
        raise Unreadable("a damaged header in the archive")
    return int(digits, 8)


def _decimal(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > 20:
        raise Unreadable("a damaged header in the archive")
    return int(digits)


def _extension(stream: Stream, size: int) -> bytes:
    if size > _MAX_EXTENSION:
        raise Unreadable(f"a member name of {size} bytes")
    data = _exactly(stream, size)
    stream.skip(-size % _BLOCK)
    return data


def _exactly(stream: Stream, size: int) -> bytes:
    data = stream.take(size)
    if len(data) < size:
        raise Unreadable("truncated")
    return data


def _records(data: bytes) -> dict[bytes, bytes]:
    r"""The records of an extended header: ``"length key=value\n"``, the length being that of the whole record."""
    found: dict[bytes, bytes] = {}
    while data:
        digits, _, _ = data[:16].partition(b" ")
        length = _decimal(digits)
        record = data[len(digits) + 1 : length]
        key, equals, value = record.partition(b"=")
        if not equals or not value.endswith(b"\n") or length > len(data):
            raise Unreadable("a damaged header in the archive")
        found[key] = value[:-1]
        data = data[length:]
    return found


def _ustar_name(header: bytes) -> bytes:
    name = header[:100].partition(b"\0")[0]
    # The old GNU format ("ustar  ") keeps times where the prefix would be.
    prefix = header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return prefix + b"/" + name if prefix else name
