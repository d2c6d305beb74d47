"""PIN004: a requirement is not a PEP 508 requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A requirement is not a PEP 508 requirement.

Installers refuse the whole distribution for one such string. The finding marks that string alone; the others in its
list are checked, and what the broken one asks for is unknown.

Two old forms look alike: `foo (>=1,<2)` is legal, `foo>=1.*` is not (a wildcard goes with `==` and `!=` only).
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click>=8", "rich>=13.*"]
        """,
        says="""
            core/pyproject.toml:4:29: PIN004 'rich>=13.*' is not a PEP 508 requirement: .* suffix can only be used with `==` or `!=` operators
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            dependencies = ["click>=8", "rich>=13"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each requirement that PEP 508 refuses."""
    for problem in workspace.problems:
        if problem.kind is ProblemKind.REQUIREMENT:
            yield Finding(problem.at, problem.message, member=workspace.stating(problem.at.path))


RULE = Rule("PIN004", "invalid-requirement", Level.ERROR, EXPLANATION, EXAMPLES, check)
