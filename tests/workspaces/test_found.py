"""Workspaces as they are in the middle of a change: a release half made, a Python raised in one place, a straggler.

Several facts are wrong at once, and every rule that is on by default says its part, once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pinlint.testing import check, lines
from tests.workspaces.breaking import RULES

FOLDER = Path(__file__).parent / "found"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_everything_that_disagrees_is_found_and_nothing_else(path: Path) -> None:
    assert lines(check(path.read_text(), RULES)) == path.with_suffix(".out").read_text()


def test_there_are_such_workspaces() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {"half_released", "lockstep_straggler", "raised_python"}
