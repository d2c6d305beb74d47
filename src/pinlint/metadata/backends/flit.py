"""flit: the version from the module, and the tables from before there was a project table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata import dependency_groups
from pinlint.metadata.backends import constants, imported
from pinlint.metadata.raw import Raw, RawSection
from pinlint.metadata.static_attr import literal_span
from pinlint.source import Unreadable, decode
from pinlint.workspace import Declared, Kind, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.source import Place, Source

_OLD = ("tool", "flit", "metadata")
_VERSION_FILES = ("__init__.py", "version.py", "_version.py", "__version__.py")
"""Where flit looks for the version of an import package; the first that has one decides."""


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The version that the module states; nothing else may be dynamic. A licence in a table is left out."""
    if isinstance(file.table("project").get("license"), dict):
        raw = replace(raw, license=None)
    at = file.dynamic("version")
    if at is not None and isinstance(raw.version, Unknown):
        name = raw.name.value.replace("-", "_") if isinstance(raw.name, Declared) else ""
        raw = replace(raw, version=_version(file, _module(file, name), at))
    return raw


def without_project(file: ProjectFile) -> Raw | None:
    """``[tool.flit.metadata]``, which flit-core before 4 reads; the version is always the module's."""
    table = file.table(*_OLD)
    module = table.get("module")
    if not isinstance(module, str):
        return None
    at = file.key(*_OLD, "module")
    name = file.string(*_OLD, "dist-name") or Declared(module, module, at)
    extras = file.sections(*_OLD, "requires-extra")
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        name=name,
        version=_version(file, _module(file, module), at),
        requires_python=file.string(*_OLD, "requires-python"),
        requires=file.strings(*_OLD, "requires"),
        extras=_with_development(file, extras),
        classifiers=file.strings(*_OLD, "classifiers"),
        license=file.string(*_OLD, "license"),
        groups=dependency_groups.read(file),
        build=file.strings("build-system", "requires"),
    )


def _with_development(file: ProjectFile, extras: Listing[RawSection] | None) -> Listing[RawSection] | None:
    """``dev-requires``, which is the extra ``dev``."""
    older = file.strings(*_OLD, "dev-requires")
    if older is None:
        return extras
    section = RawSection(Declared("dev", "dev-requires", file.key(*_OLD, "dev-requires")), older)
    return Listing((*(extras or ()), section), extras.unknown if extras else ())


def _module(file: ProjectFile, name: str) -> str:
    own = file.table("tool", "flit", "module").get("name")
    return own if isinstance(own, str) else name


def _version(file: ProjectFile, module: str, at: Place) -> Declared[str] | Unknown:
    top, sources = _sources(file, module)
    if not sources:
        return Unknown(f"there is no module {module}", at)
    for source in sources:
        value = _stated(source)
        if value is not None:
            return value
    computed = imported.attribute(file, f"{module}.__version__", top, at)
    return computed or Unknown(f"__version__ is computed when {sources[0].path} is imported", at)


def _sources(file: ProjectFile, module: str) -> tuple[str, list[Source]]:
    """The files that may state the version, those of the module's folder or the module, and the folder it is in."""
    start = module.replace(".", "/")
    for top in ("", "src"):
        single = _source(file, top, f"{start}.py")
        if single is not None:
            return top, [single]
        found = [source for name in _VERSION_FILES if (source := _source(file, top, f"{start}/{name}")) is not None]
        if found:
            return top, found
    return "", []


def _source(file: ProjectFile, *names: str) -> Source | None:
    path = file.beside(*names)
    try:
        return decode(path, file.files.read(path)) if file.files.exists(path) else None
    except (Unreadable, UnicodeDecodeError):
        return None


def _stated(source: Source) -> Declared[str] | None:
    """The first constant that the module assigns to ``__version__`` at its top level."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    module = constants.parse(source) if "__version__" in source.text else None
    for statement in module.body if module else ():
        value = constants.assigned(statement, "__version__")
        if isinstance(value, ast.Constant):
            if not isinstance(value.value, str) or not value.value:
                return None
            return Declared(value.value, value.value, literal_span(source, value))
    return None
