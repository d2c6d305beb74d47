"""Locks held against the members that are installed from them: the choices that members refuse."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pinlint.questions.installed import Places
from pinlint.sets.conditions import NEVER, compatible, never, python_constants, restrict
from pinlint.sets.pythons import Pool
from pinlint.sets.specifiers import accepts
from pinlint.workspace import CORE, Declared, ScopeKind, Unknown
from pinlint.workspace.locked import Lock, Locked, LockedSource, LockKind, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.workspace import Field, Member, Requirement, Workspace

    _Index = Mapping[NormalizedName, Sequence[Locked]]
    _Choice = tuple[Declared[Version], Field[Marker]]
    """A version that is chosen, and where."""

_MOST = 20
"""Versions of one distribution that are told apart; a lock with more is left alone."""
_DEFAULT = "default"
"""What pdm calls the group of core requirements."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The versions of one distribution that a lock chooses and members refuse, each with who does; there is one."""

    lock: Lock
    name: NormalizedName
    choices: tuple[tuple[Declared[Version], Member, Requirement], ...]


def refused(workspace: Workspace) -> Iterator[Refused]:
    """The distributions of locks in versions that published requirements of their members refuse.

    Asked is what a lock takes from an index: a folder, a repository or an archive is whatever it is. An override
    replaces what members require. What is locked for other environments is no answer, and where a lock has several
    versions one that is refused counts only where it is surely the one that is chosen, or if all of them are refused.
    """
    places = Places.of(workspace)
    for lock in workspace.locks:
        index: defaultdict[NormalizedName, list[Locked]] = defaultdict(list)
        for locked in lock.packages:
            index[locked.name].append(locked)
        replaced = places.overridden(lock.path).union(override.name for override in lock.overrides)
        found: defaultdict[NormalizedName, list[tuple[Declared[Version], Member, Requirement]]] = defaultdict(list)
        for member, entry in places.installed(lock):
            for requirement in member.published:
                if requirement.name in index and requirement.name not in replaced:
                    version = _refused(lock, index, member, entry, requirement)
                    if version is not None:
                        found[requirement.name].append((version, member, requirement))
        for name, choices in found.items():
            yield Refused(lock, name, tuple(choices))


def _refused(
    lock: Lock, index: _Index, member: Member, entry: Locked | None, requirement: Requirement
) -> Declared[Version] | None:
    """The locked version that a requirement surely refuses, if there is one."""
    if requirement.templated or requirement.url is not None:
        return None
    choices = _choices(lock, index[requirement.name], entry, requirement)
    accepting: list[_Choice] = []
    refusing: list[_Choice] = []
    for choice in choices:
        (accepting if accepts(requirement.specifiers, choice[0].value) else refusing).append(choice)
    for version, marker in refusing:
        # Where all are refused it does not matter which of them is chosen.
        known = None if isinstance(marker, Unknown) else marker
        sure = not accepting or (not isinstance(marker, Unknown) and _apart(lock, known, accepting))
        if sure and _applies(lock, member, requirement.marker, known.value if known else None):
            return version
    return None


def _choices(lock: Lock, locked: Sequence[Locked], entry: Locked | None, requirement: Requirement) -> Sequence[_Choice]:
    """The versions that may be chosen for a requirement; none where one of them cannot be told."""
    found: list[tuple[Declared[Version], Locked]] = []
    for each in locked:
        elsewhere = each.source is not None and not _is_registry(each)
        if elsewhere or not isinstance(each.version, Declared) or not _serves(lock, each, requirement):
            return ()
        found.append((each.version, each))
    if len(found) > _MOST:
        return ()
    edges = [
        edge
        for edge in (entry.dependencies if entry and len({version.value for version, _ in found}) > 1 else ())
        if edge.name == requirement.name and edge.scope == requirement.scope
    ]
    versions = {version.value: version for version, _ in found}
    if edges and all(isinstance(edge.version, Declared) and edge.version.value in versions for edge in edges):
        return [(versions[edge.version.value], edge.marker) for edge in edges if isinstance(edge.version, Declared)]
    return [choice for version, each in found if (choice := _asked(lock, version, each, requirement)) is not None]


def _asked(lock: Lock, version: Declared[Version], locked: Locked, requirement: Requirement) -> _Choice | None:
    """The choice where the extra of the requirement is asked for, and no other; None where it is never made then.

    What uv writes for extras that exclude each other are names of its own, which stay unknown.
    """
    marker = locked.marker
    if lock.kind is LockKind.UV or not isinstance(marker, Declared):
        return version, marker
    extra = requirement.scope.name if requirement.scope.kind is ScopeKind.EXTRA else None
    rest = restrict(marker.value, extra)
    if rest is NEVER:
        return None
    return version, replace(marker, value=rest) if rest is not None else None


def _is_registry(locked: Locked) -> bool:
    return isinstance(locked.source, LockedSource) and locked.source.kind is SourceKind.REGISTRY


def _serves(lock: Lock, locked: Locked, requirement: Requirement) -> bool:
    """Whether an entry is locked for the scope of the requirement.

    uv and poetry lock all extras; of pdm's entries those are that name them; pylock.toml does not tell them.
    """
    if lock.kind is LockKind.PDM:
        wanted = _DEFAULT if requirement.scope == CORE else requirement.scope.name
        return wanted in locked.groups or (requirement.scope == CORE and not locked.groups)
    return lock.kind is not LockKind.PYLOCK or requirement.scope.kind is ScopeKind.CORE


def _apart(lock: Lock, marker: Declared[Marker] | None, others: Sequence[_Choice]) -> bool:
    """Whether surely none of the others is chosen where the marker holds."""
    for _, other in others:
        if marker is None or not isinstance(other, Declared):
            return False
        both = _both(marker.value, other.value)
        sets = [lock.requires_python.value] if isinstance(lock.requires_python, Declared) else []
        pool = Pool.of(sets, python_constants(both))
        if not never(both, pool, pool.mask(sets[0] if sets else None)):
            return False
    return True


def _both(first: Marker, second: Marker) -> Marker:
    from packaging.markers import Marker  # noqa: PLC0415 - only where a lock has several versions

    return Marker(f"({first}) and ({second})")


def _applies(lock: Lock, member: Member, *markers: Marker | None) -> bool:
    """Whether the markers are surely met together, by a Python of the member in an environment of the lock."""
    known = [marker for marker in markers if marker is not None]
    pythons = (member.requires_python, lock.requires_python)
    if known and any(isinstance(each, Unknown) for each in pythons):
        return False
    sets: list[SpecifierSet] = [each.value for each in pythons if isinstance(each, Declared)]
    for environment in lock.environments or (None,):
        asked = [*known, *((environment.value,) if environment else ())]
        pool = Pool.of(sets, (version for marker in asked for version in python_constants(marker)))
        accepted = pool.everything
        for each in sets:
            accepted &= pool.mask(each)
        if compatible(asked, pool, accepted) is not None:
            return True
    return False
