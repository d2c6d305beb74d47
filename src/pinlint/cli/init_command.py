"""``pinlint init``: write down what a workspace does already, as its configuration."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinlint import baseline, proposing
from pinlint.cli.asked import asked
from pinlint.cli.common import Common, NamedPath, common
from pinlint.cli.console import err
from pinlint.cli.failures import Failure
from pinlint.cli.opened import Opened, assemble, called, open_workspace
from pinlint.cli.selection import chosen
from pinlint.cli.writing import NotWritten, create, locate, rewrite
from pinlint.config import ConfigError, Root, config_in, load, parse
from pinlint.discover.files import read_regular
from pinlint.discover.paths import relative
from pinlint.report import summary
from pinlint.report.text import plain
from pinlint.source import Source, Unreadable, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pinlint.config import Config
    from pinlint.engine import Located, Outcome
    from pinlint.proposing import Proposal
    from pinlint.rule import Rule

_OWN, _SHARED = "pinlint.toml", "pyproject.toml"
_SHOWN = 10
"""Findings that are shown of those that come or go; further ones are counted."""


@click.command(name="init", add_help_option=False)
@click.argument("folder", metavar="[PATH]", default=".", type=NamedPath())
@click.option("--separate", is_flag=True, help="Write a pinlint.toml where there is a pyproject.toml, too.")
@click.option("--dry-run", is_flag=True, help="Show what would be written and found, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask on a terminal, either.")
@common
def command(common: Common, *, folder: Path, separate: bool, dry_run: bool, yes: bool) -> int:
    """Write the groups and policies of the workspace in PATH (by default the current folder) as its configuration.

    It is added to the end of the pyproject.toml in PATH, or else written to a pinlint.toml there; what check would then
    find is shown. Nothing is overwritten.

    Exit status: 0, or 2 where the work could not be done.
    """
    if common.config is not None:
        raise click.UsageError("--config names a configuration, and init writes one", click.get_current_context())
    if folder.exists() and not folder.is_dir():
        raise Failure(f"{folder} is no folder; name the one that the workspace is in")
    opened = open_workspace(replace(common, quiet=True), (folder,))
    _refuse_configured(opened, folder)
    if not opened.workspace.members:
        raise Failure(f"no project in {called(folder)} can be read; pinlint check says why")
    place = opened.paths[0]
    rules = chosen(opened.config, select=(), ignore=(), extend=())
    before = asked(opened, rules)
    held = [rule for rule in rules if rule.code in proposing.RULES]
    proposal = proposing.propose(opened.workspace, lambda workspace: _all(replace(opened, workspace=workspace), held))
    into, why = (None, "") if separate else _shared(place)
    config = None
    if into is not None:
        config, why = _added(proposal, into)
    if config is None:
        into, config = None, parse(Source(_OWN, proposing.written(proposal, shared=False)))
    source = config.source or Source(_OWN, "")
    common.result(source.text[len(into.text) if into else 0 :].lstrip("\r\n").replace("\r\n", "\n"))
    common.note(_foreseen(common, opened, before, config))
    shown = relative(str(place / source.path), str(Path.cwd()))
    if why:
        common.note(f"{_SHARED} is left alone: {plain(why)}\n")
    if dry_run or not (yes or _agreed(shown)):
        common.note(f"{plain(shown)} is not written\n")
        return 0
    _write(place, into, source, shown)
    common.note(f"{'added to' if into else 'wrote'} {plain(shown)}\n")
    return 0


def _refuse_configured(opened: Opened, folder: Path) -> None:
    """Raise Failure where there is a configuration already, or where one belongs into a folder above; ConfigError."""
    if opened.broken is not None:
        raise opened.broken
    own, name = config_in(opened.paths[0]), called(folder)
    shown = opened.config.shown
    if own is not None and not shown:
        # It was not asked for; whether it can be read is another question.
        shown = load(own, opened.paths[0]).shown
    if shown:
        alone = ", or give the folder its own with --isolated" if own is None else ""
        raise Failure(f"{name} is configured by {shown} already; change that{alone}")
    if opened.above is not None:
        above = relative(str(opened.above), str(Path.cwd()))
        raise Failure(
            f"{name} is a part of the workspace in {above}; run 'pinlint init {above}', or give the folder a "
            "configuration of its own with --isolated"
        )


def _shared(folder: Path) -> tuple[Source | None, str]:
    """The pyproject.toml of the folder; why there is none that could be added to, where there is one."""
    if not os.path.lexists(folder / _SHARED):
        return None, ""
    if not (folder / _SHARED).is_file():
        return None, "it is no regular file"
    try:
        return decode(_SHARED, read_regular(locate(_SHARED, folder))), ""
    except NotWritten as error:
        return None, f"it {error}"
    except Unreadable as error:
        return None, str(error)
    except UnicodeDecodeError:
        return None, "it is not UTF-8"


def _added(proposal: Proposal, before: Source) -> tuple[Config | None, str]:
    """The configuration at the end of a file; why there is none where the file would then say nothing.

    What the file said it says still: a table at its end changes no other one.
    """
    end = "\r\n" if "\r\n" in before.text else "\n"
    gap = "" if before.text.endswith("\n") or not before.text else end
    tables = proposing.written(proposal, shared=True).replace("\n", end)
    text = f"{before.text}{gap}{end if before.text.strip() else ''}{tables}"
    try:
        return parse(replace(before, text=text), shared=True), ""
    except ConfigError:
        return None, "it cannot be parsed, or its tool is no table that can be added to"


def _all(opened: Opened, rules: Sequence[Rule]) -> Iterable[Located]:
    """Whatever rules find, be it ignored or not."""
    outcome = asked(opened, rules)
    return (*outcome.findings, *outcome.ignored)


def _foreseen(common: Common, opened: Opened, before: Outcome, config: Config) -> str:
    """What a check would find under the configuration, and where that is something else than it is now."""
    root = Root(opened.paths[0], config, opened.paths)
    workspace, whole = assemble(root)
    there = replace(opened, root=root.folder, config=config, workspace=workspace, complete=whole)
    after = asked(there, chosen(config, select=(), ignore=(), extend=()))
    lines = [f"pinlint check would find\n{summary.statistics(after)}{summary.render(after, color=common.color_err)}"]
    for found, other, what in ((after, before, "found then only"), (before, after, "not found any more")):
        differing = baseline.hide(found, baseline.listed(other), ())[0].findings
        said = (f"{each.span.path}: {each.rule.code} {each.finding.message}" for each in differing[:_SHOWN])
        lines += [f"{what}: {plain(each)}\n" for each in said]
        lines += [f"{what}: {len(differing) - _SHOWN} more\n"] if len(differing) > _SHOWN else []
    return "".join(lines)


def _agreed(shown: str) -> bool:
    """Whether the person at the terminal wants it written; where there is none, it was asked for already."""
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()):
        return True
    # click asks on the standard output, at least for a space, whatever it is told.
    err(f"write it to {plain(shown)}? [Y/n] ")
    answer = sys.stdin.readline()
    return bool(answer) and answer.strip().casefold() in {"", "y", "yes"}


def _write(folder: Path, before: Source | None, source: Source, shown: str) -> None:
    """Write the file, whole or not at all. Raises Failure."""
    try:
        if before is not None:
            rewrite(locate(source.path, folder), before, source.text)
        else:
            create(str(folder / source.path), source.text.encode())
    except NotWritten as error:
        other = "write a pinlint.toml with --separate" if before else "name another folder"
        raise Failure(f"{shown} {error}; put that right, or {other}") from error
