"""What changed between two workspaces, for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.report.diff_sections import sections
from pinlint.report.text import Style, plain

if TYPE_CHECKING:
    from pinlint.comparing import Comparison
    from pinlint.comparing.narrowing import Verdict


def render(comparison: Comparison, verdict: Verdict | None, *, color: bool, verbose: bool = False) -> str:
    """A heading for each group and member of which something changed, and a line for each change; or nothing."""
    style = Style(color)
    found = sections(comparison, verdict, plain, verbose=verbose)
    return "\n".join(
        "".join((f"{style.bold(section.title)}\n", *(f"  {line}\n" for line in section.lines))) for section in found
    )
