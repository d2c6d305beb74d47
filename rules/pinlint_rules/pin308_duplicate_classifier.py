"""PIN308: a classifier is listed twice."""

from __future__ import annotations

from collections import defaultdict
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
    """Report, once each, what is repeated in the list that decides a member's classifiers."""
    for member in workspace.members:
        if not member.unpublished:
            listed: defaultdict[str, list[Declared[str]]] = defaultdict(list)
            for classifier in member.classifiers or ():
                listed[classifier.value.strip()].append(classifier)
            for text, (first, *others) in listed.items():
                if others:
                    times = "twice" if len(others) == 1 else f"{len(others) + 1} times"
                    yield Finding(
                        others[0].at,
                        f"{member.label} lists the classifier {text!r} {times}",
                        member=member,
                        related=tuple(Related(each.at, "it is listed here, too") for each in (first, *others[1:])),
                    )


RULE = Rule("PIN308", "duplicate-classifier", Level.WARNING, EXPLANATION, EXAMPLES, check)
