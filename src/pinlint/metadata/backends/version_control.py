"""Which tool sets the version of a setuptools project from version control."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile

_TABLES = {
    "setuptools_scm": "setuptools-scm",
    "vcs-versioning": "setuptools-scm",
    "setuptools-git-versioning": "setuptools-git-versioning",
    "versioningit": "versioningit",
    "versioneer": "versioneer",
    "incremental": "incremental",
}
"""Tool tables by which a project asks for its version, and the distributions that answer."""

_SIMPLE = re.compile(r"[^\[;]*\[[^\]]*\bsimple\b")
_HELPERS = (*dict.fromkeys(_TABLES.values()), "pbr", "setuptools-vcs-version", "dunamai", "setuptools-git")


def tool(file: ProjectFile) -> str | None:
    """The distribution that sets the version; None if no table asks for one.

    setuptools-scm 9 and later are asked by the extra ``simple`` among the requirements of the build, too.
    """
    for table, name in _TABLES.items():
        if place(file) == ("tool", table):
            return name
    requirement = file.build_requires.get("setuptools-scm", "")
    return "setuptools-scm" if _SIMPLE.match(requirement) else None


def place(file: ProjectFile) -> tuple[str, ...]:
    """The keys of the table that asks."""
    tools = file.tables.get("tool")
    for table in _TABLES:
        if isinstance(tools, dict) and isinstance(tools.get(table), dict) and _enabled(tools[table], table):
            return "tool", table
    return "build-system", "requires"


def helper(file: ProjectFile) -> str | None:
    """A distribution among the requirements of the build that could set the version if setup.py asks it to."""
    return next((name for name in _HELPERS if name in file.build_requires), None)


def _enabled(table: dict[str, object], name: str) -> bool:
    return name != "setuptools-git-versioning" or table.get("enabled") is not False
