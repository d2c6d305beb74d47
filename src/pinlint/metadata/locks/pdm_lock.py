"""pdm.lock: the lock of the one project beside it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata.local import inside
from pinlint.metadata.locks.choosing import settled
from pinlint.metadata.locks.entry import Entry, root, understood
from pinlint.metadata.requirements import Invalid, parse_requirement
from pinlint.workspace import CORE, Declared, Field, Unknown
from pinlint.workspace.locked import Lock, Locked, LockedDependency, LockedSource, LockKind, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.source import Source

_VCS = ("git", "hg", "svn", "bzr")
_ARCHIVES = (".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar")


def read(source: Source) -> Lock:
    """What a pdm.lock chooses. Raises Malformed where it is no TOML."""
    file = root(source)
    metadata = file.section("metadata")
    if not understood(metadata, "lock_version", range(2, 5)):
        return Lock(kind=LockKind.PDM, path=source.path, unknown=tuple(file.notes))
    packages = [locked for entry in file.entries("package") if (locked := _locked(entry)) is not None]
    return Lock(
        kind=LockKind.PDM,
        path=source.path,
        requires_python=_pythons(metadata),
        packages=settled(packages),
        unknown=tuple(file.notes),
    )


def _pythons(metadata: Entry) -> Field[SpecifierSet]:
    """The Pythons that are locked for: from version 4.5 of the format on one set for each target."""
    targets = list(metadata.entries("targets"))
    if not targets:
        return metadata.specifiers("requires_python")
    first = targets[0].specifiers("requires_python")
    if any(_text(target) != _text(targets[0]) for target in targets):
        return metadata.unknown("several targets with different Pythons", "targets")
    return first


def _text(target: Entry) -> object:
    return target.table.get("requires_python")


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
        requires_python=entry.specifiers("requires_python"),
        source=_source(entry),
        extras=entry.names("extras"),
        groups=tuple(group.value for group in entry.texts("groups")),
        dependencies=tuple(_dependencies(entry)),
    )


def _source(entry: Entry) -> LockedSource | Unknown | None:
    for key in (*_VCS, "path", "url"):
        text = entry.text(key)
        if isinstance(text, Unknown):
            return text
        if text is None:
            continue
        if key in _VCS:
            return LockedSource(SourceKind.VCS, text.value, entry.at(key))
        if key == "url":
            return LockedSource(SourceKind.URL, text.value, entry.at(key))
        kind = SourceKind.EDITABLE if entry.table.get("editable") is True else SourceKind.FOLDER
        if text.value.endswith(_ARCHIVES):
            kind = SourceKind.FILE
        return LockedSource(kind, text.value, entry.at(key), inside(posixpath.dirname(entry.path), text.value))
    return None


def _dependencies(entry: Entry) -> Iterator[LockedDependency]:
    for index, text in enumerate(entry.array("dependencies")):
        if not isinstance(text, str):
            entry.skip("not a string", "dependencies", index)
            continue
        try:
            parsed = parse_requirement(text)
        except Invalid as error:
            entry.skip(f"not a PEP 508 requirement: {error}", "dependencies", index)
            continue
        at = entry.at("dependencies", index)
        yield LockedDependency(
            name=canonicalize_name(parsed.name),
            at=at,
            scope=CORE,
            extras=frozenset(canonicalize_name(extra) for extra in parsed.extras),
            marker=None if parsed.marker is None else Declared(parsed.marker, str(parsed.marker), at),
        )
