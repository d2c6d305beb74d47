"""PIN107: a member requires itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import is_dead, pool
from pinlint.rule import Example, Finding, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A member is among its own core requirements.

To install it, it would have to be installed. Usually a name was copied from a sibling. An extra that collects other
extras of its own member (`all = ["core[http,async]"]`) is fine, and so is a dependency group that names its member.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.0"
            dependencies = ["acme_core>=0.9", "click"]
        """,
        says="""
            core/pyproject.toml:4:17: PIN107 acme-core requires itself as acme_core>=0.9
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.0"
            dependencies = ["click"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for each member's name among its core requirements."""
    pythons = pool(workspace)
    for member in workspace.members:
        for requirement in member.core or ():
            if requirement.name == member.name and not is_dead(pythons, member, requirement.marker):
                yield Finding(
                    requirement.at,
                    f"{member.label} requires itself as {requirement.text}",
                    member=member,
                    subject="",
                    dependencies=(requirement.name,),
                    related=(Related(member.anchor, f"{member.label} is named here"),),
                )


RULE = Rule("PIN107", "self-requirement", Level.ERROR, EXPLANATION, EXAMPLES, check)
