"""Extras that collect other extras of their own project (``all = ["app[fast]"]``), and groups that include others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from pinlint.sets.markers import canonical
from pinlint.source import Key
from pinlint.workspace import Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packaging.utils import NormalizedName

    from pinlint.workspace import Member, Requirement

_MOST = 500
"""Requirements that one extra may come to, those that lead to others included."""
_LONGEST = 2_000
"""Characters of the conditions on the way to one of them."""


def references(member: Member) -> dict[NormalizedName, list[Requirement]]:
    """The requirements of a member on itself, by the extra that has them."""
    found: defaultdict[NormalizedName, list[Requirement]] = defaultdict(list)
    for each in member.optional or ():
        if _is_reference(each, member) and each.scope.name is not None:
            found[each.scope.name].append(each)
    return found


def collected(member: Member, extra: NormalizedName) -> tuple[Requirement, ...] | None:
    """What an extra requires with all that it collects, as requirements of its own; None where that is too much.

    What is collected under a condition is required under it.
    """
    scope = Scope(ScopeKind.EXTRA, extra)
    by_extra: defaultdict[NormalizedName | None, list[Requirement]] = defaultdict(list)
    for each in member.optional or ():
        by_extra[each.scope.name].append(each)
    found: list[Requirement] = []
    seen = {(extra, "")}
    ways = [(extra, "")]
    steps = 0
    for name, condition in ways:
        for each in by_extra[name]:
            steps += 1
            marker = _both(condition, each) if steps <= _MOST else None
            if marker is None:
                return None
            if _is_reference(each, member):
                further = [(other, marker) for other in sorted(each.extras) if (other, marker) not in seen]
                seen.update(further)
                ways += further
            else:
                found.append(replace(each, scope=scope, marker=Marker(marker) if marker else None))
    return tuple(found)


def included_alike(old: Iterable[Requirement], new: Iterable[Requirement]) -> frozenset[Requirement]:
    """The requirements that dependency groups have from others, which they include on both sides (PEP 735)."""
    sides = tuple([(each, _origin(each)) for each in side if each.scope.kind is ScopeKind.GROUP] for side in (old, new))
    links = ({(each.scope.name, origin) for each, origin in side} for side in sides)
    both = set.intersection(*links)
    return frozenset(
        each
        for side in sides
        for each, origin in side
        if origin != each.scope.name and (each.scope.name, origin) in both
    )


def _origin(requirement: Requirement) -> NormalizedName | None:
    """The dependency group in which a requirement of one is written."""
    keys = requirement.at.keys if isinstance(requirement.at, Key) else ()
    if len(keys) < 2 or keys[0] != "dependency-groups":
        return requirement.scope.name
    return canonicalize_name(str(keys[1]))


def _is_reference(requirement: Requirement, member: Member) -> bool:
    return requirement.name == member.name and requirement.url is None and bool(requirement.extras)


def _both(condition: str, requirement: Requirement) -> str | None:
    """A condition and the marker of a requirement; None past all bounds."""
    own = "" if requirement.marker is None else canonical(requirement.marker)
    if own is None:
        return None
    if not condition or not own or condition == own:
        return condition or own
    both = f"({condition}) and ({own})"
    return str(Marker(both)) if len(both) <= _LONGEST else None
