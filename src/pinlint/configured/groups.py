"""Groups: the members that promise each other something, as configured or as their versions and pins show."""

from __future__ import annotations

from collections import Counter, defaultdict
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from pinlint.sets.specifiers import shape
from pinlint.source import Key
from pinlint.workspace import CORE, Declared, Group, Member, Policy, Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.config import GroupTable, HubName
    from pinlint.workspace import Dependency, Field, Requirement, Unknown
    from pinlint.workspace.policy import Hub

_FEWEST = 3
"""Carriers of one version that make a group of the whole workspace."""
_SHARE = 0.8
"""Of the published members that carry the version, and of the pins that follow a policy."""

_FIRMNESS = {"none": 0, "minimum": 1, "compatible": 2, "exact": 3}
"""Shapes of specifier sets, which are also what policies on internal pins are called."""


def resolve(
    members: Sequence[Member],
    dependencies: Sequence[Dependency],
    tables: Sequence[GroupTable],
    versions: Mapping[str, Declared[Version] | Unknown] = MappingProxyType({}),
) -> tuple[Group, ...]:
    """The configured groups, the first that matches a member taking it; among the other members, inferred ones.

    ``versions`` are those that a file states, by the name of the group.
    """
    groups = []
    taken: set[Member] = set()
    for table in tables:
        globs = [canonicalize_name(glob) for glob in table.members]
        own = [member for member in members if member not in taken and _matches(member, globs)]
        taken.update(own)
        if own:
            groups.append(_configured(table, own, dependencies, versions.get(table.name)))
    return (*groups, *_inferred([member for member in members if member not in taken], dependencies))


def _configured(
    table: GroupTable, members: Sequence[Member], dependencies: Sequence[Dependency], stated: Field[Version]
) -> Group:
    exact = _pins(members, dependencies)
    lockstep = table.version == "lockstep"
    policy = Policy(
        version=table.version,
        internal_pins=table.internal_pins or _followed(exact),
        requires_python=table.requires_python or ("same" if lockstep else "compatible"),
        classifiers=table.classifiers or ("same" if lockstep else "any"),
    )
    if stated is not None:
        version = stated.value if isinstance(stated, Declared) else None
    else:
        version = majority(_versions(members), len(members)) if lockstep else None
    return Group(
        name=table.name,
        members=tuple(members),
        inferred=False,
        version=version,
        policy=policy,
        pins_at=Key(table.at.path, (*table.at.keys, "internal-pins")) if table.internal_pins else None,
        stated=stated,
        breaking=table.breaking,
        owns=table.owns,
        owns_at=Key(table.at.path, (*table.at.keys, "owns")) if table.owns else None,
        hubs=tuple(_hub(table, index, hub) for index, hub in enumerate(table.complete)),
        pins=exact if policy.internal_pins in {"any", "exact"} else _pins(members, dependencies, policy.internal_pins),
    )


def _hub(table: GroupTable, index: int, hub: HubName) -> Hub:
    # Few groups have hubs.
    from pinlint.workspace.policy import Hub  # noqa: PLC0415 - see above

    return Hub(
        text=hub.text,
        member=canonicalize_name(hub.member),
        extras=frozenset(canonicalize_name(extra) for extra in hub.extras),
        group=canonicalize_name(hub.group) if hub.group else None,
        at=Key(table.at.path, (*table.at.keys, "complete", index)),
    )


def majority(values: Iterable[Version], voters: int | None = None) -> Version | None:
    """The only value, or the one that more than half of the ``voters`` carry, by default all that carry one."""
    counted = Counter(values)
    first = next(iter(counted.most_common(1)), None)
    if first is None or (len(counted) > 1 and 2 * first[1] <= (voters or counted.total())):
        return None
    return first[0]


def _matches(member: Member, globs: Iterable[str]) -> bool:
    """Whether a glob over normalised names matches."""
    return member.name is not None and any(fnmatchcase(member.name, glob) for glob in globs)


def _versions(members: Iterable[Member]) -> list[Version]:
    return [member.version.value for member in members if isinstance(member.version, Declared)]


def _inferred(members: Sequence[Member], dependencies: Sequence[Dependency]) -> list[Group]:
    published = [member for member in members if not member.unpublished and isinstance(member.version, Declared)]
    versions = _versions(published)
    common = Counter(versions).most_common(1)
    if common:
        version, carriers = common[0]
        if carriers >= _FEWEST and carriers >= _SHARE * len(published):
            group = [member for member in published if _carries(member, version)]
            if any(_names(edge, version) for edge in _within(group, dependencies)):
                return [_group(group, version, dependencies)]
    return [_group(group, version, dependencies) for version, group in _components(published, dependencies).items()]


def _components(members: Sequence[Member], dependencies: Sequence[Dependency]) -> dict[Version, list[Member]]:
    """For each version the members of it that an exact pin on that version joins to another one."""
    joined = {
        end
        for edge in _within(members, dependencies)
        if _is_exact(edge.requirement) and _joins(edge)
        for end in (edge.dependent, edge.dependency)
    }
    found: defaultdict[Version, list[Member]] = defaultdict(list)
    for member in members:
        if member in joined and isinstance(member.version, Declared):
            found[member.version.value].append(member)
    return found


def _group(members: Sequence[Member], version: Version, dependencies: Sequence[Dependency]) -> Group:
    exact = _pins(members, dependencies)
    policy = Policy(internal_pins=_followed(exact))
    return Group(str(version), tuple(members), inferred=True, version=version, policy=policy, pins=exact)


def _followed(exact: Share) -> str:
    """``exact`` where nearly all members already pin the siblings they require exactly, else ``any``."""
    return "exact" if exact.of and exact.number >= _SHARE * exact.of else "any"


def _pins(members: Sequence[Member], dependencies: Sequence[Dependency], policy: str = "exact") -> Share:
    """The members that require a sibling, each with each sibling once, and those whose requirement follows the policy.

    Published requirements count: the core ones if there are any.
    """
    pairs: defaultdict[tuple[Member, Member], list[Requirement]] = defaultdict(list)
    for edge in _within(members, dependencies):
        if edge.requirement.scope.published and edge.requirement.url is None:
            pairs[edge.dependent, edge.dependency].append(edge.requirement)
    following = [
        own
        for own in pairs.values()
        if all(_firmness(each) >= _FIRMNESS[policy] for each in [each for each in own if each.scope == CORE] or own)
    ]
    return Share(len(following), len(pairs))


def _firmness(requirement: Requirement) -> int:
    return _FIRMNESS["exact" if _is_exact(requirement) else shape(requirement.specifiers)]


def _is_exact(requirement: Requirement) -> bool:
    """Whether it holds one version only. A template without an operator of its own stands for ``==``."""
    if requirement.templated and not requirement.specifiers:
        return True
    return shape(requirement.specifiers) == "exact"


def _within(members: Sequence[Member], dependencies: Iterable[Dependency]) -> list[Dependency]:
    own = set(members)
    return [edge for edge in dependencies if edge.dependent in own and edge.dependency in own]


def _carries(member: Member, version: Version) -> bool:
    return isinstance(member.version, Declared) and member.version.value == version


def _joins(edge: Dependency) -> bool:
    """Whether the requirement names the version that both its ends carry."""
    version = edge.dependency.version
    return isinstance(version, Declared) and _carries(edge.dependent, version.value) and _names(edge, version.value)


def _names(edge: Dependency, version: Version) -> bool:
    """Whether the requirement names the very version, with any operator."""
    return edge.requirement.templated or any(_is(clause.version, version) for clause in edge.requirement.specifiers)


def _is(text: str, version: Version) -> bool:
    try:
        return Version(text) == version
    except InvalidVersion:  # a wildcard, or the free text of ===
        return False
