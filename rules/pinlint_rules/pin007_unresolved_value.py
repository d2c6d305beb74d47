"""PIN007: a value could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule
from pinlint.workspace.gaps import unknown_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A value could not be read statically, and the reason why.

Rules that need an unknown value are silent, so what cannot be read is what is not checked. The summary counts such
values and `-v` lists them; this rule makes findings of them, for a workspace that means to be read whole. Values that an
override in the configuration gives are known.
"""

EXAMPLES = (
    Example(
        before="""
            -- pyproject.toml --
            [build-system]
            requires = ["hatchling", "hatch-vcs"]
            build-backend = "hatchling.build"

            [project]
            name = "acme-tools"
            dynamic = ["version"]

            [tool.hatch.version]
            source = "vcs"
        """,
        says="""
            pyproject.toml:9:2: PIN007 version of acme-tools is unknown: from version control (hatch-vcs)
        """,
        after="""
            -- pyproject.toml --
            [build-system]
            requires = ["hatchling", "hatch-vcs"]
            build-backend = "hatchling.build"

            [project]
            name = "acme-tools"
            dynamic = ["version"]

            [tool.hatch.version]
            source = "vcs"
            -- pinlint.toml --
            [[overrides]]
            member = "acme-tools"
            version = "4.2.0"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report every reason why a field of a member is unknown."""
    for member in workspace.members:
        for field, reasons in unknown_fields(member).items():
            for unknown in reasons:
                yield Finding(unknown.at, f"{field} of {member.label} is unknown: {unknown.reason}", member)


RULE = Rule("PIN007", "unresolved-value", Level.INFO, EXPLANATION, EXAMPLES, check, default=False)
