"""What groups are called that were inferred, and which globs mean their members and no others."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase
from os.path import commonprefix
from typing import TYPE_CHECKING

from pinlint.config import GroupTable
from pinlint.configured import groups
from pinlint.source import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from packaging.utils import NormalizedName

    from pinlint.workspace import Member, Workspace


def declare(workspace: Workspace) -> tuple[GroupTable, ...]:
    """A table for each group that is inferred, and for those that are inferred of the other members then."""
    tables: list[GroupTable] = []
    resolved = workspace.groups
    # A group without names cannot be configured.
    while found := [group.members for group in resolved if group.inferred and _names(group.members)]:
        for members in found:
            taken = {table.name for table in tables}
            name = _free(_stem(members) or _first_word(members) or "lockstep", taken)
            tables.append(GroupTable(name, _members(members, workspace), _AT))
        resolved = groups.resolve(workspace.members, workspace.dependencies, tables)
    # Of members that share a name an earlier table may have taken all.
    matching = {group.name for group in resolved}
    return tuple(table for table in tables if table.name in matching)


_AT = Key("", ())
"""Where the tables are, which are written nowhere yet."""


def _members(members: Sequence[Member], workspace: Workspace) -> tuple[str, ...]:
    """Globs that match these members and no others; their names where what these begin with does not part them."""
    names, stem = _names(members), _stem(members)
    globs = (*((stem,) if stem in names else ()), f"{stem}-*") if stem else ("*",)
    matching = [each for each in _names(workspace.members) if any(fnmatchcase(each, glob) for glob in globs)]
    return globs if sorted(matching) == sorted(names) else tuple(names)


def _stem(members: Sequence[Member]) -> str:
    """What the names of the members begin with, up to a hyphen; empty where that is nothing."""
    names = _names(members)
    start = commonprefix(names)  # noqa: RUF071 - of characters is what a glob needs
    return start if start in names else start[: max(start.rfind("-"), 0)]


def _first_word(members: Sequence[Member]) -> str:
    """The word that the names of most members begin with, up to a hyphen; empty where that is none."""
    words = Counter(name.partition("-")[0] for name in _names(members))
    word, number = words.most_common(1)[0]
    return word if 2 * number > len(members) else ""


def _names(members: Iterable[Member]) -> list[NormalizedName]:
    return [member.name for member in members if member.name is not None]


def _free(name: str, taken: set[str]) -> str:
    """The name, or the next one of its kind that is free."""
    number = 1
    found = name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
