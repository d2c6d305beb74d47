"""Files that hold nothing but the version of a member."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.source import Source, Span, Unreadable, decode
from pinlint.workspace import Declared, VersionCopy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pinlint.workspace import Member

NAMES = ("VERSION", "VERSION.txt", "version.txt")
_LONGEST = 200
"""Bytes of such a file."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Copies of versions by the path of their member, and the files they stand in."""

    copies: Mapping[str, Sequence[VersionCopy]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


def beside(moving: Collection[Member], members: Iterable[Member], files: Mapping[str, bytes]) -> Beside:
    """What of the files says the very version of the one of the moving members that it is about.

    It is about the innermost member it lies in. One in nobody's folder is about all of those that move, if they are
    at a version where nobody else is.
    """
    members = tuple(members)
    versions = {each.version.value for each in moving if isinstance(each.version, Declared)}
    others = {each.version.value for each in members if each not in moving and isinstance(each.version, Declared)}
    shared = len(versions) == 1 and not versions & others
    copies: dict[str, list[VersionCopy]] = {}
    sources: dict[str, Source] = {}
    for path, source in decoded({path: data for path, data in files.items() if len(data) <= _LONGEST}).items():
        around = [each for each in members if each.path == "." or path.startswith(f"{each.path}/")]
        around = around or list(moving if shared else ())[:1]
        owner = max(around, key=lambda each: (each.path != ".", len(each.path)), default=None)
        copy = _copy(source, owner) if owner in moving else None
        if owner and copy:
            copies.setdefault(owner.path, []).append(copy)
            sources[path] = source
    return Beside(copies, sources)


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
