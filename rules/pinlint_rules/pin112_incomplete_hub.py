"""PIN112: a list of requirements that has to name every member of a group lacks some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import CORE, Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.utils import NormalizedName

    from pinlint.workspace import Group, Member, Requirement, Workspace
    from pinlint.workspace.policy import Hub

EXPLANATION = """
A hub that is configured to name every member of its group lacks some.

A metapackage, an extra such as `all`, or a dependency group that installs a whole family is written by hand, and the
member that was added last is missing from it. `complete` in a `[[groups]]` table lists such hubs: `"acme"` is what the
member acme requires, `"acme[all]"` what it requires with that extra, `"acme:dev"` its dependency group dev (PEP 735).

A requirement counts with any version and any marker, and through other extras of the hub itself (`acme[cli,web]` in the
extra `all`), but not through other members. Nobody has to name the hubs of the group, members that are not published,
and, in a core list, members that require the hub themselves: that would be a cycle. Silent where a part of the list
cannot be read.
"""

EXAMPLES = (
    Example(
        before="""
            -- acme/pyproject.toml --
            [project]
            name = "acme"
            version = "1.2.0"
            dependencies = ["acme-core==1.2.0", "acme-cli==1.2.0"]
            -- cli/pyproject.toml --
            [project]
            name = "acme-cli"
            version = "1.2.0"
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.2.0"
            -- web/pyproject.toml --
            [project]
            name = "acme-web"
            version = "1.2.0"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["acme", "acme-*"]
            complete = ["acme"]
        """,
        says="""
            acme/pyproject.toml:2:8: PIN112 acme has to name every member of the group acme, but lacks acme-web
        """,
        after="""
            -- acme/pyproject.toml --
            [project]
            name = "acme"
            version = "1.2.0"
            dependencies = ["acme-core==1.2.0", "acme-cli==1.2.0", "acme-web==1.2.0"]
            -- cli/pyproject.toml --
            [project]
            name = "acme-cli"
            version = "1.2.0"
            -- core/pyproject.toml --
            [project]
            name = "acme-core"
            version = "1.2.0"
            -- web/pyproject.toml --
            [project]
            name = "acme-web"
            version = "1.2.0"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["acme", "acme-*"]
            complete = ["acme"]
        """,
    ),
)

_SHOWN = 10
"""Missing members that are named; further ones are counted."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare what each hub requires with the members of its group."""
    for group in workspace.groups:
        hubs = {hub.member for hub in group.hubs}
        wanted = [member for member in group.members if member.name not in hubs and not member.unpublished]
        for hub in group.hubs:
            for member in workspace.members:
                if member.name == hub.member:
                    named = _named(member, hub)
                    missing = [] if named is None else [each for each in wanted if each.name not in named]
                    if not hub.extras and hub.group is None:
                        missing = [each for each in missing if not _requires(each, member)]
                    if missing:
                        yield _finding(group, hub, member, missing)


def _named(member: Member, hub: Hub) -> set[NormalizedName] | None:
    """The names that the list of the hub holds; None where a part of it, or all of it, is not known."""
    lists = (member.groups,) if hub.group else (member.core, member.optional) if hub.extras else (member.core,)
    if any(each is not None and not each.complete for each in lists):
        return None
    if hub.group:
        if hub.group not in member.group_names:
            return None
        return {each.name for each in member.groups or () if each.scope == Scope(ScopeKind.GROUP, hub.group)}
    if hub.extras and not (member.extras and hub.extras <= {extra.value for extra in member.extras}):
        return None
    return _reached(member, hub.extras)


def _reached(member: Member, extras: Iterable[NormalizedName]) -> set[NormalizedName]:
    """What core and the extras require, the extras included that they ask of their own member."""
    by_scope: dict[Scope, list[Requirement]] = {}
    for requirement in member.published:
        by_scope.setdefault(requirement.scope, []).append(requirement)
    names: set[NormalizedName] = set()
    open_scopes = [CORE, *(Scope(ScopeKind.EXTRA, extra) for extra in extras)]
    seen = set(open_scopes)
    while open_scopes:
        for requirement in by_scope.get(open_scopes.pop(), ()):
            names.add(requirement.name)
            if requirement.name == member.name:
                further = {Scope(ScopeKind.EXTRA, extra) for extra in requirement.extras} - seen
                seen |= further
                open_scopes += further
    return names


def _requires(member: Member, hub: Member) -> bool:
    return any(requirement.name == hub.name for requirement in member.core or ())


def _finding(group: Group, hub: Hub, member: Member, missing: list[Member]) -> Finding:
    names = [each.label for each in missing[:_SHOWN]]
    rest = len(missing) - len(names)
    listed = ", ".join(names) + (f" and {rest} more" if rest else "")
    extras = f"[{','.join(sorted(hub.extras))}]" if hub.extras else ""
    what = f"the dependency group {hub.group} of {member.label}" if hub.group else f"{member.label}{extras}"
    return Finding(
        member.anchor,
        f"{what} has to name every member of {group.called}, but lacks {listed}",
        member=member,
        dependencies=tuple(each.name for each in missing if each.name is not None),
        extra=next(iter(hub.extras)) if len(hub.extras) == 1 else None,
        related=(
            *(Related(each.anchor, f"{each.label} is a member of {group.called}") for each in missing[:_SHOWN]),
            Related(hub.at, f"{hub.text} is configured to be complete"),
        ),
    )


RULE = Rule("PIN112", "incomplete-hub", Level.ERROR, EXPLANATION, EXAMPLES, check)
