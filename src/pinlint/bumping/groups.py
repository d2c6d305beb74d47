"""The group that is to move, and where it gets to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.bumping import parts
from pinlint.bumping.parts import NoMove
from pinlint.bumping.spelling import parts as spelled
from pinlint.workspace import Declared, Group, Policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.bumping.parts import Part
    from pinlint.workspace import Member, Workspace

_CONFIGURE = "name those that move together as members of one of [[tool.pinlint.groups]]"
_LONGEST = 200
_MOST = 3
"""Versions, and members of each, that a message names."""


def named(workspace: Workspace, name: str | None) -> Group:
    """The group of a name, or the only one; without groups all members, where they share a version. Raises NoMove."""
    names = ", ".join(group.name for group in workspace.groups)
    if name is not None:
        found = next((group for group in workspace.groups if group.name == name), None)
        if found is None:
            raise NoMove(f"there is no group {name}; " + (f"there is {names}" if names else "none is configured"))
        return found
    if len(workspace.groups) == 1:
        return workspace.groups[0]
    if workspace.groups:
        raise NoMove(f"there are several groups; name one with --group: {names}")
    versions = {each.version.value for each in workspace.members if isinstance(each.version, Declared)}
    if not versions:
        raise NoMove("there is no group, and no member has a version that can be read")
    if len(versions) > 1:
        state = _versions(workspace.members)
        raise NoMove(f"there is no group, and the members are at different versions ({state}); {_CONFIGURE}")
    return Group("all", workspace.members, inferred=True, version=versions.pop(), policy=Policy())


def following(group: Group, part: Part) -> str:
    """The next version of a group, in the spelling of its members. Raises NoMove."""
    known = [each.version for each in group.members if isinstance(each.version, Declared)]
    current = [each for each in known if each.value == group.version] if group.version is not None else known
    if not current:
        raise NoMove(f"the members of {group.called} have no version to go on from; name the VERSION")
    if len({each.value for each in current}) > 1:
        state = _versions(group.members)
        raise NoMove(f"the members of {group.called} are at different versions ({state}); name the VERSION")
    return parts.following(current[0], part)


def valid(text: str) -> str:
    """The text of a version. Raises NoMove."""
    if len(text) > _LONGEST or not text.isascii() or spelled(text) is None:
        raise NoMove(f"{text[:_LONGEST]!r} is no version (PEP 440); write it as 1.2.0 or 24.03.0rc3")
    return text.strip()


def _versions(members: Iterable[Member]) -> str:
    """The versions of members, each with who is there; of many the first few."""
    at: dict[str, list[str]] = {}
    for member in members:
        if isinstance(member.version, Declared):
            at.setdefault(str(member.version.value), []).append(member.label)
    return _few([f"{_few(labels)} at {version}" for version, labels in at.items()], "; ")


def _few(texts: list[str], between: str = ", ") -> str:
    more = len(texts) - _MOST
    return between.join(texts[:_MOST]) + (f"{between}{more} more" if more > 0 else "")
