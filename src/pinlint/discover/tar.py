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
_MAX_EXTENSIONS = 32 * 1024 * 1024
_REGULAR = (b"0", b"\0", b"7")
_LINKS = (b"1", b"2")
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_EXTENSIONS = (b"x", b"g", b"L", b"K")
_FOLDER = "a folder"
_SPARSE = b"sparse"


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
    room = _MAX_EXTENSIONS
    while header := _header(stream):
        kind = header[156:157]
        if kind in _EXTENSIONS:
            data = _extension(stream, _number(header[124:136]))
            fields = _records(data) if kind in {b"x", b"g"} else {b"path": data.rstrip(b"\0")} if kind == b"L" else {}
            room -= len(data)
            if room < 0:
                raise Unreadable("too many long file names in the archive")
            (defaults if kind == b"g" else extended).update(fields)
            continue
        entry = _entry(header, defaults | extended)
        extended = {}
        wanted = want(entry)
        content = _exactly(stream, entry.size) if wanted else None
        stream.skip(-entry.size % _BLOCK if wanted else entry.size + -entry.size % _BLOCK)
        if entry.refusal != _FOLDER:
            yield entry, content


def _entry(header: bytes, fields: dict[bytes, bytes]) -> Entry:
    kind = header[156:157]
    name = fields.get(b"path") or _ustar_name(header)
    size = _decimal(fields[b"size"]) if b"size" in fields else _number(header[124:136])
    refusal = None
    if kind == b"S" or _SPARSE in fields:
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
    checksum = sum(header) - sum(header[148:156]) + 8 * ord(" ")
    if _octal(header[148:156]) != checksum:
        raise Unreadable("not a tar file")
    return header


def _number(field: bytes) -> int:
    """A number of a header: octal digits, or base 256 where the first bit is set (GNU)."""
    number = int.from_bytes(field[1:], "big") if field[0] == 0x80 else _octal(field)
    if number is None:
        raise Unreadable("a damaged header in the archive")
    return number


def _octal(field: bytes) -> int | None:
    """Octal digits among spaces, up to the first NUL; none at all are zero."""
    digits = field.partition(b"\0")[0].strip() or b"0"
    return int(digits, 8) if set(digits) <= set(b"01234567") else None


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
    r"""What matters of the records of an extended header: ``"length key=value\n"``, the length including itself."""
    found: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        digits = data[at : at + 16].partition(b" ")[0]
        end = at + _decimal(digits)
        key, equals, value = data[at + len(digits) + 1 : end].partition(b"=")
        if end > len(data) or not equals or not value.endswith(b"\n"):
            raise Unreadable("a damaged header in the archive")
        if key in {b"path", b"size"}:
            found[key] = value[:-1]
        elif key.startswith(b"GNU.sparse."):
            found[_SPARSE] = b""
        at = end
    return found


def _ustar_name(header: bytes) -> bytes:
    name = header[:100].partition(b"\0")[0]
    # The old GNU format ("ustar  ") keeps times where the prefix would be.
    prefix = header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return prefix + b"/" + name if prefix else name
