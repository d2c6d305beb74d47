from __future__ import annotations

from pathlib import Path

import pytest

from pinlint.discover import find
from pinlint.discover.files import read_regular
from pinlint.source import Unreadable

UNSIZED = Path("/proc/version")


def test_a_file_is_read_up_to_the_limit_and_not_beyond(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 10)
    assert read_regular(str(tmp_path / "file"), 10) == b"x" * 10
    with pytest.raises(Unreadable, match="10 bytes, more than the 9 that are read"):
        read_regular(str(tmp_path / "file"), 9)


@pytest.mark.skipif(not UNSIZED.exists(), reason="only Linux has such files")
def test_a_file_that_is_longer_than_it_says_is_read_whole_too() -> None:
    assert UNSIZED.stat().st_size == 0
    assert read_regular(str(UNSIZED)) == UNSIZED.read_bytes()
    with pytest.raises(Unreadable, match="more than the 20 bytes that are read"):
        read_regular(str(UNSIZED), 20)


def test_a_folder_is_there_or_not_unless_git_ignores_it_or_it_is_elsewhere(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for folder in (".git/info", "a/made", "b/made", "src/x"):
        (root / folder).mkdir(parents=True)
    (root / ".git/info/exclude").write_text("mine\n")
    (root / "a/.gitignore").write_text("made/\nlater/\n")
    (root / "pyproject.toml").write_text("")
    (root / "out").symlink_to(tmp_path)
    (root / "in").symlink_to(root / "src")
    files = find(root, [root]).files
    assert all(map(files.folder, ("src", "src/x", "in", "b/made", ".")))
    assert [files.folder(path) for path in ("gone", "src/gone", "pyproject.toml")] == [False] * 3
    ignored = ("a/made", "a/made/x", "a/later", "mine", "src/mine/x")
    assert [files.folder(path) for path in (*ignored, "out", "..", "../root2")] == [None] * 8
