"""PIN111: a lower bound on a sibling that most of its other dependents have left behind."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet

from pinlint.graph import by_pair
from pinlint.questions import telling
from pinlint.questions.support import present
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.sets.specifiers import floor, shape, witness
from pinlint.workspace import ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.version import Version

    from pinlint.workspace import Dependency, Member, Requirement, Workspace

    Bound = tuple[Version, Dependency]

EXPLANATION = """
A member accepts releases of a sibling that are older than most other dependents of that sibling accept.

Installed together with them it never meets such a release, so nobody notices when it stops to work with one. Compared
are the lower bounds of published requirements that hold in every environment; a finding needs more than half of the
other members that state one to ask for a later release. Exact pins have no lower bound in this sense, and a
requirement without one is left to the policies on bounds.
"""

_SHOWN = 10
"""How many of the other requirements are shown beside a finding."""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core>=1.2"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.5"
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.0"
            dependencies = ["core>=1.5"]
        """,
        says="""
            app/pyproject.toml:4:17: PIN111 app accepts core 1.2 (core>=1.2), but web does not (core>=1.5)
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core>=1.5"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.5"
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.0"
            dependencies = ["core>=1.5"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the lower bounds on each sibling; one finding for each dependent that lags."""
    bounds: defaultdict[Member, list[Bound]] = defaultdict(list)
    for edges in by_pair(edge for edge in present(workspace) if _is_bound(edge.requirement)):
        # What holds for every installation counts before what an extra adds; of several the highest.
        core = [edge for edge in edges if edge.requirement.scope.kind is ScopeKind.CORE]
        found = [(low, edge) for edge in core or edges if (low := floor(edge.requirement.specifiers)) is not None]
        if found:
            bounds[edges[0].dependency].append(max(found, key=lambda bound: bound[0]))
    for on_sibling in bounds.values():
        ordered = sorted(on_sibling, key=lambda bound: bound[0])
        floors = [low for low, _ in ordered]
        for own in on_sibling:
            later = ordered[bisect_right(floors, own[0]) :]
            if 2 * len(later) > len(ordered) - 1:
                yield from _lagging(own, later, len(ordered) - 1)


def _is_bound(requirement: Requirement) -> bool:
    """Whether it may bound the sibling from below, in every environment and with room above."""
    if not requirement.scope.published or requirement.templated or requirement.url or requirement.marker is not None:
        return False
    return shape(requirement.specifiers) in {"minimum", "compatible"}


def _lagging(own: Bound, later: list[Bound], others: int) -> Iterator[Finding]:
    edge, (least, nearest) = own[1], later[0]
    below = SpecifierSet(f"{edge.requirement.specifiers},<{least}")
    version = witness(below, nearest.requirement.specifiers)
    if version is None:
        return
    contrast = f"{nearest.dependent.label} does not ({nearest.requirement.text})"
    if others > 1:
        contrast = f"{len(later)} of {others} other dependents do not, as {nearest.dependent.label} ({nearest.requirement.text})"
    yield Finding(
        edge.requirement.at,
        f"{edge.dependent.label} accepts {edge.dependency.label} {version} ({edge.requirement.text}), but {contrast}",
        member=edge.dependent,
        dependencies=(edge.requirement.name,),
        related=tuple(
            Related(other.requirement.at, f"{other.dependent.label} requires {other.requirement.text}")
            for _, other in later[:_SHOWN]
        ),
        witness=f"{edge.dependency.label} {version}",
        subject=telling.shaped([edge.requirement]),
    )


RULE = Rule("PIN111", "lagging-floor", Level.INFO, EXPLANATION, EXAMPLES, check, default=False)
