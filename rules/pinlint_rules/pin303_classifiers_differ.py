"""PIN303: members of a group declare different Python classifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions import telling
from pinlint.questions.classifiers import Label, added, pythons, removed
from pinlint.questions.support import specifiers
from pinlint.rule import Example, Finding, Fix, Level, Related, Rule
from pinlint.sets.pythons import accepts_major, accepts_minor
from pinlint.workspace import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Declared, Group, Member, Workspace

    Listed = dict[Label, Declared[str]]

EXPLANATION = """
Members of a group whose policy is `classifiers = "same"` declare different Python classifiers.

That is the policy of lockstep groups unless they say otherwise. Only `Python :: 2`, `Python :: 3` and
`Python :: 3.Y` count, and each only among the members whose Requires-Python accepts it. Members that list no `3.Y` at
all are left alone, and so are members that are not published. The minority is reported, each member once for what it
lacks and once for what only it has; on a tie, those that lack the classifier. In an inferred group a tie says nothing:
nobody promised that two members are alike.

The fix makes the member like the majority. It is safe in a configured group.
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


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the classifiers of the members of each group, one at a time."""
    for group in workspace.groups:
        if group.policy.classifiers == "same":
            listed = {member: _listed(member) for member in group.members if _speaks(member)}
            members = tuple(listed)
            for (index, has), parts in _minorities(listed, ties=not group.inferred).items():
                for labels, others in parts:
                    member, other = members[index], members[_first(others)]
                    yield _finding(group, member, listed[member] if has else {}, labels, other, others.bit_count())


def _minorities(listed: dict[Member, Listed], *, ties: bool) -> dict[tuple[int, bool], list[tuple[list[Label], int]]]:
    """For members in a minority, by number, and for what they have or lack: the classifiers, and who stands against it.

    Where ``ties`` count, those that lack a classifier are the minority in them. The others are a mask with a bit for each member. Classifiers on which some others stand alike are together.
    """
    found: dict[tuple[int, bool], list[tuple[list[Label], int]]] = {}
    labels = {label for own in listed.values() for label in own}
    for label in sorted(labels, key=lambda label: (label[0], label[1] or -1)):
        having = lacking = 0
        for index, (member, own) in enumerate(listed.items()):
            if _accepts(member, label):
                having |= (label in own) << index
                lacking |= (label not in own) << index
        if having.bit_count() == lacking.bit_count() and not ties:
            continue
        has = having.bit_count() < lacking.bit_count()
        minority, others = (having, lacking) if has else (lacking, having)
        for index in range(len(listed)) if others else ():
            if minority >> index & 1:
                parts = found.setdefault((index, has), [])
                together, against = parts.pop() if parts and parts[-1][1] & others else ([], others)
                parts.append(([*together, label], against & others))
    return found


def _first(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _finding(  # noqa: PLR0913, PLR0917 - both sides of a difference, and how many are on the other one
    group: Group, member: Member, own: Listed, labels: list[Label], other: Member, others: int
) -> Finding:
    plural, them = ("classifiers", "them") if len(labels) > 1 else ("classifier", "it")
    ours = "has" if own else "lacks"
    theirs = ("lacks" if own else "has") if others == 1 else ("lack" if own else "have")
    label, names = labels[0], ", ".join(text for _, _, text in labels)
    beside = pythons(other).get(label)
    at, says = (beside.at, "has") if beside else (other.anchor, "lacks")
    return Finding(
        own[label].at if own else member.anchor,
        f"{member.label} {ours} the {plural} for Python {names}, "
        f"but {others} of {len(group.members)} members of {group.called} {theirs} {them}",
        member=member,
        related=(Related(at, f"{other.label} {says} the classifier for Python {label[2]}"),),
        subject=telling.listed(f"{ours} {text}" for _, _, text in labels),
        fix=Fix(
            f"{'remove' if own else 'add'} the {plural} for Python {names}",
            removed(member, [own[label] for label in labels]) if own else added(member, labels),
            safe=not group.inferred,
        ),
    )


def _speaks(member: Member) -> bool:
    """Whether the member can be compared: published, everything known, and some ``3.Y`` listed."""
    if member.unpublished:
        return False
    if member.classifiers is None or not member.classifiers.complete or isinstance(member.requires_python, Unknown):
        return False
    return any(major == 3 and minor is not None for major, minor, _ in pythons(member))


def _listed(member: Member) -> Listed:
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
