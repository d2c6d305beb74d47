"""PIN306: the licence and the licence classifiers name different licences."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pinlint.questions import licenses, telling
from pinlint.rule import Example, Finding, Level, Related, Rule
from pinlint.workspace import Declared, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Member, Workspace

    Cause = tuple[Group | Member, str, tuple[str, ...]]

EXPLANATION = """
The licence of a member and its licence classifiers name different licences.

Whoever relies on one of the two is wrong, and nobody can tell who. Compared is what the names mean: `Apache-2.0`,
`Apache License 2.0` and `Apache Software License` agree, and so does a classifier that leaves the version open. A
version alone is that version only: `LGPLv3` is not `LGPLv3+`, which has a classifier of its own.

A finding needs names that have no licence in common. Names that are not understood, texts of several lines, several
licences of which one is in the classifiers, and classifiers that name none (`OSI Approved`) are left alone. Members of
one group that state the same are one finding.
"""

EXAMPLES = (
    Example(
        before="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            license = "LGPL-3.0-only"
            classifiers = [
                "License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)",
            ]
        """,
        says="""
            core/pyproject.toml:4:11: PIN306 core has the license 'LGPL-3.0-only', but the classifier 'License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)'
        """,
        after="""
            -- core/pyproject.toml --
            [project]
            name = "core"
            version = "1.0"
            license = "LGPL-3.0-or-later"
            classifiers = [
                "License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)",
            ]
        """,
    ),
)


def check(workspace: Workspace) -> Iterator[Finding]:
    """Compare the licence of each published member with its classifiers; the same in one group is one finding."""
    group_of = {member: group for group in workspace.groups for member in group.members}
    causes: defaultdict[Cause, list[Member]] = defaultdict(list)
    for member in workspace.members:
        if isinstance(member.license, Declared) and not member.unpublished and _disagrees(member):
            text, listed = member.license.value.strip(), licenses.classifiers(member)
            said = tuple(sorted({each.value.strip() for each in listed}))
            causes[group_of.get(member, member), text, said].append(member)
    for (among, text, said), members in causes.items():
        yield _finding(among, text, said, members)


def _disagrees(member: Member) -> bool:
    if not isinstance(member.license, Declared):
        return False
    ours = licenses.named(member.license.value)
    theirs = licenses.claimed(each.value for each in licenses.classifiers(member))
    return ours is not None and theirs is not None and ours.isdisjoint(theirs)


def _finding(among: Group | Member, text: str, said: tuple[str, ...], members: list[Member]) -> Finding:
    first, *others = members
    who, has = first.label, "has"
    if len(others) == 1:
        who, has = f"{first.label} and {others[0].label}", "have"
    elif others and isinstance(among, Group):
        who, has = f"{first.label} and {len(others)} other members of {among.called}", "have"
    classifiers = licenses.classifiers(first)
    plural = "classifiers" if len(said) > 1 else "classifier"
    return Finding(
        _license(first).at,
        f"{who} {has} the license {text!r}, but the {plural} {' and '.join(map(repr, said))}",
        member=first,
        related=(
            *(Related(each.at, f"{first.label} has this classifier") for each in classifiers),
            *(Related(_license(each).at, f"{each.label} has the same license and classifiers") for each in others),
        ),
        subject=telling.listed((*(f"{text} {each}" for each in said), *(f"{text} {each.path}" for each in members))),
    )


def _license(member: Member) -> Declared[str]:
    """The licence of a member that states one."""
    if not isinstance(member.license, Declared):
        raise TypeError(f"{member.label} states no license")
    return member.license


RULE = Rule("PIN306", "license-disagrees", Level.WARNING, EXPLANATION, EXAMPLES, check)
