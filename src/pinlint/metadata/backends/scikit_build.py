"""scikit-build-core: providers of dynamic metadata, of which ``regex`` and ``template`` are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pinlint.metadata.backends import texts
from pinlint.source import Key
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.metadata.raw import Raw

_PATTERN = r"(?i)^(__version__|VERSION)(?: ?\: ?str)? *= *([\'\"])v?(?P<value>.+?)\2"
_PROVIDERS = {
    "scikit_build_core.metadata.regex": "regex",
    "scikit_build_core.metadata.template": "template",
    "scikit_build_core.metadata.setuptools_scm": "setuptools-scm",
    "setuptools_scm": "setuptools-scm",
}


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The dynamic fields that a pattern over a file, or a template of the project table, gives."""
    version, requires_python = raw.version, raw.requires_python
    if file.dynamic("version") and isinstance(version, Unknown):
        version = _field(file, "version", version)
    if file.dynamic("requires-python") and isinstance(requires_python, Unknown):
        requires_python = _field(file, "requires-python", requires_python)
    requires = raw.requires
    if file.dynamic("dependencies") and requires is not None:
        requires = _list(file, "dependencies", requires)
    return replace(raw, version=version, requires_python=requires_python, requires=requires)


def _settings(file: ProjectFile, field: str) -> tuple[dict[str, Any], Key] | None:
    """The one provider of a field, and where it is named: in scikit-build's own table, or in the common one.

    None, too, where overrides may change providers with the machine.
    """
    overrides = file.table("tool", "scikit-build").get("overrides")
    if any("metadata" in each for each in (overrides if isinstance(overrides, list) else ()) if isinstance(each, dict)):
        return None
    keys: tuple[str | int, ...] = ("tool", "scikit-build", "metadata", field)
    table = file.table("tool", "scikit-build", "metadata", field)
    found = [(table, Key(file.path, keys))] if table else []
    entries = file.table("tool").get("dynamic-metadata")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and entry.get("field", _default(entry)) in [field, None]:
            found.append((entry, Key(file.path, ("tool", "dynamic-metadata", index))))
    return found[0] if len(found) == 1 else None


def _default(entry: dict[str, Any]) -> str | None:
    """The field that a provider sets without being told."""
    return "version" if _PROVIDERS.get(str(entry.get("provider"))) == "setuptools-scm" else None


def _field(file: ProjectFile, field: str, unknown: Unknown) -> Declared[str] | Unknown:
    settings = _settings(file, field)
    if settings is None:
        return Unknown(f"no single provider of scikit-build-core sets {field}", unknown.at)
    table, at = settings
    kind = _kind(table)
    if kind == "regex":
        return _by_pattern(file, field, table, at)
    if kind == "template":
        return _by_template(file, table.get("result"), at)
    if kind == "setuptools-scm":
        return Unknown("from version control (setuptools-scm)", at)
    return Unknown(f"set by the provider {table.get('provider')!r}", at)


def _list(file: ProjectFile, field: str, listing: Listing[Declared[str]]) -> Listing[Declared[str]]:
    settings = _settings(file, field)
    result = settings[0].get("result") if settings and _kind(settings[0]) == "template" else None
    if settings is None or not isinstance(result, list):
        return listing
    at = settings[1]
    found = [_by_template(file, text, Key(at.path, (*at.keys, "result", index))) for index, text in enumerate(result)]
    return Listing(
        (*listing.items, *(each for each in found if isinstance(each, Declared))),
        tuple(each for each in found if isinstance(each, Unknown)),
    )


def _kind(table: dict[str, Any]) -> str | None:
    return None if "provider-path" in table else _PROVIDERS.get(str(table.get("provider")))


def _by_pattern(file: ProjectFile, field: str, table: dict[str, Any], at: Key) -> Declared[str] | Unknown:
    path, pattern = table.get("input"), table.get("regex")
    if not isinstance(path, str) or (pattern is None and field != "version"):
        return Unknown("the provider has no file to read", at)
    if "remove" in table or table.get("result", "{value}") != "{value}":
        return Unknown("put together by scikit-build-core from what a pattern finds", at)
    source = texts.open_text(file, path, at)
    if isinstance(source, Unknown):
        return source
    if pattern is None:
        return texts.found(source, _PATTERN, "value", at, own=True)
    return texts.found(source, str(pattern), "value", at)


def _by_template(file: ProjectFile, text: object, at: Key) -> Declared[str] | Unknown:
    """A template that takes only static strings of the project table."""
    if not isinstance(text, str):
        return Unknown("a template that is not a string", at)
    value, rest = "", text
    while "{" in rest or "}" in rest:
        plain, _, after = rest.partition("{project[")
        key, closed, rest = after.partition("]}")
        written = file.table("project").get(key)
        if not closed or "{" in plain or "}" in plain or not isinstance(written, str):
            return Unknown("a template filled in by scikit-build-core", at)
        value += plain + written
    return Declared(value + rest, text, at)
