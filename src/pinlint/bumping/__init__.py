"""Moving the members of a group to another version: what has to be rewritten, and what stays as it is.

Imported by ``pinlint bump`` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from packaging.version import Version

from pinlint.bumping.clauses import moved
from pinlint.bumping.spelling import respelled
from pinlint.changes import Replace
from pinlint.questions.clauses import of_requirement, spelled
from pinlint.rule import Fix
from pinlint.sets.specifiers import accepts
from pinlint.workspace import Declared, Kind, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.questions.clauses import Parts
    from pinlint.source import Place
    from pinlint.workspace import Member, Requirement, VersionCopy, Workspace
    from pinlint.workspace.group import Group
    from pinlint.workspace.requested import Requested

_GENERATED = frozenset({Kind.PKG_INFO, Kind.METADATA, Kind.REQUIRES_TXT})


@dataclass(frozen=True, slots=True)
class Step:
    """One member on its way: the version it has, as it is written, and the one it gets."""

    member: Member
    written: Declared[Version]
    version: Version
    text: str


@dataclass(frozen=True, slots=True)
class Stays:
    """A member that keeps its version, and why: a phrase about the member."""

    member: Member
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of members, the members that stay, and what to rewrite, each change with what it is about."""

    steps: tuple[Step, ...]
    stay: tuple[Stays, ...]
    changes: tuple[Fix, ...]


def plan(
    workspace: Workspace, group: Group, text: str, beside: Mapping[str, Sequence[VersionCopy]] = MappingProxyType({})
) -> Plan:
    """How the members of the group get to a version, written ``text``. Raises InvalidVersion.

    ``beside`` are copies of versions that members do not know of, by the path of the member.
    """
    to = Version(text)
    steps, stay = [], []
    of_group = set(map(id, group.members))
    for member in workspace.members:
        match member.version:
            case Declared() as written if id(member) in of_group and member.name is not None:
                new = respelled(written.text, text, base=written.text)
                steps.append(Step(member, written, to, new or text))
            case Unknown(reason) if id(member) in of_group:
                stay.append(Stays(member, f"has a version that is {reason}"))
            case None if id(member) in of_group:
                stay.append(Stays(member, "has no version"))
            case Declared(version):
                stay.append(Stays(member, f"is at {version}, and not in the group"))
            case _:
                stay.append(Stays(member, "is not in the group"))
    found: dict[tuple[Place, int, int | None], Fix] = {}
    stated = _stated(group, text) if steps else ()
    for fix in (
        *stated,
        *_changes(workspace, {step.member.name: step for step in steps if step.member.name}, text, beside),
    ):
        (change,) = fix.changes
        if isinstance(change, Replace) and change.old[change.start : change.end] != change.text:
            found.setdefault((change.at, change.start, change.end), fix)
    return Plan(tuple(steps), tuple(stay), tuple(found.values()))


def _changes(
    workspace: Workspace,
    steps: Mapping[NormalizedName, Step],
    text: str,
    beside: Mapping[str, Sequence[VersionCopy]],
) -> Iterator[Fix]:
    for step in steps.values():
        yield from _versions(step, beside.get(step.member.path, ()), text)
    moving = {id(step.member) for step in steps.values()}
    for member in workspace.members:
        for requirement in _requirements(member):
            sibling = steps.get(requirement.name)
            if sibling and _has_to_move(requirement, sibling, inside=id(member) in moving):
                yield from _clauses(requirement, spelled(requirement), sibling, text)
    for file in workspace.requested:
        for requested in file.requirements:
            named = steps.get(requested.name) if requested.name else None
            if named:
                yield from _clauses(requested, of_requirement(requested.text), named, text)


def _stated(group: Group, text: str) -> Iterator[Fix]:
    """What says the version of the whole group."""
    if isinstance(group.stated, Declared):
        new = respelled(group.stated.text, text, base=group.stated.text)
        yield _fix(Replace(group.stated.at, group.stated.text.strip(), new or text), f"{group.name} {text}")


def _versions(step: Step, beside: Sequence[VersionCopy], text: str) -> Iterator[Fix]:
    """What says the version of a member: its own files, and the copies in others."""
    stated = (each.version for each in step.member.statements if each.kind not in _GENERATED)
    copied = (each.version for each in (*step.member.copies, *beside))
    for version in (step.written, *stated, *copied):
        if isinstance(version, Declared):
            new = respelled(version.text, text, base=step.written.text)
            yield _fix(Replace(version.at, version.text.strip(), new or text), f"{step.member.label} {text}")


def _requirements(member: Member) -> Iterator[Requirement]:
    for statement in member.statements:
        if statement.kind not in _GENERATED:
            yield from statement.requirements
    yield from member.requirements


def _has_to_move(requirement: Requirement, step: Step, *, inside: bool) -> bool:
    """Those that move together say so in their requirements; others only where they would refuse the version."""
    if requirement.templated or requirement.url is not None:
        return False
    return inside or not accepts(requirement.specifiers, step.version)


def _clauses(of: Requirement | Requested, parts: Parts | None, step: Step, text: str) -> Iterator[Fix]:
    """What moves of a requirement on a member: the versions in its clauses."""
    if parts is None:
        return
    for clause in parts.clauses:
        new = moved(clause, parts.clauses, step.written, text)
        if new is not None:
            yield _fix(Replace(of.at, parts.text, new, clause.at, clause.end), f"{of.text} to {text}")


def _fix(change: Replace, title: str) -> Fix:
    return Fix(title, (change,), safe=True)
