"""PIN702: a project is tested, built or run on a Python that its Requires-Python refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import classifiers, governed, telling
from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import Declared
from pinlint.workspace.targets import Use
from pinlint.workspace.targets import shown as name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinlint.workspace import Member, Workspace
    from pinlint.workspace.targets import Python, Target

EXPLANATION = """
Tests, builds or images are set to a Python that the Requires-Python of every project they may be for refuses.

Installers refuse the project there, so that the job fails, or has not been run for long. What is read: the list of
environments of tox, the sessions of nox, the matrices of Hatch, GitHub Actions and GitLab CI, the selectors of
cibuildwheel, `.python-version`, Read the Docs, and the official images of Python in Dockerfiles and GitLab CI. `3.10`
without quotes is the number 3.1 in YAML, and is reported as such.

A setting may be for every member in its folder and below, in GitHub Actions in the working directory of the job;
nothing is said where one of them accepts the Python. Silent are expressions other than `${{ matrix.key }}`, ranges
(`3.x`), what is in development (`3.14-dev`), and a single Python where no command in sight installs the project with
it. Of a matrix only the Pythons that are not excluded count.

A Python that a member has a classifier for, and accepts, should be in one of its matrices; whether it is, is asked where
the rule is selected (`extend-select = ["PIN702"]`), and told as info, since other jobs may well test it in ways that cannot
be read. Nothing is said where a matrix is not wholly known, as with an expression, where one names every Python 3 (`py3`),
or where together they name a single Python.
"""

EXAMPLES = (
    Example(
        before="""
            -- pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            -- tox.ini --
            [tox]
            env_list = py{39,310,311}, lint
            -- .github/workflows/ci.yml --
            jobs:
              tests:
                strategy:
                  matrix:
                    python: ["3.8", "3.9", "3.10"]
                steps:
                  - uses: actions/setup-python@v5
                    with:
                      python-version: ${{ matrix.python }}
        """,
        says="""
            .github/workflows/ci.yml:5:18: PIN702 GitHub Actions job tests names Python 3.8 and 3.9, but core requires \
Python >=3.10
            tox.ini:2:12: PIN702 tox env_list names Python 3.9, but core requires Python >=3.10
        """,
        after="""
            -- pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.10"
            -- tox.ini --
            [tox]
            env_list = py{310,311}, lint
            -- .github/workflows/ci.yml --
            jobs:
              tests:
                strategy:
                  matrix:
                    python: ["3.10", "3.11"]
                steps:
                  - uses: actions/setup-python@v5
                    with:
                      python-version: ${{ matrix.python }}
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask the members that a setting may be for about every Python that it names."""
    for target in workspace.targets:
        if target.use is Use.RUNS and (finding := _refused(workspace, target)):
            yield finding


def _refused(workspace: Workspace, target: Target) -> Finding | None:
    """The finding that no member accepts some Pythons of a setting."""
    members = governed.members(workspace, target)
    if not members:
        return None
    pythons = {each.value for each in target.pythons}
    nowhere = {python for python in pythons if all(governed.refuses(member, python) for member in members)}
    refused = [each for each in target.pythons if each.value in nowhere]
    if not refused:
        return None
    names = list(dict.fromkeys(_named(each) for each in refused))
    return Finding(
        refused[0].at,
        f"{target.label} names Python {_listed(names)}, but {governed.requiring(members, len(names))}",
        member=members[0] if len(members) == 1 else None,
        related=_related(members),
        witness=f"Python {name_of(refused[0].value)}",
        subject=telling.listed(names),
    )


def further(workspace: Workspace) -> Iterator[Finding]:
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
                level=Level.INFO,
                subject=telling.listed(names),
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


def _named(python: Declared[Python]) -> str:
    name = name_of(python.value)
    # YAML makes a number of what has no quotes.
    return f"{name} (written {python.text})" if python.text == f"{name}0" else name


def _listed(names: list[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def _related(members: Sequence[Member]) -> tuple[Related, ...]:
    return tuple(
        Related(member.requires_python.at, f"{member.label} requires Python {shown(member.requires_python)}")
        for member in members[: governed.NAMED]
        if isinstance(member.requires_python, Declared)
    )


RULE = Rule("PIN702", "test-matrix-disagrees", Level.WARNING, EXPLANATION, EXAMPLES, check, further=further)
