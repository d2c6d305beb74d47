"""Sdists and wheels, read in memory: nothing is extracted, no link is followed, everything is bounded.

An archive is read once from front to back, and what can matter is kept: the metadata, and the small texts beside it
that a setup.py or an ``attr:`` may be read from. The limits are far above what real distributions need.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from pinlint.candidate import Origin
from pinlint.discover import names
from pinlint.discover.files import open_regular, reason
from pinlint.discover.streams import Packed, Unpacked, bunzip, gunzip
from pinlint.discover.tar import entries
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from pinlint.discover.files import Contents
    from pinlint.discover.tar import Entry

_MAX_MEMBERS = 100_000
MAX_FILE = 1024 * 1024
MAX_KEPT = 16 * 1024 * 1024
_MAX_READ = 128 * 1024 * 1024
_MAX_NAMES = 16 * 1024 * 1024
_MAX_DIRECTORY = 8 * 1024 * 1024

_BIG = f"larger than the {MAX_FILE} bytes that are read of a file in an archive"
_SURPLUS = f"beyond the first {MAX_KEPT} bytes of text in the archive"


def read_archive(path: str) -> Contents:
    """Every file in an archive, by its name there. Raises Unreadable."""
    lower = path.lower()
    try:
        with open_regular(path) as file:
            if lower.endswith(names.TAR):
                return _read_tar(file, bzip2=lower.endswith(".tar.bz2"))
            return _read_zip(file, wheel=lower.endswith(names.WHEEL))
    except OSError as error:
        raise Unreadable(reason(error)) from error


def metadata_files(contents: Contents, *, wheel: bool) -> tuple[Origin, tuple[str, ...]] | None:
    """The metadata files of the distribution in an archive, None if there are none. Raises Unreadable."""
    if wheel:
        found = [name for name in contents if name.count("/") == 1 and name.endswith(f"{names.DIST_INFO}/METADATA")]
        if len(found) > 1:
            raise Unreadable(f"{len(found)} distributions in one wheel")
        return (Origin.WHEEL, tuple(found)) if found else None
    tops: dict[str, list[str]] = {}
    for name in contents:
        top, _, base = name.rpartition("/")
        if "/" not in top and base in {*names.SOURCES, names.PKG_INFO}:
            tops.setdefault(top, []).append(base)
    # A stray file beside the project does not matter where only one folder says PKG-INFO.
    built = [top for top, found in tops.items() if names.PKG_INFO in found]
    candidates = built or ([""] if "" in tops else list(tops))
    if not candidates:
        return None
    if len(candidates) > 1:
        raise Unreadable(f"{len(candidates)} projects in one archive")
    prefix = f"{candidates[0]}/" if candidates[0] else ""
    requires = sorted(name for name in contents if names.is_requires_txt(name, prefix))
    files = [prefix + base for base in names.SOURCES if prefix + base in contents]
    return Origin.SDIST, (*files, *requires, *(prefix + names.PKG_INFO for _ in built))


class _Keeper:
    """What is kept of an archive, within the limits on their number and size."""

    def __init__(self) -> None:
        self.contents: Contents = {}
        self._members = 0
        self._names = 0
        self._read = 0
        self._kept = 0

    def count(self, name: str) -> None:
        """One more member. Raises Unreadable if that is one too many."""
        self._members += 1
        self._names += len(name)
        if self._members > _MAX_MEMBERS:
            raise Unreadable(f"more than {_MAX_MEMBERS} files in the archive")
        if self._names > _MAX_NAMES:
            raise Unreadable("too many long file names in the archive")

    def refusal(self, name: str, size: int) -> str | None:
        """Why the bytes of a plain file are not read; if they are, they count."""
        if size > MAX_FILE:
            return _BIG
        # Metadata has as much room of its own, so that no amount of other text keeps it out.
        room = 2 * MAX_KEPT if names.is_metadata(name) else MAX_KEPT
        if self._kept + size > room or self._read + size > _MAX_READ:
            return _SURPLUS
        self._read += size
        return None

    def keep(self, name: str, found: bytes | str) -> None:
        """Remember a member; of several with one name the last one counts, as when they are unpacked."""
        path = _normal(name)
        if path is None:
            return
        if isinstance(found, bytes):
            if b"\0" in found[:1024]:
                found = "not text"
            else:
                self._kept += len(found)
        self.contents[path] = found


def _normal(name: str) -> str | None:
    """A member's name without ``./``; None for one that unpacking would put elsewhere."""
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if not parts or ".." in parts or name.startswith("/"):
        return None
    return "/".join(parts)


def _read_tar(file: IO[bytes], *, bzip2: bool) -> Contents:
    keeper = _Keeper()
    packed = Packed(file)

    refusal: str | None = None

    def want(entry: Entry) -> bool:
        nonlocal refusal
        keeper.count(entry.name)
        refusal = entry.refusal or keeper.refusal(entry.name, entry.size)
        return refusal is None

    stream = Unpacked(packed, bunzip(packed) if bzip2 else gunzip(packed))
    for entry, data in entries(stream, want):
        keeper.keep(entry.name, data if data is not None else str(refusal))
    return keeper.contents


class _Guarded:
    """A file that gives a zip reader no more at once than a sane central directory needs."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.close = file.close
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_DIRECTORY:
            raise Unreadable(f"a list of files of {size} bytes")
        return self._file.read(size if size >= 0 else _MAX_DIRECTORY)


def _read_zip(file: IO[bytes], *, wheel: bool) -> Contents:
    from zipfile import ZipFile  # noqa: PLC0415 - only where an archive is met

    try:
        with ZipFile(_Guarded(file)) as archive:
            return _zip_contents(archive, wheel=wheel)
    except Unreadable:
        raise
    except Exception as error:
        # On hostile bytes zipfile raises whatever its parsing runs into: struct.error, IndexError, RuntimeError, ...
        raise Unreadable("not a zip file, or damaged") from error


def _zip_contents(archive: ZipFile, *, wheel: bool) -> Contents:
    keeper = _Keeper()
    for info in archive.infolist():
        keeper.count(info.filename)
        if info.is_dir():
            continue
        if wheel and not names.is_info(info.filename.partition("/")[0]):
            keeper.keep(info.filename, "not metadata of the wheel")
        else:
            keeper.keep(info.filename, _zip_member(archive, info, keeper))
    return keeper.contents


def _zip_member(archive: ZipFile, info: ZipInfo, keeper: _Keeper) -> bytes | str:
    from zipfile import ZIP_DEFLATED, ZIP_STORED  # noqa: PLC0415 - only where an archive is met

    kind = info.external_attr >> 28
    if kind == 0o12:
        return "a link inside an archive"
    if info.flag_bits & 1:
        return "encrypted"
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return "compressed with a method that is not read"
    refusal = keeper.refusal(info.filename, info.file_size)
    if refusal is not None:
        return refusal
    try:
        with archive.open(info) as member:
            # The size is only what the archive says; never more than that comes out.
            return member.read(info.file_size + 1)
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - as in _read_zip; here it is one member only
        return f"damaged: {error}" if str(error).isprintable() else "damaged"
