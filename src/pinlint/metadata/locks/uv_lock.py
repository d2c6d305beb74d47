"""uv.lock (version 1 of its format, every revision): one lock for all members of a workspace."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata.local import inside
from pinlint.metadata.locks.choosing import any_of, settled
from pinlint.metadata.locks.entry import Entry, root, understood
from pinlint.workspace import CORE, Declared, Scope, ScopeKind, Unknown
from pinlint.workspace.locked import (
    Adjustment,
    Lock,
    Locked,
    LockedDependency,
    LockedSource,
    LockKind,
    SourceKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.utils import NormalizedName

    from pinlint.source import Source

_SOURCES = {
    "registry": SourceKind.REGISTRY,
    "git": SourceKind.VCS,
    "url": SourceKind.URL,
    "path": SourceKind.FILE,
    "directory": SourceKind.FOLDER,
    "editable": SourceKind.EDITABLE,
    "virtual": SourceKind.VIRTUAL,
}
_LISTS = {"optional-dependencies": ScopeKind.EXTRA, "dev-dependencies": ScopeKind.GROUP}


def read(source: Source) -> Lock:
    """What a uv.lock chooses. Raises Malformed where it is no TOML."""
    file = root(source)
    if not understood(file, "version", range(1, 2)):
        return Lock(kind=LockKind.UV, path=source.path, unknown=tuple(file.notes))
    manifest = file.section("manifest")
    packages = settled([locked for entry in file.entries("package") if (locked := _locked(entry)) is not None])
    return Lock(
        kind=LockKind.UV,
        path=source.path,
        requires_python=file.specifiers("requires-python"),
        packages=packages,
        members=_members(manifest, packages, posixpath.dirname(source.path) or "."),
        overrides=_adjustments(manifest, "overrides"),
        constraints=_adjustments(manifest, "constraints"),
        environments=tuple(file.markers("supported-markers")),
        unknown=tuple(file.notes),
    )


def _locked(entry: Entry) -> Locked | None:
    name = entry.name()
    if name is None:
        return None
    before = len(entry.notes)
    marker = any_of(entry.markers("resolution-markers"), entry.at("resolution-markers"))
    if len(entry.notes) > before:
        marker = entry.unknown("one of its markers cannot be read", "resolution-markers")
    return Locked(
        name=name.value,
        text=name.text,
        at=entry.at(),
        version=entry.version(),
        marker=marker,
        source=_source(entry),
        dependencies=tuple(_dependencies(entry)),
    )


def _source(entry: Entry) -> LockedSource | Unknown | None:
    source = entry.inner("source")
    if not isinstance(source, Entry):
        return source
    for key, kind in _SOURCES.items():
        text = source.text(key)
        if isinstance(text, Declared):
            local = kind.local or kind is SourceKind.FILE
            path = inside(posixpath.dirname(entry.path), text.value) if local else None
            return LockedSource(kind, text.value, entry.at("source"), path)
    return entry.unknown("a kind of source that is not known", "source")


def _dependencies(entry: Entry) -> Iterator[LockedDependency]:
    """Core dependencies, those of extras, those of groups."""
    yield from _list(entry, "dependencies", CORE)
    for key, kind in _LISTS.items():
        lists = entry.section(key)
        for name in lists.table:
            yield from _list(lists, name, Scope(kind, canonicalize_name(name)))


def _list(entry: Entry, key: str, scope: Scope) -> Iterator[LockedDependency]:
    for each in entry.entries(key):
        name = each.name()
        if name is not None:
            yield LockedDependency(
                name=name.value,
                at=each.at(),
                scope=scope,
                extras=each.names("extra"),
                marker=each.marker(),
                version=each.version(),
            )


def _members(manifest: Entry, packages: tuple[Locked, ...], folder: str) -> tuple[Declared[NormalizedName], ...] | None:
    """The members the manifest names; a lock without any is that of the one project in its folder."""
    if "members" in manifest.table:
        named = manifest.texts("members")
        return tuple(Declared(canonicalize_name(text.value), text.text, text.at) for text in named)
    return tuple(
        Declared(locked.name, locked.text, locked.at)
        for locked in packages
        if isinstance(locked.source, LockedSource) and locked.source.kind.local and locked.source.path == folder
    )


def _adjustments(manifest: Entry, key: str) -> tuple[Adjustment, ...]:
    found = []
    for entry in manifest.entries(key):
        name = entry.name()
        if name is not None:
            found.append(Adjustment(name.value, entry.at(), entry.specifiers("specifier"), entry.marker()))
    return tuple(found)
