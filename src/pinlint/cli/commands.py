"""The commands, and how a run of one ends."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from pinlint.cli.console import err, out, prepare
from pinlint.cli.failures import explain
from pinlint.cli.help_option import HELP

_NAME = f"{__name__}.name"
"""Where the name of the command in use is kept."""
_COMMANDS = ("check", "list", "diff", "bump", "rule", "init")


class _Commands(click.Group):
    """The commands; only the module of the one in use is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, in the order of the help."""
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command of a name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"pinlint.cli.{cmd_name}_command").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with. Raises UsageError."""
        if args[0] not in _COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(f"there is no command '{args[0]}', only {', '.join(_COMMANDS)}", ctx)
        ctx.meta[_NAME] = args[0]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """What the command returns. Raises UsageError, which knows the command that it is about."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            # The parser of options does not say it.
            if error.ctx is None and (command := self.get_command(ctx, ctx.meta.get(_NAME, ""))) is not None:
                error.ctx = click.Context(command, parent=ctx, info_name=command.name)
            raise


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's signature
    if not asked or ctx.resilient_parsing:
        return
    # Reading the metadata of an installation costs more than most checks.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - see above

    try:
        out(f"pinlint {version('pinlint-workspace')}\n")
    except PackageNotFoundError:
        out("pinlint (not installed)\n")
    ctx.exit()


@click.group(cls=_Commands, no_args_is_help=False, add_help_option=False)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@HELP
def pinlint() -> None:
    """Check that the projects of a Python workspace agree with each other.

    Exit status: 0 the workspace agrees, 1 there are findings, 2 the check could not be done.
    """


def run() -> int:
    """Do what the command line of this process asks for, and return its exit status."""
    prepare()
    try:
        status: int | None = pinlint.main(prog_name="pinlint", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever it is, a person gets a sentence
        failure = explain(error)
        err(failure.text)
        return failure.status
    return status or 0
