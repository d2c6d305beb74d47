"""Holding nothing to the truth is no success."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TEST = Path(__file__).with_name("test_truth.py")


def test_without_sdists_the_test_of_the_truth_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-m", "truth", str(TEST)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PINLINT_SDISTS": str(tmp_path)}
    )
    assert done.returncode == 1
    assert f"there are no sdists in {tmp_path}; PINLINT_SDISTS names another folder" in done.stdout
