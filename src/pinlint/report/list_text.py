"""The members of a workspace as an aligned table, and below it the groups."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pinlint.report import groups
from pinlint.report.members import rows
from pinlint.report.text import Style, plain, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.report.members import Row
    from pinlint.workspace import Workspace

TITLES = ("name", "version", "Requires-Python", "group", "from", "internal requirements")
WIDEST = 48
"""Columns that a cell may take before those to its right give up their alignment."""


def render(workspace: Workspace, *, color: bool) -> str:
    """One line per member under a line of titles; ``-`` is absent, ``?`` unknown, with the reason. Then the groups."""
    internal: defaultdict[int, list[str]] = defaultdict(list)
    for edge in workspace.dependencies:
        internal[id(edge.dependent)].append(plain(edge.requirement.text))
    style = Style(color)
    table = [_cells(row, internal[id(row.member)]) for row in rows(workspace)]
    widths = [
        max(width(cell) for cell in column if width(cell) <= WIDEST) for column in zip(TITLES, *table, strict=True)
    ]
    lines = [style.bold(_line(TITLES, widths)), *(_line(cells, widths) for cells in table)]
    below = tuple(groups.lines(workspace))
    return "".join(f"{line}\n" for line in (*lines, *(("", *below) if below else ())))


def _cells(row: Row, internal: Sequence[str]) -> tuple[str, ...]:
    return (
        plain(row.member.label),
        _value(row, "version"),
        _value(row, "requires_python"),
        plain(row.group or "-"),
        _origin(row),
        ", ".join((*dict.fromkeys(internal), *_unknown(row, "requires_dist"))) or "-",
    )


def _value(row: Row, field: str) -> str:
    return next(_unknown(row, field), plain(str(row.values[field] or "-")))


def _unknown(row: Row, field: str) -> Iterator[str]:
    if field in row.unknown:
        yield f"? ({plain(row.unknown[field])})"


def _origin(row: Row) -> str:
    """The file that names the member, and those of its other values where they differ."""
    known = {field: paths[0] for field, paths in row.sources.items()}
    first = known.get("name", row.member.anchor.path)
    others = [
        f"{title} from {plain(known[field])}"
        for field, title in (("version", "version"), ("requires_python", "Requires-Python"))
        if known.get(field, first) != first
    ]
    return ", ".join((plain(first), *others))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (column - width(cell)) for cell, column in zip(cells, widths, strict=True)).rstrip()
