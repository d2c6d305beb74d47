"""A path -> the files to read: sdists and wheels."""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from pinlint.candidate import Origin
from pinlint.discover import Found, find
from pinlint.discover.archives import MAX_FILE, MAX_KEPT
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Members = dict[str, bytes]

SDIST: Members = {
    "x-1.0/PKG-INFO": b"Metadata-Version: 2.1\n",
    "x-1.0/pyproject.toml": b"[project]\n",
    "x-1.0/setup.py": b"setup()\n",
    "x-1.0/setup.cfg": b"",
    "x-1.0/src/x.egg-info/requires.txt": b"y\n",
    "x-1.0/src/x.egg-info/PKG-INFO": b"",
    "x-1.0/src/x/__init__.py": b"__version__ = '1.0'\n",
    "x-1.0/VERSION": b"1.0\n",
    "x-1.0/examples/setup.py": b"",
}
WHEEL: Members = {"x/__init__.py": b"", "x-1.0.dist-info/METADATA": b"Name: x\n", "x-1.0.dist-info/RECORD": b""}


def tar_bytes(members: Members | Iterable[tuple[tarfile.TarInfo, bytes]], **options: int) -> bytes:
    raw = io.BytesIO()
    pairs = ((tarfile.TarInfo(name), data) for name, data in members.items()) if isinstance(members, dict) else members
    with tarfile.open(fileobj=raw, mode="w", **options) as tar:
        for info, data in pairs:
            info.size = len(data) if info.isreg() else info.size
            tar.addfile(info, io.BytesIO(data))
    return raw.getvalue()


def zip_bytes(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return raw.getvalue()


def packed(members: Members | Iterable[tuple[tarfile.TarInfo, bytes]], **options: int) -> bytes:
    return gzip.compress(tar_bytes(members, **options))


def put(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def named(path: Path) -> Found:
    return find(path.parent, [path])


def says(path: Path) -> str:
    """What is said of one named archive that is no candidate."""
    found = named(path)
    assert found.candidates == ()
    (problem,) = found.problems
    assert problem.at.path == path.name
    return problem.message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x-1.0.tar.gz", packed(SDIST)),
        ("x-1.0.TGZ", packed(SDIST, format=tarfile.GNU_FORMAT)),
        ("x-1.0.tar.bz2", bz2.compress(tar_bytes(SDIST, format=tarfile.USTAR_FORMAT))),
        ("x-1.0.zip", zip_bytes(SDIST)),
        ("x-1.0.tar.gz", packed({f"./{path}": data for path, data in SDIST.items()})),
        ("x-1.0.tar.gz", gzip.compress(tar_bytes(SDIST)[:1000]) + gzip.compress(tar_bytes(SDIST)[1000:]) + b"\0" * 99),
    ],
)
def test_an_sdist_is_read_without_being_unpacked(tmp_path: Path, name: str, data: bytes) -> None:
    archive = put(tmp_path, name, data)
    found = named(archive)
    assert found.problems == ()
    (candidate,) = found.candidates
    assert candidate.path == name
    assert candidate.origin is Origin.SDIST
    assert candidate.importable
    inside = ("pyproject.toml", "setup.py", "setup.cfg", "src/x.egg-info/requires.txt", "PKG-INFO")
    assert candidate.files == tuple(f"{name}/x-1.0/{path}" for path in inside)
    for path, content in SDIST.items():
        assert found.files.exists(f"{name}/{path}")
        assert found.files.read(f"{name}/{path}") == content
    assert not found.files.exists(f"{name}/x-1.0/gone")
    assert found.files.folder(f"{name}/x-1.0/src")
    assert not any(map(found.files.folder, (f"{name}/x-1.0/sr", f"{name}/x-1.0/setup.py")))
    with pytest.raises(Unreadable, match="does not exist"):
        found.files.read(f"{name}/x-1.0/gone")
    assert list(tmp_path.iterdir()) == [archive]


def test_a_wheel_is_read_for_its_metadata(tmp_path: Path) -> None:
    found = named(put(tmp_path, "x-1.0-py3-none-any.whl", zip_bytes(WHEEL)))
    (candidate,) = found.candidates
    assert candidate.origin is Origin.WHEEL
    assert candidate.files == ("x-1.0-py3-none-any.whl/x-1.0.dist-info/METADATA",)
    assert found.files.read(candidate.files[0]) == b"Name: x\n"


def test_a_folder_of_distributions_is_read_and_a_source_tree_is_not_searched_for_them(tmp_path: Path) -> None:
    put(tmp_path / "dist", "x-1.0.tar.gz", packed(SDIST))
    put(tmp_path / "dist" / "deep", "x-1.0-py3-none-any.whl", zip_bytes(WHEEL))
    put(tmp_path / "dist", "data.tar.gz", b"not ours")
    put(tmp_path / "wheels", "x-1.0-py3-none-any.whl", zip_bytes(WHEEL))
    put(tmp_path, "y-1.0.zip", zip_bytes({"y-1.0/setup.py": b""}))

    def paths(*places: Path) -> list[str]:
        found = find(tmp_path, places)
        assert found.problems == ()
        return [candidate.path for candidate in found.candidates]

    distributions = ["dist/deep/x-1.0-py3-none-any.whl", "dist/x-1.0.tar.gz"]
    assert paths(tmp_path / "dist") == distributions
    assert paths(tmp_path / "dist" / "x-1.0.tar.gz", tmp_path / "dist") == distributions
    assert paths(tmp_path) == ["wheels/x-1.0-py3-none-any.whl", "y-1.0.zip"]
    put(tmp_path / "project", "setup.py", b"")
    assert paths(tmp_path) == ["project", "y-1.0.zip"]
    assert paths(tmp_path, tmp_path / "project") == ["project", "y-1.0.zip"]
    assert paths(tmp_path, tmp_path / "dist") == [*distributions, "project", "y-1.0.zip"]
    found = find(tmp_path, [tmp_path / "dist"], exclude=["dist/deep"])
    assert [candidate.path for candidate in found.candidates] == ["dist/x-1.0.tar.gz"]


def test_many_archives_are_read_again_when_they_are_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So much is kept of two of them; as it is, many megabytes are.
    monkeypatch.setattr("pinlint.discover.finding._MOST_KEPT", 2 * len("x-0/PKG-INFOx-0/VERSION0"))
    for n in range(9):
        put(tmp_path, f"x-{n}.tar.gz", packed({f"x-{n}/PKG-INFO": b"", f"x-{n}/VERSION": str(n).encode()}))
    found = find(tmp_path, [tmp_path])
    assert len(found.candidates) == 9
    for n in (0, 8, 3, 0):
        assert found.files.read(f"x-{n}.tar.gz/x-{n}/VERSION") == str(n).encode()
    (tmp_path / "x-5.tar.gz").unlink()
    with pytest.raises(Unreadable, match="does not exist"):
        found.files.read("x-5.tar.gz/x-5/VERSION")
    assert found.files.read("x-0.tar.gz/x-0/VERSION") == b"0"


def test_archives_of_which_little_is_kept_are_read_once(tmp_path: Path) -> None:
    for n in range(9):
        put(tmp_path, f"x-{n}.tar.gz", packed({f"x-{n}/PKG-INFO": b"", f"x-{n}/VERSION": str(n).encode()}))
    found = find(tmp_path, [tmp_path])
    for n in range(9):
        (tmp_path / f"x-{n}.tar.gz").unlink()
    assert [found.files.read(f"x-{n}.tar.gz/x-{n}/VERSION") for n in range(9)] == [str(n).encode() for n in range(9)]


def test_an_archive_without_sources_or_metadata_is_no_distribution(tmp_path: Path) -> None:
    for name, data in {
        "data.zip": zip_bytes({"x/data.csv": b""}),
        "x-1.tar.gz": packed({"x/deep/er/setup.py": b""}),
        "empty.zip": zip_bytes({}),
        "x-1-py3-none-any.whl": zip_bytes({"x/METADATA": b""}),
    }.items():
        assert says(put(tmp_path, name, data)) == "not a distribution: no metadata in the archive"
    assert says(put(tmp_path, "x-1.tar.xz", b"")) == "an archive of a kind that is not read"
    (tmp_path / "x-1-py3-none-any.whl").unlink()
    assert find(tmp_path, [tmp_path]).problems == ()


def test_one_archive_holds_one_project(tmp_path: Path) -> None:
    both = {"x-1/PKG-INFO": b"", "y-1/PKG-INFO": b""}
    assert says(put(tmp_path, "a.zip", zip_bytes(both))).endswith("2 projects in one archive")
    assert says(put(tmp_path, "b.whl", zip_bytes({"x.dist-info/METADATA": b"", "y.dist-info/METADATA": b""}))).endswith(
        "2 distributions in one wheel"
    )
    stray = put(tmp_path, "x.tar.gz", packed({**SDIST, "setup.py": b"", "other/setup.cfg": b"", "._x-1.0": b""}))
    (candidate,) = named(stray).candidates
    assert candidate.files[-1] == "x.tar.gz/x-1.0/PKG-INFO"
    flat = put(tmp_path, "flat.zip", zip_bytes({"x/setup.py": b"", "setup.py": b"", "y/setup.cfg": b""}))
    assert named(flat).candidates[0].files == ("flat.zip/setup.py",)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x-1.tar.gz", packed(SDIST)[:-200], "truncated"),
        ("x-1.tar.gz", gzip.compress(tar_bytes(SDIST)[:700]), "truncated"),
        ("x-1.tar.gz", gzip.compress(tar_bytes({"a": b"x" * 5000})[:3000]), "truncated"),
        ("x-1.tar.gz", b"<html>not found</html>", "not gzip, or damaged"),
        ("x-1.tar.gz", b"\x1f\x8b\x08\0" + b"\xff" * 100, "not gzip, or damaged"),
        ("x-1.tar.gz", gzip.compress(b"x" * 5000), "not a tar file"),
        ("x-1.tar.gz", zip_bytes(SDIST), "not gzip, or damaged"),
        ("x-1.tar.gz", b"", "truncated"),
        ("x-1.tar.bz2", packed(SDIST), "not bzip2, or damaged"),
        ("x-1.tar.bz2", bz2.compress(tar_bytes(SDIST))[:-50], "truncated"),
        ("x-1.zip", packed(SDIST), "not a zip file, or damaged"),
        ("x-1.whl", zip_bytes(WHEEL)[:-30], "not a zip file, or damaged"),
        ("x-1.whl", b"", "not a zip file, or damaged"),
    ],
)
def test_what_cannot_be_read_is_one_problem_and_stops_nothing(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    broken = put(tmp_path, name, data)
    assert says(broken) == f"the archive cannot be read: {reason}"
    put(tmp_path, "y-2.tar.gz", packed({"y-2/PKG-INFO": b""}))
    found = find(tmp_path, [tmp_path])
    assert [candidate.path for candidate in found.candidates] == ["y-2.tar.gz"]
    assert len(found.problems) == 1


def zeros(size: int) -> bytes:
    return gzip.compress(bytes(size), compresslevel=1)


def one(name: str, data: bytes = b"", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    for key, value in fields.items():
        setattr(info, key, value)
    return info, data


def header(name: bytes, size: bytes, kind: bytes = b"0") -> bytes:
    """A tar header by hand; ``size`` is its raw field."""
    block = bytearray(512)
    block[: len(name)] = name
    block[124 : 124 + len(size)] = size
    block[156:157] = kind
    block[257:265] = b"ustar\x0000"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def test_a_gigabyte_of_zeros_ends_early(tmp_path: Path) -> None:
    # One large file: its header promises a gigabyte, and zeros keep coming.
    chunk = zeros(16 * 1024 * 1024)
    data = gzip.compress(header(b"x-1/zeros", b"10000000000\0")) + chunk * 64
    assert says(put(tmp_path, "x-1.tar.gz", data)).endswith("unpacks to more than 100 times its size")


def test_a_million_members_end_early(tmp_path: Path) -> None:
    members = b"".join(header(b"%08d" % number, b"0\0") for number in range(20_000))
    data = gzip.compress(members, compresslevel=1)
    assert says(put(tmp_path, "x-1.tar.gz", data * 50)).endswith("more than 100000 files in the archive")


def test_a_zip_with_a_million_members_ends_early(tmp_path: Path) -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    for count, reason in ((1_000_000, "a list of files of 47000000 bytes"), (110_000, "more than 100000 files")):
        directory = entry * count
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), 0, 0)
        assert reason in says(put(tmp_path, "x-1.whl", directory + end))


def test_a_zip_bomb_yields_no_more_than_a_file_may_be_large(tmp_path: Path) -> None:
    honest = named(put(tmp_path, "x-1.zip", zip_bytes({"x-1/setup.py": b"", "x-1/PKG-INFO": bytes(64 * 1024 * 1024)})))
    with pytest.raises(Unreadable, match="larger than the 1048576 bytes"):
        honest.files.read("x-1.zip/x-1/PKG-INFO")
    assert honest.files.read("x-1.zip/x-1/setup.py") == b""
    # The same with a size that lies.
    data = bytearray(zip_bytes({"x-1/PKG-INFO": b" " * 64 * 1024 * 1024}))
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = struct.pack("<L", 10)
    liar = named(put(tmp_path, "y-1.zip", bytes(data)))
    with pytest.raises(Unreadable):
        liar.files.read("y-1.zip/x-1/PKG-INFO")


@pytest.mark.parametrize("kind", [b"L", b"x", b"g", b"K"])
def test_a_member_name_of_a_gigabyte_ends_early(tmp_path: Path, kind: bytes) -> None:
    data = gzip.compress(header(b"././@LongLink", b"10000000000\0", kind) + bytes(1024))
    assert says(put(tmp_path, "x-1.tar.gz", data)).endswith("a member name of 1073741824 bytes")


@pytest.mark.parametrize("size", [b"99999999999", b"-1\0", b"\xff" * 12, b"1_0\0", b"x"])
def test_a_damaged_size_is_said(tmp_path: Path, size: bytes) -> None:
    data = gzip.compress(header(b"x-1/PKG-INFO", size) + bytes(1024))
    assert says(put(tmp_path, "x-1.tar.gz", data)).endswith("a damaged header in the archive")


def test_a_size_beyond_the_end_is_a_truncated_archive(tmp_path: Path) -> None:
    for name in (b"x-1/PKG-INFO", b"x-1/huge"):
        for size in (b"\x80" + b"\x7f" * 11, b"0000007777\0"):
            data = gzip.compress(header(name, size) + bytes(1024))
            assert says(put(tmp_path, "x-1.tar.gz", data)).endswith("truncated")


@pytest.mark.parametrize("record", [b"9999 path=x\n", b"0 path=x\n", b"x", b"11 path-x1\n", b"-1 a=b\n", b"9" * 300])
def test_a_damaged_extension_is_said(tmp_path: Path, record: bytes) -> None:
    block = record + bytes(-len(record) % 512)
    data = gzip.compress(header(b"pax", b"%011o\0" % len(record), b"x") + block + header(b"x-1/PKG-INFO", b"0\0"))
    assert says(put(tmp_path, "x-1.tar.gz", data)).endswith("a damaged header in the archive")


def test_too_many_gzip_streams_end_early(tmp_path: Path) -> None:
    data = gzip.compress(b"") * 100_000
    assert says(put(tmp_path, "x-1.tar.gz", data)).endswith("more than 1000 gzip streams in one file")


def test_links_inside_an_archive_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", b"secret")
    members = [
        one("x-1/PKG-INFO", b""),
        one("x-1/setup.py", type=tarfile.SYMTYPE, linkname=str(secret)),
        one("x-1/hard", type=tarfile.LNKTYPE, linkname="x-1/PKG-INFO"),
        one("x-1/pipe", type=tarfile.FIFOTYPE),
    ]
    found = named(put(tmp_path, "x-1.tar.gz", packed(members)))
    (candidate,) = found.candidates
    assert candidate.files == ("x-1.tar.gz/x-1/setup.py", "x-1.tar.gz/x-1/PKG-INFO")
    for name in ("setup.py", "hard"):
        with pytest.raises(Unreadable, match="a link inside an archive"):
            found.files.read(f"x-1.tar.gz/x-1/{name}")
    with pytest.raises(Unreadable, match="not a regular file"):
        found.files.read("x-1.tar.gz/x-1/pipe")
    info = zipfile.ZipInfo("x-1/setup.py")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "y-1.zip", "w") as archive:
        archive.writestr(info, str(secret))
    with pytest.raises(Unreadable, match="a link inside an archive"):
        named(tmp_path / "y-1.zip").files.read("y-1.zip/x-1/setup.py")


def test_names_that_lead_out_of_the_archive_are_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "VERSION", b"outside")
    bad: Members = {"/x-1/setup.py": b"", "../VERSION": b"inside", "x-1/../../setup.cfg": b"", "x-1/PKG-INFO": b""}
    for name, data in {"x-1.tar.gz": packed(bad), "x-1.zip": zip_bytes(bad)}.items():
        found = named(put(tmp_path / "dist", name, data))
        (candidate,) = found.candidates
        assert candidate.files == (f"{name}/x-1/PKG-INFO",)
        for path in ("../VERSION", "../../VERSION", "/x-1/setup.py"):
            with pytest.raises(Unreadable):
                found.files.read(f"{name}/{path}")


def test_of_several_members_with_one_name_the_last_one_counts(tmp_path: Path) -> None:
    members = [one("x-1/PKG-INFO", b"first"), one("./x-1/PKG-INFO", b"last")]
    found = named(put(tmp_path, "x-1.tar.gz", packed(members)))
    assert found.files.read("x-1.tar.gz/x-1/PKG-INFO") == b"last"


def test_what_is_kept_of_an_archive_is_bounded_and_its_metadata_is_not_what_is_dropped(tmp_path: Path) -> None:
    text = b"x" * (MAX_FILE // 2)
    members = {f"x-1/docs/{n}.txt": text for n in range(2 * MAX_KEPT // MAX_FILE + 3)}
    late = {"x-1/big.txt": text * 3, "x-1/PKG-INFO": b"late", "x-1/z.txt": text}
    for name, pack in {"x-1.tar.gz": packed, "x-1.zip": zip_bytes}.items():
        # Stored as it is: the ratio is not what is tested.
        found = named(put(tmp_path, name, pack({"x-1/logo.png": b"\x89PNG\0", **members, **late})))
        assert found.files.read(f"{name}/x-1/PKG-INFO") == b"late"
        assert found.files.read(f"{name}/x-1/docs/0.txt") == text
        for path, reason in {"big.txt": "larger than", "logo.png": "not text", "z.txt": "beyond the first"}.items():
            with pytest.raises(Unreadable, match=reason):
                found.files.read(f"{name}/x-1/{path}")


def test_an_encrypted_or_oddly_packed_member_is_said(tmp_path: Path) -> None:
    data = bytearray(zip_bytes(SDIST, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    found = named(put(tmp_path, "x-1.zip", bytes(data)))
    with pytest.raises(Unreadable, match="encrypted"):
        found.files.read("x-1.zip/x-1.0/PKG-INFO")
    found = named(put(tmp_path, "y-1.zip", zip_bytes(SDIST, zipfile.ZIP_LZMA)))
    with pytest.raises(Unreadable, match="compressed with a method that is not read"):
        found.files.read("y-1.zip/x-1.0/PKG-INFO")


def test_names_in_an_archive_are_shown_so_that_they_can_be_printed(tmp_path: Path) -> None:
    members = [one("x\n1/PKG-INFO", b"a"), one("x\n1/\udcff.txt", b"b")]
    found = named(put(tmp_path, "x-1.tar.gz", packed(members)))
    assert found.candidates[0].files == ("x-1.tar.gz/x\\x0a1/PKG-INFO",)
    assert found.files.read("x-1.tar.gz/x\\x0a1/PKG-INFO") == b"a"
    assert found.files.read("x-1.tar.gz/x\\x0a1/\\udcff.txt") == b"b"


def test_a_found_archive_that_is_a_link_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    outside = put(tmp_path, "x-1.tar.gz", packed(SDIST))
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "x-1.tar.gz").symlink_to(outside)
    found = find(tmp_path / "ws", [tmp_path / "ws"])
    assert found.candidates == ()
    assert [problem.message for problem in found.problems] == ["a link that leads outside the workspace"]
    assert len(named(tmp_path / "ws" / "x-1.tar.gz").candidates) == 1
