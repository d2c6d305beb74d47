"""maturin: what pyproject.toml leaves open comes from Cargo.toml, and there perhaps from the Cargo workspace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import tomli

from pinlint.metadata import dependency_groups
from pinlint.metadata.backends.partly import as_written
from pinlint.metadata.raw import Raw
from pinlint.source import Key, Span, Unreadable
from pinlint.workspace import Declared, Field, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.source import Place


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The version that the project table leaves out and the dynamic licence, which Cargo.toml states.

    Of the other fields maturin takes what is written. A licence that names a file is none to it.
    """
    at = file.dynamic("version") or file.key("project")
    version = raw.version if "version" in file.table("project") else _package(file, "version", at)
    licence = raw.license
    if isinstance(licence, Unknown):
        licence = _package(file, "license", licence.at) if file.dynamic("license") else None
    return replace(as_written(file, raw), version=version, license=licence)


def without_project(file: ProjectFile) -> Raw | None:
    """A project that only Cargo.toml describes: its name, version and licence.

    Until 0.13 maturin took more from ``[package.metadata.maturin]``.
    """
    at = Span(file.path, 0, 0)
    path = _manifest(file)
    older: Listing[Declared[str]] = Listing()
    if _table(_load(file, path), "package", "metadata", "maturin"):
        unknown = Unknown(
            "in [package.metadata.maturin] of Cargo.toml, which maturin reads until 0.13",
            Key(path, ("package", "metadata", "maturin")),
        )
        older = Listing((), (unknown,))
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        name=_package(file, "name", at) if file.files.exists(path) else None,
        version=_package(file, "version", at),
        requires_python=older.unknown[0] if older.unknown else None,
        requires=older,
        extras=Listing((), older.unknown),
        classifiers=older,
        license=_package(file, "license", at),
        groups=dependency_groups.read(file),
        build=file.strings("build-system", "requires"),
    )


def _package(file: ProjectFile, field: str, at: Place) -> Field[str]:
    """A field of ``[package]``; with ``field.workspace = true`` that of the workspace the package belongs to.

    Its version is SemVer, which maturin takes for PEP 440 as it stands.
    """
    path = _manifest(file)
    tables = _load(file, path)
    value = _table(tables, "package").get(field)
    if isinstance(value, dict) and value.get("workspace") is True:
        for parent in _parents(path):
            shared = _load(file, parent)
            if "workspace" in shared:
                return _string(parent, shared, "workspace", "package", field)
        return Unknown(f"{field} of a Cargo workspace that is not found", Key(path, ("package", field)))
    if value is None and tables and field == "license":
        return None
    return _string(path, tables, "package", field) if tables else Unknown(f"{path or 'Cargo.toml'} cannot be read", at)


def _string(path: str, tables: Table, *keys: str) -> Declared[str] | Unknown:
    value = _table(tables, *keys[:-1]).get(keys[-1])
    if not isinstance(value, str):
        return Unknown(f"{path} states no {keys[-1]}", Key(path, keys))
    return Declared(value, value, Key(path, keys))


def _manifest(file: ProjectFile) -> str:
    given = file.table("tool", "maturin").get("manifest-path")
    if isinstance(given, str):
        return file.beside(given)
    return next((path for path in map(file.beside, ("Cargo.toml", "rust/Cargo.toml")) if file.files.exists(path)), "")


def _parents(path: str) -> Iterator[str]:
    """The manifests that may be the workspace's: this one, and those in the folders above."""
    folder = path.rpartition("/")[0]
    yield path
    while folder:
        folder = folder.rpartition("/")[0]
        yield f"{folder}/Cargo.toml" if folder else "Cargo.toml"


def _load(file: ProjectFile, path: str) -> Table:
    try:
        return tomli.loads(file.files.read(path).decode()) if path else {}
    except (Unreadable, ValueError, RecursionError):
        return {}


def _table(tables: Table, *keys: str) -> Table:
    table: object = tables
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}
