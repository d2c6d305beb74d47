"""What every command can be told, and the workspace that a command is about."""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pinlint import discover, graph, overrides
from pinlint.cli.console import colored, err, out
from pinlint.cli.failures import Failure, InternalError
from pinlint.cli.help_option import HELP
from pinlint.config import ConfigError, find_root
from pinlint.engine import UnknownRule
from pinlint.metadata import reading
from pinlint.metadata.declared import Globs, globs
from pinlint.report.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pinlint.config import Config, Root
    from pinlint.workspace import Workspace

FORESEEN = (Failure, ConfigError, UnknownRule, OSError, click.ClickException, click.exceptions.Exit)
"""What a command may raise; anything else is a bug."""

PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))


@dataclass(frozen=True, slots=True)
class Common:
    """The options of every command."""

    config: Path | None
    isolated: bool
    color: str
    verbose: bool
    quiet: bool

    def note(self, text: str) -> None:
        """Say something beside the results, unless only results are asked for."""
        if not self.quiet:
            err(text)

    def result(self, text: str, file: Path | None = None) -> None:
        """Give the result."""
        out(text, file)

    @property
    def color_out(self) -> bool:
        """Whether results are coloured; a file is no terminal."""
        return colored(self.color, sys.stdout)

    @property
    def color_err(self) -> bool:
        """Whether what is beside the results is coloured."""
        return colored(self.color, sys.stderr)


def common(function: Callable[..., int]) -> Callable[..., int]:
    """Add the common options to a command, and give it their values as its first argument."""

    @click.option("--config", metavar="FILE", type=click.Path(path_type=Path), help="Read the configuration from FILE.")
    @click.option("--isolated", is_flag=True, help="Ignore every configuration file.")
    @click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour the output; auto: NO_COLOR, FORCE_COLOR, else on terminals.",
    )
    @click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")
    @click.option("-q", "--quiet", is_flag=True, help="Print results only.")
    @HELP
    @functools.wraps(function)
    def command(**options: Any) -> int:  # noqa: ANN401 - what click hands over; Common has the types
        shared = Common(**{field.name: options.pop(field.name) for field in fields(Common)})
        if shared.config and shared.isolated:
            raise click.UsageError("--config and --isolated exclude each other", click.get_current_context())
        try:
            return function(shared, **options)
        except FORESEEN:
            raise
        except Exception as error:
            raise InternalError(verbose=shared.verbose) from error

    return command


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace with the configuration it is checked under."""

    root: Path
    config: Config
    workspace: Workspace


def open_workspace(common: Common, paths: Sequence[Path]) -> Opened:
    """Find and read what the paths name; the current folder if there are none.

    Raises Failure for a path that does not exist and where there is nothing to read, and ConfigError.
    """
    try:
        Path.cwd()
    except OSError as error:
        raise Failure("the current folder does not exist any more; change to one that does") from error
    paths = paths or (Path(),)
    for path in paths:
        if not path.exists():
            raise Failure(f"{path} does not exist; name a folder, a project or a distribution")
    root = find_root(paths, config_file=common.config, isolated=common.isolated)
    for note in root.notes:
        common.note(f"pinlint: {plain(note)}\n")
    settings = root.config
    wanted = _members(root, settings)
    found = discover.find(root.folder, root.paths, members=wanted.members, exclude=wanted.exclude)
    read = reading.read(found.candidates, found.files)
    read = overrides.apply(read, settings, whole=found.whole)
    workspace = graph.connect(read, settings.groups, found.problems)
    if not workspace.members and not workspace.problems:
        named = ", ".join(str(path) for path in paths)
        raise Failure(f"nothing to check: no project was found in {named}; name a folder that holds one")
    return Opened(root.folder, settings, workspace)


def _members(root: Root, config: Config) -> Globs:
    """The members that the configuration names, else, for the whole root, those it declares for another tool."""
    if config.members or root.folder not in root.paths:
        return Globs(config.members, config.exclude)
    try:
        declared = globs((root.folder / "pyproject.toml").read_bytes())
    except OSError:
        declared = Globs()
    return Globs(declared.members, (*declared.exclude, *config.exclude))
