"""Files that hold nothing but the version of a member."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from pinlint.discover import names
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


def theirs(found: Iterable[str], members: Iterable[Member], exists: Callable[[str], bool]) -> Iterator[str]:
    """Of files with such names those in the folder of one of the members, or in an import package there.

    Not looked into are folders below with a project of its own, be it a member or not, and those of tests,
    documentation, and what others wrote, unless they are import packages; ``exists`` tells of files.
    """
    owners = {member.path: member for member in members}
    for path in found:
        folders = list(_folders(path))
        at = next((index for index, folder in enumerate(folders) if folder in owners), None)
        if at is None:
            continue
        owner, inside = owners[folders[at]], folders[:at]
        if not inside or (
            _is_imported(inside[0], owner, exists) and not any(_is_of_others(each, owner, exists) for each in inside)
        ):
            yield path


def _is_imported(folder: str, member: Member, exists: Callable[[str], bool]) -> bool:
    """Whether a folder below that of a member is an import package; one of its name needs no ``__init__.py``."""
    named = folder.removeprefix(f"{member.path}/").removeprefix("src/").replace("/", "-")
    return exists(f"{folder}/__init__.py") or canonicalize_name(named) == member.name


def _is_of_others(folder: str, member: Member, exists: Callable[[str], bool]) -> bool:
    """Whether a folder below that of a member holds what is not, or not only, the member's."""
    parent, _, name = folder.rpartition("/")
    if any(exists(f"{folder}/{each}") for each in _PROJECT):
        return True
    if names.holds_no_members(name):
        return canonicalize_name(name) != member.name
    top = (parent or ".") == member.path
    return names.is_support(name, top=top, has_init=exists(f"{folder}/__init__.py"))


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
