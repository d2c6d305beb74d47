"""Paths inside the workspace, wherever it lies."""

from __future__ import annotations

import posixpath

ROOT = "\0workspace\0"
"""Stands in absolute paths for the folder of the workspace, which no value may depend on."""


def absolute(path: str) -> str:
    """The absolute path of a path relative to the workspace root."""
    return posixpath.normpath(f"/{ROOT}/{path}")


def shown(path: str) -> str:
    """The text of a ``pathlib`` path: without doubled slashes, ``.`` and a slash at the end."""
    head = path[: len(path) - len(path.lstrip("/"))]
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return (head if len(head) == 2 else head[:1]) + "/".join(parts) or "."


def relative(path: str) -> str | None:
    """The path relative to the workspace root of an absolute path; None outside."""
    normal = posixpath.normpath(path)
    prefix = f"/{ROOT}/"
    if normal.startswith(prefix):
        return normal[len(prefix) :]
    return "." if normal == prefix[:-1] else None
