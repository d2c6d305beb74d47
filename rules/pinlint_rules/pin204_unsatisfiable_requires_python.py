"""PIN204: a Requires-Python accepts no Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.pythons import region
from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
The Requires-Python of a member accepts no released Python.

All its clauses have to hold at once. The member can be built and uploaded, and nobody can install it.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.12,<3.11"
        """,
        says="""
            core/pyproject.toml:4:19: PIN204 core accepts no Python at all (>=3.12,<3.11)
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.12,<3.15"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask every Requires-Python whether any release is left."""
    for member in workspace.members:
        declared = member.requires_python
        if isinstance(declared, Declared) and not region(str(declared.value)):
            yield Finding(
                declared.at, f"{member.label} accepts no Python at all ({declared.text.strip()})", member=member
            )


RULE = Rule("PIN204", "unsatisfiable-requires-python", Level.ERROR, EXPLANATION, EXAMPLES, check)
