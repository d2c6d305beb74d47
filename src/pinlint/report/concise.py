"""One line per finding: ``path:line:column: CODE message``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.report.places import stretch
from pinlint.report.text import Style, plain

if TYPE_CHECKING:
    from pinlint.engine import Located, Outcome


def render(outcome: Outcome, *, color: bool) -> str:
    """Every finding on a line of its own; nothing if there are none."""
    return "".join(f"{line(found, outcome, color=color)}\n" for found in outcome.findings)


def line(found: Located, outcome: Outcome, *, color: bool = False) -> str:
    """One finding, without a line end."""
    where = plain(str(stretch(outcome.workspace.sources, found.span)))
    return f"{where}: {Style(color).level(found.level, found.rule.code)} {plain(found.finding.message)}"
