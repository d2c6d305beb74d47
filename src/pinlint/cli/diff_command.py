"""``pinlint diff``: what changes between two states of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinlint.cli.common import Common, common
from pinlint.cli.failures import Failure
from pinlint.cli.states import open_state
from pinlint.comparing import compare
from pinlint.comparing.narrowing import judge
from pinlint.comparing.values import Step
from pinlint.report import diff_summary
from pinlint.report.text import plain
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from pinlint.comparing import Comparison
    from pinlint.comparing.narrowing import Verdict
    from pinlint.workspace import Workspace

_METADATA = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "PKG-INFO", "METADATA"})


@click.command(name="diff", add_help_option=False)
@click.argument("old")
@click.argument("new", default=".")
@click.option("--breaking", is_flag=True, help="Exit with 1 where the change narrows what users could install.")
@click.option(
    "--step",
    type=click.Choice([step.value for step in Step]),
    help="The version step that may narrow (default: as groups configure it, else major); a greater one may, too.",
)
@click.option("--output-format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
@click.option("-o", "--output-file", "file", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE.")
@common
def command(  # noqa: PLR0913 - the options
    common: Common, *, old: str, new: str, breaking: bool, step: str | None, form: str, file: Path | None
) -> int:
    """Show what changes from OLD to NEW (by default the current folder), member by member, as sets.

    Both are folders of sources or of distributions, archives, or revisions of the git repository. What exists as a
    path is one; anything else is a revision, and stands for the current folder as it was then, or as REVISION:PATH for
    another one. A branch that has the name of a path is written refs/heads/NAME.

    Exit status: 0, or with --breaking 1 where a published member lost a Python, an extra, versions of what it
    requires, or is gone, without such a version step; 2 the work could not be done.
    """
    before, after = open_state(common, old), open_state(common, new)
    if breaking:
        _refuse_unread(before, after)
    comparison = compare(before, after)
    verdict = judge(comparison, None if step is None else Step(step))
    for why in comparison.uncompared:
        common.note(f"not compared: {plain(why)}\n")
    if comparison.uncompared and not comparison.members:
        raise Failure("nothing could be compared; name folders that hold one project of each name")
    color = common.color_out if file is None else common.color == "always"
    if form == "json":
        from pinlint.report import diff_json  # noqa: PLC0415 - one format in use

        text = diff_json.render(comparison, verdict, old=old, new=new)
    else:
        text = _told(comparison, verdict if breaking else None, form, color=color, verbose=common.verbose)
    common.result(text, file)
    common.note(diff_summary.line(comparison, verdict if breaking else None))
    return int(breaking and bool(verdict.breaking))


def _refuse_unread(*states: Workspace) -> None:
    """Raise Failure where a project cannot be read: whether it is gone, or lost anything, nobody can say."""
    for problem in (each for state in states for each in state.problems):
        if problem.kind is ProblemKind.FILE and problem.at.path.rpartition("/")[2] in _METADATA:
            unknown = f"{plain(problem.at.path)} cannot be read, so that what users lost is not known"
            raise Failure(f"{unknown}: {plain(problem.message)}")


def _told(comparison: Comparison, verdict: Verdict | None, form: str, *, color: bool, verbose: bool) -> str:
    """The comparison for people."""
    if form == "markdown":
        from pinlint.report import diff_markdown  # noqa: PLC0415 - one format in use

        return diff_markdown.render(comparison, verdict, verbose=verbose)
    from pinlint.report import diff_text  # noqa: PLC0415 - one format in use

    return diff_text.render(comparison, verdict, color=color, verbose=verbose)
