"""What every command can be told."""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pinlint.cli.console import colored, err, out
from pinlint.cli.failures import Failure, InternalError
from pinlint.cli.help_option import HELP
from pinlint.config import ConfigError
from pinlint.engine import UnknownRule

if TYPE_CHECKING:
    from collections.abc import Callable

FORESEEN = (Failure, ConfigError, UnknownRule, OSError, click.ClickException, click.exceptions.Exit)
"""What a command may raise; anything else is a bug."""


class NamedPath(click.Path):
    """A path as a Path; an empty one, as an empty variable of a script gives, would be the current folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """The Path. Raises UsageError."""
        if value == "":
            raise click.UsageError("a path is given that is empty; name one or leave it out", ctx)
        return super().convert(value, param, ctx)


PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...", type=NamedPath())


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

    def result(self, text: str | bytes, file: Path | None = None) -> None:
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

    @click.option("--config", metavar="FILE", type=NamedPath(), help="Read the configuration from FILE.")
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
