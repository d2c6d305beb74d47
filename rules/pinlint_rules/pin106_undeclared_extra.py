"""PIN106: a requirement asks a member for an extra that the member does not provide."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from pinlint.questions.support import present, written
from pinlint.rule import Example, Finding, Level, Related, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.utils import NormalizedName

    from pinlint.workspace import Dependency, Member, Requirement, Workspace

EXPLANATION = """
A requirement asks a member for an extra that the member does not provide.

Installers warn at most and install the member without what the extra should have brought. Names of extras are compared
in normalised form (`Async_IO` is `async-io`). A member that asks itself for an extra, to collect others, is asked too.
There is one finding for each dependent, sibling and set of such extras.
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
    found: defaultdict[tuple[Member, Member, tuple[str, ...]], list[Requirement]] = defaultdict(list)
    for dependent, dependency, requirement in chain(map(_ends, present(workspace)), _to_themselves(workspace)):
        provided = _provided(dependency)
        if provided is not None and requirement.url is None and not requirement.extras <= provided:
            missing = tuple(sorted(requirement.extras - provided))
            found[dependent, dependency, missing].append(requirement)
    for (dependent, dependency, names), requirements in found.items():
        yield _finding(dependent, dependency, names, requirements)


def _ends(edge: Dependency) -> tuple[Member, Member, Requirement]:
    return edge.dependent, edge.dependency, edge.requirement


def _to_themselves(workspace: Workspace) -> Iterator[tuple[Member, Member, Requirement]]:
    for member in workspace.members:
        for requirement in member.requirements:
            if member.name is not None and requirement.name == member.name:
                yield member, member, requirement


def _provided(member: Member) -> frozenset[NormalizedName] | None:
    """The extras of the member; None where not all of them are known."""
    if member.extras is None:
        return frozenset()
    return frozenset(extra.value for extra in member.extras) if member.extras.complete else None


def _finding(dependent: Member, dependency: Member, missing: tuple[str, ...], asking: list[Requirement]) -> Finding:
    provided = ", ".join(sorted(_provided(dependency) or ())) or "none"
    extras = [*(dependency.extras or ())]
    (at, _), *others = written(asking)
    return Finding(
        at,
        f"{dependent.label} asks {dependency.label} for the {'extras' if len(missing) > 1 else 'extra'} "
        f"{', '.join(missing)}, but {dependency.label} provides {provided}",
        member=dependent,
        dependencies=(asking[0].name,),
        related=(
            Related(extras[0].at if extras else dependency.anchor, f"{dependency.label} provides {provided}"),
            *(Related(at, f"{dependent.label} requires {text}") for at, text in others),
        ),
    )


RULE = Rule("PIN106", "undeclared-extra", Level.ERROR, EXPLANATION, EXAMPLES, check)
