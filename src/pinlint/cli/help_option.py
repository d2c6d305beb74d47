"""``--help`` through our own stream: click's ends with status 1, which means findings, when its reader is gone."""

from __future__ import annotations

import click

from pinlint.cli.console import out


def _help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's signature
    if asked and not ctx.resilient_parsing:
        out(f"{ctx.get_help()}\n")
        ctx.exit()


HELP = click.option(
    "-h", "--help", is_flag=True, is_eager=True, expose_value=False, callback=_help, help="Show this message and stop."
)
