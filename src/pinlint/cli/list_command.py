"""``pinlint list``: the members of a workspace and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pinlint.cli.common import PATHS, Common, common
from pinlint.cli.opened import open_workspace
from pinlint.report import list_json, list_text
from pinlint.report.text import counted

if TYPE_CHECKING:
    from pathlib import Path


@click.command(name="list", add_help_option=False)
@PATHS
@click.option("--output-format", "form", type=click.Choice(["text", "json"]), default="text")
@common
def command(common: Common, *, paths: tuple[Path, ...], form: str) -> int:
    """List the members found in PATHs (by default the current folder), and where their values come from."""
    workspace = open_workspace(common, paths).workspace
    render = list_json.render if form == "json" else list_text.render
    common.result(render(workspace, color=common.color_out))
    if workspace.problems:
        common.note(f"{counted(len(workspace.problems), 'problem')} on the way; pinlint check shows them\n")
    return 0
