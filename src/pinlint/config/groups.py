"""The tables of ``[[groups]]``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.config.table import Table, kind

if TYPE_CHECKING:
    from pinlint.source import Key

_KEYS = (
    "name",
    "members",
    "owns",
    "complete",
    "version",
    "internal-pins",
    "requires-python",
    "classifiers",
    "breaking",
)
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
_HUB = rf"(?P<member>{_NAME})\s*(?:\[\s*(?P<extras>{_NAME}(?:\s*,\s*{_NAME})*)\s*\]|:\s*(?P<group>{_NAME}))?"


@dataclass(frozen=True, slots=True)
class HubName:
    """A list of requirements by the name of its member: core, with extras, or a dependency group; as written."""

    text: str
    member: str
    extras: tuple[str, ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One ``[[groups]]`` table: globs on normalised member names, and what those members promise each other.

    ``None`` is a policy that the table leaves open.
    """

    name: str
    members: tuple[str, ...]
    at: Key
    version: str = "lockstep"
    version_file: str | None = None
    """The file that holds the version of the group, relative to the root."""
    internal_pins: str | None = None
    requires_python: str | None = None
    classifiers: str | None = None
    owns: tuple[str, ...] = ()
    """Globs on normalised names that only members may bear."""
    breaking: str | None = None
    """The version step that may take something from users."""
    complete: tuple[HubName, ...] = ()
    """What has to name every member."""


def read(tables: tuple[Table, ...]) -> tuple[GroupTable, ...]:
    """The groups, each of another name. Raises ConfigError."""
    groups: dict[str, GroupTable] = {}
    for table in tables:
        group = _group(table)
        if group.name in groups:
            raise table.fail(f'two groups are named "{group.name}"; rename one', "name")
        groups[group.name] = group
    return tuple(groups.values())


def _group(table: Table) -> GroupTable:
    table.only(_KEYS)
    name, members = table.needed("name"), table.strings("members")
    if not members:
        raise table.fail('[[groups]] needs members; write members = ["..."]', "members")
    version, version_file = _version(table)
    return GroupTable(
        name=name,
        members=members,
        at=table.key,
        version=version,
        version_file=version_file,
        internal_pins=table.word("internal-pins", ("exact", "compatible", "minimum", "any")),
        requires_python=table.word("requires-python", ("same", "compatible")),
        classifiers=table.word("classifiers", ("same", "any")),
        breaking=table.word("breaking", ("major", "minor", "patch", "pre")),
        owns=table.strings("owns"),
        complete=tuple(_hub(table, index, text) for index, text in enumerate(table.strings("complete"))),
    )


def _version(table: Table) -> tuple[str, str | None]:
    """Whether the members share a version, and the file that holds it."""
    given = table.values.get("version")
    if isinstance(given, dict):
        inner = Table(table.file, (*table.at, "version"), (*table.words, "version"), given)
        inner.only(("file",))
        file = inner.string("file")
        if file is None:
            raise table.fail('groups.version needs a file; write version = {file = "VERSION"}', "version")
        return "lockstep", file
    words = ("lockstep", "independent")
    if given is None or (isinstance(given, str) and given in words):
        return given or "lockstep", None
    shown = f'"{given}"' if isinstance(given, str) else kind(given)
    raise table.fail(
        f'groups.version must be "lockstep", "independent" or a file such as {{file = "VERSION"}}, not {shown}',
        "version",
    )


def _hub(table: Table, index: int, text: str) -> HubName:
    found = re.fullmatch(_HUB, text.strip())
    if found is None:
        raise table.fail(
            "groups.complete must name members, alone, with extras or with a dependency group, such as acme, "
            f'acme[all] or acme:dev, but it holds "{text}"',
            "complete",
            index,
        )
    extras = tuple(part.strip() for part in (found["extras"] or "").split(",") if part.strip())
    return HubName(text.strip(), found["member"], extras, found["group"])
