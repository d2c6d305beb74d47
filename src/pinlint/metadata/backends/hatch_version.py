"""hatchling's version sources: a pattern over a file, the value of an expression in a module, package.json."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.metadata.backends import constants, imported, texts
from pinlint.source import Key, Source, Span
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.source import Place

_PATTERN = r"(?i)^(__version__|VERSION) *= *([\'\"])v?(?P<version>.+?)\2"
_VERSION_CONTROL = {
    "vcs": "hatch-vcs",
    "uv-dynamic-versioning": "uv-dynamic-versioning",
    "versioningit": "versioningit",
}
_NODE = re.compile(
    r"\s*(?P<release>[0-9]+\.[0-9]+\.[0-9]+)"
    r"(?:-(?:(?P<pre>a|b|c|rc|alpha|beta|pre|preview)[-.]?(?P<number>[0-9]+)?(?P<after>\.dev[-.]?(?P<later>[0-9]+)?)?"
    r"|(?P<dev>dev[-.]?(?P<count>[0-9]+)?)))?"
    r"(?:\+(?P<local>[0-9A-Za-z][0-9A-Za-z_.-]*))?\s*",
    re.IGNORECASE,
)
"""Versions of Node.js that hatch-nodejs-version takes for Python's."""


def version(file: ProjectFile, table: object, at: Key, unknown: Unknown) -> Declared[str] | Unknown:
    """The version by ``[tool.hatch.version]``, the table at ``at``; ``unknown`` is the dynamic field."""
    if not isinstance(table, dict):
        return Unknown("left to a metadata hook, with no [tool.hatch.version]", unknown.at)
    source = table.get("source", "regex")
    read = _READ.get(source) if isinstance(source, str) else None
    if read is not None:
        return read(file, table, at)
    if isinstance(source, str) and source in _VERSION_CONTROL:
        return Unknown(f"from version control ({_VERSION_CONTROL[source]})", at)
    if source == "env":
        return Unknown(f"from the environment variable {table.get('variable', '')}", at)
    return Unknown(f"set by hatchling's version source {source!r}", at)


def _by_pattern(file: ProjectFile, table: Table, at: Key) -> Declared[str] | Unknown:
    path, pattern = table.get("path"), table.get("pattern")
    if not isinstance(path, str) or not isinstance(pattern or "", str):
        return Unknown("[tool.hatch.version] has no path to read", at)
    source = texts.open_text(file, path, at)
    if isinstance(source, Unknown):
        return source
    if pattern:
        return texts.found(source, str(pattern), "version", Key(at.path, (*at.keys, "pattern")))
    return texts.found(source, _PATTERN, "version", at, own=True)


def _by_expression(file: ProjectFile, table: Table, at: Key) -> Declared[str] | Unknown:
    path, expression = table.get("path"), table.get("expression") or "__version__"
    if not isinstance(path, str) or not isinstance(expression, str):
        return Unknown("[tool.hatch.version] has no path to read", at)
    source = texts.open_text(file, path, at)
    if isinstance(source, Unknown):
        return source
    value = constants.only_value(source, expression.strip()) or imported.expression(file, source, expression, at)
    return value or Unknown(f"{expression} is computed when {path} is run", at)


def _by_package_json(file: ProjectFile, table: Table, at: Key) -> Declared[str] | Unknown:
    path = table.get("path", "package.json")
    source = texts.open_text(file, path, at) if isinstance(path, str) else Unknown("path is not a string", at)
    if isinstance(source, Unknown):
        return source
    import json  # noqa: PLC0415 - few projects are of Node.js, too

    try:
        tables = json.loads(source.text)
    except (ValueError, RecursionError):
        return Unknown(f"{path} is not JSON", at)
    written = tables.get("version") if isinstance(tables, dict) else None
    if not isinstance(written, str):
        return Unknown(f"{path} has no version", at)
    node = _NODE.fullmatch(written)
    if node is None:
        return Unknown(f"{written!r} in {path} is no version that hatch-nodejs-version converts", at)
    value = node["release"]
    value += f"{node['pre']}{node['number'] or ''}" if node["pre"] else ""
    value += f"dev{node['count'] or node['later'] or 0}" if node["dev"] or node["after"] else ""
    value += f"+{node['local']}" if node["local"] else ""
    return Declared(value, written, _in_json(source, written))


def _in_json(source: Source, value: str) -> Place:
    """The first place where JSON gives this value to a key ``version``."""
    found = re.search(rf'"version"\s*:\s*("{re.escape(value)}")', source.text)
    return Span(source.path, *found.span(1)) if found else Span(source.path, 0, 0)


_READ = {"regex": _by_pattern, "regex_commit": _by_pattern, "code": _by_expression, "nodejs": _by_package_json}
"""The version sources that are read."""
