"""PIN601: members require each other."""

from __future__ import annotations

from dataclasses import replace
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
other, with its shortest cycle. One whose markers no environment meets together is none.

Cycles that close only through an extra are usually meant: `core[all]` names the plug-ins, and each of them requires the
core. They are reported where the rule is selected (`extend-select = ["PIN601"]`), and as info.
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
    for ring in graph.cycles(_edges(workspace, ScopeKind.CORE), partial(_closes, workspace)):
        yield _finding(ring)


def further(workspace: Workspace) -> Iterator[Finding]:
    """Look for rings that close through an extra, among members that do not require each other without it."""
    core = _edges(workspace, ScopeKind.CORE)
    together = {member: number for number, members in enumerate(graph.tied(core)) for member in members}

    def parts(edge: Dependency) -> bool:
        number = together.get(edge.dependent)
        return _is_extra(edge) and (number is None or number != together.get(edge.dependency))

    every = (*core, *_edges(workspace, ScopeKind.EXTRA))
    for ring in graph.cycles(every, partial(_closes, workspace), parts):
        yield replace(_finding(ring), extra=ring[0].requirement.scope.name, level=Level.INFO)


def _edges(workspace: Workspace, kind: ScopeKind) -> list[Dependency]:
    edges = [edge for edge in present(workspace) if edge.requirement.scope.kind is kind]
    # Of several requirements on one sibling that without a marker counts, wherever it is written.
    return sorted(edges, key=lambda edge: (str(edge.requirement.marker or ""), edge.requirement.scope.name or ""))


def _finding(ring: tuple[Dependency, ...]) -> Finding:
    first, *others = ring
    steps = (f"{_asking(edge)} requires {edge.dependency.label}" for edge in others)
    followed = "".join(
        f", {f'whose extra {edge.requirement.scope.name}' if _is_extra(edge) else 'which'} requires "
        f"{edge.dependency.label}"
        for edge in others
    )
    return Finding(
        first.requirement.at,
        f"{_asking(first)} requires {first.dependency.label}{followed}",
        member=first.dependent,
        subject="",
        dependencies=(first.requirement.name,),
        related=tuple(Related(edge.requirement.at, step) for edge, step in zip(others, steps, strict=True)),
    )


def _is_extra(edge: Dependency) -> bool:
    return edge.requirement.scope.kind is ScopeKind.EXTRA


def _asking(edge: Dependency) -> str:
    return f"{edge.dependent.label}[{edge.requirement.scope.name}]" if _is_extra(edge) else edge.dependent.label


def _closes(workspace: Workspace, ring: tuple[Dependency, ...]) -> bool:
    """Whether some environment meets all markers of the ring; without markers the ring is closed in any case."""
    markers = [edge.requirement.marker for edge in ring if edge.requirement.marker is not None]
    if not markers:
        return True
    pythons = pool(workspace)
    known = [mask for edge in ring if (mask := accepted(pythons, edge.dependent)) is not None]
    return compatible(markers, pythons, reduce(and_, known, pythons.everything)) is not None


RULE = Rule("PIN601", "dependency-cycle", Level.ERROR, EXPLANATION, EXAMPLES, check, further=further)
