"""What changed between two workspaces, for a release note or a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.report.diff_sections import sections
from pinlint.report.text import counted, plain

if TYPE_CHECKING:
    from pinlint.comparing import Comparison
    from pinlint.comparing.narrowing import Verdict

_TICKS = re.compile("`+")


def render(comparison: Comparison, verdict: Verdict | None, *, verbose: bool = False) -> str:
    """A heading for each group and member of which something changed, and an item for each change."""
    found = tuple(sections(comparison, verdict, code, verbose=verbose))
    if not found:
        return f"No changes in {counted(len(comparison.members), 'member')}.\n"
    return "\n".join(
        "".join(
            (
                f"### {_capital(section.title)}\n",
                "\n" if section.lines else "",
                *(f"- {line}\n" for line in section.lines),
            )
        )
        for section in found
    )


def code(text: str) -> str:
    """The text as a code span (CommonMark 6.1), in which nothing means anything else."""
    shown = plain(text)
    fence = "`" * (max((len(ticks) for ticks in _TICKS.findall(shown)), default=0) + 1)
    # One space is stripped from both ends where both have one.
    padding = " " if shown.startswith((" ", "`")) or shown.endswith((" ", "`")) or not shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
