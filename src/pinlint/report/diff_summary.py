"""How much was compared, and how much of it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.report.text import counted

if TYPE_CHECKING:
    from pinlint.comparing import Comparison
    from pinlint.comparing.narrowing import Verdict


def counts(comparison: Comparison) -> dict[str, int]:
    """How many members there are of each kind, and how many of their values are unknown."""
    members = comparison.members
    both = [member for member in members if not (member.added or member.removed)]
    return {
        "compared": len(both),
        "changed": sum(member.changed for member in both),
        "added": sum(member.added for member in members),
        "removed": sum(member.removed for member in members),
        "uncompared": len(comparison.uncompared),
        "unknown": sum(len(member.unknown) for member in members),
    }


def line(comparison: Comparison, verdict: Verdict | None) -> str:
    """What was looked at, in one line; with a verdict also how much was narrowed."""
    found = counts(comparison)
    parts = [f"{counted(found['compared'], 'member')} compared, {found['changed']} changed"]
    parts += [f"{found[kind]} {kind}" for kind in ("added", "removed") if found[kind]]
    if found["uncompared"]:
        parts.append(f"{found['uncompared']} not compared")
    text = f"{', '.join(parts)}; {counted(found['unknown'], 'value')} unknown"
    if verdict is not None:
        text += f"; {len(verdict.narrowings)} narrowed, {len(verdict.breaking)} of them breaking"
        text += f", {len(verdict.undecided)} undecided" if verdict.undecided else ""
    return f"{text}\n"
