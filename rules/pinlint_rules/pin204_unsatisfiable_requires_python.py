"""PIN204: a Requires-Python accepts no Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Level, Rule
from pinlint.sets.pythons import region
from pinlint.sets.specifiers import is_unsatisfiable
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.workspace import Workspace

EXPLANATION = """
The Requires-Python of a member accepts no released Python.

All its clauses have to hold at once. The member can be built and uploaded, and nobody can install it.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.12,<3.11"
        """,
        says="""
            core/pyproject.toml:4:19: PIN204 core accepts no Python at all (>=3.12,<3.11)
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.12,<3.15"
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask every Requires-Python whether any release is left."""
    for member in workspace.members:
        declared = member.requires_python
        if isinstance(declared, Declared) and _accepts_nothing(declared.value):
            yield Finding(declared.at, f"{member.label} accepts no Python at all ({shown(declared)})", member=member)


def _accepts_nothing(specifiers: SpecifierSet) -> bool:
    """Whether no release X.Y.Z is left, nor a pre-release where the set names one; ``===`` may name anything."""
    if region(str(specifiers)) or any(clause.operator == "===" for clause in specifiers):
        return False
    return not specifiers.prereleases or is_unsatisfiable(specifiers)


RULE = Rule("PIN204", "unsatisfiable-requires-python", Level.ERROR, EXPLANATION, EXAMPLES, check)
