"""PIN202: members of a group accept different Pythons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.support import pool, shown
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.sets.pythons import Pool
    from pinlint.workspace import Group, Member, Workspace

    Side = tuple[Member, Declared[SpecifierSet]]

EXPLANATION = """
Members of a group whose policy is `requires-python = "same"` accept different Pythons.

That is the policy of lockstep groups unless they say otherwise. Sets are compared, not texts: `>=3.11,<3.13` and
`<3.13, >=3.11` are the same, and so are `==3.11.*` and `>=3.11,<3.12`. Members that differ from the majority, which is
more than half of the group, are reported, once each; where there is no majority, there is one finding that names all
sides.

In an inferred group only members that accept *more* than the majority are reported, and none without a majority: nobody
said that they should be equal, and a member may be narrower on purpose. A member without Requires-Python is left to
PIN203 and PIN201.

The fix writes what the majority does. It is safe in a configured group.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.0"
            requires-python = ">=3.10"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["*"]
        """,
        says="""
            web/pyproject.toml:4:19: PIN202 web accepts Python 3.10 (>=3.10), but 2 of 3 members of the group acme do not (>=3.11)
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            -- web/pyproject.toml --
            [project]
            name = "web"
            version = "1.0"
            requires-python = ">=3.11"
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["*"]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the sets of the members of each group with the set of their majority."""
    pythons = pool(workspace)
    for group in workspace.groups:
        if group.policy.requires_python == "same":
            yield from _compare(pythons, group)


def _compare(pythons: Pool, group: Group) -> Iterator[Finding]:
    sides: dict[int, list[Side]] = {}
    for member in group.members:
        if isinstance(declared := member.requires_python, Declared):
            sides.setdefault(pythons.mask(declared.value), []).append((member, declared))
    if len(sides) < 2:
        return
    common, followers = max(sides.items(), key=lambda side: len(side[1]))
    if 2 * len(followers) <= len(group.members):
        if not group.inferred:
            yield _tie(pythons, group, sides)
        return
    for mask, outliers in sides.items():
        if mask & ~common if group.inferred else mask != common:
            yield from (_outlier(pythons, group, outlier, followers) for outlier in outliers)


def _outlier(pythons: Pool, group: Group, outlier: Side, followers: list[Side]) -> Finding:
    from pinlint.questions import supporting  # noqa: PLC0415 - only for what is found

    member, declared = outlier
    follower, theirs = followers[0]
    majority = f"{len(followers)} of {len(group.members)} members of {group.called}"
    witness, accepts = _witness(pythons, declared, theirs)
    verb, others = ("accepts", "do not") if accepts else ("refuses", "accept it")
    return Finding(
        declared.at,
        f"{member.label} {verb} Python {witness} ({shown(declared)}), but {majority} {others} ({shown(theirs)})",
        member=member,
        related=(_related(follower, theirs),),
        witness=f"Python {witness}",
        fix=Fix(
            f"require Python {supporting.stated(theirs)}",
            (supporting.replaced(declared, supporting.stated(theirs)),),
            safe=not group.inferred,
        ),
    )


def _tie(pythons: Pool, group: Group, sides: dict[int, list[Side]]) -> Finding:
    (member, declared), (other, theirs), *more = (side[0] for side in sides.values())
    witness, accepts = _witness(pythons, declared, theirs)
    verb, contrast = ("accepts", "does not") if accepts else ("refuses", "accepts it")
    return Finding(
        declared.at,
        f"{member.label} {verb} Python {witness} ({shown(declared)}), but {other.label} {contrast} "
        f"({shown(theirs)}), and no Requires-Python has a majority in the group {group.name}",
        member=member,
        related=tuple(_related(*side) for side in ((other, theirs), *more)),
        witness=f"Python {witness}",
    )


def _witness(pythons: Pool, ours: Declared[SpecifierSet], theirs: Declared[SpecifierSet]) -> tuple[str | None, bool]:
    """A Python on which two sets differ, and whether it is ours that accepts it."""
    mine, other = pythons.mask(ours.value), pythons.mask(theirs.value)
    python = pythons.witness(mine & ~other, other)
    return (python, True) if python else (pythons.witness(other & ~mine, mine), False)


def _related(member: Member, declared: Declared[SpecifierSet]) -> Related:
    return Related(declared.at, f"{member.label} requires Python {shown(declared)}")


RULE = Rule("PIN202", "requires-python-differs", Level.WARNING, EXPLANATION, EXAMPLES, check)
