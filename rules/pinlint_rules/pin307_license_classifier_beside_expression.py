"""PIN307: licence classifiers stand beside a License-Expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import licenses, telling
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A member has an SPDX expression for its licence, and licence classifiers beside it.

The expression says all there is to say (PEP 639), and the classifiers are deprecated: build backends and indexes may
refuse the two together. `license = "MIT"` in a project table is such an expression, `license = {text = "MIT"}` is not.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            license = "MIT"
            classifiers = [
                "License :: OSI Approved :: MIT License",
            ]
        """,
        says="""
            core/pyproject.toml:6:5: PIN307 core has the classifier 'License :: OSI Approved :: MIT License' beside the license expression 'MIT'
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            license = "MIT"
            classifiers = [
            ]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for licence classifiers of each published member that has an expression; all of them are one finding."""
    for member in workspace.members:
        listed = licenses.classifiers(member)
        if (
            listed
            and not member.unpublished
            and isinstance(member.license, Declared)
            and licenses.is_expression(member)
        ):
            names = [repr(each.value.strip()) for each in listed]
            plural = "classifiers" if len(names) > 1 else "classifier"
            expression = member.license.value.strip()
            yield Finding(
                listed[0].at,
                f"{member.label} has the {plural} {' and '.join(names)} beside the license expression {expression!r}",
                member=member,
                related=(
                    Related(member.license.at, f"{member.label} has the license expression {expression!r}"),
                    *(Related(each.at, f"{member.label} has this classifier") for each in listed[1:]),
                ),
                subject=telling.listed(names),
            )


RULE = Rule("PIN307", "license-classifier-beside-expression", Level.INFO, EXPLANATION, EXAMPLES, check, default=False)
