"""PIN203: a member declares no Requires-Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import pool, refusals
from pinlint.rule import Example, Finding, Fix, Level, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Member, Workspace

EXPLANATION = """
A member declares no Requires-Python.

Without the field every Python accepts every release of the member, the oldest included, and installers cannot fall back
on an earlier release that still worked there. Members that are not published are left alone; so is a member of which
PIN201 already says that a sibling it requires refuses what it thereby accepts.

Where all other members of its group, or of a workspace without one, accept the same Pythons, the fix writes that. It is safe
in a configured group whose members should.
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
            fix = _fix(workspace, member)
            yield Finding(member.anchor, f"{member.label} declares no Requires-Python", member=member, fix=fix)


def _fix(workspace: Workspace, member: Member) -> Fix | None:
    """What all others that it belongs to declare."""
    from pinlint.questions import supporting  # noqa: PLC0415 - only for what is found

    group = next((group for group in workspace.groups if member in group.members), None)
    others = [
        each for each in (group.members if group else workspace.members) if each is not member and not each.unpublished
    ]
    declared = [each.requires_python for each in others if isinstance(each.requires_python, Declared)]
    pythons = pool(workspace)
    if len(declared) < len(others) or len({pythons.mask(each.value) for each in declared}) != 1:
        return None
    text = supporting.stated(declared[0])
    added = supporting.added(member, text)
    safe = group is not None and not group.inferred and group.policy.requires_python == "same"
    return None if added is None else Fix(f"require Python {text}", (added,), safe=safe)


RULE = Rule("PIN203", "missing-requires-python", Level.WARNING, EXPLANATION, EXAMPLES, check)
