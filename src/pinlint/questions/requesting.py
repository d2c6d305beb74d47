"""Requirements files held against the members they install: the lines that leave such a member no version."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet

from pinlint.questions.installed import Places
from pinlint.sets.conditions import compatible, python_constants
from pinlint.sets.pythons import Pool
from pinlint.sets.specifiers import accepts, are_disjoint
from pinlint.workspace import CORE, Declared, Unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from packaging.markers import Marker
    from packaging.utils import NormalizedName

    from pinlint.source import Span
    from pinlint.workspace import Member, Requirement, Workspace
    from pinlint.workspace.requested import Requested, RequirementsFile


_MOST = 500
"""Members that one file installs, and lines on one distribution, that are looked at."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines of a requirements file on one distribution, each with a requirement it shares no version with.

    There is at least one; the requirements are those of members that the file installs.
    """

    file: RequirementsFile
    lines: tuple[tuple[Requested, Member, Requirement], ...]


def clashes(workspace: Workspace) -> Iterator[Clash]:
    """The lines that clash with what a member requires that is installed from the same file; each line once.

    A file installs a member that it names by path, or by name in a version that is the member's own; of its extras
    those that are asked for. A pin that a tool says it chose for a member is held against the core requirements of that
    member. Lines with a URL or a path are whatever they lead to, and overrides replace requirements.
    """
    places = Places.of(workspace)
    # Several members may share a folder (Pants), and then a path does not tell which.
    paths = {path: members[0] for path, members in places.members.items() if len(members) == 1}
    bearers: defaultdict[NormalizedName | None, list[Member]] = defaultdict(list)
    for member in workspace.members:
        bearers[member.name].append(member)
    names = {name: found[0] for name, found in bearers.items() if name is not None and len(found) == 1}
    told: set[Span] = set()
    for file in workspace.requested:
        replaced = places.overridden(file.path)
        lines: defaultdict[NormalizedName, list[Requested]] = defaultdict(list)
        for line in file.requirements:
            if line.name is not None and line.url is None and line.at not in told and line.name not in replaced:
                lines[line.name].append(line)
        found: defaultdict[NormalizedName, list[tuple[Requested, Member, Requirement]]] = defaultdict(list)
        pairs = list(_pairs(file, paths, names, lines))
        asked: defaultdict[tuple[Span, str], list[Requirement]] = defaultdict(list)
        for line, member, requirement, _ in pairs:
            asked[line.at, member.path].append(requirement)
        for line, member, requirement, marker in pairs:
            others = asked[line.at, member.path]
            if _clash(member, requirement, marker, line) and not _is_for_another(member, requirement, others, line):
                found[requirement.name].append((line, member, requirement))
        for clashing in found.values():
            told.update(line.at for line, _, _ in clashing)
            yield Clash(file, tuple(clashing))


def _pairs(
    file: RequirementsFile,
    paths: dict[str, Member],
    names: dict[NormalizedName, Member],
    lines: Mapping[NormalizedName, Sequence[Requested]],
) -> Iterator[tuple[Requested, Member, Requirement, Marker | None]]:
    """Lines, requirements they are held against, and the marker under which they are."""
    installed = _installed(file, paths, names)
    for (member, marker), extras in installed.items():
        for requirement in _required(member, extras):
            for line in lines.get(requirement.name, ())[:_MOST]:
                yield line, member, requirement, marker
    present = {member for member, _ in installed}
    required: dict[Member, dict[NormalizedName, list[Requirement]]] = {}
    for line in (each for same in lines.values() for each in same[:_MOST] if each.chosen_for):
        for member in (names[name] for name in line.chosen_for if name in names):
            if member not in present and line.name is not None:
                if member not in required:
                    required[member] = _by_name(_required(member, ()))
                for requirement in required[member].get(line.name, ()):
                    yield line, member, requirement, None


def _by_name(requirements: Iterable[Requirement]) -> dict[NormalizedName, list[Requirement]]:
    found: defaultdict[NormalizedName, list[Requirement]] = defaultdict(list)
    for requirement in requirements:
        found[requirement.name].append(requirement)
    return dict(found)


def _installed(
    file: RequirementsFile, paths: dict[str, Member], names: dict[NormalizedName, Member]
) -> dict[tuple[Member, Marker | None], set[NormalizedName]]:
    """The members that the file installs, each with the marker it does so under and the extras it asks for."""
    found: defaultdict[tuple[Member, Marker | None], set[NormalizedName]] = defaultdict(set)
    for line in file.requirements:
        member = None
        if isinstance(line.path, str):
            member = paths.get(line.path)
        elif line.url is None and line.name is not None:
            member = names.get(line.name)
            member = member if member is not None and _is_meant(line, member) else None
        if member is not None and not line.constraint and not isinstance(line.marker, Unknown) and len(found) < _MOST:
            found[member, line.marker] |= line.extras
    return found


def _is_meant(line: Requested, member: Member) -> bool:
    """Whether the version that the line asks for is the member's own."""
    if not isinstance(line.specifiers, SpecifierSet) or not isinstance(member.version, Declared):
        return False
    return accepts(line.specifiers, member.version.value)


def _required(member: Member, extras: Collection[NormalizedName]) -> Iterator[Requirement]:
    for requirement in member.published:
        wanted = requirement.scope == CORE or requirement.scope.name in extras
        if wanted and requirement.url is None and not requirement.templated and requirement.name != member.name:
            yield requirement


def _clash(member: Member, requirement: Requirement, installed: Marker | None, other: Requested) -> bool:
    """Whether both surely apply in some environment of the member, and no version is in both sets."""
    if not isinstance(other.specifiers, SpecifierSet) or not are_disjoint(requirement.specifiers, other.specifiers):
        return False
    if isinstance(other.marker, Unknown):
        return False
    markers = (requirement.marker, installed, other.marker)
    return _meet(member, [marker for marker in markers if marker is not None])


def _is_for_another(member: Member, requirement: Requirement, others: Iterable[Requirement], line: Requested) -> bool:
    """Whether a line that names no environment is what the member requires where the requirement does not apply.

    So does a file that was compiled for one Python, and not for the others that the member accepts.
    """
    if requirement.marker is None or line.marker is not None or not isinstance(line.specifiers, SpecifierSet):
        return False
    return any(
        other.marker is not None
        and not are_disjoint(other.specifiers, line.specifiers)
        and not _meet(member, [requirement.marker, other.marker])
        for other in others
    )


def _meet(member: Member, markers: Sequence[Marker]) -> bool:
    """Whether some environment of the member surely meets all markers."""
    python = member.requires_python
    if isinstance(python, Unknown):
        return not markers
    sets = [python.value] if python is not None else []
    pool = Pool.of(sets, (version for marker in markers for version in python_constants(marker)))
    return compatible(markers, pool, pool.mask(sets[0] if sets else None)) is not None
