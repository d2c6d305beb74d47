"""``pinlint check``: ask the rules about a workspace."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinlint import engine
from pinlint.cli.common import PATHS, Common, common
from pinlint.cli.opened import open_workspace
from pinlint.cli.selection import chosen, known_rules, split
from pinlint.discover.paths import relative
from pinlint.metadata.positions import locate
from pinlint.report import summary
from pinlint.report.places import stretch
from pinlint.report.text import plain
from pinlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinlint.cli.opened import Opened
    from pinlint.config import Config
    from pinlint.engine import Outcome
    from pinlint.rule import Rule

UNREADABLE = "PIN001"
"""The rule that reports a file which cannot be read."""


@click.command(name="check", add_help_option=False)
@PATHS
@click.option("--select", metavar="RULES", multiple=True, help="Ask these rules only: codes, names or prefixes.")
@click.option("--ignore", metavar="RULES", multiple=True, help="Leave these rules out.")
@click.option("--extend-select", metavar="RULES", multiple=True, help="Ask these rules as well.")
@click.option("--output-format", "form", type=click.Choice(["full", "concise", "json"]), default="full")
@click.option("-o", "--output-file", "file", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where there are findings.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule on standard error.")
@click.option("--show-files", is_flag=True, help="Print the files that are read, and stop.")
@click.option("--show-settings", is_flag=True, help="Print what was configured and which rules are asked, and stop.")
@common
def command(  # noqa: PLR0913 - the options
    common: Common,
    *,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    form: str,
    file: Path | None,
    exit_zero: bool,
    statistics: bool,
    show_files: bool,
    show_settings: bool,
) -> int:
    """Check the projects in PATHs (by default the current folder) as one workspace.

    RULES are codes, names or prefixes of codes, separated by commas. Exit status: 0 the workspace agrees, 1 there are
    errors or warnings, 2 the check could not be done.
    """
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
        common.result(_settings(opened, rules) if show_settings else _files(opened), file)
        return 0
    config, today = opened.config, dt.datetime.now().astimezone().date()
    outcome = engine.check(
        opened.workspace,
        rules,
        ignores=config.ignores,
        levels=config.levels,
        today=today,
        known=known_rules(),
        whole=opened.complete,
    )
    outcome = replace(outcome, root=relative(str(opened.root), str(Path.cwd())))
    common.result(_report(outcome, form, color=common.color_out if file is None else common.color == "always"), file)
    if common.verbose:
        common.note(_unknown(outcome))
    if statistics:
        common.note(summary.statistics(outcome))
    common.note(summary.render(outcome, color=common.color_err))
    return int(outcome.failed and not exit_zero)


def _report(outcome: Outcome, form: str, *, color: bool) -> str:
    # One format is in use.
    if form == "json":
        from pinlint.report.check_json import render  # noqa: PLC0415 - see above
    elif form == "concise":
        from pinlint.report.concise import render  # noqa: PLC0415 - see above
    else:
        from pinlint.report.full import render  # noqa: PLC0415 - see above
    return render(outcome, color=color)


def _unknown(outcome: Outcome) -> str:
    """Every value that could not be read: where it is left to others, and why."""
    sources = outcome.workspace.sources
    lines = []
    for member in outcome.workspace.members:
        gaps = [(field, gap) for field, gaps in engine.unknown_fields(member).items() for gap in gaps]
        for field, unknown in gaps:
            source = sources.get(unknown.at.path)
            span = locate(source, unknown.at) if source else Span(unknown.at.path, 0, 0)
            where = f"{stretch(sources, span)}: {field} of {member.label} is unknown"
            lines.append(f"{plain(where)}: {plain(unknown.reason)}\n")
    return "".join(lines)


def _files(opened: Opened) -> str:
    paths = {*opened.workspace.sources, *(problem.at.path for problem in opened.workspace.problems)}
    return "".join(f"{plain(path)}\n" for path in sorted(paths))


def _settings(opened: Opened, rules: Sequence[Rule]) -> str:
    config = opened.config
    lines = [
        f"root: {opened.root}",
        f"configuration: {config.shown or 'none'}",
        f"members: {', '.join(config.members) or 'as declared, else every project'}",
        f"exclude: {', '.join(config.exclude) or 'nothing'}",
        *(f"group {group.name}: {', '.join(group.members)}" for group in config.groups),
        *(f"ignore {ignore.rule}: {ignore.reason}" for ignore in config.ignores),
        *(f"override {override.member}" for override in config.overrides),
        *(f"rule {rule.code} {rule.name}: {_level(rule, config)}" for rule in rules),
    ]
    return "".join(f"{plain(line)}\n" for line in lines)


def _level(rule: Rule, config: Config) -> str:
    return engine.configured_level(rule, config.levels) or rule.level
