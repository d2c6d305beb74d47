"""What members require of a distribution, before and after, wherever it applies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pinlint.comparing.collecting import collected, included_alike, references
from pinlint.comparing.environments import environments
from pinlint.comparing.relations import Related, of_versions
from pinlint.comparing.values import Relation, RequirementChange
from pinlint.sets.markers import canonical
from pinlint.workspace import Declared, Kind, Listing, Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.specifiers import Specifier
    from packaging.utils import NormalizedName

    from pinlint.workspace import Member, Requirement

    Slot = tuple[Scope, NormalizedName]

UNDECIDED = "its markers cannot be told apart"
_BUILT = frozenset({Kind.REQUIRES_TXT, Kind.PKG_INFO, Kind.METADATA})
"""What lies in distributions, beside sources or without any."""
_ALIKE = 40
"""Requirements of one member on one distribution that are put together; beyond them nothing is said of any."""

_CONDITIONS = 3_000
"""Requirements with markers, among those of one member that changed, whose environments are told apart."""
_COLLECTING = 40
"""Extras of one member that are compared by all that they collect."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The requirements of a member on one distribution in one scope, before and after."""

    scope: Scope
    name: NormalizedName
    old: tuple[Requirement, ...]
    new: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class _Demand:
    """What requirements that apply together ask for."""

    specifiers: SpecifierSet
    extras: frozenset[NormalizedName]
    urls: frozenset[str]
    templates: frozenset[str]


def pairs(old: Iterable[Requirement], new: Iterable[Requirement]) -> tuple[Pair, ...]:
    """The requirements of both sides, by scope and distribution; core comes first, then extras by their names."""
    found: defaultdict[Slot, tuple[list[Requirement], list[Requirement]]] = defaultdict(lambda: ([], []))
    for index, side in enumerate((old, new)):
        for requirement in side:
            found[requirement.scope, requirement.name][index].append(requirement)
    slots = sorted(found, key=lambda slot: (list(ScopeKind).index(slot[0].kind), slot[0].name or "", slot[1]))
    return tuple(Pair(*slot, *map(tuple, found[slot])) for slot in slots)


def compare(before: Member, after: Member) -> Iterator[RequirementChange]:
    """What changed about the published requirements, distribution by distribution.

    Where one side is not wholly known, that the other has a requirement alone is no change. Extras that collect other
    extras, and others than before, are compared by all that they collect.
    """
    old, new = before.published, after.published
    mine, theirs = references(before), references(after)
    others = [
        extra for extra in sorted({*mine, *theirs}) if written(mine.get(extra, ())) != written(theirs.get(extra, ()))
    ]
    for extra in others[:_COLLECTING]:
        all_old, all_new = collected(before, extra), collected(after, extra)
        if all_old is not None and all_new is not None:
            old, new = _with(old, extra, all_old), _with(new, extra, all_new)
    yield from _compared(pairs(old, new), before, after)


def compare_development(before: Member, after: Member) -> Iterator[RequirementChange]:
    """What changed about dependency groups and build requirements, which no user installs.

    Core Metadata has neither, so that nothing is known of them where there are no sources. What a group includes is
    told of the group that is included.
    """
    if _has_sources(before) and _has_sources(after):
        old, new = ((*(member.groups or ()), *(member.build or ())) for member in (before, after))
        included = included_alike(old, new)
        slots = (pair for pair in pairs(old, new) if not included.issuperset((*pair.old, *pair.new)))
        yield from _compared(slots, before, after)


def _compared(slots: Iterable[Pair], before: Member, after: Member) -> Iterator[RequirementChange]:
    pythons = tuple(
        str(member.requires_python.value) if isinstance(member.requires_python, Declared) else ""
        for member in (before, after)
    )
    conditions = 0
    for pair in slots:
        if written(pair.old) != written(pair.new):
            conditions += sum(each.marker is not None for each in (*pair.old, *pair.new))
            kept = {Relation.ADDED: _complete(before, pair.scope), Relation.REMOVED: _complete(after, pair.scope)}
            own = _pins_own(pair.old, before) and _pins_own(pair.new, after)
            changes = (
                replace(change, own=own) for change in _changes(pair, pythons, bounded=conditions <= _CONDITIONS)
            )
            found = (change for change in changes if kept.get(change.relation, True))
            yield from sorted(found, key=lambda change: sorted((*change.old, *change.new)))


def _with(
    requirements: Iterable[Requirement], extra: NormalizedName, own: Iterable[Requirement]
) -> tuple[Requirement, ...]:
    """The requirements, with others of one extra."""
    scope = Scope(ScopeKind.EXTRA, extra)
    return (*(each for each in requirements if each.scope != scope), *own)


def _has_sources(member: Member) -> bool:
    return member.statements[0].kind not in _BUILT


def _complete(member: Member, scope: Scope) -> bool:
    """Whether absence from the requirements of a scope is absence from the metadata."""
    listing: Listing[Requirement] | None = {
        ScopeKind.CORE: member.core,
        ScopeKind.EXTRA: member.optional,
        ScopeKind.GROUP: member.groups,
        ScopeKind.BUILD: member.build,
    }[scope.kind]
    return listing is None or listing.complete


def _pins_own(requirements: Sequence[Requirement], member: Member) -> bool:
    """Whether there are requirements, and each of them is ``==`` the version of the member itself."""
    version = member.version
    if not isinstance(version, Declared) or not requirements:
        return False
    return all(
        len(each.specifiers) == 1 and all(_is_pin(clause, version.value) for clause in each.specifiers)
        for each in requirements
    )


def _is_pin(clause: Specifier, version: Version) -> bool:
    return clause.operator == "==" and not clause.version.endswith(".*") and Version(clause.version) == version


def written(requirements: Iterable[Requirement]) -> frozenset[tuple[object, ...]]:
    """What is compared before anything is reasoned about: most requirements never change."""
    return frozenset(
        (each.specifiers, each.extras, marker, each.url, each.text if each.templated or marker is None else "")
        for each in requirements
        for marker in (condition(each),)
    )


def condition(requirement: Requirement) -> str | None:
    """The marker as packaging prints it, empty without one; None where it is past all bounds."""
    return "" if requirement.marker is None else canonical(requirement.marker)


def _changes(pair: Pair, pythons: tuple[str, ...], *, bounded: bool) -> Iterator[RequirementChange]:
    """The changes of one distribution: environments in which the same changed are one change.

    Without conditions there is one environment only, which is looked at past all bounds.
    """
    sides = tuple([(each, condition(each)) for each in side] for side in (pair.old, pair.new))
    markers = {marker for side in sides for _, marker in side} - {""}
    known = tuple(sorted(marker for marker in markers if marker is not None))
    few = len(known) == len(markers) and len(pair.old) + len(pair.new) <= _ALIKE and (bounded or not known)
    space = environments(known, pythons) if few else None
    cells = space.cells() if space else None
    if space is None or cells is None:
        yield _change(pair, pair.old, pair.new, Related(Relation.UNKNOWN), reason=UNDECIDED)
        return
    found: dict[tuple[_Demand | None, _Demand | None], int] = {}
    added = removed = 0
    for mask, met in cells:
        old, new = (_demand([each for each, marker in side if marker in met]) for side in sides)
        if old is None and new is not None:
            added |= mask
        elif new is None and old is not None:
            removed |= mask
        else:
            found[old, new] = found.get((old, new), 0) | mask
    # Of what is there on one side only it does not matter in which parts it comes.
    anything = _demand((*pair.old, *pair.new))
    found |= {ends: mask for ends, mask in (((None, anything), added), ((anything, None), removed)) if mask}
    for (old, new), mask in found.items():
        related, reason = _related(old, new)
        if related.relation is Relation.EQUAL and _extras(old) == _extras(new):
            continue
        olds, news = (tuple(each for each, marker in side if space.meeting(marker or "") & mask) for side in sides)
        reach = reduce(or_, (space.meeting(condition(each) or "") for each in (*olds, *news)))
        where = space.shown(mask) if reach != mask else None
        yield _change(pair, olds, news, related, reason=reason, where=where, extras=(_extras(old), _extras(new)))


def _demand(requirements: Sequence[Requirement]) -> _Demand | None:
    """What requirements ask for together; None where there are none."""
    if not requirements:
        return None
    return _Demand(
        reduce(and_, (each.specifiers for each in requirements), SpecifierSet()),
        frozenset(extra for each in requirements for extra in each.extras),
        frozenset(each.url for each in requirements if each.url is not None),
        frozenset(" ".join(each.text.split()) for each in requirements if each.templated),
    )


def _extras(demand: _Demand | None) -> frozenset[NormalizedName]:
    return demand.extras if demand else frozenset()


def _related(old: _Demand | None, new: _Demand | None) -> tuple[Related, str | None]:
    """How two demands relate, and why where that is unknown."""
    if old is None or new is None:
        both = old is new
        return Related(Relation.EQUAL if both else Relation.ADDED if old is None else Relation.REMOVED), None
    if old.urls != new.urls:
        return Related(Relation.UNKNOWN), "a URL does not tell its version"
    if old.templates != new.templates:
        return Related(Relation.UNKNOWN), "the build fills in the version"
    related = of_versions(old.specifiers, new.specifiers)
    return related, "=== does not name a version" if related.relation is Relation.UNKNOWN else None


def _change(  # noqa: PLR0913 - a change and where it is
    pair: Pair,
    old: Iterable[Requirement],
    new: Iterable[Requirement],
    related: Related,
    *,
    reason: str | None,
    where: str | None = None,
    extras: tuple[frozenset[NormalizedName], frozenset[NormalizedName]] = (frozenset(), frozenset()),
) -> RequirementChange:
    both = related.relation not in {Relation.ADDED, Relation.REMOVED}
    return RequirementChange(
        name=pair.name,
        scope=pair.scope,
        relation=related.relation,
        old=texts(old),
        new=texts(new),
        lost=related.lost,
        gained=related.gained,
        where=where,
        extras_added=tuple(sorted(extras[1] - extras[0])) if both else (),
        extras_removed=tuple(sorted(extras[0] - extras[1])) if both else (),
        reason=reason,
    )


def texts(requirements: Iterable[Requirement]) -> tuple[str, ...]:
    """Requirements as they are written, each once and on one line."""
    return tuple(dict.fromkeys(" ".join(each.text.split()) for each in requirements))
