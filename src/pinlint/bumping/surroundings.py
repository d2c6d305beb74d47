"""What lies around the members of a workspace and is not read with them, as far as a move may change it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.bumping import tables, version_files
from pinlint.discover import globs
from pinlint.discover.paths import unshow
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pinlint.source import Files, Source
    from pinlint.workspace import VersionCopy, Workspace
    from pinlint.workspace.group import Group


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Copies of versions by the path of their member, and all files by their paths."""

    copies: Mapping[str, Sequence[VersionCopy]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    tools: Mapping[str, Source] = field(default_factory=dict)
    """Those that tell tools of distributions; they are among the sources, too."""


def surroundings(
    workspace: Workspace,
    group: Group,
    files: Files,
    matching: Callable[..., Iterable[str]],
    exclude: Iterable[str] = (),
) -> Surroundings:
    """What is around the workspace when the group moves, less what the globs exclude.

    ``matching`` gives the files that may be looked at for globs.
    """
    start = globs.start(exclude)
    wanted = (*tables.NAMES, *version_files.NAMES)
    found = [path for path in matching(*(f"**/{name}" for name in wanted)) if not globs.covers(start, unshow(path))]
    told = (path for path in found if path.rpartition("/")[2] in tables.NAMES)
    said = (path for path in found if path.rpartition("/")[2] in version_files.NAMES)
    tools = version_files.decoded(_read(files, told))
    theirs = version_files.theirs(said, workspace.members, files.exists)
    beside = version_files.beside(group.members, workspace.members, _read(files, theirs))
    return Surroundings(beside.copies, {**beside.sources, **tools}, tools)


def _read(files: Files, paths: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for path in paths:
        with suppress(Unreadable):
            found[path] = files.read(path)
    return found
