"""PIN303: members of a group declare different Python classifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.classifiers import Label, pythons
from pinlint.pythons import accepts_major, accepts_minor
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.support import specifiers
from pinlint.workspace import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Declared, Group, Member, Workspace

EXPLANATION = """
Members of a group whose policy is `classifiers = "same"` declare different Python classifiers.

That is the policy of lockstep groups unless they say otherwise. Only `Python :: 2`, `Python :: 3` and
`Python :: 3.Y` count, and each only among the members whose Requires-Python accepts it. Members that list no `3.Y` at
all are left alone. The minority is reported, once for each member; on a tie, those that lack the classifier.
"""

EXAMPLES = (
    Example(
        before="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            classifiers = ["Programming Language :: Python :: 3.11", "Programming Language :: Python :: 3.12"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            classifiers = ["Programming Language :: Python :: 3.11"]
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["*"]
        """,
        says="""
            core/pyproject.toml:2:8: PIN303 core lacks the classifier for Python 3.12, but 1 of 2 members of the group acme has it
        """,
        after="""
            -- app/pyproject.toml --
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.11"
            classifiers = ["Programming Language :: Python :: 3.11", "Programming Language :: Python :: 3.12"]
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            requires-python = ">=3.11"
            classifiers = ["Programming Language :: Python :: 3.11", "Programming Language :: Python :: 3.12"]
            -- pinlint.toml --
            [[groups]]
            name = "acme"
            members = ["*"]
        """,
    ),
)


@dataclass(frozen=True, slots=True)
class _Difference:
    """One classifier on which a member stands against the others: it has it (``own``), or lacks it."""

    label: Label
    own: Declared[str] | None
    others: tuple[Member, ...]


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the classifiers of the members of each group, one at a time."""
    for group in workspace.groups:
        if group.policy.classifiers == "same":
            for member, differences in _differences(group).items():
                yield _finding(group, member, differences)


def _differences(group: Group) -> dict[Member, list[_Difference]]:
    listed = {member: _listed(member) for member in group.members if _speaks(member)}
    found: dict[Member, list[_Difference]] = {}
    labels = {label for own in listed.values() for label in own}
    for label in sorted(labels, key=lambda label: (label[0], label[1] or -1)):
        able = [member for member in listed if _accepts(member, label)]
        having = tuple(member for member in able if label in listed[member])
        lacking = tuple(member for member in able if label not in listed[member])
        minority, others = (having, lacking) if len(having) < len(lacking) else (lacking, having)
        if others:
            for member in minority:
                found.setdefault(member, []).append(_Difference(label, listed[member].get(label), others))
    return found


def _finding(group: Group, member: Member, differences: list[_Difference]) -> Finding:
    first = differences[0]
    same = [each for each in differences if (each.own is None) == (first.own is None)]
    names = ", ".join(each.label[2] for each in same)
    plural = "classifiers" if len(same) > 1 else "classifier"
    count = len(first.others)
    called = f"its lockstep group at {group.version}" if group.inferred else f"the group {group.name}"
    others = f"{count} of {len(group.members)} members of {called}"
    if first.own is None:
        has = f"{'has' if count == 1 else 'have'} {'them' if len(same) > 1 else 'it'}"
        message = f"{member.label} lacks the {plural} for Python {names}, but {others} {has}"
    else:
        lack = f"{'lacks' if count == 1 else 'lack'} {'them' if len(same) > 1 else 'it'}"
        message = f"{member.label} has the {plural} for Python {names}, but {others} {lack}"
    other = first.others[0]
    theirs = pythons(other).get(first.label)
    side = (theirs.at, f"{other.label} has it") if theirs else (other.anchor, f"{other.label} lacks it")
    return Finding(first.own.at if first.own else member.anchor, message, member=member, related=(Related(*side),))


def _speaks(member: Member) -> bool:
    """Whether the member can be compared: everything known, and some ``3.Y`` listed."""
    if member.classifiers is None or not member.classifiers.complete or isinstance(member.requires_python, Unknown):
        return False
    return any(major == 3 and minor is not None for major, minor, _ in pythons(member))


def _listed(member: Member) -> dict[Label, Declared[str]]:
    """The classifiers that count: ``2``, ``3`` and ``3.Y``."""
    return {
        (major, minor, text): value
        for (major, minor, text), value in pythons(member).items()
        if text in {"2", "3"} or (major == 3 and minor is not None)
    }


def _accepts(member: Member, label: Label) -> bool:
    major, minor, _ = label
    own = specifiers(member)
    return accepts_major(own, major) if minor is None else accepts_minor(own, major, minor)


RULE = Rule("PIN303", "classifiers-differ", Level.WARNING, EXPLANATION, EXAMPLES, check)
