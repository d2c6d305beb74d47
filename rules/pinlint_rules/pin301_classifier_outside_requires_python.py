"""PIN301: a classifier names a Python that Requires-Python refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.classifiers import pythons
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Remove, Rule
from pinlint.sets.pythons import accepts_major, accepts_minor, region
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Member, Workspace

EXPLANATION = """
A classifier names a Python that the member's Requires-Python refuses entirely.

`Programming Language :: Python :: 3.9` is a promise to readers of the index, `Requires-Python: >=3.10` is what
installers go by. The classifiers for a minor (`3.9`), for a major (`2`, `3`) and for one major only (`3 :: Only`) are
compared; one accepted patch release of the series is enough.
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
                "Programming Language :: Python :: 3.9",
                "Programming Language :: Python :: 3.10",
            ]
        """,
        says="""
            core/pyproject.toml:6:5: PIN301 core has the classifier for Python 3.9, but requires Python >=3.10
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            classifiers = [
                "Programming Language :: Python :: 3.10",
            ]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask Requires-Python about every Python that the classifiers name."""
    for member in workspace.members:
        declared = member.requires_python
        # A set that accepts nothing has a finding of its own.
        if member.unpublished or not isinstance(declared, Declared) or not region(str(declared.value)):
            continue
        for (major, minor, label), classifier in pythons(member).items():
            if minor is None:
                accepted = accepts_major(declared.value, major)
            else:
                accepted = accepts_minor(declared.value, major, minor)
            if not accepted:
                yield Finding(
                    classifier.at,
                    f"{member.label} has the classifier for Python {label}, but requires Python {shown(declared)}",
                    member=member,
                    related=(Related(declared.at, f"{member.label} requires Python {shown(declared)}"),),
                    witness=f"Python {label.removesuffix(' :: Only')}",
                    fix=_fix(member, classifier.value),
                )


def _fix(member: Member, value: str) -> Fix:
    """Remove the classifier, however often it is listed."""
    alike = [each for each in member.classifiers or () if each.value.strip() == value.strip()]
    return Fix(f"remove {value.strip()}", tuple(Remove(each.at, each.text) for each in alike), safe=True)


RULE = Rule("PIN301", "classifier-outside-requires-python", Level.ERROR, EXPLANATION, EXAMPLES, check)
