from __future__ import annotations

from pathlib import Path

import pytest

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
