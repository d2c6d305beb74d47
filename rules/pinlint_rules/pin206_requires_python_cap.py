"""PIN206: a library refuses the next Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Level, Rule
from pinlint.sets.pythons import finite_cap, region
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
The Requires-Python of a published member ends within Python 3.

Who requires the member cannot move to the Python behind that end before a release of the member allows it, and
installers then look for an older release without the bound instead of failing. `<4` is no such end. A member that is
not published is installed by its own people only, and may be as narrow as they like.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10,<3.13"
        """,
        says="""
            core/pyproject.toml:4:19: PIN206 core refuses Python 3.13 and all that follow (>=3.10,<3.13)
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for an upper bound of each published member."""
    for member in workspace.members:
        declared = member.requires_python
        if isinstance(declared, Declared) and not member.unpublished and finite_cap(declared.value) is not None:
            _, end = region(str(declared.value))[-1]
            refused = ".".join(map(str, end if end[2] else end[:2]))
            yield Finding(
                declared.at,
                f"{member.label} refuses Python {refused} and all that follow ({shown(declared)})",
                member=member,
                witness=f"Python {refused}",
            )


RULE = Rule("PIN206", "requires-python-cap", Level.INFO, EXPLANATION, EXAMPLES, check, default=False)
