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

A template of projects, whose name is a placeholder (`{{ cookiecutter.name }}`, `<REPLACE ME>`, `${name}`, `@NAME@`), is
no member, unless somebody declares it to be one. Of what is not published only a pyproject.toml is asked, which tools
refuse to read; from what the setup.py of an example says setuptools makes a name.
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

_MADE_VALID = ("setup.py", "setup.cfg")
"""Files in which setuptools puts a dash for what a name must not hold."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report each name that breaks the name format."""
    for problem in workspace.problems:
        if problem.kind is ProblemKind.NAME:
            member = workspace.stating(problem.at.path)
            if member is None or not member.unpublished or not problem.at.path.endswith(_MADE_VALID):
                yield Finding(problem.at, problem.message, member=member)


RULE = Rule("PIN002", "invalid-name", Level.ERROR, EXPLANATION, EXAMPLES, check)
