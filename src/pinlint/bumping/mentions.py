"""Requirements on what moves, wherever a workspace writes them: in metadata, in requirements files, for resolvers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.bumping import tables
from pinlint.questions.clauses import of_requirement, spelled
from pinlint.workspace import Kind, Unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.questions.clauses import Parts
    from pinlint.source import Place, Source
    from pinlint.workspace import Member, Requirement, Workspace
    from pinlint.workspace.requested import Requested

GENERATED = frozenset({Kind.PKG_INFO, Kind.METADATA, Kind.REQUIRES_TXT})
"""Files that builds write."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One requirement on one distribution; ``parts`` is None where how it is written is not understood."""

    name: NormalizedName
    text: str
    at: Place
    parts: Parts | None
    specifiers: SpecifierSet | None = None
    url: str | None = None
    hashed: bool = False
    """It names the very files of a release."""
    templated: bool = False
    member: Member | None = None
    """Who requires it; None outside of metadata."""


def mentions(workspace: Workspace, names: Collection[NormalizedName], more: Iterable[Source] = ()) -> Iterator[Mention]:
    """Every requirement on one of these names, each place once; ``more`` are files of tools beside those read."""
    seen: set[Place] = set()
    for each in _all(workspace, names, more):
        if each.at not in seen:
            seen.add(each.at)
            yield each


def _all(workspace: Workspace, names: Collection[NormalizedName], more: Iterable[Source]) -> Iterator[Mention]:
    for member in workspace.members:
        for requirement in _requirements(member):
            if requirement.name in names:
                yield _of_member(requirement, member)
    for file in workspace.requested:
        yield from (_requested(each, each.name) for each in file.requirements if each.name in names and each.name)
    for source in (*workspace.sources.values(), *more):
        yield from (_told(each) for each in tables.read(source, names) if each.name in names)


def _requirements(member: Member) -> Iterator[Requirement]:
    for statement in member.statements:
        if statement.kind not in GENERATED:
            yield from statement.requirements
    # What an override of the configuration states is in no statement.
    yield from member.requirements


def _of_member(requirement: Requirement, member: Member) -> Mention:
    return Mention(
        requirement.name,
        requirement.text,
        requirement.at,
        spelled(requirement),
        specifiers=requirement.specifiers,
        url=requirement.url,
        templated=requirement.templated,
        member=member,
    )


def _requested(requested: Requested, name: NormalizedName) -> Mention:
    return Mention(
        name,
        requested.text,
        requested.at,
        of_requirement(requested.text),
        specifiers=None if isinstance(requested.specifiers, Unknown) else requested.specifiers,
        url=requested.url,
        hashed=bool(requested.hashes),
    )


def _told(told: tables.Told) -> Mention:
    return Mention(told.name, told.text, told.at, told.parts, specifiers=told.specifiers, url=told.url)
