"""Moving the members of a group to another version: what has to be rewritten, and what stays as it is.

Imported by ``pinlint bump`` only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from packaging.version import Version

from pinlint.bumping import semantic
from pinlint.bumping.clauses import moved
from pinlint.bumping.mentions import GENERATED, mentions
from pinlint.bumping.spelling import respelled
from pinlint.changes import Replace
from pinlint.rule import Fix
from pinlint.sets.specifiers import accepts
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.bumping.mentions import Mention
    from pinlint.source import Place, Source, Span
    from pinlint.workspace import Member, VersionCopy, Workspace
    from pinlint.workspace.group import Group


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
    wanted: bool = False
    """It was to move, and cannot."""
    at: Span | None = None
    """What cannot be rewritten."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of members, the members that stay, and what to rewrite, each change with what it is about."""

    steps: tuple[Step, ...]
    stay: tuple[Stays, ...]
    versions: tuple[Fix, ...] = ()
    requirements: tuple[Fix, ...] = ()

    @property
    def changes(self) -> tuple[Fix, ...]:
        """All that is to be rewritten."""
        return (*self.versions, *self.requirements)

    @property
    def moving(self) -> dict[NormalizedName, Step]:
        """The steps by the names of their members."""
        return {step.member.name: step for step in self.steps if step.member.name}


def plan(  # noqa: PLR0913 - what moves, where to, and what is around it
    workspace: Workspace,
    group: Group,
    text: str,
    beside: Mapping[str, Sequence[VersionCopy]] = MappingProxyType({}),
    more: Iterable[Source] = (),
    *,
    stuck: Mapping[str, Stays] = MappingProxyType({}),
) -> Plan:
    """How the members of the group get to a version, written ``text``. Raises InvalidVersion.

    ``beside`` are copies of versions that members do not know of, by the path of the member; ``more`` are files that
    tell tools of distributions; ``stuck`` are members that cannot move, by their paths.
    """
    to = Version(text)
    steps, stay = [], []
    of_group = set(map(id, group.members))
    for member in workspace.members:
        match member.version:
            case Declared() if member.path in stuck:
                stay.append(stuck[member.path])
            case Declared() as written if id(member) in of_group and member.name is not None:
                new = semantic.written(written.at.path, written.text, text, base=written.text)
                steps.append(Step(member, written, to, new or text))
            case Unknown(reason) if id(member) in of_group:
                stay.append(Stays(member, f"has a version that is not known: {reason}"))
            case None if id(member) in of_group:
                stay.append(Stays(member, "has no version"))
            case Declared(version):
                stay.append(Stays(member, f"is at {version}, and not in the group"))
            case _:
                stay.append(Stays(member, "is not in the group"))
    planned = Plan(tuple(steps), tuple(stay))
    versions = [fix for step in steps for fix in _versions(step, beside.get(step.member.path, ()), text)]
    stated = _stated(group, text) if steps else ()
    required = _required(workspace, group, planned.moving, text, more)
    return replace(planned, versions=_once((*stated, *versions)), requirements=_once(required))


def _once(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Those that change something, of several at one place the first."""
    found: dict[tuple[Place, int, int | None], Fix] = {}
    for fix in fixes:
        (change,) = fix.changes
        if isinstance(change, Replace) and change.old[change.start : change.end] != change.text:
            found.setdefault((change.at, change.start, change.end), fix)
    return tuple(found.values())


def _stated(group: Group, text: str) -> Iterator[Fix]:
    """What says the version of the whole group."""
    if isinstance(group.stated, Declared):
        new = respelled(group.stated.text, text, base=group.stated.text)
        yield _fix(Replace(group.stated.at, group.stated.text.strip(), new or text), f"{group.name} {text}")


def said(step: Step, beside: Sequence[VersionCopy] = ()) -> Iterator[tuple[str, Declared[Version]]]:
    """What says the version of a member, its own files and copies in others, each with what it is called."""
    yield "version", step.written
    for each in step.member.statements:
        if each.kind not in GENERATED and isinstance(each.version, Declared):
            yield f"version in {each.kind.value}", each.version
    for copy in (*step.member.copies, *beside):
        if isinstance(copy.version, Declared):
            yield copy.what, copy.version


def follows(version: Declared[Version], step: Step) -> bool:
    """Whether what says a version of a member moves with it.

    What says another one stays, like a requirement on another one. CITATION.cff says that of the last release, and so
    moves to releases alone, from whatever it says.
    """
    if is_citation(version.at.path):
        return not step.version.is_prerelease
    return version.value == step.written.value


def is_citation(path: str) -> bool:
    """Whether a file says how a project is cited: by its last release."""
    return path.rpartition("/")[2] == "CITATION.cff"


def restated(step: Step, version: Declared[Version], text: str) -> Fix | None:
    """The change that says the new version of a member where one is said; None where that cannot be said there."""
    new = semantic.written(version.at.path, version.text, text, base=step.written.text)
    return None if new is None else _fix(Replace(version.at, version.text.strip(), new), f"{step.member.label} {text}")


def _versions(step: Step, beside: Sequence[VersionCopy], text: str) -> Iterator[Fix]:
    for _, version in said(step, beside):
        fix = restated(step, version, text) if follows(version, step) else None
        if fix is not None:
            yield fix


def _required(
    workspace: Workspace, group: Group, steps: Mapping[NormalizedName, Step], text: str, more: Iterable[Source]
) -> Iterator[Fix]:
    """What requires one of the members."""
    of_group = set(map(id, group.members))
    for mention in mentions(workspace, steps, more):
        step = steps[mention.name]
        if _has_to_move(mention, step, inside=mention.member is None or id(mention.member) in of_group):
            yield from _clauses(mention, step, text)


def _has_to_move(mention: Mention, step: Step, *, inside: bool) -> bool:
    """Those that move together say so in their requirements; others only where they would refuse the version."""
    if mention.hashed or mention.specifiers is None:
        return False
    return inside or not accepts(mention.specifiers, step.version)


def _clauses(mention: Mention, step: Step, text: str) -> Iterator[Fix]:
    """What moves of a requirement on a member: the versions in its clauses."""
    parts = mention.parts
    if parts is None:
        return
    for clause in parts.clauses:
        new = moved(clause, parts.clauses, step.written, text)
        if new is not None:
            yield _fix(Replace(mention.at, parts.text, new, clause.at, clause.end), f"{mention.text} to {text}")


def _fix(change: Replace, title: str) -> Fix:
    return Fix(title, (change,), safe=True)
