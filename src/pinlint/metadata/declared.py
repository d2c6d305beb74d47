"""Workspaces as their root declares them: which folders are members."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOOLS = ("uv", "rye", "pdm")
_ROOT = "{root}/"
"""What paths in Hatch's environments may begin with."""
_ROOT_ONLY = (".",)


@dataclass(frozen=True, slots=True)
class Globs:
    """Globs over folders, relative to the root; without ``members`` every project below it is one.

    Folders that ``others`` match are no members, while those in them may be; what ``exclude`` matches is none with all
    that is in it.
    """

    members: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def globs(pyproject: bytes, hatch: bytes = b"") -> Globs:
    """The members that a root's pyproject.toml declares for uv, rye or PDM, or its environments for Hatch.

    ``hatch`` is the hatch.toml beside it, whose environments replace those of pyproject.toml. Members outside of the
    root are left out. A file that cannot be parsed declares nothing here: its reader will report it.
    """
    tool = _table(_tables(pyproject, b"workspace"), "tool")
    for name in _TOOLS:
        table = _table(tool, name)
        workspace = _table(table, "workspace")
        if table.get("managed") is not False and (members := _strings(workspace.get("members"))):
            return Globs(_inside(members) or _ROOT_ONLY, _inside(_strings(workspace.get("exclude"))))
    own = _tables(hatch, b"envs")
    return _environments(_table(own if "envs" in own else _table(tool, "hatch"), "envs"))


def _environments(environments: dict[str, Any]) -> Globs:
    """The members of Hatch's environments, whichever of them has them, without what none of them has."""
    tables = [_table(_table(environments, name), "workspace") for name in environments]
    tables = [table for table in tables if _paths(table.get("members"))]
    members = [path for table in tables for path in _paths(table["members"])]
    excluded = [dict.fromkeys(_strings(table.get("exclude"))) for table in tables]
    others = [path for path in next(iter(excluded), ()) if all(path in each for each in excluded)]
    return Globs(_inside(members) or _ROOT_ONLY, _inside(others)) if members else Globs()


def _paths(members: object) -> list[str]:
    """The paths of members, each given as a string or in a table with the features that are asked for."""
    listed = members if isinstance(members, list) else ()
    given = (item.get("path") if isinstance(item, dict) else item for item in listed)
    return [path.removeprefix(_ROOT) for path in given if isinstance(path, str) and path]


def _inside(listed: Iterable[str]) -> tuple[str, ...]:
    """The globs for what lies in the root."""
    found: list[str] = []
    for path in listed:
        parts = path.split("/")
        inner = posixpath.normpath(path) if ".." in parts and "**" not in parts else path
        if not inner.startswith(("/", "{")) and ".." not in inner.split("/"):
            found.append(inner)
    return tuple(found)


def _tables(text: bytes, word: bytes) -> dict[str, Any]:
    """The tables of a file, if it holds the word without which it says nothing here."""
    if word not in text:
        return {}
    try:
        return tomli.loads(text.decode())
    except (ValueError, RecursionError):
        return {}


def _table(tables: dict[str, Any], key: str) -> dict[str, Any]:
    value = tables.get(key)
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
