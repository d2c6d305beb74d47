"""Workspaces as they are in the middle of a change: a release half made, a Python raised in one place, a straggler.

Several facts are wrong at once, and every rule that is on by default says its part, once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pinlint.cli.commands import pinlint
from pinlint.testing import check, lines, parse_workspace
from tests.workspaces.breaking import RULES

FOLDER = Path(__file__).parent / "found"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_everything_that_disagrees_is_found_and_nothing_else(path: Path) -> None:
    assert lines(check(path.read_text(), RULES)) == path.with_suffix(".out").read_text()


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_command_finds_the_same_whatever_ends_the_lines(
    path: Path, ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, text in parse_workspace(path.read_text()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.replace("\n", ends).encode())
    monkeypatch.chdir(tmp_path)
    status = pinlint.main(["check", "--output-format", "concise"], prog_name="pinlint", standalone_mode=False)
    printed = capfd.readouterr()
    assert (status, printed.out) == (1, path.with_suffix(".out").read_text())


def test_there_are_such_workspaces() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {"half_released", "lockstep_straggler", "raised_python"}
