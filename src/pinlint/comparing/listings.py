"""Fields that are lists or texts, and what generated metadata tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinlint.comparing.relations import side
from pinlint.comparing.values import Gap, LicenseChange, ListChange, ListingChange, Side
from pinlint.questions import licenses
from pinlint.workspace import Declared, Kind, Listing, Unknown
from pinlint.workspace.gaps import unknown_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Facts, Field, Member

_BUILT = (Kind.PKG_INFO, Kind.METADATA)
_LISTED = {
    "Requires-Python": ("requires_python",),
    "Requires-Dist": ("core", "optional"),
    "Provides-Extra": ("extras",),
    "Classifier": ("classifiers",),
}
"""Fields that generated metadata may lack, and the facts that they show."""
_NAME = 200
"""Characters of what a licence is called."""
_COMPARED = (
    "version",
    "requires-python",
    "requires-dist",
    "provides-extra",
    "classifier",
    "license",
    "dependency-groups",
    "build-system",
)


def lists(old: Listing[Declared[Any]] | None, new: Listing[Declared[Any]] | None) -> ListChange:
    """The items that one list has and the other, being completely known, lacks; each once, in their order."""
    before, after = (dict.fromkeys(str(each.value).strip() for each in some or ()) for some in (old, new))
    added = [item for item in after if item not in before] if old is None or old.complete else []
    removed = [item for item in before if item not in after] if new is None or new.complete else []
    return ListChange(tuple(added), tuple(removed))


def license_of(before: Member, after: Member) -> LicenseChange | None:
    """How the licence changed; None where it did not, or is unknown on both sides. Names compare by their meanings.

    Where none is stated, classifiers that name one state it: what moved from them into the field is the same.
    """
    old, new = before.license, after.license
    if (isinstance(old, Unknown) and isinstance(new, Unknown)) or old is new:
        return None
    if isinstance(old, Declared) and isinstance(new, Declared) and _same(old.text, new.text):
        return None
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        return LicenseChange(side(old), side(new))
    if _expression(old) and _expression(new):
        return LicenseChange(side(old), side(new))
    mine, theirs = _meaning(before), _meaning(after)
    known = mine is not None and theirs is not None
    if known and mine == theirs:
        return None
    alike = bool(mine and theirs and mine & theirs) or _is_text(old) or _is_text(new)
    return LicenseChange(_licensed(before), _licensed(after), restated=alike)


def _licensed(member: Member) -> Side:
    """What a member states as its licence, or what its classifiers say where it states none."""
    if member.license is not None:
        return side(member.license)
    return Side(" and ".join(each.value.strip() for each in licenses.classifiers(member)) or None)


def _meaning(member: Member) -> frozenset[str] | None:
    """The licences that a member may be under; None where its words are not understood, or there are none."""
    if isinstance(member.license, Declared):
        return licenses.named(member.license.text)
    return licenses.claimed(each.value for each in licenses.classifiers(member))


def listings(before: Member, after: Member) -> Iterator[ListingChange]:
    """What generated metadata lists on one side only, although the project has it on both."""
    for kind in _BUILT:
        olds, news = ([each for each in member.statements if each.kind is kind] for member in (before, after))
        if not olds or not news:
            continue
        for field, parts in _LISTED.items():
            if _has(before, parts) and _has(after, parts):
                was, is_now = (any(_has(each, parts) for each in statements) for statements in (olds, news))
                if was != is_now:
                    yield ListingChange(kind.value, field, is_now)


def gaps(before: Member, after: Member) -> Iterator[Gap]:
    """The fields that are unknown, wholly or in part, on either side."""
    old, new = (
        {**unknown_fields(member), **({"build-system": member.build.unknown} if member.build else {})}
        for member in (before, after)
    )
    for field in _COMPARED:
        if old.get(field) or new.get(field):
            yield Gap(field, *(_reasons(some.get(field)) for some in (old, new)))


def _reasons(unknown: tuple[Unknown, ...] | None) -> str | None:
    return "; ".join(dict.fromkeys(each.reason for each in unknown)) if unknown else None


def _has(facts: Facts, parts: tuple[str, ...]) -> bool:
    return any(_says(getattr(facts, part)) for part in parts)


def _says(value: object) -> bool:
    return bool(value.items) if isinstance(value, Listing) else isinstance(value, Declared)


def _same(old: str, new: str) -> bool:
    """Whether two licences are one text, or one expression (PEP 639)."""
    one, other = (" ".join(text.split()) for text in (old, new))
    return one == other or (_canonical(one) or one) == (_canonical(other) or other)


def _expression(license_: Field[str]) -> bool:
    return isinstance(license_, Declared) and _canonical(license_.text) is not None


def _is_text(license_: Field[str]) -> bool:
    """Whether it is the words of a licence, and not what it is called; what they mean nobody reads here."""
    return isinstance(license_, Declared) and len(license_.text) > _NAME


def _canonical(text: str) -> str | None:
    # Few licences change, and the table of them is long.
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # noqa: PLC0415 - see above

    try:
        found = canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return None
    # Of a choice, and of a sum, the order means nothing.
    for word, other in ((" OR ", " AND "), (" AND ", " OR ")):
        if word in found and other not in found and "(" not in found:
            return word.join(sorted(found.split(word)))
    return found
