"""What can be shown beside findings: values that are unknown, and files that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint import engine
from pinlint.metadata.positions import locate
from pinlint.report.places import stretch
from pinlint.report.text import plain
from pinlint.source import Span

if TYPE_CHECKING:
    from pinlint.cli.opened import Opened
    from pinlint.engine import Outcome


def unknown_values(outcome: Outcome) -> str:
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


def files(opened: Opened) -> str:
    """The files that were read, and those that could not be."""
    paths = {*opened.workspace.sources, *(problem.at.path for problem in opened.workspace.problems)}
    return "".join(f"{plain(path)}\n" for path in sorted(paths))
