"""The Pythons that tools are set to: what they rewrite and analyse code for, and what they test and build on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pinlint.workspace.values import Listing

if TYPE_CHECKING:
    from pinlint.workspace.values import Declared

TABLES = frozenset({"ruff", "black", "mypy", "pyright", "basedpyright", "pylint", "cibuildwheel", "tox", "hatch"})
"""The tables below ``[tool]`` of a pyproject.toml that may set a Python."""

Python = tuple[int, ...]
"""A series or a release: ``(3,)``, ``(3, 9)``, ``(3, 9, 7)``."""


class Use(StrEnum):
    """What a tool does with the Python it is set to."""

    REWRITES = "rewrites"
    """It writes code for this Python and every later one."""
    ANALYSES = "analyses"
    """It judges code as this Python would."""
    RUNS = "runs"
    """It installs the project on each of these Pythons, to test, build or run it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target:
    """One setting of one tool in one file.

    Without ``pythons`` the tool is set up here, for the Python that it chooses itself. Unknown among them are those
    that only a run would tell.
    """

    tool: str
    """What messages call it."""
    setting: str
    """The setting of the tool, as its manual names it; empty where the file holds nothing else."""
    use: Use
    path: str
    """The file."""
    folder: str
    """The folder whose projects it may be for, with all below it; ``.`` for the root."""
    pythons: Listing[Declared[Python]] = field(default_factory=Listing)
    narrowed: bool = False
    """It may pass by files below its folder."""

    @property
    def label(self) -> str:
        """What messages call the setting."""
        return f"{self.tool} {self.setting}".rstrip()


def shown(python: Python) -> str:
    """The Python as a person writes it: ``3.9``."""
    return ".".join(map(str, python))
