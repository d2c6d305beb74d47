"""PIN601: members require each other."""

from __future__ import annotations

from functools import partial, reduce
from operator import and_
from typing import TYPE_CHECKING

from pinlint import graph
from pinlint.questions.support import accepted, pool, present
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.sets.conditions import compatible
from pinlint.workspace import ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Dependency, Workspace

EXPLANATION = """
Members require each other through their core requirements.

None of them can be installed, built or released without all the others, so the split into members is one in name only,
and every pin among them has to move at the same moment. There is one finding for each set of members that reach each
other, with its shortest cycle. Cycles that close through an extra are usually meant, and not reported; nor is one whose
markers no environment meets together.
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
            core/pyproject.toml:4:17: PIN601 core requires models, which requires core
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
    core = [edge for edge in present(workspace) if edge.requirement.scope.kind is ScopeKind.CORE]
    # Of several requirements on one sibling that without a marker counts, wherever it is written.
    core.sort(key=lambda edge: str(edge.requirement.marker or ""))
    for first, *others in graph.cycles(core, partial(_closes, workspace)):
        followed = ", which requires ".join(edge.dependency.label for edge in (first, *others))
        yield Finding(
            first.requirement.at,
            f"{first.dependent.label} requires {followed}",
            member=first.dependent,
            dependencies=(first.requirement.name,),
            related=tuple(
                Related(edge.requirement.at, f"{edge.dependent.label} requires {edge.dependency.label}")
                for edge in others
            ),
        )


def _closes(workspace: Workspace, ring: tuple[Dependency, ...]) -> bool:
    """Whether some environment meets all markers of the ring; without markers the ring is closed in any case."""
    markers = [edge.requirement.marker for edge in ring if edge.requirement.marker is not None]
    if not markers:
        return True
    pythons = pool(workspace)
    known = [mask for edge in ring if (mask := accepted(pythons, edge.dependent)) is not None]
    return compatible(markers, pythons, reduce(and_, known, pythons.everything)) is not None


RULE = Rule("PIN601", "dependency-cycle", Level.ERROR, EXPLANATION, EXAMPLES, check)
