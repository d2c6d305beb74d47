"""PIN202: members of a group accept different Pythons."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.support import pool
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.specifiers import SpecifierSet

    from pinlint.pythons import Pool
    from pinlint.workspace import Group, Member, Workspace

    Side = tuple[Member, Declared[SpecifierSet]]

EXPLANATION = """
Members of a group whose policy is `requires-python = "same"` accept different Pythons.

That is the policy of lockstep groups unless they say otherwise. Sets are compared, not texts: `>=3.11,<3.13` and
`<3.13, >=3.11` are the same, and so are `==3.11.*` and `>=3.11,<3.12`. Members that differ from the majority are
reported, once each; where there is no majority, there is one finding that names all sides.

In an inferred group only members that accept *more* than the majority are reported: nobody said that they should be
equal, and a member may be narrower on purpose. A member without Requires-Python is left to PIN203 and PIN201.
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
    sides = [
        (member, member.requires_python) for member in group.members if isinstance(member.requires_python, Declared)
    ]
    ranked = Counter(pythons.mask(declared.value) for _, declared in sides).most_common(2)
    if len(ranked) < 2:
        return
    if ranked[0][1] == ranked[1][1]:
        if not group.inferred:
            yield _tie(pythons, group, sides)
        return
    common, followers = ranked[0]
    example = next(side for side in sides if pythons.mask(side[1].value) == common)
    for side in sides:
        mask = pythons.mask(side[1].value)
        if mask & ~common if group.inferred else mask != common:
            yield _outlier(pythons, group, side, example, followers)


def _outlier(pythons: Pool, group: Group, side: Side, example: Side, followers: int) -> Finding:
    member, declared = side
    mask, common = pythons.mask(declared.value), pythons.mask(example[1].value)
    others = f"{followers} of {len(group.members)} members of {_called(group)}"
    ours, theirs = declared.text.strip(), example[1].text.strip()
    if mask & ~common:
        witness = pythons.witness(mask & ~common, common)
        message = f"{member.label} accepts Python {witness} ({ours}), but {others} do not ({theirs})"
    else:
        witness = pythons.witness(common & ~mask, mask)
        message = f"{member.label} refuses Python {witness} ({ours}), but {others} accept it ({theirs})"
    related = (Related(example[1].at, f"{example[0].label} accepts {theirs}"),)
    return Finding(declared.at, message, member=member, related=related, witness=f"Python {witness}")


def _tie(pythons: Pool, group: Group, sides: list[Side]) -> Finding:
    distinct = {pythons.mask(declared.value): (member, declared) for member, declared in reversed(sides)}
    (mask, (member, declared)), (other, _), *_ = sorted(distinct.items(), key=lambda item: sides.index(item[1]))
    witness = pythons.witness(mask & ~other, other) or pythons.witness(other & ~mask, mask)
    texts = ", ".join(value.text.strip() for _, value in sorted(distinct.values(), key=sides.index))
    return Finding(
        declared.at,
        f"the members of {_called(group)} accept different Pythons and no set has a majority: {texts}",
        member=member,
        related=tuple(
            Related(value.at, f"{each.label} accepts {value.text.strip()}")
            for each, value in sorted(distinct.values(), key=sides.index)
            if each is not member
        ),
        witness=f"Python {witness}",
    )


def _called(group: Group) -> str:
    return f"its lockstep group at {group.version}" if group.inferred else f"the group {group.name}"


RULE = Rule("PIN202", "requires-python-differs", Level.WARNING, EXPLANATION, EXAMPLES, check)
