"""PIN103: a member of a lockstep group has another version than the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.version import Version

    from pinlint.workspace import Group, Member, Workspace

EXPLANATION = """
A member of a configured lockstep group has another version than the group.

The version of the group is the one that more than half of its members carry; the others are reported, once each. Where
there is no such version, there is one finding that names all sides.

With `version = {file = "VERSION"}` it is what that file says: a text with nothing but the version in it, a
`pyproject.toml`, or a module that sets `__version__`. Where all members carry one version and the file another, it is
the file that is reported.

The fix writes the version of the group where the other one is stated. It is safe but where it is the file that is reported.
On a tie there is none.

Inferred groups hold only members of one version, so there is nothing to drift: there a straggler shows as PIN101, on
the pins that name it.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.2.0"
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.2.0"
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.1.9"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["*"]
        """,
        says="""
            web/pyproject.toml:3:11: PIN103 web is 1.1.9, but 2 of 3 members of the group acme are 1.2.0
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.2.0"
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.2.0"
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.2.0"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["*"]
        """,
    ),
)

_VERSION = "version"
"""What the findings are about, whatever it is: all versions move with a release."""


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the versions of the members of each configured lockstep group."""
    for group in workspace.groups:
        if group.policy.version == "lockstep" and not group.inferred:
            known = [(member, member.version) for member in group.members if isinstance(member.version, Declared)]
            if isinstance(group.stated, Declared):
                yield from _others_than(group, known, group.stated)
            elif group.stated is not None:
                continue  # the file that holds the version could not be read, which is a finding itself
            elif group.version is not None:
                yield from _outliers(group, known, group.version)
            elif known:
                yield _tie(group, known)


def _others_than(
    group: Group, known: list[tuple[Member, Declared[Version]]], stated: Declared[Version]
) -> Iterator[Finding]:
    says = f"{stated.at.path} says {shown(stated)}"
    carried = {version.value for _, version in known}
    if len(known) > 1 and len(carried) == 1 and stated.value not in carried:
        first, version = known[0]
        yield Finding(
            stated.at,
            f"{says}, but all {len(known)} members of the group {group.name} are {shown(version)}",
            related=(_side(first, version),),
            witness=str(stated.value),
            subject=_VERSION,
            fix=_fix(stated, version, safe=False),
        )
        return
    for member, version in known:
        if version.value != stated.value:
            yield Finding(
                version.at,
                f"{member.label} is {shown(version)}, but {says} for the group {group.name}",
                member=member,
                related=(Related(stated.at, says),),
                witness=str(version.value),
                subject=_VERSION,
                fix=_fix(version, stated),
            )


def _outliers(group: Group, known: list[tuple[Member, Declared[Version]]], majority: Version) -> Iterator[Finding]:
    followers = [(member, version) for member, version in known if version.value == majority]
    for member, version in known:
        if version.value != majority:
            yield Finding(
                version.at,
                f"{member.label} is {shown(version)}, but {len(followers)} of {len(group.members)} members "
                f"of the group {group.name} are {shown(followers[0][1])}",
                member=member,
                related=tuple(_side(*follower) for follower in followers[:1]),
                witness=str(version.value),
                subject=_VERSION,
                fix=_fix(version, followers[0][1]),
            )


def _tie(group: Group, known: list[tuple[Member, Declared[Version]]]) -> Finding:
    sides = {version.value: (member, version) for member, version in reversed(known)}
    (first, version), *others = (sides[value] for value in sorted(sides))
    versions = ", ".join(shown(sides[value][1]) for value in sorted(sides))
    return Finding(
        version.at,
        f"the members of the group {group.name} have different versions, and none has a majority: {versions}",
        member=first,
        related=tuple(_side(*other) for other in others),
        subject=_VERSION,
    )


def _fix(version: Declared[Version], right: Declared[Version], *, safe: bool = True) -> Fix | None:
    from pinlint.questions.fitting import restated, spelled  # noqa: PLC0415 - only for what is found

    change = restated(version, spelled(right))
    return None if change is None else Fix(f"write {change.text}", (change,), safe=safe)


def _side(member: Member, version: Declared[Version]) -> Related:
    return Related(version.at, f"{member.label} is {shown(version)}")


RULE = Rule("PIN103", "lockstep-version-drift", Level.ERROR, EXPLANATION, EXAMPLES, check)
