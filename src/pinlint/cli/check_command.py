"""``pinlint check``: ask the rules about a workspace."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from pinlint.cli.asked import asked, today
from pinlint.cli.common import PATHS, Common, NamedPath, common
from pinlint.cli.failures import Failure
from pinlint.cli.opened import open_workspace
from pinlint.cli.selection import chosen, split
from pinlint.report import summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pinlint.cli.opened import Opened
    from pinlint.engine import Outcome
    from pinlint.rule import Rule

UNREADABLE = "PIN001"
"""The rule that reports a file which cannot be read."""
_FILE = NamedPath()


@dataclass(frozen=True, slots=True)
class _Hiding:
    """What was there before: where it is told from what is new."""

    selectors: Mapping[str, Sequence[str]]
    revision: str | None
    known: Path | None
    listed: Path | None


@click.command(name="check", add_help_option=False)
@PATHS
@click.option("--select", metavar="RULES", multiple=True, help="Ask these rules only: codes, names or prefixes.")
@click.option("--ignore", metavar="RULES", multiple=True, help="Leave these rules out.")
@click.option("--extend-select", metavar="RULES", multiple=True, help="Ask these rules as well.")
@click.option("--fix", "fix", is_flag=True, help="Write what puts findings right, where it keeps what is accepted.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: also fixes that have to choose.")
@click.option("--diff", "diff", is_flag=True, help="Print what --fix would write, as a patch, and write nothing.")
@click.option("--output-format", "form", type=click.Choice(["full", "concise", "json"]), default="full")
@click.option("-o", "--output-file", "file", metavar="FILE", type=_FILE, help="Write to FILE.")
@click.option("--since", "revision", metavar="REV", help="Leave out what was found at REV of the git repository.")
@click.option("--baseline", "known", metavar="FILE", type=_FILE, help="Leave out the findings that FILE lists.")
@click.option(
    "--write-baseline", "listed", metavar="FILE", type=_FILE, help="List the findings in FILE, for --baseline."
)
@click.option("--add-ignores", "reason", metavar="REASON", help="Write a comment beside each finding to ignore it.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where there are findings.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule on standard error.")
@click.option("--show-files", is_flag=True, help="Print the files that are read, and stop.")
@click.option("--show-settings", is_flag=True, help="Print every setting with its origin, and stop.")
@common
def command(  # noqa: PLR0913 - the options
    common: Common,
    *,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    fix: bool,
    unsafe: bool,
    diff: bool,
    form: str,
    file: Path | None,
    revision: str | None,
    known: Path | None,
    listed: Path | None,
    reason: str | None,
    exit_zero: bool,
    statistics: bool,
    show_files: bool,
    show_settings: bool,
) -> int:
    """Check the projects in PATHs (by default the current folder) as one workspace.

    RULES are codes, names or prefixes of codes, separated by commas. Exit status: 0 the workspace agrees, 1 there are
    errors or warnings, or --diff would change something, 2 the check could not be done.
    """
    _refuse_together(
        {
            "--fix" if fix else "--diff": fix or diff,
            "--add-ignores": reason,
            "--write-baseline": listed,
            "--show-files": show_files,
            "--show-settings": show_settings,
        }
    )
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes is given alone; give --fix or --diff", click.get_current_context())
    selectors = {
        "select": split("--select", select),
        "ignore": split("--ignore", ignore),
        "extend": split("--extend-select", extend_select),
    }
    opened = open_workspace(common, paths)
    rules = chosen(opened.config, **selectors)
    if opened.broken is not None and not any(rule.code == UNREADABLE for rule in rules):
        raise opened.broken
    if show_settings or show_files:
        from pinlint.cli import settings, shown  # noqa: PLC0415 - few runs are asked for more than findings

        common.result(
            settings.render(common, opened, rules, selectors, named=bool(paths))
            if show_settings
            else shown.files(opened),
            file,
        )
        return 0
    _refuse_overwriting(opened, file, listed)
    hiding = _Hiding(selectors, revision, known, listed)
    found = asked(opened, rules)
    outcome, said = _hidden(common, opened, found, rules, hiding)
    if fix or diff:
        from pinlint.cli import fixes  # noqa: PLC0415 - few runs write into the files

        fixed = fixes.fixed(opened, found, outcome, rules, unsafe=unsafe)
        if diff:
            outcome = fixed.told(outcome)
            patch = fixes.diff(opened, found, fixed)
            common.result(patch, file)
            common.note(fixes.left(found, fixed) + said + summary.render(outcome, color=common.color_err))
            return int((outcome.failed or bool(patch)) and not exit_zero)
        written = fixes.write(opened, found, fixed)
        before, opened = outcome, open_workspace(replace(common, quiet=True), paths)
        outcome, said = _hidden(common, opened, asked(opened, rules), rules, hiding)
        common.note(fixes.said(written, before, outcome) + fixes.left(outcome, fixed))
        outcome = fixed.told(outcome)
    if reason is not None:
        from pinlint.cli import added_ignores  # noqa: PLC0415 - few runs write into the files

        common.note(added_ignores.add(opened, outcome, reason))
        # Lines have moved, and whether the comments ignore what they are for shows when the rules are asked again.
        opened = open_workspace(replace(common, quiet=True), paths)
        outcome, said = _hidden(common, opened, asked(opened, rules), rules, hiding)
    common.result(_report(outcome, form, color=common.color_out if file is None else common.color == "always"), file)
    if common.verbose:
        from pinlint.cli import shown  # noqa: PLC0415 - the same

        common.note(shown.unknown_values(outcome))
    if statistics:
        common.note(summary.statistics(outcome))
    common.note(said + summary.render(outcome, color=common.color_err))
    return int(outcome.failed and not exit_zero)


def _refuse_overwriting(opened: Opened, *files: Path | None) -> None:
    """Raise Failure for a file to write that was read."""
    given = [file for file in files if file is not None]
    read = {os.path.realpath(opened.root / path) for path in opened.workspace.sources} if given else set()
    for file in given:
        if os.path.realpath(file) in read:
            raise Failure(f"{file} is one of the files that are checked; name another one to write to")


def _hidden(
    common: Common, opened: Opened, outcome: Outcome, rules: Sequence[Rule], hiding: _Hiding
) -> tuple[Outcome, str]:
    """What was found, less what is listed in a baseline, or old; what there is to say of the baseline."""
    said = ""
    if hiding.known is not None or hiding.listed is not None:
        from pinlint.cli import baselines  # noqa: PLC0415 - few runs have a baseline

        outcome, said = baselines.apply(common, outcome, rules, read=hiding.known, write=hiding.listed)
    # After the baseline, which has to see whether what it lists is there still.
    if hiding.revision is not None:
        from pinlint.cli import since  # noqa: PLC0415 - few runs look back

        outcome = since.apply(common, outcome, opened, hiding.revision, selectors=hiding.selectors, today=today())
    return outcome, said


def _refuse_together(options: Mapping[str, object]) -> None:
    """Raise UsageError if more than one of the options is given."""
    given = [name for name, value in options.items() if value is not None and value is not False]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} exclude each other", click.get_current_context())


def _report(outcome: Outcome, form: str, *, color: bool) -> str:
    # One format is in use.
    if form == "json":
        from pinlint.report.check_json import render  # noqa: PLC0415 - see above
    elif form == "concise":
        from pinlint.report.concise import render  # noqa: PLC0415 - see above
    else:
        from pinlint.report.full import render  # noqa: PLC0415 - see above
    return render(outcome, color=color)
