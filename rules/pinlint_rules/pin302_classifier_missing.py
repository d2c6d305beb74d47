"""PIN302: a Python that Requires-Python accepts has no classifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import classifiers, telling
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.sets.pythons import accepts_minor, finite_cap, floor, region
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.workspace import Workspace

EXPLANATION = """
A Python that the member's Requires-Python accepts has no classifier, although its neighbours have one.

Asked are the minors of Python 3 from the floor of Requires-Python (without one, from the lowest classifier) up to its
cap within Python 3 (without one, to the highest classifier, or to the floor if that is higher). Which Pythons have been released is of no importance: no
list of them is kept. A member that lists no `3.Y` classifier at all has chosen not to, and is left alone; so is one
whose build backend writes classifiers of its own. The fix adds what is missing, beside its neighbours, if the installed
`trove-classifiers` has it: a mistyped 3.21 leaves a gap of Pythons that nobody has.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            classifiers = [
                "Programming Language :: Python :: 3.10",
                "Programming Language :: Python :: 3.12",
            ]
        """,
        says="""
            core/pyproject.toml:2:8: PIN302 core accepts Python 3.11 (>=3.10), but has no classifier for it
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            classifiers = [
                "Programming Language :: Python :: 3.10",
                "Programming Language :: Python :: 3.11",
                "Programming Language :: Python :: 3.12",
            ]
        """,
    ),
)

_HIGHEST = 1000
"""Minors above this are no Pythons but numbers somebody made up."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look for gaps among the classifiers of each member."""
    for member in workspace.members:
        declared, listed = member.requires_python, member.classifiers
        if member.unpublished or listed is None or not listed.complete or not isinstance(declared, Declared):
            continue
        minors = classifiers.minors(member)
        missing = [minor for minor in _expected(declared.value, set(minors)) if minor not in minors]
        if missing:
            names = ", ".join(f"3.{minor}" for minor in missing)
            lacking = "it" if len(missing) == 1 else "them"
            yield Finding(
                member.anchor,
                f"{member.label} accepts Python {names} ({shown(declared)}), but has no classifier for {lacking}",
                member=member,
                related=(
                    Related(declared.at, f"{member.label} requires Python {shown(declared)}"),
                    *(Related(classifier.at, "its classifiers are here") for classifier in listed.items[:1]),
                ),
                witness=f"Python {_release(declared.value, missing[0])}",
                fix=Fix(
                    f"add the classifier{'' if len(missing) == 1 else 's'} for Python {names}",
                    classifiers.added(member, [(3, minor, f"3.{minor}") for minor in missing]),
                    safe=True,
                )
                if _are_listed(missing)
                else None,
                subject=telling.listed(names.split(", ")),
            )


def _expected(specifiers: SpecifierSet, minors: set[int]) -> Iterator[int]:
    """The minors of Python 3 that should have a classifier, given those that have one."""
    if not minors:
        return
    lowest, cap = floor(specifiers), finite_cap(specifiers)
    # ``>=3`` says Python 3, not that 3.0 is supported.
    first = lowest[1] if lowest is not None and lowest[0] == 3 and lowest > (3, 0, 0) else min(minors)
    last = cap[1] if cap is not None else max(first, *minors)
    for minor in range(first, min(last, _HIGHEST) + 1):
        if accepts_minor(specifiers, 3, minor):
            yield minor


def _are_listed(minors: Iterable[int]) -> bool:
    """Whether there are classifiers for these minors."""
    from trove_classifiers import classifiers as listed  # noqa: PLC0415 - only for what is found

    return all(f"Programming Language :: Python :: 3.{minor}" in listed for minor in minors)


def _release(specifiers: SpecifierSet, minor: int) -> str:
    """The lowest release of the minor that is accepted: ``3.10`` for its first, else as ``3.10.4``."""
    first, behind = (3, minor, 0), (3, minor + 1, 0)
    lowest = min(max(start, first) for start, end in region(str(specifiers)) if start < behind and first < end)
    return ".".join(map(str, lowest[: 3 if lowest[2] else 2]))


RULE = Rule("PIN302", "classifier-missing", Level.WARNING, EXPLANATION, EXAMPLES, check)
