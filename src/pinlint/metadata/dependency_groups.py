"""Dependency groups (PEP 735), with the groups that they include written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from pinlint.metadata.raw import RawSection
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packaging.utils import NormalizedName

    from pinlint.metadata.project_file import ProjectFile

_TABLE = "dependency-groups"
_LONGEST = 10_000
"""Requirements that one group may come to."""


def read(file: ProjectFile) -> Listing[RawSection] | None:
    """Every group of the file with all its requirements, each where it is written; None without such a table.

    A requirement that is included twice stands once. What is neither a string nor an include is unknown, and so are an
    include of a group that is not there and one that leads back to its own group.
    """
    table = file.tables.get(_TABLE)
    if table is None:
        return None
    if not isinstance(table, dict):
        return Listing((), (file.unknown(f"{_TABLE} is not a table", _TABLE),))
    spelled = {canonicalize_name(name): name for name in table}
    return Listing(tuple(_section(file, table, spelled, name) for name in table))


def _section(file: ProjectFile, table: dict[str, Any], spelled: Mapping[NormalizedName, str], name: str) -> RawSection:
    """One group: the strings of all groups that are reached from it."""
    items: list[Declared[str]] = []
    unknown: list[Unknown] = []
    reached = [name]
    for group in reached:
        value = table[group]
        if not isinstance(value, list):
            unknown.append(file.unknown(f"{group} is not an array", _TABLE, group))
            continue
        for index, item in enumerate(value):
            at = file.key(_TABLE, group, index)
            if isinstance(item, str):
                items.append(Declared(item, item, at))
                continue
            included = item.get("include-group") if isinstance(item, dict) else None
            target = spelled.get(canonicalize_name(included)) if isinstance(included, str) else None
            if included is None:
                unknown.append(Unknown("neither a requirement nor an include", at))
            elif target is None:
                unknown.append(Unknown(f"includes the group {included}, which is not there", at))
            elif target == name:
                unknown.append(Unknown(f"leads back to the group {name}", at))
            elif target not in reached:
                reached.append(target)
        if len(items) > _LONGEST:
            unknown.append(file.unknown(f"comes to more than {_LONGEST} requirements", _TABLE, name))
            break
    return RawSection(Declared(name, name, file.key(_TABLE, name)), Listing(tuple(items), tuple(unknown)))
