"""The real command, for tests of whole workspaces."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Checked:
    """What ``pinlint check`` answered: its status, and its JSON document."""

    status: int
    document: dict[str, Any]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The findings, in their order."""
        yield from self.document["findings"]

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Of every finding its code, its member and its message; no places."""
        return sorted((found["code"], found["member"], found["message"]) for found in self)

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Of every finding its code and its member."""
        return sorted((found["code"], found["member"]) for found in self)


def check(folder: Path, *arguments: str) -> Checked:
    """Check a folder. Fails the test where the command could not do its work."""
    command = [sys.executable, "-m", "pinlint", "check", ".", "--output-format", "json", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return Checked(done.returncode, json.loads(done.stdout))
