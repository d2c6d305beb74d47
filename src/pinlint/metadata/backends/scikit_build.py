"""scikit-build-core: providers of dynamic metadata, of which ``regex`` and ``template`` are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from pinlint.metadata.backends import partly, texts
from pinlint.metadata.raw import RawSection
from pinlint.source import Key
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.metadata.raw import Raw
    from pinlint.workspace import Field

_Result = TypeVar("_Result")
_Provider = tuple[dict[str, Any], Key]

_PATTERN = r"(?i)^(__version__|VERSION)(?: ?\: ?str)? *= *([\'\"])v?(?P<value>.+?)\2"
_OWN = ("tool", "scikit-build", "metadata")
_PROVIDERS = {
    "scikit_build_core.metadata.regex": "regex",
    "scikit_build_core.metadata.template": "template",
    "scikit_build_core.metadata.setuptools_scm": "setuptools-scm",
    "setuptools_scm": "setuptools-scm",
}


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The dynamic fields that a pattern over a file, or a template of the project table, gives."""
    version = raw.version
    if file.dynamic("version") and isinstance(version, Unknown):
        version = _field(file, "version", None, version)
    requires_python = raw.requires_python
    if file.dynamic("requires-python") and isinstance(requires_python, Unknown):
        unset = _settings(file, "requires-python") == []
        requires_python = None if unset else _field(file, "requires-python", version, requires_python)
    return replace(
        raw,
        version=version,
        requires_python=requires_python,
        requires=_list(file, "dependencies", version, raw.requires),
        classifiers=_list(file, "classifiers", version, raw.classifiers),
        extras=_sections(file, version, raw.extras),
    )


def _settings(file: ProjectFile, field: str) -> list[_Provider] | None:
    """The providers of a field, each with its place: in scikit-build's own table, and in the common one.

    None where overrides may change providers with the machine. In the common table a provider that is not known may
    set any field.
    """
    overrides = file.table("tool", "scikit-build").get("overrides")
    if any("metadata" in each for each in (overrides if isinstance(overrides, list) else ()) if isinstance(each, dict)):
        return None
    table = file.table(*_OWN, field)
    found: list[_Provider] = [(table, file.key(*_OWN, field))] if table else []
    entries = file.table("tool").get("dynamic-metadata")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and entry.get("field", _default(entry)) in [field, None]:
            found.append((entry, file.key("tool", "dynamic-metadata", index)))
    return found


def _default(entry: dict[str, Any]) -> str | None:
    """The field that a provider sets without being told."""
    return "version" if _PROVIDERS.get(str(entry.get("provider"))) == "setuptools-scm" else None


def _field(file: ProjectFile, field: str, version: Field[str], unknown: Unknown) -> Declared[str] | Unknown:
    settings = _settings(file, field)
    if settings is None or len(settings) != 1:
        return Unknown(f"no single provider of scikit-build-core sets {field}", unknown.at)
    ((table, at),) = settings
    kind = _kind(table)
    if kind == "regex":
        return _by_pattern(file, field, table, at)
    if kind == "template":
        return _by_template(file, table.get("result"), version, at)
    if kind == "setuptools-scm":
        return Unknown("from version control (setuptools-scm)", at)
    return Unknown(f"set by the provider {table.get('provider')!r}", at)


def _list(
    file: ProjectFile, field: str, version: Field[str], found: Listing[Declared[str]] | None
) -> Listing[Declared[str]] | None:
    if found is None or not file.dynamic(field):
        return found
    added = _added(file, field, list)
    if added is None:
        return found
    result, at = added
    new = _templates(file, result or [], version, at)
    return partly.listing(file, found, field) if result is None else Listing((*found, *new), new.unknown)


def _sections(file: ProjectFile, version: Field[str], found: Listing[RawSection] | None) -> Listing[RawSection] | None:
    """Extras; what a template adds to one that the project table states comes behind what is stated."""
    field = "optional-dependencies"
    if found is None or not file.dynamic(field):
        return found
    added = _added(file, field, dict)
    if added is None:
        return found
    result, at = added
    if result is None:
        return partly.listing(file, found, field)
    sections = {section.name.value: section for section in found}
    for name, templates in result.items():
        place = Key(at.path, (*at.keys, name))
        stated = sections.get(name, RawSection(Declared(name, name, place), Listing()))
        more = _templates(file, templates, version, place)
        requires = Listing((*stated.requires, *more), (*stated.requires.unknown, *more.unknown))
        sections[name] = RawSection(stated.name, requires)
    return Listing(tuple(sections.values()))


def _added(file: ProjectFile, field: str, kind: type[_Result]) -> tuple[_Result | None, Key] | None:
    """What a template adds to a field, and its place; None for nothing. None altogether where that is not known."""
    settings = _settings(file, field)
    if settings is None or len(settings) > 1:
        return None
    if not settings:
        return None, file.key("project", field)
    ((table, at),) = settings
    if at.keys[: len(_OWN)] == _OWN and field in file.table("project"):
        # The older table says nothing of what is written.
        return None, at
    result = table.get("result") if _kind(table) == "template" else None
    return (result, Key(at.path, (*at.keys, "result"))) if isinstance(result, kind) else None


def _templates(file: ProjectFile, written_: object, version: Field[str], at: Key) -> Listing[Declared[str]]:
    if not isinstance(written_, list):
        return Listing((), (Unknown("not an array of templates", at),))
    found = [_by_template(file, text, version, Key(at.path, (*at.keys, index))) for index, text in enumerate(written_)]
    return Listing(
        tuple(each for each in found if isinstance(each, Declared)),
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


def _by_template(file: ProjectFile, text: object, version: Field[str], at: Key) -> Declared[str] | Unknown:
    """A template that takes only strings of the project table, and the version that a file gives."""
    if not isinstance(text, str):
        return Unknown("a template that is not a string", at)
    value, rest = "", text
    while "{" in rest or "}" in rest:
        plain, _, after = rest.partition("{project[")
        key, closed, rest = after.partition("]}")
        written = file.table("project").get(key)
        if written is None and key == "version" and isinstance(version, Declared):
            written = version.value
        if not closed or "{" in plain or "}" in plain or not isinstance(written, str):
            return Unknown("a template filled in by scikit-build-core", at)
        value += plain + written
    return Declared(value + rest, text, at)
