"""PIN403: a requirement accepts no version at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.sets.specifiers import is_unsatisfiable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
The specifier set of a requirement accepts no version at all, pre-releases included.

Nobody can install the member. Mostly a bound was raised on one side only, or a comma stands where two alternatives
were meant: the clauses of a set all have to hold.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click>=8.2,<8.1"]
        """,
        says="""
            core/pyproject.toml:4:17: PIN403 core requires click>=8.2,<8.1, which accepts no version
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click>=8.2,<9"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask each published requirement whether any version satisfies it."""
    impossible: dict[str, bool] = {}
    for member in workspace.members:
        # Built metadata may write one requirement for several extras.
        for requirement in {each.at: each for each in member.published}.values():
            specifiers = str(requirement.specifiers)
            if specifiers not in impossible:
                impossible[specifiers] = is_unsatisfiable(requirement.specifiers)
            if impossible[specifiers] and not requirement.templated:
                yield Finding(
                    requirement.at,
                    f"{member.label} requires {requirement.text}, which accepts no version",
                    member=member,
                    dependencies=(requirement.name,),
                )


RULE = Rule("PIN403", "unsatisfiable-requirement", Level.ERROR, EXPLANATION, EXAMPLES, check)
