"""PIN102: a requirement on a sibling is looser than its group's policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.graph import by_pair
from pinlint.questions import telling
from pinlint.questions.support import present, shown, written
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.sets.specifiers import shape
from pinlint.workspace import Declared, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Dependency, Group, Requirement, Workspace

EXPLANATION = """
A requirement on a sibling is looser than the group's policy for internal pins.

The policies, from the firmest: `exact` (`==1.2.0`), `compatible` (bounded on both sides, as `~=1.2` is), `minimum`
(`>=1.2`), `any`. A member that was released in lockstep and can be combined with a sibling of any other release is
what such a policy exists to prevent.

In a group that is inferred, or whose `internal-pins` is not configured, the policy is `exact` where at least 80 % of
the published requirements within the group are exact, and `any` otherwise. Only published requirements are asked. A
second requirement that merely adds extras to one that follows the policy (`core[http]` beside `core==1.2.0`) is fine.

The fix writes the version of the sibling in the way of the policy. It is safe where `exact` is configured; elsewhere
other bounds would do as well.
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
            app/pyproject.toml:4:17: PIN102 app requires core>=1.2.0, but the group acme has internal-pins = "exact"
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
_OPERATORS = {"exact": "==", "compatible": "~=", "minimum": ">="}
_PROMISES = {"exact": "are exact", "compatible": "are bounded on both sides", "minimum": "have a lower bound"}


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the shape of each requirement within a group with what the group promises."""
    group_of = {member: group for group in workspace.groups for member in group.members}
    for edges in by_pair(edge for edge in present(workspace) if edge.requirement.scope.published):
        group = group_of.get(edges[0].dependent)
        shared = group is not None and group_of.get(edges[0].dependency) is group
        if group is not None and shared and group.policy.internal_pins in _PROMISES:
            yield from _loose(edges, group)


def _loose(edges: tuple[Dependency, ...], group: Group) -> Iterator[Finding]:
    wanted = _FIRMNESS.index(group.policy.internal_pins)
    asked = [edge for edge in edges if edge.requirement.url is None]
    loose = [edge for edge in asked if _firmness(edge.requirement) < wanted]
    if loose and len(loose) < len(asked):
        firm = [edge.requirement for edge in asked if edge not in loose]
        loose = [edge for edge in loose if not _is_held(edge.requirement, firm)]
    if not loose:
        return
    first, sibling = loose[0], loose[0].dependency
    _, *others = written(edge.requirement for edge in loose)
    related = tuple(Related(at, f"{first.dependent.label} requires {text}") for at, text in others)
    pins = group.policy.internal_pins
    promise = f"the requirements within {group.called} {_PROMISES[pins]}"
    if group.pins_at is not None:
        promise = f'{group.called} has internal-pins = "{pins}"'
        related = (Related(group.pins_at, promise), *related)
    if isinstance(sibling.version, Declared):
        related = (Related(sibling.version.at, f"{sibling.label} is {shown(sibling.version)}"), *related)
    yield Finding(
        first.requirement.at,
        f"{first.dependent.label} requires {first.requirement.text}, but {promise}",
        member=first.dependent,
        dependencies=(first.requirement.name,),
        related=related,
        subject=telling.shaped(edge.requirement for edge in loose),
        fix=_fix(loose, group),
    )


def _fix(loose: list[Dependency], group: Group) -> Fix | None:
    """The version of the sibling, held as the policy says."""
    from pinlint.questions.fitting import spelled, with_clauses  # noqa: PLC0415 - only for what is found

    version, pins = loose[0].dependency.version, group.policy.internal_pins
    operator = _OPERATORS[pins]
    if not isinstance(version, Declared) or (pins == "compatible" and "." not in spelled(version)):
        return None
    wanted = f"{operator}{spelled(version)}"
    places = {(edge.requirement.at, edge.requirement.text): edge.requirement for edge in loose}
    found = [with_clauses(requirement, wanted) for requirement in places.values()]
    fitted = [each for each in found if each is not None]
    if len(fitted) < len(found):
        return None
    more = f" and {len(fitted) - 1} more" if len(fitted) > 1 else ""
    changes = tuple(change for each in fitted for change in each.changes)
    return Fix(f"write {fitted[0].text}{more}", changes, safe=pins == "exact" and group.pins_at is not None)


def _is_held(requirement: Requirement, firm: list[Requirement]) -> bool:
    """Whether a firm requirement applies wherever this one does, so that this one only adds extras."""
    return any(
        (each.scope.kind is ScopeKind.CORE or each.scope == requirement.scope)
        and (each.marker is None or each.marker == requirement.marker)
        for each in firm
    )


def _firmness(requirement: Requirement) -> int:
    # A template without an operator of its own stands for ``==``.
    exact = requirement.templated and not requirement.specifiers
    return _FIRMNESS.index("exact" if exact else shape(requirement.specifiers))


RULE = Rule("PIN102", "loose-internal-pin", Level.WARNING, EXPLANATION, EXAMPLES, check)
