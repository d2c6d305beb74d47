"""PIN104: a range accepts the sibling now and refuses it once it is released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.graph import by_pair
from pinlint.questions import telling
from pinlint.questions.support import present, shown, written
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.sets.specifiers import accepts, released
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Dependency, Workspace

EXPLANATION = """
A range accepts the version a sibling has now and refuses the release that version leads to.

`<0.5b0` accepts `0.5b0.dev0`, and stops accepting the sibling on the day it becomes `0.5b0`. The release is the next
step only: the version without `.devN`, else without its pre-release part. A requirement with an `==` clause names the
version and has to move with it anyway, so it is left alone.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "0.5b0.dev0"
            dependencies = ["core>=0.4,<0.5b0"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "0.5b0.dev0"
        """,
        says="""
            app/pyproject.toml:4:17: PIN104 app requires core>=0.4,<0.5b0, which accepts core 0.5b0.dev0, but not the 0.5b0 it leads to
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "0.5b0.dev0"
            dependencies = ["core>=0.4,<0.6b0"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "0.5b0.dev0"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask each published range on a sibling about the sibling's next release."""
    for edges in by_pair(edge for edge in present(workspace) if _breaks(edge)):
        first = edges[0]
        sibling, version = first.dependency, first.dependency.version
        if isinstance(version, Declared):
            release = released(version.value)
            now = shown(version)
            _, *others = written(edge.requirement for edge in edges)
            yield Finding(
                first.requirement.at,
                f"{first.dependent.label} requires {first.requirement.text}, which accepts {sibling.label} {now}, "
                f"but not the {release} it leads to",
                member=first.dependent,
                dependencies=(first.requirement.name,),
                related=(
                    Related(version.at, f"{sibling.label} is {now}"),
                    *(Related(at, f"{first.dependent.label} requires {text}") for at, text in others),
                ),
                witness=f"{sibling.label} {release}",
                subject=telling.shaped(edge.requirement for edge in edges),
            )


def _breaks(edge: Dependency) -> bool:
    requirement, version = edge.requirement, edge.dependency.version
    if requirement.templated or not requirement.scope.published or not isinstance(version, Declared):
        return False
    if any(clause.operator in {"==", "==="} for clause in requirement.specifiers):
        return False
    specifiers = requirement.specifiers
    return accepts(specifiers, version.value) and not accepts(specifiers, released(version.value))


RULE = Rule("PIN104", "pin-breaks-on-release", Level.WARNING, EXPLANATION, EXAMPLES, check)
