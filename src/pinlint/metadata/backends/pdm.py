"""pdm-backend: ``[tool.pdm.version]`` with a file, a call or version control; its build script may set any field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.backends import texts
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.metadata.raw import Raw

_TABLE = ("tool", "pdm", "version")
_PATTERN = r"^(?:__version__|VERSION)\s*=\s*[\"'](.+?)[\"']\s*(?:#.*)?$"


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The dynamic version, where a file states it."""
    if isinstance(raw.version, Unknown) and file.dynamic("version"):
        raw = replace(raw, version=_version(file, raw.version))
    return raw


def _version(file: ProjectFile, unknown: Unknown) -> Declared[str] | Unknown:
    table = file.table(*_TABLE)
    at = file.key(*_TABLE)
    path = table.get("path")
    source = table.get("source") or ("file" if isinstance(path, str) and file.files.exists(file.beside(path)) else "")
    if source == "scm":
        return Unknown("from version control (pdm-backend)", at)
    if source == "call":
        return Unknown(f"the result of a call of {table.get('getter', '')}", at)
    if source != "file" or not isinstance(path, str):
        return Unknown("left to a build script, with no source in [tool.pdm.version]", unknown.at)
    text = texts.open_text(file, path, at)
    if isinstance(text, Unknown):
        return text
    pattern = table.get("pattern")
    if pattern is None:
        return texts.found(text, _PATTERN, 1, at, own=True)
    return texts.found(text, str(pattern), 1, file.key(*_TABLE, "pattern"))
