"""PIN005: a Requires-Python is not a specifier set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A Requires-Python is not a specifier set.

Installers that cannot parse the field ignore it, so the distribution is offered to Pythons it was not made for. A bare
version (`3.11`) is no specifier: it needs an operator.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = "3.11+"
        """,
        says="""
            core/pyproject.toml:4:19: PIN005 '3.11+' is not a set of version specifiers: invalid specifier: '3.11+'
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each Requires-Python that PEP 440 refuses."""
    for problem in workspace.problems:
        if problem.kind is ProblemKind.REQUIRES_PYTHON:
            yield Finding(problem.at, problem.message, member=workspace.stating(problem.at.path))


RULE = Rule("PIN005", "invalid-requires-python", Level.ERROR, EXPLANATION, EXAMPLES, check)
