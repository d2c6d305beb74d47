"""PIN704: a Python with a classifier is in no test matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import classifiers, governed
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace.targets import Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.workspace import Member, Workspace
    from pinlint.workspace.targets import Target

EXPLANATION = """
A Python that a member has a classifier for, and accepts, is in none of its test matrices.

The classifier says that it works there, and no job would notice when it does not. The matrices are those of PIN702: tox,
nox, Hatch, GitHub Actions, GitLab CI and cibuildwheel. Nothing is said where one of them is not wholly known, as with an
expression, where one names every Python 3 (`py3`), or where together they name a single Python. Other jobs may well test
it in ways that cannot be read; the rule is opt-in.
"""

EXAMPLES = (
    Example(
        before="""
            -- pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            classifiers = [
                "Programming Language :: Python :: 3.10",
                "Programming Language :: Python :: 3.11",
                "Programming Language :: Python :: 3.12",
            ]
            -- tox.ini --
            [tox]
            env_list = py{310,311}, lint
        """,
        says="""
            pyproject.toml:8:5: PIN704 core has the classifier for Python 3.12, but it is in none of its test matrices
        """,
        after="""
            -- pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            classifiers = [
                "Programming Language :: Python :: 3.10",
                "Programming Language :: Python :: 3.11",
                "Programming Language :: Python :: 3.12",
            ]
            -- tox.ini --
            [tox]
            env_list = py{310,311,312}, lint
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look up the classifiers of each member in the matrices that are for it; one finding for all that are missing."""
    matrices: dict[Member, list[Target]] = {}
    for target in workspace.targets:
        if target.use is Use.RUNS:
            for member in governed.members(workspace, target):
                matrices.setdefault(member, []).append(target)
    for member, targets in matrices.items():
        missing = _missing(member, targets)
        if missing:
            names = [f"3.{minor}" for minor in missing]
            listed = classifiers.minors(member)
            them = "it is" if len(missing) == 1 else "they are"
            yield Finding(
                listed[missing[0]].at,
                f"{member.label} has the {classifiers.called(names)}, but {them} in none of its test matrices",
                member=member,
                related=(
                    *(Related(listed[minor].at, f"the classifier for Python 3.{minor}") for minor in missing[1:]),
                    *(Related(each.pythons.items[0].at, each.label) for each in targets if each.pythons.items),
                ),
                witness=f"Python {names[0]}",
            )


def _missing(member: Member, targets: Sequence[Target]) -> list[int]:
    """The minors with a classifier that no matrix names."""
    pythons = {each.value[:2] for target in targets for each in target.pythons}
    several = len({each for each in pythons if each > (3,)}) > 1
    if not several or (3,) in pythons or not all(each.pythons.complete for each in targets):
        return []
    return [
        minor
        for minor in classifiers.minors(member)
        if (3, minor) not in pythons and not governed.refuses(member, (3, minor))
    ]


RULE = Rule("PIN704", "untested-python", Level.INFO, EXPLANATION, EXAMPLES, check, default=False)
