"""poetry.lock of poetry 1 and 2: the lock of the one project beside it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.local import inside
from pinlint.metadata.locks.choosing import any_of, settled
from pinlint.metadata.locks.entry import Entry, root, understood
from pinlint.metadata.requirements import Invalid, parse_marker, parse_specifiers
from pinlint.workspace import CORE, Declared, Field, Unknown
from pinlint.workspace.locked import Lock, Locked, LockedDependency, LockedSource, LockKind, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet

    from pinlint.source import Source

_SOURCES = {
    "legacy": SourceKind.REGISTRY,
    "git": SourceKind.VCS,
    "url": SourceKind.URL,
    "file": SourceKind.FILE,
    "directory": SourceKind.FOLDER,
}


def read(source: Source) -> Lock:
    """What a poetry.lock chooses. Raises Malformed where it is no TOML.

    ``requires_python`` is what the project states, translated from poetry's language of constraints.
    """
    file = root(source)
    metadata = file.section("metadata")
    if not understood(metadata, "lock-version", range(1, 3)):
        return Lock(kind=LockKind.POETRY, path=source.path, unknown=tuple(file.notes))
    packages = [locked for entry in file.entries("package") if (locked := _locked(entry)) is not None]
    return Lock(
        kind=LockKind.POETRY,
        path=source.path,
        requires_python=_pythons(metadata),
        packages=settled(packages),
        unknown=tuple(file.notes),
    )


def _locked(entry: Entry) -> Locked | None:
    name = entry.name()
    if name is None:
        return None
    groups = tuple(group.value for group in entry.texts("groups"))
    category = entry.text("category")
    if not groups and isinstance(category, Declared):  # poetry before 1.5
        groups = (category.value,)
    return Locked(
        name=name.value,
        text=name.text,
        at=entry.at(),
        version=entry.version(),
        marker=_marker(entry, groups),
        requires_python=_pythons(entry),
        source=_source(entry),
        groups=groups,
        dependencies=tuple(_dependencies(entry)),
    )


def _pythons(entry: Entry) -> Field[SpecifierSet]:
    text = entry.text("python-versions")
    if not isinstance(text, Declared):
        return text
    try:
        return Declared(parse_specifiers(text.value), text.text, text.at)
    except Invalid:
        return _translated(text)


def _translated(text: Declared[str]) -> Field[SpecifierSet]:
    """A constraint in poetry's own language; ``*`` is none."""
    if text.value.strip() == "*":
        return None
    # Only old locks, and those of projects without a project table, speak it.
    from pinlint.metadata.backends.poetry_constraints import Refused, Undecided  # noqa: PLC0415
    from pinlint.metadata.backends.poetry_words import requires_python  # noqa: PLC0415

    try:
        found = requires_python(text.value)
        return Declared(parse_specifiers(found), text.text, text.at) if found else None
    except (Refused, Undecided, Invalid):
        return Unknown("a constraint that cannot be written as version specifiers", text.at)


def _marker(entry: Entry, groups: tuple[str, ...]) -> Field[Marker]:
    """The marker of an entry, or what holds in one of its groups; a group without a marker needs it everywhere."""
    if not isinstance(entry.table.get("markers"), dict):
        return entry.marker("markers")
    by_group = entry.section("markers")
    if any(group not in by_group.table for group in groups):
        return None
    found = []
    for group in by_group.table:
        marker = by_group.marker(group)
        if not isinstance(marker, Declared):
            return marker
        found.append(marker)
    return any_of(found, entry.at("markers"))


def _source(entry: Entry) -> LockedSource | Unknown | None:
    source = entry.inner("source")
    if not isinstance(source, Entry):
        return source
    kind, url = source.text("type"), source.text("url")
    if not isinstance(kind, Declared) or kind.value not in _SOURCES or not isinstance(url, Declared):
        return entry.unknown("a kind of source that is not known", "source")
    what = _SOURCES[kind.value]
    path = None
    if what in {SourceKind.FOLDER, SourceKind.FILE}:
        path = inside(posixpath.dirname(entry.path), url.value)
        what = SourceKind.EDITABLE if what.local and entry.table.get("develop") is True else what
    return LockedSource(what, url.value, entry.at("source"), path)


def _dependencies(entry: Entry) -> Iterator[LockedDependency]:
    """``[package.dependencies]``: a constraint, a table with one, or an array of such tables, under each name."""
    table = entry.section("dependencies")
    for key, value in table.table.items():
        several = value if isinstance(value, list) else [value]
        for index, one in enumerate(several):
            keys = (key, index) if isinstance(value, list) else (key,)
            if not isinstance(one, dict | str):
                table.skip("neither a constraint nor a table", *keys)
                continue
            each = table.below(one if isinstance(one, dict) else {}, *keys)
            # The name is the key: asked for like any other, it is checked like any other.
            name = Entry(each.path, {"name": key}, each.keys, each.notes).name()
            if name is not None:
                yield LockedDependency(
                    name=name.value, at=each.at(), scope=CORE, extras=each.names("extras"), marker=_own_marker(each)
                )


def _own_marker(entry: Entry) -> Field[Marker]:
    """The marker of a dependency; ``python`` beside it, which older locks have, is one more condition."""
    text = entry.text("python")
    marker = entry.marker("markers")
    if text is None or isinstance(marker, Unknown):
        return marker
    if isinstance(text, Unknown):
        return text
    # Only such locks need it.
    from pinlint.metadata.backends.poetry_constraints import Refused, Undecided  # noqa: PLC0415
    from pinlint.metadata.backends.poetry_words import python_marker  # noqa: PLC0415

    try:
        python = python_marker(text.value)
        parts = [part for part in (python, marker.text if marker else "") if part]
        if not parts:
            return None
        joined = parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)
        return Declared(parse_marker(joined), text.text, text.at)
    except (Refused, Undecided, Invalid):
        return Unknown("a constraint that cannot be written as a marker", text.at)
