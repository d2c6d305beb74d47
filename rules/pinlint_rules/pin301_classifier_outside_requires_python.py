"""PIN301: a classifier names a Python that Requires-Python refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.classifiers import called, pythons, removed
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.sets.pythons import accepts_major, accepts_minor, region
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.questions.classifiers import Label
    from pinlint.workspace import Workspace

EXPLANATION = """
A classifier names a Python that the member's Requires-Python refuses entirely.

`Programming Language :: Python :: 3.9` is a promise to readers of the index, `Requires-Python: >=3.10` is what
installers go by. The classifiers for a minor (`3.9`), for a major (`2`, `3`) and for one major only (`3 :: Only`) are
compared; one accepted patch release of the series is enough. A raised floor leaves several of them behind: they are one
finding.
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
                "Programming Language :: Python :: 3.8",
                "Programming Language :: Python :: 3.9",
                "Programming Language :: Python :: 3.10",
            ]
        """,
        says="""
            core/pyproject.toml:6:5: PIN301 core has the classifiers for Python 3.8 and 3.9, but requires Python >=3.10
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
    """Ask Requires-Python about every Python that the classifiers name; all that one refuses are one finding."""
    for member in workspace.members:
        declared = member.requires_python
        # A set that accepts nothing has a finding of its own.
        if member.unpublished or not isinstance(declared, Declared) or not region(str(declared.value)):
            continue
        refused = {label: each for label, each in pythons(member).items() if not _accepted(declared.value, label)}
        if refused:
            names = [name for _, _, name in refused]
            first, *others = refused.values()
            yield Finding(
                first.at,
                f"{member.label} has the {called(names)}, but requires Python {shown(declared)}",
                member=member,
                related=(
                    Related(declared.at, f"{member.label} requires Python {shown(declared)}"),
                    *(
                        Related(each.at, f"the classifier for Python {name}")
                        for name, each in zip(names[1:], others, strict=True)
                    ),
                ),
                witness=f"Python {names[0].removesuffix(' :: Only')}",
                subject=telling.listed(names),
                fix=Fix(
                    f"remove {', '.join(each.value.strip() for each in refused.values())}",
                    removed(member, refused.values()),
                    safe=True,
                ),
            )


def _accepted(specifiers: SpecifierSet, label: Label) -> bool:
    major, minor, _ = label
    return accepts_major(specifiers, major) if minor is None else accepts_minor(specifiers, major, minor)


RULE = Rule("PIN301", "classifier-outside-requires-python", Level.ERROR, EXPLANATION, EXAMPLES, check)
