"""The two states that are compared: a path as it is, or the current folder as it was at a revision."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint.cli.failures import Failure
from pinlint.cli.opened import assemble, open_workspace
from pinlint.config import Config, ConfigError, Root, config_in, find_root, load
from pinlint.discover.repository import top_of
from pinlint.report.text import counted, plain
from pinlint.workspace import Workspace

if TYPE_CHECKING:
    from pinlint.cli.common import Common
    from pinlint.discover.revision import Revision


def open_state(common: Common, named: str) -> Workspace:
    """The workspace that a person named: what is at the path, or else the current folder at the revision.

    Raises Failure where it is neither, or where nothing is at the path, and ConfigError.
    """
    if os.path.lexists(named):
        workspace = open_workspace(common, (Path(named),)).workspace
    else:
        workspace = _at_revision(common, named)
    if workspace.problems:
        common.note(f"{counted(len(workspace.problems), 'problem')} in {plain(named)}; pinlint check shows them\n")
    return workspace


def _at_revision(common: Common, revision: str) -> Workspace:
    # Few states are revisions.
    from pinlint.discover.git import GitError  # noqa: PLC0415 - see above
    from pinlint.discover.revision import laid_out  # noqa: PLC0415 - see above

    root = find_root((Path(),), config_file=common.config, isolated=common.isolated)
    top = top_of(str(root.paths[0]))
    if top is None:
        raise Failure(f"{revision!r} is no path, and {root.paths[0]} is in no git repository; name a path that exists")
    if not root.folder.is_relative_to(top):
        why = f"the configuration in {root.folder} is not in the git repository at {top}, so that no revision has it"
        raise Failure(f"{why}; leave it out with --isolated")
    try:
        with laid_out(top, revision) as tree:
            for missing in tree.missing:
                common.note(f"pinlint: the submodule {plain(missing)} cannot be read as it was at {plain(revision)}\n")
            then = _then(common, root, tree, top)
            if then is None:
                common.note(f"pinlint: {plain(str(root.paths[0]))} did not exist at {plain(revision)}\n")
                return Workspace(())
            return assemble(then, wrapped=lambda files: tree.files(files, str(then.folder)))[0]
    except GitError as error:
        raise Failure(f"{revision!r} is no path, and {error}; name a path, a commit, a branch or a tag") from error


def _then(common: Common, root: Root, tree: Revision, top: str) -> Root | None:
    """The root as it was, under the configuration of then; None where the folder was not there.

    It is the configuration of now where that is given by hand, or could not be used then.
    """
    path = Path(tree.folder, os.path.relpath(root.paths[0], top))
    if not path.is_dir():
        return None
    folder = Path(tree.folder, os.path.relpath(root.folder, top))
    if common.config is not None or common.isolated:
        return Root(folder, root.config, (path,))
    file = config_in(folder)
    try:
        return Root(folder, load(file, folder) if file is not None else Config(), (path,))
    except ConfigError:
        return Root(folder, root.config, (path,))
