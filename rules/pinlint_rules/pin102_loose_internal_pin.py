"""PIN102: a requirement on a sibling is looser than its group's policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.graph import by_pair
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.specifiers import shape
from pinlint.workspace import Declared, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Dependency, Group, Workspace

EXPLANATION = """
A requirement on a sibling is looser than the group's policy for internal pins.

The policies, from the firmest: `exact` (`==1.2.0`), `compatible` (bounded on both sides, as `~=1.2` is), `minimum`
(`>=1.2`), `any`. A member that was released in lockstep and can be combined with a sibling of any other release is
what such a policy exists to prevent.

In a group that is inferred, or whose `internal-pins` is not configured, the policy is `exact` where at least 80 % of
the published requirements within the group are exact, and `any` otherwise. Only published requirements are asked. A
second requirement that merely adds extras to one that follows the policy (`core[http]` beside `core==1.2.0`) is fine.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.2.0"
            dependencies = ["core>=1.2.0"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.2.0"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["app", "core"]
            internal-pins = "exact"
        """,
        says="""
            app/pyproject.toml:4:17: PIN102 app requires core>=1.2.0, but the requirements within the group acme are exact
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.2.0"
            dependencies = ["core==1.2.0"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.2.0"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["app", "core"]
            internal-pins = "exact"
        """,
    ),
)

_FIRMNESS = ("none", "any", "minimum", "compatible", "exact")


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the shape of each requirement within a group with what the group promises."""
    group_of = {member: group for group in workspace.groups for member in group.members}
    for edges in by_pair(workspace.dependencies):
        group = group_of.get(edges[0].dependent)
        if group is not None and group_of.get(edges[0].dependency) is group:
            yield from _loose(edges, group)


def _loose(edges: tuple[Dependency, ...], group: Group) -> Iterator[Finding]:
    wanted = _FIRMNESS.index(group.policy.internal_pins)
    if group.policy.internal_pins == "any":
        return
    published = [edge for edge in edges if edge.requirement.scope.published and edge.requirement.url is None]
    if any(_holds_everywhere(edge) and _firmness(edge) >= wanted for edge in published):
        return
    loose = [edge for edge in published if _firmness(edge) < wanted]
    if not loose:
        return
    first, *others = loose
    sibling = first.dependency
    where = f"its lockstep group at {group.version}" if group.inferred else f"the group {group.name}"
    also = tuple(Related(edge.requirement.at, f"so is {edge.requirement.text}") for edge in others)
    if isinstance(sibling.version, Declared):
        also = (Related(sibling.version.at, f"{sibling.label} is {sibling.version.text.strip()}"), *also)
    yield Finding(
        first.requirement.at,
        f"{first.dependent.label} requires {first.requirement.text}, "
        f"but the requirements within {where} are {group.policy.internal_pins}",
        member=first.dependent,
        dependency=sibling.name,
        related=also,
    )


def _holds_everywhere(edge: Dependency) -> bool:
    return edge.requirement.scope.kind is ScopeKind.CORE and edge.requirement.marker is None


def _firmness(edge: Dependency) -> int:
    return _FIRMNESS.index("exact" if edge.requirement.templated else shape(edge.requirement.specifiers))


RULE = Rule("PIN102", "loose-internal-pin", Level.WARNING, EXPLANATION, EXAMPLES, check)
