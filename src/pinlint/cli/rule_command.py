"""``pinlint rule``: what a rule means."""

from __future__ import annotations

import click

from pinlint import engine
from pinlint.cli.common import Common, common
from pinlint.cli.selection import known_rules
from pinlint.report import rules as report


@click.command(name="rule", add_help_option=False)
@click.argument("selector", required=False, metavar="[CODE|NAME|PREFIX]")
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
@click.option("--output-format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
@common
def command(common: Common, *, selector: str | None, every: bool, form: str) -> int:
    """Explain a rule, with examples; without one, list them all."""
    if selector is not None and every:
        raise click.UsageError("a rule and --all exclude each other")
    rules = engine.select(known_rules(), only=(selector,)) if selector is not None else known_rules()
    if form == "json":
        common.result(report.json(rules))
    elif form == "markdown":
        common.result(report.markdown(rules))
    elif selector is not None or every:
        common.result(report.text(rules, color=common.color_out))
    else:
        common.result(report.table(rules, color=common.color_out))
    return 0
