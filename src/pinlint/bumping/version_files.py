"""Files that hold nothing but the version of a member."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.source import Source, Span, Unreadable, decode
from pinlint.workspace import Declared, VersionCopy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.workspace import Member

NAMES = ("VERSION", "VERSION.txt", "version.txt")
_LONGEST = 200
"""Bytes of such a file."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Copies of versions by the path of their member, and the files they stand in."""

    copies: Mapping[str, Sequence[VersionCopy]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


def beside(members: Iterable[Member], files: Mapping[str, bytes]) -> Beside:
    """What of the files says the very version of the innermost member it lies in; any other file is no copy."""
    members = tuple(members)
    versions = {each.version.value for each in members if isinstance(each.version, Declared)}
    copies: dict[str, list[VersionCopy]] = {}
    sources: dict[str, Source] = {}
    for path, data in files.items():
        around = [each for each in members if each.path == "." or path.startswith(f"{each.path}/")]
        # A file in nobody's folder is about all, if they are at one version.
        around = around or list(members[:1] if len(versions) == 1 else ())
        if not around or len(data) > _LONGEST:
            continue
        owner = max(around, key=lambda each: (each.path != ".", len(each.path)))
        try:
            source = decode(path, data)
        except (Unreadable, UnicodeDecodeError):
            continue
        copy = _copy(source, owner)
        if copy is not None:
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


def _copy(source: Source, member: Member) -> VersionCopy | None:
    text = source.text.strip()
    if not isinstance(member.version, Declared):
        return None
    try:
        version = Version(text)
    except InvalidVersion:
        return None
    if version != member.version.value:
        return None
    start = source.text.index(text)
    return VersionCopy(source.path, Declared(version, text, Span(source.path, start, start + len(text))))
