"""PIN308: a classifier is listed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Declared, Workspace

EXPLANATION = """
A classifier is listed twice in one list.

It says nothing twice, and the copy is often what remains of an entry that should have been changed.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Programming Language :: Python :: 3.12",
                "Programming Language :: Python :: 3.12",
            ]
        """,
        says="""
            core/pyproject.toml:6:5: PIN308 core lists the classifier 'Programming Language :: Python :: 3.12' twice
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Programming Language :: Python :: 3.12",
            ]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Report every repetition in the list that decides a member's classifiers."""
    for member in workspace.members:
        if member.unpublished:
            continue
        seen: dict[str, Declared[str]] = {}
        for classifier in member.classifiers or ():
            first = seen.setdefault(classifier.value.strip(), classifier)
            if first is not classifier:
                yield Finding(
                    classifier.at,
                    f"{member.label} lists the classifier {classifier.value.strip()!r} twice",
                    member=member,
                    related=(Related(first.at, "it is listed here first"),),
                )


RULE = Rule("PIN308", "duplicate-classifier", Level.WARNING, EXPLANATION, EXAMPLES, check)
