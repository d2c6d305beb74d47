"""What changed, in sentences; every name, version and requirement is quoted as the format wants it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.comparing.minors import enumeration
from pinlint.comparing.narrowing import What
from pinlint.comparing.values import Relation
from pinlint.workspace import CORE, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pinlint.comparing.narrowing import Narrowing
    from pinlint.comparing.values import (
        LicenseChange,
        ListChange,
        ListingChange,
        MemberChange,
        PinChange,
        PythonChange,
        RequirementChange,
        Side,
    )
    from pinlint.workspace import Scope

    Quote = Callable[[str], str]

FIELDS = {
    "version": "version",
    "requires-python": "Requires-Python",
    "requires-dist": "requirements",
    "provides-extra": "extras",
    "classifier": "classifiers",
    "license": "licence",
    "dependency-groups": "dependency groups",
    "build-system": "build requirements",
}
"""What messages call the fields that could not be compared."""
MANY = 12
"""Names in one line."""
_LICENSE = 80
"""Characters of a licence; longer ones are the licence itself, and not its name."""


def sentences(member: MemberChange, quote: Quote) -> Iterator[str]:
    """What changed about a member that both sides have, in its metadata; its version and pins are told elsewhere."""
    if member.was_private != member.is_private:
        yield "says that it is not published" if member.is_private else "says no more that it is not published"
    if member.python:
        yield python(member.python, quote)
    yield from _lists("extra", member.extras, quote)
    for change in member.requirements:
        # With an extra goes what it required.
        if change.scope.name not in member.extras.removed or change.relation is not Relation.REMOVED:
            yield requirement(change, quote)
    yield from classifiers(member.classifiers, quote)
    if member.license:
        yield _license(member.license, quote)


def development(member: MemberChange, quote: Quote) -> Iterator[str]:
    """What changed about the requirements of a member that no user installs: of its dependency groups and its build."""
    for change in member.development:
        yield requirement(change, quote)


def version(member: MemberChange, quote: Quote) -> str:
    """The version of a member, from one to the other."""
    if member.version is None or not member.version.known:
        return f"version {shift(member, quote)}"
    up = member.version.step or None in {member.old_version.text, member.new_version.text}
    return f"moved {'' if up else 'back '}{shift(member, quote)}"


def shift(member: MemberChange, quote: Quote) -> str:
    """Both versions of a member."""
    return f"from {side(member.old_version, quote)} to {side(member.new_version, quote)}"


def side(one: Side, quote: Quote) -> str:
    """What one side says."""
    if one.unknown is not None:
        return f"unknown ({quote(one.unknown)})"
    return "none" if one.text is None else quote(one.text)


def python(change: PythonChange, quote: Quote) -> str:
    """Requires-Python, with all minors that were lost and gained."""
    differences = (enumeration(change.lost_minors, quote), enumeration(change.gained_minors, quote))
    return f"Requires-Python {_moved(change.relation, side(change.old, quote), side(change.new, quote), differences)}"


def requirement(change: RequirementChange, quote: Quote) -> str:
    """What changed about the requirements on one distribution, and where that is to be seen."""
    old, new = (" and ".join(map(quote, texts)) for texts in (change.old, change.new))
    what = _in("requirement", change.scope, quote)
    where = f" on {quote(change.where)}" if change.where else ""
    if change.relation in {Relation.ADDED, Relation.REMOVED}:
        return f"{what} {new or old} {change.relation}{where}"
    extras = ", ".join(
        f"extra {quote(extra)} {how}"
        for how, names in (("added", change.extras_added), ("removed", change.extras_removed))
        for extra in names
    )
    if change.relation is Relation.UNKNOWN:
        return f"{what} changed from {old} to {new}{where}: unknown ({quote(change.reason or '')})"
    if change.relation is Relation.EQUAL:
        return f"{what} changed from {old} to {new}{where} ({extras})"
    differences = tuple("" if version is None else quote(str(version)) for version in (change.lost, change.gained))
    moved = _moved(change.relation, old, new, differences)
    return f"{what} {moved}{f', {extras}' if extras else ''}{where}"


def classifiers(change: ListChange, quote: Quote) -> Iterator[str]:
    """Classifiers that came and went; of a family in which one went and one came, that one replaced the other."""
    replaced = dict(replacements(change))
    for old, new in replaced.items():
        yield f"classifier {quote(old)} replaced by {quote(new)}"
    told = {*replaced, *replaced.values()}
    for how, items in (("added", change.added), ("removed", change.removed)):
        for item in items:
            if item not in told:
                yield f"classifier {quote(item)} {how}"


def replacements(change: ListChange) -> Iterator[tuple[str, str]]:
    """Classifiers with the ones that took their places: each the only one of its family to go, and to come."""
    went, came = (_by_family(items) for items in (change.removed, change.added))
    for family, items in went.items():
        others = came.get(family, ())
        if family and len(items) == len(others) == 1:
            yield items[0], others[0]


def _by_family(classifiers: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in classifiers:
        found.setdefault(each.rpartition(" :: ")[0], []).append(each)
    return found


def pin(change: PinChange, dependency: MemberChange, quote: Quote) -> str:
    """What became of requirements on a sibling."""
    old, new = (" and ".join(map(quote, texts)) for texts in (change.old, change.new))
    own, now = _in("pin", change.scope, quote), quote(dependency.new_version.text or "")
    if change.refusing:
        return f"{own} {new} {'left behind' if dependency.version else 'gone ahead'}: refuses {now}"
    went = f"{old} kept" if change.old == change.new else f"{old} changed to {new}"
    return f"{own} {went}: {'names' if change.moved else 'accepts'} {now}"


def named(labels: Iterable[str], quote: Quote) -> str:
    """Names in a row; where there are many, the first ones and how many more."""
    quoted = [quote(label) for label in labels]
    more = f" and {len(quoted) - MANY} more" if len(quoted) > MANY else ""
    return ", ".join(quoted[:MANY]) + more


def listing(change: ListingChange, labels: Sequence[str], quote: Quote) -> str:
    """That generated metadata began, or ceased, to list a field."""
    number = len(labels)
    files = f"{quote(change.kind)} file{'' if number == 1 else 's'}"
    what = "requirements" if change.field == "Requires-Dist" else change.field
    verb = "began" if change.began else "ceased"
    whose = "its" if number == 1 else "their"
    return f"{number} {files} {verb} to list {whose} {what}: {named(labels, quote)}"


def gaps(member: MemberChange, quote: Quote) -> Iterator[str]:
    """The fields of which something could not be compared, and why, beside those told from one side to the other."""
    told = {"version": member.version, "requires-python": member.python, "license": member.license}
    for gap in member.unknown:
        if told.get(gap.field):
            continue
        reasons = dict.fromkeys(quote(reason) for reason in (gap.old, gap.new) if reason)
        yield f"{FIELDS[gap.field]} unknown ({'; '.join(reasons)})"


def lost(narrowings: Iterable[Narrowing], quote: Quote) -> Iterator[str]:
    """What was narrowed, with all members that it was narrowed for."""
    members: dict[str, list[str]] = {}
    for each in narrowings:
        scope = each.requirement.scope if each.requirement else CORE
        what = {
            What.MEMBER: "gone",
            What.PYTHON: f"{quote(each.lost)} lost",
            What.EXTRA: f"extra {quote(each.lost)} removed",
            What.REQUIREMENT: _in(f"{quote(each.lost)} lost", scope, quote),
        }[each.what]
        members.setdefault(what, []).append(each.label)
    for what, labels in members.items():
        yield f"{what}: {named(dict.fromkeys(labels), quote)}"


def _moved(relation: Relation, old: str, new: str, differences: Sequence[str]) -> str:
    """What became of a set; the differences are what was lost and what was gained, in words."""
    if relation is Relation.UNKNOWN:
        return f"from {old} to {new}"
    verb = "moved" if relation is Relation.DISJOINT else str(relation)
    shown = ", ".join(f"{what} {how}" for what, how in zip(differences, ("lost", "gained"), strict=True) if what)
    disjoint = "disjoint: " if relation is Relation.DISJOINT else ""
    return f"{verb} from {old} to {new} ({disjoint}{shown})"


def _in(what: str, scope: Scope, quote: Quote) -> str:
    """A thing with where it belongs; what no user installs stands under a heading of its own."""
    name = quote(scope.name) if scope.name else ""
    return {
        ScopeKind.CORE: what,
        ScopeKind.EXTRA: f"{what} of extra {name}",
        ScopeKind.GROUP: f"dependency group {name}: {what}",
        ScopeKind.BUILD: f"build: {what}",
    }[scope.kind]


def _lists(what: str, change: ListChange, quote: Quote) -> Iterator[str]:
    for how, items in (("added", change.added), ("removed", change.removed)):
        for item in items:
            yield f"{what} {quote(item)} {how}"


def _license(change: LicenseChange, quote: Quote) -> str:
    sides = (change.old, change.new)
    if all(one.text and len(one.text) > _LICENSE for one in sides):
        return "text of the licence changed"
    old, new = (
        replace(one, text=f"{(one.text or '')[:_LICENSE]}...") if len(one.text or "") > _LICENSE else one
        for one in sides
    )
    changed = " restated" if change.restated else " changed" if change.known else ""
    return f"licence{changed} from {side(old, quote)} to {side(new, quote)}"
