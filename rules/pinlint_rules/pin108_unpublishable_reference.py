"""PIN108: metadata that is published says where a sibling lies on the disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.support import written
from pinlint.rule import Example, Finding, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Requirement, Workspace

EXPLANATION = """
A published requirement of a member leads to a sibling by a path or a `file:` URL.

Who installs the release has no such folder, or another one there; the package index refuses the upload. The name and a
range of versions say the same to everybody, and tools that work on the tree are told of its folders elsewhere: in
`[tool.uv.sources]`, in a dependency group, in a requirements file.

Core requirements and extras are asked, as the build backend writes them: Poetry publishes the `path` of a dependency
unless the project table states the dependency itself, and hatchling fills in `{root:uri}`. There is one finding for
each member. Members that are not published are left alone, and so are paths to what is no member.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core @ file:///home/me/acme/core"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
        says="""
            app/pyproject.toml:4:17: PIN108 app requires core @ file:///home/me/acme/core, a local path that is published with it
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core>=1.0"]

            [tool.uv.sources]
            core = { path = "../core" }
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
    ),
    Example(
        before="""
            -- app/pyproject.toml --
            [tool.poetry]
            name = "app"
            version = "1.0"

            [tool.poetry.dependencies]
            python = "^3.11"
            core = { path = "../core", develop = true }

            [build-system]
            requires = ["poetry-core"]
            build-backend = "poetry.core.masonry.api"
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
        says="""
            app/pyproject.toml:7:17: PIN108 app requires core = { path = "../core", develop = true }, a local path that is published with it
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            dependencies = ["core>=1.0"]

            [tool.poetry.dependencies]
            core = { path = "../core", develop = true }

            [build-system]
            requires = ["poetry-core>=2"]
            build-backend = "poetry.core.masonry.api"
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
    ),
)

_LOCAL = re.compile(r"(?i)(?:\w+\+)?file:|\{root|[a-z]:|(?![a-z][a-z0-9+.-]*:)")
"""A ``file:`` URL, what hatchling makes one of, a path with a drive, or anything without a scheme."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask the published requirements on members for paths."""
    names = {member.name for member in workspace.members}
    for member in workspace.members:
        if member.unpublished:
            continue
        local = [
            each for each in member.published if each.name in names and each.name != member.name and _is_local(each)
        ]
        if local:
            _, *others = written(local)
            yield Finding(
                local[0].at,
                f"{member.label} requires {local[0].text}, a local path that is published with it",
                member=member,
                dependencies=tuple(dict.fromkeys(requirement.name for requirement in local)),
                related=tuple(Related(at, f"{member.label} requires {text}") for at, text in others),
                subject=telling.shaped(local),
            )


def _is_local(requirement: Requirement) -> bool:
    return requirement.url is not None and _LOCAL.match(requirement.url) is not None


RULE = Rule("PIN108", "unpublishable-reference", Level.WARNING, EXPLANATION, EXAMPLES, check)
