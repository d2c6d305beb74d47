"""Members of two workspaces: which belong together, and what changed about each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.comparing import requirements
from pinlint.comparing.listings import gaps, license_of, listings, lists
from pinlint.comparing.pins import is_mere
from pinlint.comparing.relations import of_pythons, step
from pinlint.comparing.values import MemberChange, Side, VersionChange
from pinlint.workspace import Declared, Kind, ProblemKind, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.comparing.values import PinChange, RequirementChange
    from pinlint.workspace import Member, Workspace

_BUILT = frozenset({Kind.PKG_INFO, Kind.METADATA})
"""What every distribution has."""


@dataclass(frozen=True, slots=True)
class Paired:
    """The members of both sides by name: those that both have, and those that one has; the rest have no partner."""

    both: dict[NormalizedName, tuple[Member, Member]]
    removed: dict[NormalizedName, Member]
    added: dict[NormalizedName, Member]
    uncompared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Releases:
    """Several releases of one distribution, in ascending order."""

    label: str
    versions: tuple[Version, ...]


def releases(members: Iterable[Member]) -> tuple[Releases, ...]:
    """The names that several distributions bear, each of another version; only one could be compared."""
    found = []
    for _, bearers in sorted(_by_name(members).items()):
        built = [each for each in bearers if any(one.kind in _BUILT for one in each.statements)]
        versions = {each.version.value for each in built if isinstance(each.version, Declared)}
        if len(versions) > 1:
            found.append(Releases(built[0].label, tuple(sorted(versions))))
    return tuple(found)


def pair(old: Sequence[Member], new: Sequence[Member]) -> Paired:
    """The members that bear one name; where several do on one side, nobody can tell which became which."""
    sides = _by_name(old), _by_name(new)
    both: dict[NormalizedName, tuple[Member, Member]] = {}
    removed: dict[NormalizedName, Member] = {}
    added: dict[NormalizedName, Member] = {}
    why = [*_nameless(old, "old"), *_nameless(new, "new")]
    for name in sorted({*sides[0], *sides[1]}):
        before, after = sides[0].get(name, []), sides[1].get(name, [])
        if len(before) > 1 or len(after) > 1:
            (before, after), others = _alike(before, after)
            why += others
        if before and after:
            both[name] = before[0], after[0]
        elif before:
            removed[name] = before[0]
        elif after:
            added[name] = after[0]
    return Paired(both, removed, added, tuple(why))


def without_unread(paired: Paired, old: Workspace, new: Workspace) -> Paired:
    """Those without members that only seem to be gone, or new: the other side has their file, and cannot read it."""
    why = list(paired.uncompared)
    kept = []
    for alone, other, side in ((paired.removed, new, "new"), (paired.added, old, "old")):
        broken = {problem.at.path for problem in other.problems if problem.kind is ProblemKind.FILE}
        unread = {
            name: path
            for name, member in alone.items()
            for path in (statement.path for statement in member.statements)
            if path in broken
        }
        why += (f"{alone[name].label}: {path} cannot be read in the {side} workspace" for name, path in unread.items())
        kept.append({name: member for name, member in alone.items() if name not in unread})
    return Paired(paired.both, kept[0], kept[1], tuple(why))


def changed(name: NormalizedName, before: Member, after: Member, pins: Iterable[PinChange]) -> MemberChange:
    """What changed about a member."""
    own = tuple(pins)
    return MemberChange(
        name=name,
        label=after.label,
        old_path=before.path,
        new_path=after.path,
        published=not before.unpublished,
        was_private=_is_private(before),
        is_private=_is_private(after),
        version=_version(before, after),
        old_version=_side(before),
        new_version=_side(after),
        python=of_pythons(before.requires_python, after.requires_python),
        requirements=tuple(_beside(requirements.compare(before, after), own, before, after)),
        development=tuple(_beside(requirements.compare_development(before, after), own, before, after)),
        pins=own,
        extras=lists(before.extras, after.extras),
        classifiers=lists(before.classifiers, after.classifiers),
        license=license_of(before, after),
        listings=tuple(listings(before, after)),
        unknown=tuple(gaps(before, after)),
    )


def alone(name: NormalizedName, member: Member, *, added: bool) -> MemberChange:
    """A member that only one side has."""
    return MemberChange(
        name=name,
        label=member.label,
        old_path=None if added else member.path,
        new_path=member.path if added else None,
        published=not member.unpublished,
        was_private=_is_private(member),
        is_private=_is_private(member),
        old_version=Side() if added else _side(member),
        new_version=_side(member) if added else Side(),
    )


def _by_name(members: Iterable[Member]) -> dict[NormalizedName, list[Member]]:
    found: defaultdict[NormalizedName, list[Member]] = defaultdict(list)
    for member in members:
        if member.name is not None:
            found[member.name].append(member)
    return found


def _nameless(members: Iterable[Member], side: str) -> Iterator[str]:
    for member in members:
        if member.name is None:
            reason = f" ({member.title.reason})" if isinstance(member.title, Unknown) else ""
            yield f"{member.path} in the {side} workspace: its name is unknown{reason}"


def _alike(old: Sequence[Member], new: Sequence[Member]) -> tuple[tuple[list[Member], list[Member]], list[str]]:
    """Of several members of a name the one at the only path that both sides have, if any; and why not the others."""
    paths = {member.path for member in old} & {member.path for member in new}
    pair = tuple([each for each in side if len(paths) == 1 and each.path in paths] for side in (old, new))
    others = [
        f"{each.label}: {each.path} in the {side} workspace, one of several of this name"
        for side, members in (("old", old), ("new", new))
        for each in members
        if len(paths) != 1 or each.path not in paths
    ]
    return (pair[0], pair[1]), others


def _version(before: Member, after: Member) -> VersionChange | None:
    old, new = before.version, after.version
    if isinstance(old, Declared) and isinstance(new, Declared):
        if old.value == new.value:
            return None
        return VersionChange(_side(before), _side(after), step(old.value, new.value))
    if old is new or (isinstance(old, Unknown) and isinstance(new, Unknown)):
        return None
    return VersionChange(_side(before), _side(after))


def _side(member: Member) -> Side:
    """The version in its normal form: a respelling is no change."""
    version = member.version
    if isinstance(version, Declared):
        return Side(str(version.value))
    return Side(unknown=version.reason) if version is not None else Side()


def _is_private(member: Member) -> bool:
    """Whether it says itself that it is not published."""
    private = any(each.value.strip().startswith("Private ::") for each in member.classifiers or ())
    return private or any(statement.private for statement in member.statements)


def _beside(
    changes: Iterable[RequirementChange], pins: Sequence[PinChange], before: Member, after: Member
) -> Iterator[RequirementChange]:
    """The changes that say more than that a pin moved."""
    by_slot = {(each.scope, each.name): each for each in requirements.pairs(before.requirements, after.requirements)}
    for change in changes:
        both = by_slot.get((change.scope, change.name))
        if both is None or not any(is_mere(pin, change, both.old, both.new) for pin in pins):
            yield change
