"""A file is written whole or not at all, and only where it is what was read."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from pinlint.cli.writing import NotWritten, locate, rewrite, rewrite_all
from pinlint.metadata import pip_lines
from pinlint.source import Source, decode

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links are those of POSIX")
SOURCE = Source("a.toml", "a = 1\n")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.toml").write_bytes(b"a = 1\n")
    return tmp_path / "a.toml"


def test_a_text_takes_the_place_of_another(file: Path) -> None:
    rewrite(str(file), SOURCE, "a = 1 # \xe4\n")
    assert file.read_bytes() == "a = 1 # \xe4\n".encode()
    assert os.listdir(file.parent) == ["a.toml"]  # noqa: PTH208 - names


def test_what_has_changed_since_it_was_read_is_left_alone(file: Path) -> None:
    file.write_bytes(b"a = 2\n")
    with pytest.raises(NotWritten, match="has changed since it was read"):
        rewrite(str(file), SOURCE, "b = 1\n")
    assert file.read_bytes() == b"a = 2\n"


@posix
def test_who_interrupts_waits_until_all_files_are_in_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*paths: str) -> None:
        replace(*paths)
        os.kill(os.getpid(), signal.SIGINT)

    files = [tmp_path / name for name in "abc"]
    for file in files:
        file.write_bytes(b"a = 1\n")
    replace = os.replace
    monkeypatch.setattr(os, "replace", interrupted)
    # Where the tests run in the background, interrupts are ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            rewrite_all({str(file): (SOURCE, "b = 1\n") for file in files})
    finally:
        signal.signal(signal.SIGINT, before)
    assert [file.read_bytes() for file in files] == [b"b = 1\n"] * 3
    assert sorted(os.listdir(tmp_path)) == ["a", "b", "c"]  # noqa: PTH208 - names


def test_a_byte_order_mark_is_kept(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfa = 1\n")
    rewrite(str(file), Source("a.toml", "a = 1\n", bom=True), "b = 1\n")
    assert file.read_bytes() == b"\xef\xbb\xbfb = 1\n"
    file.write_bytes(b"a = 1\n")
    with pytest.raises(NotWritten, match="has changed"):
        rewrite(str(file), Source("a.toml", "a = 1\n", bom=True), "b = 1\n")


def test_a_mark_tells_the_encoding_whatever_a_comment_says(file: Path) -> None:
    data = b"\xef\xbb\xbf# coding: latin-1\na = 1\n"
    file.write_bytes(data)
    source = decode("a.toml", data)
    rewrite(str(file), source, source.text + "# \xe4\n")
    assert file.read_bytes() == data + "# \xe4\n".encode()


def test_a_module_is_written_in_the_encoding_it_declares(tmp_path: Path) -> None:
    data = b"# coding: cp1252\n# \x80\n"
    (tmp_path / "setup.py").write_bytes(data)
    source = decode("setup.py", data)
    rewrite(str(tmp_path / "setup.py"), source, source.text + "# \u20ac\n")
    assert (tmp_path / "setup.py").read_bytes() == data + b"# \x80\n"
    source = decode("setup.py", data + b"# \x80\n")
    with pytest.raises(NotWritten, match="cannot hold the new text in its encoding"):
        rewrite(str(tmp_path / "setup.py"), source, source.text + "# \u4e2d\n")


def test_a_text_that_would_be_decoded_in_another_way_is_not_written(tmp_path: Path) -> None:
    data = b"#\n# coding: latin-1\n# \xe4\n"
    (tmp_path / "setup.py").write_bytes(data)
    source = decode("setup.py", data)
    with pytest.raises(NotWritten, match=r"would declare another encoding|is not UTF-8"):
        rewrite(str(tmp_path / "setup.py"), source, f"#\n{source.text}")
    assert (tmp_path / "setup.py").read_bytes() == data


@pytest.mark.parametrize(
    ("before", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"# coding: latin-1\n", "latin-1"),
    ],
)
def test_a_requirements_file_is_written_in_the_encoding_that_pip_reads(
    tmp_path: Path, before: bytes, encoding: str
) -> None:
    file, data = tmp_path / "requirements.txt", before + "click  # \xe9\r\n".encode(encoding)
    file.write_bytes(data)
    source = pip_lines.decode("requirements.txt", data)
    rewrite(str(file), source, source.text.replace("click", "rich"))
    assert file.read_bytes() == before + "rich  # \xe9\r\n".encode(encoding)
    with pytest.raises(NotWritten, match="has changed since it was read"):
        rewrite(str(file), source, source.text)


def test_a_file_that_is_gone_is_not_made(file: Path) -> None:
    file.unlink()
    with pytest.raises(NotWritten, match="cannot be read again: does not exist"):
        rewrite(str(file), SOURCE, "b = 1\n")
    assert not file.exists()


class TestPlaces:
    def test_a_path_is_below_the_root_or_what_was_named(self, file: Path) -> None:
        root, other = file.parent / "root", file.parent / "other"
        for folder in (root, other):
            folder.mkdir()
            (folder / "x").write_text("")
        assert locate("x", root) == os.path.realpath(root / "x")
        assert locate("../other/x", root, [other]) == os.path.realpath(other / "x")
        for outside in ("../other/x", str(other / "x")):
            with pytest.raises(NotWritten, match="lies outside of the workspace"):
                locate(outside, root)

    @posix
    def test_a_link_out_of_the_workspace_is_not_followed(self, file: Path) -> None:
        root = file.parent / "root"
        root.mkdir()
        (root / "out").symlink_to(file)
        (root / "in").symlink_to(root / "x")
        (root / "x").write_text("")
        assert locate("in", root) == os.path.realpath(root / "x")
        with pytest.raises(NotWritten, match="lies outside of the workspace"):
            locate("out", root)

    def test_what_is_in_an_archive_or_gone_is_no_file(self, file: Path) -> None:
        with pytest.raises(NotWritten, match="lies in an archive"):
            locate("a.toml/x/PKG-INFO", file.parent)
        with pytest.raises(NotWritten, match="is there no more"):
            locate("b/c", file.parent)

    @posix
    def test_a_name_that_cannot_be_printed_is_found(self, file: Path) -> None:
        (file.parent / "a\n\\b").write_text("")
        assert locate("a\\x0a\\\\b", file.parent) == os.path.realpath(file.parent / "a\n\\b")
