"""pdm-backend: ``[tool.pdm.version]`` with a file, a call or version control; its build script may set any field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.backends import scripts, texts
from pinlint.metadata.backends.partly import as_written
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.metadata.raw import Raw
    from pinlint.source import Source

_TABLE = ("tool", "pdm", "version")
_HOOK = ("tool", "pdm", "build", "custom-hook")
_SCRIPT = "pdm_build.py"
_PATTERN = r"^(?:__version__|VERSION)\s*=\s*[\"'](.+?)[\"']\s*(?:#.*)?$"


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The dynamic version, where a file states it; the other fields as they are written, where nothing may set them.

    A build script may set fields that are not dynamic, too: those that it names are unknown.
    """
    if isinstance(raw.version, Unknown) and file.dynamic("version"):
        raw = replace(raw, version=_version(file, raw.version))
    script = _script(file)
    if isinstance(script, Unknown):
        return raw
    if script is not None:
        return scripts.without_what_is_set(file, script, raw)
    # Any other distribution that is needed to build may bring hooks.
    return as_written(file, raw) if set(file.build_requires) == {"pdm-backend"} else raw


def _script(file: ProjectFile) -> Source | Unknown | None:
    """The build script of the project, None where it has none."""
    given = file.table(*_HOOK[:-1]).get(_HOOK[-1], _SCRIPT)
    if not isinstance(given, str) or not file.files.exists(file.beside(given)):
        return None
    return texts.open_text(file, given, file.key(*_HOOK))


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
