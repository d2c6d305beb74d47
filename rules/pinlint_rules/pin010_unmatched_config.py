"""PIN010: something in the configuration matches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
Something in the configuration matches nothing, or changes nothing.

A glob over folders or names that matches no member, an ignore for a member, a dependency or an extra that does not
exist, a hub or a winner that is gone, an override for a member that was renamed: each is left over, or misspelt, and
does not do what it was written for. So is a table of groups or dependencies whose names an earlier one has taken, since
of several that match the first decides. An override of a value that can be read repeats a fact, and the two copies will
drift apart. A file that the configuration names and that cannot be used is found here, too.

A ban is meant to match nothing, and what cannot be read may be what a glob was written for: both are silent. So is an
`exclude` of folders that tools make, which are not always there: those that git ignores, and those with names such as
`build` and `.venv`. It need not exclude a project: a folder or a file that it matches is enough.

Names and globs are asked only where the whole root is read, since parts of a workspace do not hold all its members.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.2"
            requires-python = ">=3.11"
            -- pinlint.toml --
            exclude = ["attic/*"]
            [[overrides]]
            member = "core"
            version = "1.2"
            [[overrides]]
            member = "legacy"
            version = "0.9"
        """,
        says="""
            pinlint.toml:1:12: PIN010 no folder and no file matches attic/*
            pinlint.toml:4:11: PIN010 the override of version of core repeats what can be read
            pinlint.toml:6:10: PIN010 there is no member legacy to override
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.2"
            requires-python = ">=3.11"
            -- pinlint.toml --
            members = ["*"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each part of the configuration that has no effect."""
    for problem in workspace.problems:
        if problem.kind is ProblemKind.CONFIGURATION:
            yield Finding(problem.at, problem.message)


RULE = Rule("PIN010", "unmatched-config", Level.WARNING, EXPLANATION, EXAMPLES, check)
