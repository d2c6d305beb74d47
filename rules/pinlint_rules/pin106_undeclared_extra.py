"""PIN106: a requirement asks a member for an extra that the member does not provide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Member, Requirement, Workspace

EXPLANATION = """
A requirement asks a member for an extra that the member does not provide.

Installers warn at most and install the member without what the extra should have brought. Names of extras are compared
in normalised form (`Async_IO` is `async-io`). A member that asks itself for an extra, to collect others, is asked too.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core[asnyc]"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            [project.optional-dependencies]
            async = ["anyio"]
            http = ["httpx"]
        """,
        says="""
            app/pyproject.toml:4:17: PIN106 app asks core for the extra asnyc, but core provides async, http
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core[async]"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            [project.optional-dependencies]
            async = ["anyio"]
            http = ["httpx"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look up the extras of every internal requirement, and of those on the member itself."""
    for edge in workspace.dependencies:
        yield from _undeclared(edge.dependent, edge.dependency, edge.requirement)
    for member in workspace.members:
        for requirement in member.requirements:
            if requirement.name == member.name:
                yield from _undeclared(member, member, requirement)


def _undeclared(dependent: Member, dependency: Member, requirement: Requirement) -> Iterator[Finding]:
    provided = dependency.extras
    if requirement.url is not None or (provided is not None and not provided.complete):
        return
    known = [extra.value for extra in provided or ()]
    missing = sorted(requirement.extras.difference(known))
    if missing:
        plural = "extras" if len(missing) > 1 else "extra"
        yield Finding(
            requirement.at,
            f"{dependent.label} asks {dependency.label} for the {plural} {', '.join(missing)}, "
            f"but {dependency.label} provides {', '.join(sorted(known)) or 'none'}",
            member=dependent,
            dependency=dependency.name,
            related=(
                Related(dependency.anchor, f"{dependency.label} provides {', '.join(sorted(known)) or 'no extras'}"),
            ),
        )


RULE = Rule("PIN106", "undeclared-extra", Level.ERROR, EXPLANATION, EXAMPLES, check)
