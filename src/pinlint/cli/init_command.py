"""``pinlint init``: write down what a workspace does already, as its configuration."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinlint import proposing
from pinlint.cli.asked import asked
from pinlint.cli.common import Common, common
from pinlint.cli.console import err
from pinlint.cli.failures import Failure
from pinlint.cli.opened import Opened, assemble, open_workspace
from pinlint.cli.selection import chosen
from pinlint.cli.writing import NotWritten, locate, rewrite
from pinlint.cli.writing import replace as put
from pinlint.config import ConfigError, Root, config_in, parse
from pinlint.discover.files import read_regular
from pinlint.discover.paths import relative
from pinlint.report import summary
from pinlint.report.text import plain
from pinlint.source import Source, Unreadable, decode

if TYPE_CHECKING:
    from pinlint.config import Config

_OWN, _SHARED = "pinlint.toml", "pyproject.toml"


@click.command(name="init", add_help_option=False)
@click.argument("folder", metavar="[PATH]", default=".", type=click.Path(path_type=Path))
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
    opened = open_workspace(common, (folder,))
    _refuse_configured(common, opened, folder)
    place = opened.paths[0]
    before = None if separate else _shared(place)
    config = _added(opened, before) if before is not None else None
    if config is None:
        before, config = None, parse(Source(_OWN, proposing.propose(opened.workspace, shared=False)))
    source = config.source or Source(_OWN, "")
    common.result(source.text[len(before.text) if before else 0 :].lstrip("\r\n").replace("\r\n", "\n"))
    common.note(_foreseen(common, opened, config))
    shown = relative(str(place / source.path), str(Path.cwd()))
    if dry_run or not (yes or _agreed(shown)):
        common.note(f"{plain(shown)} is not written\n")
        return 0
    _write(place, before, source, shown)
    common.note(f"{'added to' if before else 'wrote'} {plain(shown)}\n")
    return 0


def _refuse_configured(common: Common, opened: Opened, folder: Path) -> None:
    """Raise Failure where there is a configuration already."""
    there = opened.config.source is not None or opened.broken is not None
    if not there and common.isolated:
        there = config_in(opened.paths[0]) is not None
    if there:
        by = opened.config.shown or relative(str(config_in(opened.paths[0]) or ""), str(Path.cwd()))
        raise Failure(f"{folder} is configured by {by} already; change that, or take its configuration out")


def _shared(folder: Path) -> Source | None:
    """The pyproject.toml of the folder, if it can be added to."""
    try:
        return decode(_SHARED, read_regular(os.path.realpath(folder / _SHARED)))
    except (Unreadable, UnicodeDecodeError):
        return None


def _added(opened: Opened, before: Source) -> Config | None:
    """The configuration at the end of a file; None where the file would then say nothing, or something else."""
    end = "\r\n" if "\r\n" in before.text else "\n"
    gap = "" if before.text.endswith("\n") or not before.text else end
    tables = proposing.propose(opened.workspace, shared=True).replace("\n", end)
    text = f"{before.text}{gap}{end if before.text.strip() else ''}{tables}"
    try:
        return parse(replace(before, text=text), shared=True)
    except ConfigError:
        return None


def _foreseen(common: Common, opened: Opened, config: Config) -> str:
    """What a check would find under the configuration."""
    root = Root(opened.paths[0], config, opened.paths)
    workspace, _ = assemble(root)
    there = replace(opened, root=root.folder, config=config, workspace=workspace)
    outcome = asked(there, chosen(config, select=(), ignore=(), extend=()))
    return f"pinlint check would find\n{summary.statistics(outcome)}{summary.render(outcome, color=common.color_err)}"


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
    if before is None and os.path.lexists(folder / source.path):
        raise Failure(f"{shown} is there already; nothing is written")
    try:
        if before is not None:
            rewrite(locate(source.path, folder), before, source.text)
        else:
            put(str(folder / source.path), source.text.encode())
    except NotWritten as error:
        raise Failure(f"{shown} {error}; nothing is written") from error
