"""pylock.toml and pylock.*.toml (PEP 751).

``packaging.pylock`` would validate them, but it stops at the first mistake of a file and tells no places.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.local import inside
from pinlint.metadata.locks.choosing import settled
from pinlint.metadata.locks.entry import Entry, root, understood
from pinlint.workspace import CORE, Declared, Unknown
from pinlint.workspace.locked import Lock, Locked, LockedDependency, LockedSource, LockKind, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Source


def read(source: Source) -> Lock:
    """What a pylock.toml chooses. Raises Malformed where it is no TOML."""
    file = root(source)
    if not understood(file, "lock-version", range(1, 2)):
        return Lock(kind=LockKind.PYLOCK, path=source.path, unknown=tuple(file.notes))
    packages = [locked for entry in file.entries("packages") if (locked := _locked(entry)) is not None]
    return Lock(
        kind=LockKind.PYLOCK,
        path=source.path,
        requires_python=file.specifiers("requires-python"),
        packages=settled(packages),
        environments=tuple(file.markers("environments")),
        unknown=tuple(file.notes),
    )


def _locked(entry: Entry) -> Locked | None:
    name = entry.name()
    if name is None:
        return None
    return Locked(
        name=name.value,
        text=name.text,
        at=entry.at(),
        version=entry.version(),
        marker=entry.marker(),
        requires_python=entry.specifiers("requires-python"),
        source=_source(entry),
        dependencies=tuple(_dependencies(entry)),
    )


def _source(entry: Entry) -> LockedSource | Unknown | None:
    """The VCS, folder or archive of an entry, else its index; with files and no index they are all it takes."""
    for key in ("vcs", "directory", "archive"):
        table = entry.inner(key)
        if isinstance(table, Unknown):
            return table
        if table is None:
            continue
        for named in ("path", "url"):
            text = table.text(named)
            if isinstance(text, Declared):
                path = inside(posixpath.dirname(entry.path), text.value) if named == "path" else None
                return LockedSource(_kind(key, named, table), text.value, entry.at(key), path)
        return entry.unknown("has neither a path nor a URL", key)
    index = entry.text("index")
    return LockedSource(SourceKind.REGISTRY, index.value, entry.at("index")) if isinstance(index, Declared) else index


def _kind(key: str, named: str, table: Entry) -> SourceKind:
    match key:
        case "vcs":
            return SourceKind.VCS
        case "directory":
            return SourceKind.EDITABLE if table.table.get("editable") is True else SourceKind.FOLDER
        case _:
            return SourceKind.FILE if named == "path" else SourceKind.URL


def _dependencies(entry: Entry) -> Iterator[LockedDependency]:
    """The other entries that an entry names, by as much of them as tells them apart."""
    for each in entry.entries("dependencies"):
        name = each.name()
        if name is not None:
            yield LockedDependency(
                name=name.value, at=each.at(), scope=CORE, marker=each.marker(), version=each.version()
            )
