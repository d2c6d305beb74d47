"""What a move to another version did, and what it left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.report.places import stretch
from pinlint.report.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.bumping import Plan
    from pinlint.bumping.rewriting import Refusal
    from pinlint.workspace import Workspace


def render(plan: Plan) -> str:
    """Each member that moved, on a line of its own."""
    return "".join(
        f"{plain(step.member.label)} {plain(step.written.text.strip())} -> {plain(step.text)}\n" for step in plan.steps
    )


def left(workspace: Workspace, plan: Plan, refused: Iterable[Refusal], sentences: Iterable[str]) -> str:
    """The members that keep their versions, what could not be rewritten, and what did not get where it should."""
    lines = [f"left alone: {each.member.label} {each.why}" for each in plan.stay]
    lines += (f"{stretch(workspace.sources, each.at)} is not moved: {each.title} is {each.why}" for each in refused)
    return "".join(f"{plain(line)}\n" for line in (*lines, *sentences))
