"""PIN101: a requirement on a sibling refuses the version the sibling has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.graph import by_pair
from pinlint.questions.support import present, refuses, shown, written
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A requirement on another member of the workspace refuses the version that member has.

Released together, the two cannot be installed together: installers look for another release of the sibling, or give up.
Pre-releases are accepted here whatever the specifier says about them, because the sibling *is* at that version.

Every requirement is asked: core, extras, dependency groups and build requirements. There is one finding for each
dependent and sibling. A requirement that asks for an older release only where the present one could not be installed
anyway (`core<2; python_version < "3.9"`, where core 2.1 requires Python 3.9) is left alone.
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
                related=(
                    Related(version.at, is_at),
                    *(Related(at, f"{first.dependent.label} requires {text}") for at, text in others),
                ),
                witness=f"{sibling.label} {version.value}",
            )


RULE = Rule("PIN101", "stale-internal-pin", Level.ERROR, EXPLANATION, EXAMPLES, check)
