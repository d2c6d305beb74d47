"""PIN101: a requirement on a sibling refuses the version the sibling has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.graph import by_pair
from pinlint.questions import telling
from pinlint.questions.support import present, refuses, shown, written
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.workspace import Declared, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.workspace import Dependency, Group, Workspace

EXPLANATION = """
A requirement on another member of the workspace refuses the version that member has.

Released together, the two cannot be installed together: installers look for another release of the sibling, or give up.
Pre-releases are accepted here whatever the specifier says about them, because the sibling *is* at that version.

Every requirement is asked: core, extras, dependency groups and build requirements. There is one finding for each
dependent and sibling. A requirement that asks for an older release only where the present one could not be installed
anyway (`core<2; python_version < "3.9"`, where core 2.1 requires Python 3.9) is left alone.

The fix writes the version of the sibling into the clauses that refuse it. It is safe where `==`, `~=` or the like named an
earlier one. There is none where it is the sibling that lags the version of its group (PIN103).
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.3.0"
            dependencies = [
                "core==1.2.0",
            ]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.3.0"
        """,
        says="""
            app/pyproject.toml:5:5: PIN101 app requires core==1.2.0, but core is 1.3.0
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.3.0"
            dependencies = [
                "core==1.3.0",
            ]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.3.0"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask each internal requirement whether it accepts the version of the sibling."""
    group_of = {member: group for group in workspace.groups for member in group.members}
    for edges in by_pair(edge for edge in present(workspace) if refuses(edge)):
        first = edges[0]
        sibling, version = first.dependency, first.dependency.version
        if isinstance(version, Declared):
            is_at = f"{sibling.label} is {shown(version)}"
            _, *others = written(edge.requirement for edge in edges)
            yield Finding(
                first.requirement.at,
                f"{first.dependent.label} requires {first.requirement.text}, but {is_at}",
                member=first.dependent,
                dependencies=(first.requirement.name,),
                extra=_extra(edges),
                related=(
                    Related(version.at, is_at),
                    *(Related(at, f"{first.dependent.label} requires {text}") for at, text in others),
                ),
                witness=f"{sibling.label} {version.value}",
                subject=telling.shaped(edge.requirement for edge in edges),
                fix=_fix(edges, version, group_of.get(sibling)),
            )


def _extra(edges: Sequence[Dependency]) -> NormalizedName | None:
    """The extra that all of the requirements are in."""
    scopes = {edge.requirement.scope for edge in edges}
    only = scopes.pop() if len(scopes) == 1 else None
    return only.name if only is not None and only.kind is ScopeKind.EXTRA else None


def _fix(edges: Sequence[Dependency], version: Declared[Version], group: Group | None) -> Fix | None:
    """The version in the clauses that refuse it, in all requirements."""
    from pinlint.questions.fitting import to_version  # noqa: PLC0415 - only for what is found

    if group is not None and group.policy.version == "lockstep":
        wanted = group.stated.value if isinstance(group.stated, Declared) else group.version
        if wanted != version.value and not group.inferred:
            return None
    places = {(edge.requirement.at, edge.requirement.text): edge.requirement for edge in edges}
    found = [to_version(requirement, version) for requirement in places.values()]
    fitted = [each for each in found if each is not None]
    if len(fitted) < len(found):
        return None
    texts = list(dict.fromkeys(each.text for each in fitted))
    title = f"write {texts[0]}" + (f" and {len(texts) - 1} more" if len(texts) > 1 else "")
    changes = tuple(change for each in fitted for change in each.changes)
    return Fix(title, changes, safe=all(each.forward for each in fitted))


RULE = Rule("PIN101", "stale-internal-pin", Level.ERROR, EXPLANATION, EXAMPLES, check)
