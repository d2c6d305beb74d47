"""PIN305: a classifier that is deprecated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A classifier is deprecated.

The index takes no upload with it any more, or will not. Which classifiers are deprecated, and what replaces them, is
known from the installed `trove-classifiers`. Members that are not published are left alone.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Natural Language :: Ukranian",
            ]
        """,
        says="""
            core/pyproject.toml:5:5: PIN305 core has the classifier 'Natural Language :: Ukranian', which is deprecated in favour of 'Natural Language :: Ukrainian'
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Natural Language :: Ukrainian",
            ]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look up the classifiers of each published member; one finding for each that is deprecated."""
    listing = [member for member in workspace.members if member.classifiers and not member.unpublished]
    if not listing:
        return
    # A list of nine hundred, which only workspaces with classifiers pay for.
    from trove_classifiers import deprecated_classifiers  # noqa: PLC0415

    for member in listing:
        first = {each.value.strip(): each for each in reversed(tuple(member.classifiers or ()))}
        for text, classifier in first.items():
            replacements = deprecated_classifiers.get(text)
            if replacements is not None:
                yield Finding(
                    classifier.at,
                    f"{member.label} has the classifier {text!r}, which is deprecated{_in_favour(replacements)}",
                    member=member,
                )


def _in_favour(replacements: list[str]) -> str:
    return f" in favour of {' or '.join(map(repr, replacements))}" if replacements else ", with no other in its place"


RULE = Rule("PIN305", "deprecated-classifier", Level.WARNING, EXPLANATION, EXAMPLES, check)
