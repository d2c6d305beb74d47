"""PIN002: a name is not a valid distribution name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A name is not a valid distribution name.

Names consist of ASCII letters, digits, `.`, `-` and `_`, and start and end with a letter or digit (the *name format* of
the packaging specifications). No index accepts another one, and no requirement can refer to it: the member takes part
in no comparison.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core!"
            version = "1.0"
        """,
        says="""
            core/pyproject.toml:2:8: PIN002 'core!' is not a valid distribution name
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each name that breaks the name format."""
    for problem in workspace.problems:
        if problem.kind is ProblemKind.NAME:
            yield Finding(problem.at, problem.message, member=workspace.stating(problem.at.path))


RULE = Rule("PIN002", "invalid-name", Level.ERROR, EXPLANATION, EXAMPLES, check)
