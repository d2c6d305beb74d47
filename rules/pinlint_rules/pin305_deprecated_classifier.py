"""PIN305: a classifier that is deprecated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Fix, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.changes import Change
    from pinlint.workspace import Member, Workspace

EXPLANATION = """
A classifier is deprecated.

The index takes no upload with it any more, or will not. Which classifiers are deprecated, and what replaces them, is
known from the installed `trove-classifiers`. Members that are not published are left alone. Where one classifier takes its
place, the fix writes that.
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
                    fix=_fix(member, text, replacements),
                )


def _fix(member: Member, text: str, replacements: list[str]) -> Fix | None:
    """The one that takes its place, once; nothing where that is listed already."""
    from pinlint.changes import Remove, Replace  # noqa: PLC0415 - only for what is found

    if len(replacements) != 1:
        return None
    new = replacements[0]
    listed = [each for each in member.classifiers or () if each.value.strip() == text]
    known = any(each.value.strip() == new for each in member.classifiers or ())
    changes: list[Change] = [Remove(each.at, each.text) for each in (listed if known else listed[1:])]
    if not known:
        changes.append(Replace(listed[0].at, listed[0].text, new))
    return Fix(f"remove {text}" if known else f"write {new}", tuple(changes), safe=True)


def _in_favour(replacements: list[str]) -> str:
    return f" in favour of {' or '.join(map(repr, replacements))}" if replacements else ", with no other in its place"


RULE = Rule("PIN305", "deprecated-classifier", Level.WARNING, EXPLANATION, EXAMPLES, check)
