"""The dependency tables of poetry, each entry as the PEP 508 requirement that poetry-core writes for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata.backends.poetry_constraints import Refused, Undecided
from pinlint.metadata.backends.poetry_words import platform_marker, python_marker, specifiers
from pinlint.metadata.requirements import Invalid, parse_marker, parse_requirement
from pinlint.sets.conditions import never, python_constants
from pinlint.sets.pythons import Pool
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.utils import NormalizedName

    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.source import Key

_ORIGINS = ("git", "file", "path", "url")
"""Keys of a table that say where a distribution comes from, in the order poetry-core looks for them."""
_TYPES: dict[str, type] = {
    **dict.fromkeys((*_ORIGINS, "version", "python", "platform", "markers", "subdirectory"), str),
    **dict.fromkeys(("branch", "tag", "rev"), str),
    "optional": bool,
    "extras": list,
}
_ARCHIVE = re.compile(r"(?i)\.(?:whl|zip|tar|tgz|tbz|txz|tar\.\w+)")
_LONGEST = 2_000
"""Characters of an address that is still looked at."""
_PLAIN = r"[^/?#:@<>\[\]|\s]+"
_GIT = re.compile(
    r"(?:git\+)?(?:(?P<protocol>git|ssh|rsync|file|https?)://)?"
    rf"(?:(?P<user>{_PLAIN}(?::{_PLAIN})?)@)?(?!\.+[:/])(?P<host>[\w.-]+)?(?P<port>:[0-9]+(?=[:/]))?"
    r"[:/](?P<path>[%\w~.+/$-]+)(?:[@#].*)?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One constraint of one dependency."""

    name: NormalizedName
    requirement: Declared[str] | Unknown
    optional: bool = False
    in_extra: bool = False
    """Its own marker asks for an extra."""

    @property
    def published(self) -> bool:
        """Whether poetry-core publishes it where no list of extras names it."""
        return self.in_extra or not self.optional


def entries(file: ProjectFile, *keys: str) -> Iterator[Entry]:
    """Every entry of the dependency table at the keys; ``python``, which is no dependency, left out."""
    table = file.table(*keys[:-1]).get(keys[-1], {})
    if not isinstance(table, dict):
        yield Entry(canonicalize_name(""), file.unknown(f"{keys[-1]} is not a table", *keys))
        return
    for name, value in table.items():
        if name.lower() == "python":
            continue
        if not isinstance(value, list):
            yield _entry(name, value, file.key(*keys, name))
        for index, each in enumerate(value if isinstance(value, list) else ()):
            yield _entry(name, each, file.key(*keys, name, index))


def known(found: Iterable[Entry]) -> tuple[Declared[str], ...]:
    """The requirements of the entries."""
    return tuple(entry.requirement for entry in found if isinstance(entry.requirement, Declared))


def unknown(found: Iterable[Entry]) -> tuple[Unknown, ...]:
    """What cannot be read of the entries."""
    return tuple(entry.requirement for entry in found if isinstance(entry.requirement, Unknown))


def _entry(name: str, value: object, at: Key) -> Entry:
    normalized = canonicalize_name(name)
    table: Table
    if isinstance(value, str):
        table, text = {"version": value}, f"{name} = {_literal(value)}"
    elif isinstance(value, dict):
        table, text = value, f"{name} = {{ {', '.join(f'{key} = {_literal(each)}' for key, each in value.items())} }}"
    else:
        return Entry(normalized, Unknown("neither a string nor a table", at))
    for key, kind in _TYPES.items():
        if key in table and not _is_of(table[key], kind):
            return Entry(normalized, Unknown(f"{key} has a type that poetry refuses", at))
    origin = next((key for key in _ORIGINS if key in table), None)
    if isinstance(value, dict):
        written = origin or ("version" if "version" in table else None)
        at = type(at)(at.path, (*at.keys, written)) if written else at
    # Of a file poetry-core forgets that it is optional.
    optional = table.get("optional", False) and origin != "file"
    in_extra = re.search(r"\bextra\b", table.get("markers", "")) is not None
    return Entry(normalized, _requirement(name, table, origin, at, text), optional, in_extra)


def _requirement(name: str, table: Table, origin: str | None, at: Key, text: str) -> Declared[str] | Unknown:
    extras = ",".join(table.get("extras", ()))
    complete = f"{name}[{extras}]" if extras else name
    try:
        marker = _marker(table)
        body = f"{complete} @ {_url(table, origin)}" if origin else f"{complete}{_specified(table)}"
    except Undecided as error:
        return Unknown(str(error), at)
    except Refused:
        # The author's own words, for the parser of requirements to refuse them, too.
        own = f"{complete} {table.get(origin or 'version', '')}"
        return Unknown("not a constraint that poetry allows", at) if _is_valid(own) else Declared(own, text, at)
    return Declared(f"{body} ; {marker}" if marker else body, text, at)


def _specified(table: Table) -> str:
    found = specifiers(table.get("version", "*"))
    return f" ({found})" if found else ""


def _marker(table: Table) -> str:
    """The marker of a table: what it says of markers, Pythons and platforms together."""
    given = [table.get("markers", "") if table.get("markers") != "*" else ""]
    given += [python_marker(table["python"])] if table.get("python") else []
    given += [platform_marker(table["platform"])] if table.get("platform") else []
    found = [marker for marker in given if marker]
    marker = found[0] if len(found) == 1 else " and ".join(f"({each})" for each in found)
    if " and " in marker and _contradicts(marker):
        raise Undecided("markers that exclude each other, which poetry-core may leave out")
    return marker


def _contradicts(text: str) -> bool:
    try:
        marker = parse_marker(text)
    except Invalid:
        return False
    pool = Pool.of((), python_constants(marker))
    return never(marker, pool, pool.everything)


def _url(table: Table, origin: str) -> str:
    location, subdirectory = table[origin], table.get("subdirectory", "")
    if origin in {"path", "file"}:
        return _path(location, subdirectory, archive=origin == "file" or bool(_ARCHIVE.search(location)))
    fragment = f"#subdirectory={subdirectory}" if subdirectory else ""
    if origin == "url":
        if not re.match(r"[A-Za-z][\w+.-]*://[^/?#\s]", location):
            raise Refused
        return f"{location}{fragment}"
    reference = table.get("branch") or table.get("tag") or table.get("rev")
    return f"git+{_repository(location)}{f'@{reference}' if reference else ''}{fragment}"


def _path(location: str, subdirectory: str, *, archive: bool) -> str:
    """Where a path leads, as written: poetry-core makes it absolute, which says nothing on another machine."""
    fragment = f"#subdirectory={subdirectory}" if subdirectory and archive else ""
    inside = f"/{subdirectory}" if subdirectory and not archive else ""
    path = re.sub(r"\s", lambda space: f"%{ord(space[0]):02X}", f"{location or '.'}{inside}")
    return f"{'file://' if path.startswith('/') else ''}{path}{fragment}"


def _repository(location: str) -> str:
    """A repository's address; the short form of ssh (``git@host:path``) written out."""
    match = _GIT.fullmatch(location) if len(location) <= _LONGEST else None
    if match is None or match["host"] is None:
        raise Undecided("an address of a repository in a form of its own")
    user = f"{match['user']}@" if match["user"] else ""
    path = match["path"].lstrip(":/")
    return f"{match['protocol'] or 'ssh'}://{user}{match['host']}{match['port'] or ''}/{path}"


def _is_valid(text: str) -> bool:
    try:
        parse_requirement(text)
    except Invalid:
        return False
    return True


def _is_of(value: object, kind: type) -> bool:
    return isinstance(value, kind) and not (
        isinstance(value, list) and any(not isinstance(each, str) for each in value)
    )


def _literal(value: object) -> str:
    """A value as TOML spells it, tables and what is in arrays not looked into."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_literal(each) if isinstance(each, str) else '...' for each in value)}]"
    return "..." if isinstance(value, dict) else str(value)
