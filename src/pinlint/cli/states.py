"""The two states that are compared: a path as it is, or a folder (by default the current one) as it was once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint.cli.failures import Failure
from pinlint.cli.opened import assemble, open_workspace
from pinlint.comparing.members import releases
from pinlint.config import Config, ConfigError, Root, config_in, find_root, load
from pinlint.discover.repository import top_of
from pinlint.report.text import counted, plain
from pinlint.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.cli.common import Common
    from pinlint.comparing.members import Releases


_PLACED = re.compile(r"(?P<revision>(?:[^:{]|\{[^}]*\})+):(?P<path>.*)", re.DOTALL)
"""``REVISION:PATH``; within braces a colon belongs to the revision (gitrevisions(7))."""


def open_state(common: Common, named: str) -> Workspace:
    """The workspace that a person named: what is at the path, or else the folder at the revision.

    That is the current one, or as in ``v1.0:python`` the one at a path, from the top of the repository or, if it begins
    with a dot, from the current folder. Raises Failure where it is neither, where nothing is at the path, and where
    several releases of one distribution are there, and ConfigError.
    """
    if os.path.lexists(named):
        workspace = open_workspace(common, (Path(named),)).workspace
    else:
        workspace = _at_revision(common, named)
    several = releases(workspace.members)
    if several:
        raise Failure(_choice(named, several))
    if workspace.problems:
        shows = "it" if len(workspace.problems) == 1 else "them"
        common.note(f"{counted(len(workspace.problems), 'problem')} in {plain(named)}; pinlint check shows {shows}\n")
    return workspace


def _choice(named: str, several: Sequence[Releases]) -> str:
    first, *others = several
    more = f", and of {counted(len(others), 'more distribution')}" if others else ""
    versions = f"{', '.join(map(str, first.versions[:-1]))} and {first.versions[-1]}"
    return (
        f"{named} holds several releases of {first.label} ({versions}){more}; "
        "name a folder that holds one of each, or an archive"
    )


def _at_revision(common: Common, named: str) -> Workspace:
    # Few states are revisions.
    from pinlint.discover.git import GitError  # noqa: PLC0415 - see above
    from pinlint.discover.revision import laid_out  # noqa: PLC0415 - see above

    root = find_root((Path(),), config_file=common.config, isolated=common.isolated)
    here = root.paths[0]
    top = top_of(str(here))
    if top is None:
        raise Failure(f"{named!r} is no path, and {here} is in no git repository; name a path that exists")
    if not root.folder.is_relative_to(top):
        why = f"the configuration in {root.folder} is not in the git repository at {top}, so that no revision has it"
        raise Failure(f"{why}; leave it out with --isolated")
    placed = _PLACED.fullmatch(named)
    revision = placed["revision"] if placed else named
    place = Path(os.path.relpath(here, top))
    if placed:
        place = _within(placed["path"], place, named)
    try:
        with laid_out(top, revision) as tree:
            for missing in tree.missing:
                common.note(f"pinlint: the submodule {plain(missing)} cannot be read as it was at {plain(revision)}\n")
            then = _then(
                common, root, Path(tree.folder), place, None if placed else Path(os.path.relpath(root.folder, top))
            )
            if then is None and placed:
                raise Failure(f"there is no folder {placed['path']} at {revision}; name one that was there")
            if then is None:
                shown = plain(revision)
                common.note(
                    f"pinlint: {plain(str(here))} did not exist at {shown}; {shown}:PATH names another folder\n"
                )
                return Workspace(())
            return assemble(then, wrapped=lambda files: tree.files(files, str(then.folder)))[0]
    except GitError as error:
        # The usual one in CI.
        why = ", which is shallow" if Path(top, ".git", "shallow").exists() else ""
        raise Failure(f"{named!r} is no path, and {error}{why}; name a path, a commit, a branch or a tag") from error


def _within(path: str, here: Path, named: str) -> Path:
    """A path of a revision from the top of the repository; one that begins with a dot starts at the current folder."""
    relative = path in {".", ".."} or path.startswith(("./", "../"))
    found = Path(os.path.normpath(here / path if relative else path or "."))
    if found.is_absolute() or found.parts[:1] == ("..",):
        raise Failure(f"{named!r} leads out of the git repository; name a folder in it")
    return found


def _then(common: Common, root: Root, tree: Path, place: Path, folder: Path | None) -> Root | None:
    """The root as it was, under the configuration of then; None where the folder was not there.

    It is the configuration of now where that is given by hand, could not be used then, or was not written yet: what
    has just been configured should not look as if it had just been added. Without a configuration of then the root is
    where it is now, or at the place itself.
    """
    path = tree / place
    if not path.is_dir():
        return None
    if common.config is not None or common.isolated:
        return Root(tree / folder if folder else path, root.config, (path,))
    above = (each for each in (path, *path.parents) if each.is_relative_to(tree))
    file = next((file for file in map(config_in, above) if file), None)
    if file is None:
        return Root(tree / folder if folder else path, root.config if folder else Config(), (path,))
    try:
        return Root(file.parent, load(file, file.parent), (path,))
    except ConfigError:
        return Root(file.parent, root.config, (path,))
