"""``--since REV``: what was found at an earlier revision of the repository is not found again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint import baseline, engine
from pinlint.cli.failures import Failure
from pinlint.cli.opened import assemble
from pinlint.cli.selection import chosen, known_rules
from pinlint.config import Config, ConfigError, Root, config_in, load
from pinlint.discover.git import GitError
from pinlint.discover.repository import top_of
from pinlint.discover.revision import laid_out
from pinlint.report.text import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pinlint.cli.common import Common
    from pinlint.cli.opened import Opened
    from pinlint.discover.revision import Revision
    from pinlint.engine import Outcome


def apply(  # noqa: PLR0913 - both trees, and what is asked of them
    common: Common,
    outcome: Outcome,
    opened: Opened,
    revision: str,
    *,
    selectors: Mapping[str, Sequence[str]],
    today: dt.date,
) -> Outcome:
    """The outcome with what was there at the revision among the ignored findings.

    The workspace is read as it was then, under the configuration of then, and without the checkout being touched.
    Raises Failure where there is no such revision.
    """
    top = top_of(str(opened.root))
    if top is None:
        raise Failure(f"{opened.root} is in no git repository, so there is no {revision}; leave --since out")
    outside = next((path for path in opened.paths if not path.is_relative_to(top)), None)
    if outside is not None:
        raise Failure(f"{outside} is not in the git repository at {top}; leave it or --since out")
    try:
        with laid_out(top, revision) as tree:
            for missing in tree.missing:
                common.note(f"pinlint: the submodule {plain(missing)} cannot be read as it was at {plain(revision)}\n")
            before = _found(common, opened, tree, top, selectors, today)
    except GitError as error:
        raise Failure(f"{error}; name a commit, a branch or a tag") from error
    return baseline.hide(outcome, baseline.listed(before) if before else (), (), reason=f"found at {revision} already")[
        0
    ]


def _found(  # noqa: PLR0913, PLR0917 - both trees, and what is asked of them
    common: Common, opened: Opened, tree: Revision, top: str, selectors: Mapping[str, Sequence[str]], today: dt.date
) -> Outcome | None:
    """What a check of the same paths would have found; None where there was nothing yet."""
    then = {path: Path(tree.folder, os.path.relpath(path, top)) for path in (opened.root, *opened.paths)}
    folder = then[opened.root]
    paths = tuple(path for path in (then[path] for path in opened.paths) if path.exists())
    if not folder.is_dir() or not paths:
        return None
    config = _config(common, opened, tree, top)
    workspace, _ = assemble(Root(folder, config, paths), wrapped=lambda files: tree.files(files, str(folder)))
    rules = chosen(config, select=selectors["select"], ignore=selectors["ignore"], extend=selectors["extend"])
    return engine.check(
        workspace, rules, ignores=config.ignores, levels=config.levels, today=today, known=known_rules()
    )


def _config(common: Common, opened: Opened, tree: Revision, top: str) -> Config:
    """The configuration of then; that of now where it is given by hand, lies elsewhere, or could not be used then."""
    if common.config is not None or common.isolated:
        return opened.config
    folder = Path(tree.folder, os.path.relpath(opened.root, top))
    file = config_in(folder)
    try:
        return load(file, folder) if file is not None else Config()
    except ConfigError:
        return opened.config
