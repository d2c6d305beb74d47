"""The members that the setting of a tool may be for, and whether they accept the Python that it names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from pinlint.questions.support import once
from pinlint.sets import pythons
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.sets.pythons import Release
    from pinlint.workspace import Member, Workspace
    from pinlint.workspace.targets import Python, Target

NAMED = 3
"""How many members a message names before it counts."""


def members(workspace: Workspace, target: Target) -> tuple[Member, ...]:
    """The members in the folder of a setting and below it."""
    ordered, keys = _by_folder(workspace)
    if target.folder == ".":
        return ordered
    # What lies below a folder follows it, up to the first path that only begins alike: "0" comes after "/".
    return ordered[bisect_left(keys, f"{target.folder}/") : bisect_left(keys, f"{target.folder}0")]


def nearest(workspace: Workspace, target: Target) -> Iterator[Member]:
    """Those of the members for which no nearer file sets up the same tool."""
    folders = _folders(workspace)[target.tool]
    for member in members(workspace, target):
        path = member.path
        while path != target.folder and path not in folders:
            path = path.rpartition("/")[0] or "."
        if path == target.folder:
            yield member


def floor(member: Member) -> Release | None:
    """The lowest Python that a member accepts, where it declares one and that can be read."""
    declared = member.requires_python
    return pythons.floor(declared.value) if isinstance(declared, Declared) else None


def refuses(member: Member, python: Python) -> bool:
    """Whether a member surely refuses every release that a Python may be; one that accepts nothing says so itself."""
    declared = member.requires_python
    if not isinstance(declared, Declared) or not pythons.region(str(declared.value)):
        return False
    match python:
        case (major,):
            return not pythons.accepts_major(declared.value, major)
        case (major, minor):
            return not pythons.accepts_minor(declared.value, major, minor)
        case _:
            return not declared.value.contains(".".join(map(str, python)))


def requiring(some: Iterable[Member], count: int = 1) -> str:
    """What members require, beside one Python or several that they refuse.

    ``core requires Python >=3.9``; of several ``no member accepts it (core >=3.9, web >=3.10)``.
    """
    texts = [
        (member.label, " ".join(member.requires_python.text.split()))
        for member in some
        if isinstance(member.requires_python, Declared)
    ]
    if len(texts) == 1:
        return "{} requires Python {}".format(*texts[0])
    named = [" ".join(each) for each in texts[:NAMED]]
    more = f" and {len(texts) - NAMED} more" if len(texts) > NAMED else ""
    return f"no member accepts {'it' if count == 1 else 'them'} ({', '.join(named)}{more})"


@once
def _by_folder(workspace: Workspace) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """The members in the order of their folders, and the keys that they are found by."""
    keyed = sorted(((f"{member.path}/", member) for member in workspace.members), key=lambda each: each[0])
    return tuple(member for _, member in keyed), tuple(key for key, _ in keyed)


@once
def _folders(workspace: Workspace) -> dict[str, set[str]]:
    """The folders in which each tool is set up."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for target in workspace.targets:
        found[target.tool].add(target.folder)
    return found
