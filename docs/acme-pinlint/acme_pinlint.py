"""ACME001: a member whose name does not begin with the company's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
The name of a published member begins with `acme-`.

Names on the index are first come, first served. Ours are reserved by their prefix.
"""

EXAMPLES = (
    Example(
        before="""
            -- tools/pyproject.toml --
            [project]
            name = "tools"
            version = "1.0"
        """,
        says="""
            tools/pyproject.toml:2:8: ACME001 tools does not begin with acme-
        """,
        after="""
            -- tools/pyproject.toml --
            [project]
            name = "acme-tools"
            version = "1.0"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look at the name of every published member; one that is unknown is not judged."""
    for member in workspace.members:
        if member.name is not None and not member.unpublished and not member.name.startswith("acme-"):
            yield Finding(member.anchor, f"{member.label} does not begin with acme-", member=member)


RULES = (Rule("ACME001", "name-without-prefix", Level.WARNING, EXPLANATION, EXAMPLES, check),)
