"""PIN001: a metadata file cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A metadata file of a member cannot be decoded or parsed.

What it says of its project is unknown, so nothing that depends on it can be checked, and no build backend will get
further than pinlint did. The position is the parser's own. Every other member is checked all the same.

Files that are too large, not regular files or not to be had for lack of permission are reported here as well, and so
are archives that are damaged or exceed the limits on their size.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = 1.0.0
        """,
        says="""
            core/pyproject.toml:3:14: PIN001 pyproject.toml is not valid TOML: expected newline or end of document after a statement
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0.0"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each file that could not be read."""
    for problem in workspace.problems:
        if problem.kind is ProblemKind.FILE:
            yield Finding(problem.at, problem.message, member=workspace.stating(problem.at.path))


RULE = Rule("PIN001", "unreadable-file", Level.ERROR, EXPLANATION, EXAMPLES, check)
