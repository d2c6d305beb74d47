"""PIN110: uv would not take a sibling from the workspace, or a source names a member that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.source import Key
from pinlint.workspace import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.questions.uv_workspaces import UvWorkspace
    from pinlint.workspace import Member, Requirement, Workspace
    from pinlint.workspace.resolver import Redirect

EXPLANATION = """
In a uv workspace a sibling is required without `workspace = true`, or a source with `workspace = true` names no member.

uv refuses to lock such a workspace (for a build requirement: to build the member). A sibling needs an entry in `[tool.uv.sources]`, of the member that requires it or
of the root, and no entry for it may lead elsewhere: to a path, a repository, a URL or an index.

Asked are core requirements, extras, dependency groups and build requirements of the members that uv counts: those that
the `members` of the nearest `[tool.uv.workspace]` match, without what `exclude` matches and what is not managed by uv.
A source for one extra or group is held against the requirements of that extra or group only. A source with
`workspace = true` that nobody requires is left alone, and so is one whose member may only be unread: an unknown name is
reported where a project outside of the uv workspace bears it, or where the root names each of its members' folders and
all of them were read. A workspace with `no-sources` has none.
"""

EXAMPLES = (
    Example(
        before="""
            -- pyproject.toml --
            [tool.uv.workspace]
            members = ["packages/*"]
            -- packages/app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core"]
            -- packages/core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
        says="""
            packages/app/pyproject.toml:4:17: PIN110 app requires core, a member of its uv workspace, but no source says workspace = true
        """,
        after="""
            -- pyproject.toml --
            [tool.uv.workspace]
            members = ["packages/*"]
            -- packages/app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core"]

            [tool.uv.sources]
            core = { workspace = true }
            -- packages/core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
    ),
    Example(
        before="""
            -- pyproject.toml --
            [tool.uv.workspace]
            members = ["app"]
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core"]

            [tool.uv.sources]
            core = { workspace = true }
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
        says="""
            app/pyproject.toml:7:8: PIN110 app takes core from its uv workspace, which has no member core
        """,
        after="""
            -- pyproject.toml --
            [tool.uv.workspace]
            members = ["app", "core"]
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            dependencies = ["core"]

            [tool.uv.sources]
            core = { workspace = true }
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
        """,
    ),
)

_LEADS = {
    "path": "by a path",
    "git": "from a repository",
    "url": "from a URL",
    "index": "from an index",
}
"""Where a source leads, by its key."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Ask each requirement in a uv workspace where uv takes it from."""
    if all(resolver.members is None for resolver in workspace.resolvers):
        return
    from pinlint.questions.uv_workspaces import uv_workspaces  # noqa: PLC0415 - only where one is declared

    for uv in uv_workspaces(workspace):
        members = {member.name: member for member in uv.members}
        seen: set[object] = set()
        for member in uv.members:
            for requirement in member.requirements:
                if requirement.name == member.name or uv.passes_over(member, requirement.name):
                    continue
                sibling = members.get(requirement.name)
                for key, finding in _findings(workspace, uv, member, requirement, sibling):
                    if key not in seen:
                        seen.add(key)
                        yield finding


def _findings(
    workspace: Workspace, uv: UvWorkspace, member: Member, requirement: Requirement, sibling: Member | None
) -> Iterator[tuple[object, Finding]]:
    """Findings, each with its cause: one for a member and a sibling, one for a source."""
    redirects = uv.redirects(member, requirement)
    if sibling is None:
        for redirect in redirects or ():
            if redirect.inside and uv.surely_lacks(workspace, requirement.name):
                yield redirect, _no_member(workspace, uv, member, requirement, redirect)
    elif redirects is None:
        yield (member, requirement.name), _missing(uv, member, requirement, sibling)
    else:
        for redirect in redirects:
            if not isinstance(redirect.kind, Unknown) and not redirect.inside:
                yield redirect, _elsewhere(uv, member, requirement, redirect, sibling)


def _missing(uv: UvWorkspace, member: Member, requirement: Requirement, sibling: Member) -> Finding:
    return Finding(
        requirement.at,
        f"{member.label} requires {requirement.text}, a member of its uv workspace, but no source says workspace = true",
        member=member,
        dependencies=(requirement.name,),
        related=(_declared(uv), Related(sibling.anchor, f"{sibling.label} is a member")),
        subject="no source",
    )


def _elsewhere(
    uv: UvWorkspace, member: Member, requirement: Requirement, redirect: Redirect, sibling: Member
) -> Finding:
    leads = "" if isinstance(redirect.kind, Unknown) else _LEADS[redirect.kind]
    return Finding(
        redirect.at,
        f"{member.label} takes {redirect.text} {leads}, but {sibling.label} is a member of its uv workspace",
        member=member,
        dependencies=(requirement.name,),
        related=(_declared(uv), Related(requirement.at, f"{member.label} requires {requirement.text}")),
    )


def _no_member(
    workspace: Workspace, uv: UvWorkspace, member: Member, requirement: Requirement, redirect: Redirect
) -> Finding:
    bearer = next((each for each in workspace.members if each.name == requirement.name), None)
    outside = () if bearer is None else (Related(bearer.anchor, f"{bearer.label} is outside of the uv workspace"),)
    return Finding(
        redirect.at,
        f"{member.label} takes {redirect.text} from its uv workspace, which has no member {redirect.name}",
        member=member,
        dependencies=(requirement.name,),
        related=(
            _declared(uv),
            Related(requirement.at, f"{member.label} requires {requirement.text}"),
            *outside,
        ),
    )


def _declared(uv: UvWorkspace) -> Related:
    return Related(Key(uv.root.path, ("tool", "uv", "workspace")), "the uv workspace is declared here")


RULE = Rule("PIN110", "missing-workspace-source", Level.ERROR, EXPLANATION, EXAMPLES, check)
