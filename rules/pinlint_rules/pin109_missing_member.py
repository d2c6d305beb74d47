"""PIN109: a name that a group owns is required, and no member bears it."""

from __future__ import annotations

from collections import defaultdict
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.questions import telling
from pinlint.questions.support import written
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.utils import NormalizedName

    from pinlint.workspace import Group, Member, Requirement, Workspace

EXPLANATION = """
A requirement has a name that a group owns, and no member of the workspace bears it.

`owns = ["acme-*"]` in a `[[groups]]` table says that every distribution of such a name is made here. A requirement on
one that is not was left behind when a member was removed or renamed, or is misspelt. At best it cannot be installed; at
worst the package index has a distribution of that name, by somebody else.

Published requirements are asked: core and extras. There is one finding for each dependent and name. Asked only where
the whole root is read, and not while the name of a member, or a file that may hold one, cannot be read.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "acme-app"
            version = "1.2.0"
            dependencies = ["acme-cor==1.2.0"]
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.2.0"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["acme-*"]
            owns = ["acme-*"]
        """,
        says="""
            app/pyproject.toml:4:17: PIN109 acme-app requires acme-cor==1.2.0, but the group acme owns acme-* and no member is named acme-cor (acme-core is)
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "acme-app"
            version = "1.2.0"
            dependencies = ["acme-core==1.2.0"]
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.2.0"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["acme-*"]
            owns = ["acme-*"]
        """,
    ),
)

_ALIKE = 0.8
"""Of two names of which one may be meant by the other, as difflib measures it."""

_COMPARISONS = 1_000_000
"""Pairs of names that are compared before no nearest one is looked for any more."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Look up each requirement that a group owns among the members."""
    owners = [group for group in workspace.groups if group.owns]
    if not owners or not workspace.whole or _has_unread_names(workspace):
        return
    names: dict[str, Member] = {member.name: member for member in workspace.members if member.name is not None}
    owner_of: dict[NormalizedName, tuple[Group, str] | None] = {}
    nearest: dict[NormalizedName, Member | None] = {}
    for member in workspace.members:
        missing: defaultdict[NormalizedName, list[Requirement]] = defaultdict(list)
        for requirement in member.published:
            name = requirement.name
            if name not in names:
                if name not in owner_of:
                    owner_of[name] = _owner(name, owners)
                if owner_of[name]:
                    missing[name].append(requirement)
        for name, requirements in missing.items():
            if name not in nearest:
                nearest[name] = _nearest(name, names) if len(nearest) * len(names) < _COMPARISONS else None
            if owner := owner_of[name]:
                yield _finding(member, requirements, owner, nearest[name])


def _has_unread_names(workspace: Workspace) -> bool:
    """Whether there may be a member that is not known by its name."""
    unread = {ProblemKind.FILE, ProblemKind.NAME}
    return any(member.name is None for member in workspace.members) or any(
        problem.kind in unread for problem in workspace.problems
    )


def _owner(name: NormalizedName, owners: list[Group]) -> tuple[Group, str] | None:
    """The first group that owns the name, and the glob by which it does."""
    globs = ((group, glob) for group in owners for glob in group.owns)
    return next(((group, glob) for group, glob in globs if fnmatchcase(name, canonicalize_name(glob))), None)


def _nearest(name: NormalizedName, names: dict[str, Member]) -> Member | None:
    """The member that may be meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a finding

    found = get_close_matches(name, names, n=1, cutoff=_ALIKE)
    return names[found[0]] if found else None


def _finding(
    member: Member, requirements: list[Requirement], owner: tuple[Group, str], nearest: Member | None
) -> Finding:
    group, glob = owner
    first = requirements[0]
    _, *others = written(requirements)
    related = [Related(at, f"{member.label} requires {text}") for at, text in others]
    if nearest is not None:
        related.append(Related(nearest.anchor, f"{nearest.label} is a member"))
    if group.owns_at is not None:
        related.append(Related(group.owns_at, f"{group.called} owns {glob}"))
    return Finding(
        first.at,
        f"{member.label} requires {first.text}, but {group.called} owns {glob} "
        f"and no member is named {first.name}{f' ({nearest.label} is)' if nearest else ''}",
        member=member,
        dependencies=(first.name,),
        related=tuple(related),
        subject=telling.shaped(requirements),
    )


RULE = Rule("PIN109", "missing-member", Level.ERROR, EXPLANATION, EXAMPLES, check)
