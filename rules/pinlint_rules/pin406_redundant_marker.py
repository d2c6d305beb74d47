"""PIN406: a marker that every environment within Requires-Python meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.support import condition, declared_pythons, shown
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.sets.conditions import always
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Place
    from pinlint.workspace import Member, Requirement, Workspace

EXPLANATION = """
Every environment within the member's Requires-Python meets the marker of a requirement, so the marker says nothing.

`dataclasses-json; python_version >= "3.8"` beside `>=3.10` reads as if there were installations without it. Asked are
the requirements that users of a release meet: core and extras. A marker is left alone where the answer depends on
something that is not known, and where the member declares no Requires-Python, or one that cannot be read.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["click>=8; python_version >= '3'"]
        """,
        says="""
            core/pyproject.toml:5:17: PIN406 core requires click>=8 where python_version >= '3', which every environment that it accepts meets (>=3.11)
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["click>=8"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask each marker of a published requirement whether everything that its member accepts meets it."""
    for member in workspace.members:
        declared = member.requires_python
        if not isinstance(declared, Declared):
            continue
        # One string may state a requirement for several extras, and says nothing only if it does for each of them.
        by_string: dict[tuple[Place, str], list[Requirement]] = {}
        for requirement in member.published:
            by_string.setdefault((requirement.at, requirement.text), []).append(requirement)
        for first, *others in by_string.values():
            if all(_is_redundant(member, each) for each in (first, *others)):
                asked, _, _ = first.text.partition(";")
                yield Finding(
                    first.at,
                    f"{member.label} requires {asked.strip()} where {condition(first)}, "
                    f"which every environment that it accepts meets ({shown(declared)})",
                    member=member,
                    dependencies=(first.name,),
                    extra=None if others else first.scope.name,
                    related=(Related(declared.at, f"{member.label} requires Python {shown(declared)}"),),
                    subject=telling.shaped((first, *others)),
                )


def _is_redundant(member: Member, requirement: Requirement) -> bool:
    marker = requirement.marker
    known = declared_pythons(member, marker)
    return marker is not None and known is not None and always(marker, *known)


RULE = Rule("PIN406", "redundant-marker", Level.INFO, EXPLANATION, EXAMPLES, check, default=False)
