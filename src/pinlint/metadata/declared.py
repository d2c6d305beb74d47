"""Workspaces as their root declares them: which folders are members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import tomli

_TOOLS = (b"uv", b"rye")


@dataclass(frozen=True, slots=True)
class Globs:
    """Globs over folders, relative to the root; without ``members`` every project below it is one."""

    members: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def globs(pyproject: bytes) -> Globs:
    """The members that a root's pyproject.toml declares, for uv (``[tool.uv.workspace]``) or rye.

    A file that cannot be parsed declares nothing here: its reader will report it.
    """
    if b"workspace" not in pyproject or not any(tool in pyproject for tool in _TOOLS):
        return Globs()
    try:
        tables: Any = tomli.loads(pyproject.decode())
    except (ValueError, RecursionError):
        return Globs()
    for tool in _TOOLS:
        table = tables.get("tool")
        for key in (tool.decode(), "workspace"):
            table = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict) and _strings(table.get("members")):
            return Globs(_strings(table.get("members")), _strings(table.get("exclude")))
    return Globs()


def _strings(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
