"""Compressed files from front to back, in bounded memory, until there comes too much of them."""

from __future__ import annotations

from collections import deque
from typing import IO, TYPE_CHECKING

from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_UNPACKED = 1024 * 1024 * 1024
# Text shrinks to a fifth, rarely to a twentieth; zeros to a thousandth.
_MAX_RATIO = 100
_RATIO_FROM = 32 * 1024 * 1024
_MAX_STREAMS = 1000
_CHUNK = 64 * 1024
_INFLATED = 256 * 1024


class Packed:
    """A file that knows how much of it was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int) -> bytes:
        """As the file's own."""
        data = self._file.read(size)
        self.count += len(data)
        return data


class Unpacked:
    """What a tar reader takes its bytes from; ends with an error when there come too many of them."""

    def __init__(self, packed: Packed, chunks: Iterator[bytes]) -> None:
        self._packed = packed
        self._chunks = chunks
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._unpacked = 0

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer only at the end."""
        while self._size < size and self._more():
            pass
        taken: list[bytes] = []
        left = size
        while left and self._waiting:
            chunk = self._waiting.popleft()
            if len(chunk) > left:
                self._waiting.appendleft(chunk[left:])
                chunk = chunk[:left]
            taken.append(chunk)
            left -= len(chunk)
        self._size -= size - left
        return b"".join(taken)

    def skip(self, size: int) -> None:
        """Pass over the next ``size`` bytes."""
        while size:
            step = len(self.take(min(size, _INFLATED)))
            if not step:
                raise Unreadable("truncated")
            size -= step

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._waiting.append(chunk)
        self._size += len(chunk)
        self._unpacked += len(chunk)
        if self._unpacked > _MAX_UNPACKED:
            raise Unreadable(f"unpacks to more than {_MAX_UNPACKED} bytes")
        if self._unpacked > max(_RATIO_FROM, _MAX_RATIO * self._packed.count):
            raise Unreadable(f"unpacks to more than {_MAX_RATIO} times its size")
        return bool(chunk)


def gunzip(file: Packed) -> Iterator[bytes]:
    """The content of a gzip file (RFC 1952) in pieces. Raises Unreadable."""
    # `gzip` reads the file name in a header byte by byte, however long it is; zlib itself does not.
    import zlib  # noqa: PLC0415 - only where an archive is met

    streams = 1
    inflate = zlib.decompressobj(31)
    while packed := file.read(_CHUNK):
        while packed:
            try:
                data = inflate.decompress(packed, _INFLATED)
            except zlib.error as error:
                raise Unreadable("not gzip, or damaged") from error
            if data:
                yield data
            if not inflate.eof:
                packed = inflate.unconsumed_tail
                continue
            packed = inflate.unused_data
            if not packed.startswith(b"\x1f\x8b"):
                # Padding after the end, as gzip allows.
                return
            streams += 1
            if streams > _MAX_STREAMS:
                raise Unreadable(f"more than {_MAX_STREAMS} gzip streams in one file")
            inflate = zlib.decompressobj(31)
    if not inflate.eof:
        raise Unreadable("truncated")


def bunzip(file: Packed) -> Iterator[bytes]:
    """The content of a bzip2 file in pieces. Raises Unreadable."""
    import bz2  # noqa: PLC0415 - only where an archive is met

    inflate = bz2.BZ2Decompressor()
    while not inflate.eof:
        packed = file.read(_CHUNK) if inflate.needs_input else b""
        if inflate.needs_input and not packed:
            raise Unreadable("truncated")
        try:
            data = inflate.decompress(packed, _INFLATED)
        except (OSError, ValueError) as error:
            raise Unreadable("not bzip2, or damaged") from error
        if data:
            yield data
