"""PIN409: a lock or a requirements file chooses a version that a member installed from it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pinlint.source import Place
    from pinlint.workspace import Member, Requirement, Workspace
    from pinlint.workspace.requested import Requested

EXPLANATION = """
A lock, or a requirements file that installs the member, chooses a version that the member refuses.

The lock is stale, or the pin was raised by hand: what is tested and deployed is not what the member promises to work
with. Read are `uv.lock`, `poetry.lock`, `pdm.lock`, `pylock.toml` and requirements files with all they include.

A lock belongs to the members it names (uv), or to the project in its folder; a `pylock.toml` to the projects it
installs. A requirements file installs the members it names by path, or by name in a version that is theirs; its other
lines are held against what these members require, with the extras asked for. So are the pins that `pip-compile` or
`uv pip compile` say they chose for a member (`# via app (pyproject.toml)`), against its core requirements. Pins and
ranges, those of constraints included, clash where no version is in both.

Overrides exist to break ranges: what they name is left alone, and so is what a lock takes from a folder, a repository
or an archive. Pre-releases are accepted, dependency groups are not asked, and markers count: a version that is chosen
for other environments refuses nothing. A line without a marker that is right where the member requires something else
was chosen for one Python, and is right.
"""

EXAMPLES = (
    Example(
        before="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["click>=8.2"]
            -- uv.lock --
            version = 1
            requires-python = ">=3.11"

            [[package]]
            name = "app"
            version = "1.0"
            source = { virtual = "." }
            dependencies = [{ name = "click" }]

            [[package]]
            name = "click"
            version = "8.1.8"
            source = { registry = "https://example.org/simple" }
        """,
        says="""
            uv.lock:12:11: PIN409 uv.lock chooses click 8.1.8, but app requires click>=8.2
        """,
        after="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["click>=8.2"]
            -- uv.lock --
            version = 1
            requires-python = ">=3.11"

            [[package]]
            name = "app"
            version = "1.0"
            source = { virtual = "." }
            dependencies = [{ name = "click" }]

            [[package]]
            name = "click"
            version = "8.2.1"
            source = { registry = "https://example.org/simple" }
        """,
    ),
    Example(
        before="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["click>=8.2"]
            -- requirements.txt --
            -e .
            click==8.1.8
        """,
        says="""
            requirements.txt:2:1: PIN409 requirements.txt asks for click==8.1.8, but app requires click>=8.2
        """,
        after="""
            -- pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["click>=8.2"]
            -- requirements.txt --
            -e .
            click==8.2.1
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Hold every lock and requirements file against the members that are installed from it."""
    if workspace.locks:
        yield from _of_locks(workspace)
    if workspace.requested:
        yield from _of_requirements(workspace)


def _of_locks(workspace: Workspace) -> Iterator[Finding]:
    from pinlint.questions.locking import refused  # noqa: PLC0415 - only where there is a lock

    for found in refused(workspace):
        version, _, _ = found.choices[0]
        says = {each.at: f"{_name(each.at.path)} chooses {found.name} {each.text}" for each, _, _ in found.choices}
        yield _finding(
            says, [(owner, refusing) for _, owner, refusing in found.choices], f"{found.name} {version.value}"
        )


def _of_requirements(workspace: Workspace) -> Iterator[Finding]:
    from pinlint.questions.requesting import clashes  # noqa: PLC0415 - only where there is a requirements file

    for clash in clashes(workspace):
        says: dict[Place, str] = {line.at: f"{_name(line.at.path)} {_asks(line)}" for line, _, _ in clash.lines}
        yield _finding(says, [(owner, refusing) for _, owner, refusing in clash.lines])


def _asks(line: Requested) -> str:
    return f"allows {line.text} only" if line.constraint else f"asks for {line.text}"


def _finding(
    says: Mapping[Place, str], by: Sequence[tuple[Member, Requirement]], witness: str | None = None
) -> Finding:
    """One finding on the first of the choices, which is the one that the first requirement refuses."""
    (at, first), *others = says.items()
    member, requirement = by[0]
    places = {refusing.at: f"{owner.label} requires {refusing.text}" for owner, refusing in by}
    return Finding(
        at,
        f"{first}, but {member.label} requires {requirement.text}",
        member=member,
        dependencies=(requirement.name,),
        extra=requirement.scope.name if len(by) == 1 else None,
        related=tuple(Related(place, message) for place, message in (*others, *places.items())),
        witness=witness,
    )


def _name(path: str) -> str:
    return path.rpartition("/")[2]


RULE = Rule("PIN409", "locked-outside-range", Level.ERROR, EXPLANATION, EXAMPLES, check)
