"""PIN101: a requirement on a sibling refuses the version the sibling has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.graph import by_pair
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.specifiers import accepts
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Dependency, Workspace

EXPLANATION = """
A requirement on another member of the workspace refuses the version that member has.

Released together, the two cannot be installed together: installers look for another release of the sibling, or give up.
Pre-releases are accepted here whatever the specifier says about them, because the sibling *is* at that version.

Every requirement is asked: core, extras, dependency groups and build requirements. There is one finding for each
dependent and sibling.
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
    for edges in by_pair(workspace.dependencies):
        stale = [edge for edge in edges if _is_stale(edge)]
        if not stale:
            continue
        first, *others = stale
        sibling = first.dependency
        version = sibling.version
        if isinstance(version, Declared):
            also = (Related(edge.requirement.at, f"so does {edge.requirement.text}") for edge in others)
            yield Finding(
                first.requirement.at,
                f"{first.dependent.label} requires {first.requirement.text}, "
                f"but {sibling.label} is {version.text.strip()}",
                member=first.dependent,
                dependency=sibling.name,
                related=(Related(version.at, f"{sibling.label} is {version.text.strip()}"), *also),
                witness=str(version.value),
            )


def _is_stale(edge: Dependency) -> bool:
    requirement, version = edge.requirement, edge.dependency.version
    if requirement.templated or requirement.url is not None or not isinstance(version, Declared):
        return False
    return not accepts(requirement.specifiers, version.value)


RULE = Rule("PIN101", "stale-internal-pin", Level.ERROR, EXPLANATION, EXAMPLES, check)
