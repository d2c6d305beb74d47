"""The tar reader agrees with tarfile, and no bytes make a reader of archives do anything but read or refuse."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pinlint.discover.archives import read_archive
from pinlint.discover.tar import Entry, entries
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

PARTS = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda part: part not in {".", ".."}
)
NAMES = st.lists(PARTS, min_size=1, max_size=6).map("/".join)
FORMATS = st.sampled_from([tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
KINDS = st.sampled_from([tarfile.REGTYPE, tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE])


class Memory:
    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def take(self, size: int) -> bytes:
        return self._file.read(size)

    def skip(self, size: int) -> None:
        if len(self._file.read(size)) < size:
            raise Unreadable("truncated")


def packed(members: list[tuple[str, bytes, bytes]], form: int) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=form) as tar:
        for name, kind, data in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "target" * (kind == tarfile.SYMTYPE)
            info.size = len(data) if info.isreg() else 0
            try:
                tar.addfile(info, io.BytesIO(data))
            except ValueError:  # a name that the old format has no room for
                continue
    return raw.getvalue()


@given(st.lists(st.tuples(NAMES, KINDS, st.binary(max_size=1200)), max_size=6), FORMATS, st.sets(st.integers(0, 5)))
def test_the_tar_reader_agrees_with_tarfile(
    members: list[tuple[str, bytes, bytes]], form: int, unwanted: set[int]
) -> None:
    # tarfile takes an old-style member for a folder if its name has a slash where the header cuts it off.
    assume(not any(kind == tarfile.AREGTYPE and len(name.encode()) > 99 for name, kind, _ in members))
    data = packed(members, form)
    asked: list[Entry] = []

    def want(entry: Entry) -> bool:
        asked.append(entry)
        return entry.refusal is None and len(asked) - 1 not in unwanted

    ours = [(entry.name, content) for entry, content in entries(Memory(data), want)]
    theirs: list[tuple[str, bytes | None]] = []
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for number, info in enumerate(tar):
            file = tar.extractfile(info) if info.isreg() else None
            if not info.isdir():
                theirs.append((info.name, None if file is None or number in unwanted else file.read()))
    assert ours == theirs


SDIST = gzip.compress(packed([("x-1/PKG-INFO", b"0", b"a" * 600), ("y" * 150, b"0", b""), ("l", b"2", b"")], 1))
_zip = io.BytesIO()
with zipfile.ZipFile(_zip, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("x-1.dist-info/METADATA", b"a" * 600)
    _archive.writestr("x/__init__.py", b"")
WHEEL = _zip.getvalue()
CHANGES = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archives")


@settings(deadline=None)
@given(changes=CHANGES, cut=st.integers(0, 700) | st.none(), kind=st.sampled_from(["tar", "tar.gz", "zip", "whl"]))
def test_damaged_archives_are_read_or_refused(
    folder: Path, changes: list[tuple[int, int]], cut: int | None, kind: str
) -> None:
    plain = gzip.decompress(SDIST)
    data = bytearray({"tar": plain, "tar.gz": SDIST}.get(kind, WHEEL))
    for at, byte in changes:
        data[at % len(data)] = byte
    damaged = bytes(data[:cut])
    path = folder / ("x-1.tar.gz" if kind.startswith("tar") else f"x-1.{kind}")
    path.write_bytes(gzip.compress(damaged) if kind == "tar" else damaged)
    try:
        contents = read_archive(str(path))
    except Unreadable:
        return
    assert all(not name.startswith("/") and ".." not in name.split("/") for name in contents)
