"""PIN601: members require each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint import graph
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
Members require each other through their core requirements.

None of them can be installed, built or released without all the others, so the split into members is one in name only,
and every pin among them has to move at the same moment. There is one finding for each set of members that reach each
other, with its shortest cycle. Cycles that close through an extra are usually meant, and not reported.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["models"]
            -- models/pyproject.toml --
            [project]
            name = "models"
            version = "1.0"
            dependencies = ["app", "core"]
        """,
        says="""
            core/pyproject.toml:4:17: PIN601 core requires models requires core
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["models"]
            -- models/pyproject.toml --
            [project]
            name = "models"
            version = "1.0"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for rings of core requirements."""
    core = (edge for edge in workspace.dependencies if edge.requirement.scope.kind is ScopeKind.CORE)
    for first, *others in graph.cycles(core):
        names = (first.dependent.label, *(edge.dependent.label for edge in others), first.dependent.label)
        yield Finding(
            first.requirement.at,
            " requires ".join(names),
            member=first.dependent,
            dependency=first.dependency.name,
            related=tuple(
                Related(edge.requirement.at, f"{edge.dependent.label} requires {edge.dependency.label}")
                for edge in others
            ),
        )


RULE = Rule("PIN601", "dependency-cycle", Level.ERROR, EXPLANATION, EXAMPLES, check)
