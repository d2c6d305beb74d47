"""Files that hold nothing but the version of a member."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.bumping import tables
from pinlint.metadata.import_package import places
from pinlint.metadata.project_file import ProjectFile
from pinlint.source import Source, Span, Unreadable, decode
from pinlint.workspace import Declared, VersionCopy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from pinlint.workspace import Member

NAMES = ("VERSION", "VERSION.txt", "version.txt")
_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg")
_LONGEST = 200
"""Bytes of such a file."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Copies of versions by the path of their member, and the files they stand in."""

    copies: Mapping[str, Sequence[VersionCopy]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


def paths(member: Member, exists: Callable[[str], bool]) -> Iterator[str]:
    """The files that may hold nothing but its version: in its folder, and in its import package.

    A folder below with a project of its own, member or not, is not looked into; ``exists`` tells of files.
    """
    above = "" if member.path == "." else f"{member.path}/"
    yield from (above + name for name in NAMES)
    for place in places(member.label, ProjectFile(f"{above}pyproject.toml", {}, tables.NOWHERE)):
        found = [path for name in NAMES if exists(path := f"{above}{place}/{name}")]
        folders = [place[:end] for end in range(1, len(place) + 1) if place[end : end + 1] in {"", "/"}]
        if found and not any(exists(f"{above}{folder}/{name}") for folder in folders for name in _PROJECT):
            yield from found


def beside(moving: Collection[Member], members: Iterable[Member], files: Mapping[str, bytes]) -> Beside:
    """What of the files says the very version of the one of the moving members whose it is: the innermost around it."""
    owners = {each.path: each for each in members}
    ours = {id(each) for each in moving}
    copies: dict[str, list[VersionCopy]] = {}
    sources: dict[str, Source] = {}
    for path, source in decoded({path: data for path, data in files.items() if len(data) <= _LONGEST}).items():
        owner = next((owners[folder] for folder in _folders(path) if folder in owners), None)
        copy = _copy(source, owner) if owner is not None and id(owner) in ours else None
        if owner and copy:
            copies.setdefault(owner.path, []).append(copy)
            sources[path] = source
    return Beside(copies, sources)


def _folders(path: str) -> Iterator[str]:
    """The folders around a file, the innermost first."""
    while path:
        path = path.rpartition("/")[0]
        yield path or "."


def decoded(files: Mapping[str, bytes]) -> dict[str, Source]:
    """The files that are text."""
    found = {}
    for path, data in files.items():
        with suppress(Unreadable, UnicodeDecodeError):
            found[path] = decode(path, data)
    return found


def _copy(source: Source, member: Member | None) -> VersionCopy | None:
    text = source.text.strip()
    if member is None or not isinstance(member.version, Declared):
        return None
    try:
        version = Version(text)
    except InvalidVersion:
        return None
    if version != member.version.value:
        return None
    start = source.text.index(text)
    return VersionCopy(source.path, Declared(version, text, Span(source.path, start, start + len(text))))
