"""PIN003: a version is not a PEP 440 version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A version is not a PEP 440 version.

Build backends and indexes refuse it, and no specifier set can accept it. Pins on the member are not compared with it.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0-final-2"
        """,
        says="""
            core/pyproject.toml:3:11: PIN003 '1.0-final-2' is not a PEP 440 version
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0.post2"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each version that PEP 440 refuses."""
    for problem in workspace.problems:
        if problem.kind is ProblemKind.VERSION:
            yield Finding(problem.at, problem.message, member=workspace.stating(problem.at.path))


RULE = Rule("PIN003", "invalid-version", Level.ERROR, EXPLANATION, EXAMPLES, check)
