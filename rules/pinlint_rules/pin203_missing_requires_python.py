"""PIN203: a member declares no Requires-Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import refusals
from pinlint.rule import Example, Finding, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A member declares no Requires-Python.

Without the field every Python accepts every release of the member, the oldest included, and installers cannot fall back
on an earlier release that still worked there. Members that are not published are left alone; so is a member of which
PIN201 already says that a sibling it requires refuses what it thereby accepts.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
        says="""
            core/pyproject.toml:2:8: PIN203 core declares no Requires-Python
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report published members without the field."""
    refused = {refusal.dependent for refusal in refusals(workspace)}
    for member in workspace.members:
        if member.requires_python is None and not member.unpublished and member not in refused:
            yield Finding(member.anchor, f"{member.label} declares no Requires-Python", member=member)


RULE = Rule("PIN203", "missing-requires-python", Level.WARNING, EXPLANATION, EXAMPLES, check)
