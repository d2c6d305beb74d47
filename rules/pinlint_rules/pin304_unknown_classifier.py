"""PIN304: a classifier that no index knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pinlint.workspace import Workspace

EXPLANATION = """
A classifier is not among those that are defined.

The index refuses an upload with such a classifier, on the day of the release. The defined ones are those of the
installed `trove-classifiers`. A classifier that ends in a number higher than all its neighbours there
(`Programming Language :: Python :: 3.99`) may be newer than that list, and is left alone. So is a member that is not
published, as a `Private ::` classifier says.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Development Status :: 5 - Production",
            ]
        """,
        says="""
            core/pyproject.toml:5:5: PIN304 core has the classifier 'Development Status :: 5 - Production', which is not defined; did you mean 'Development Status :: 5 - Production/Stable'?
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            classifiers = [
                "Development Status :: 5 - Production/Stable",
            ]
        """,
    ),
)

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,9}")
_LONGEST = 200
"""Characters of a classifier that is compared with others; those that are defined are shorter than half of it."""
_OFFERS = 100
"""Unknown classifiers that a nearest one is looked for; a workspace that has more of them was not misspelt."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look up the classifiers of each published member; one finding for each that is unknown."""
    listing = [member for member in workspace.members if member.classifiers and not member.unpublished]
    if not listing:
        return
    # A list of nine hundred, which only workspaces with classifiers pay for.
    from trove_classifiers import classifiers, deprecated_classifiers  # noqa: PLC0415

    offers: dict[str, str] = {}
    for member in listing:
        first = {each.value.strip(): each for each in reversed(tuple(member.classifiers or ()))}
        for text, classifier in first.items():
            if not text or text in classifiers or text in deprecated_classifiers or _may_be_newer(text, classifiers):
                continue
            if text not in offers:
                offers[text] = _offer(text, classifiers) if len(offers) < _OFFERS else ""
            yield Finding(
                classifier.at,
                f"{member.label} has the classifier {text!r}, which is not defined{offers[text]}",
                member=member,
            )


def _may_be_newer(text: str, known: Collection[str]) -> bool:
    """Whether it ends in a number that is higher than all those defined beside it."""
    parent, _, last = text.rpartition(" :: ")
    if not _NUMBER.fullmatch(last):
        return False
    beside = (each.rpartition(" :: ")[2] for each in known if each.rpartition(" :: ")[0] == parent)
    numbers = [_number(each) for each in beside if _NUMBER.fullmatch(each)]
    return bool(numbers) and _number(last) > max(numbers)


def _number(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _offer(text: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a misspelt classifier

    folded = {each.casefold(): each for each in sorted(known)}
    wanted = " :: ".join(part.strip() for part in text.casefold()[:_LONGEST].split("::"))
    parent, parts, last = wanted.rpartition(" :: ")
    beside = [each.removeprefix(parent + parts) for each in folded if each.rpartition(" :: ")[0] == parent]
    # What follows a parent that exists is compared by itself: most characters of two long names are those of parents.
    near = [each for each in folded if _words(each) == _words(wanted)]
    near = near or [parent + parts + each for each in get_close_matches(last, beside, n=1)]
    near = near or get_close_matches(wanted, folded, n=1)
    return f"; did you mean {folded[near[0]]!r}?" if near else ""


def _words(text: str) -> list[str]:
    """What is left of a classifier without its separators."""
    return text.replace("::", " ").split()


RULE = Rule("PIN304", "unknown-classifier", Level.ERROR, EXPLANATION, EXAMPLES, check)
