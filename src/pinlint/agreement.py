"""Where the files of one member disagree: what each states of a field, held against the first of them that states it.

The order of authority is that of `Kind`. A field that pyproject.toml, setup.py or setup.cfg does not mention is not
stated there; built metadata says something by what it leaves out, unless it calls the field dynamic (PEP 643).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from packaging.utils import canonicalize_name

from pinlint.conditions import equivalent
from pinlint.specifiers import is_equal, witness
from pinlint.workspace import Declared, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.pythons import Pool
    from pinlint.source import Place
    from pinlint.workspace import Member, Requirement, Statement

    _Compare = Callable[[Pool, "_Stated", "_Stated"], "Difference | None"]

T = TypeVar("T")

_BUILT = (Kind.PKG_INFO, Kind.METADATA)
_ALIKE = 50
"""Requirements on one distribution in one list that are looked at; beyond them all count as stated."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one file differs from the leading one: places in both, and what each says, in words.

    ``contrast`` says what the sets differ on: ``which refuses click 8``; ``witness`` is that, or empty.
    """

    statement: Statement
    at: Place
    leading_at: Place
    says: str
    leading_says: str
    contrast: str = ""
    witness: str | None = None
    unproven: bool = False
    """The field is merely absent, from a PKG-INFO of a version in which that proves nothing."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of a member: the file that leads, and those that differ from it; there is at least one."""

    leading: Statement
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Stated:
    """What one statement says of a field; ``value`` is None where it says that there is none."""

    statement: Statement
    value: Any
    at: Place

    @property
    def items(self) -> Listing[Any]:
        return self.value or Listing()


def disagreements(member: Member, pythons: Pool) -> Iterator[Disagreement]:
    """The fields that the files of the member state differently. Names compare normalised, versions and sets by value.

    What is unknown is not compared, and what cannot be decided counts as the same.
    """
    for field, compare in _FIELDS.items():
        stated = [each for statement in member.statements if (each := _stated(member, statement, field))]
        # What proves nothing leads nobody.
        stated.sort(key=_unproven)
        if len(stated) > 1:
            leading, *others = stated
            found = (compare(pythons, leading, other) for other in others)
            differences = tuple(each for each in found if each is not None)
            if differences:
                yield Disagreement(leading.statement, differences)


def _differs(  # noqa: PLR0913 - both sides of a difference, and what it is
    leading: _Stated,
    other: _Stated,
    says: str,
    leading_says: str,
    *,
    at: Place | None = None,
    leading_at: Place | None = None,
    contrast: str = "",
    witness: str | None = None,
) -> Difference:
    """A difference between two sides, at their own places unless others are given."""
    at, leading_at = at or other.at, leading_at or leading.at
    return Difference(other.statement, at, leading_at, says, leading_says, contrast, witness, _unproven(other))


def _stated(member: Member, statement: Statement, field: str) -> _Stated | None:
    """What the statement says of the field; None if it does not speak of it or is unknown."""
    value = getattr(statement, field)
    anchor = statement.title.at if isinstance(statement.title, Declared | Unknown) else member.anchor
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Declared):
        return _Stated(statement, value, value.at)
    if isinstance(value, Listing):
        if not value.items and statement.kind is Kind.SETUP_PY and _left_to_setup_cfg(member, field):
            return None
        return _Stated(statement, value, next((item.at for item in value), anchor))
    if statement.kind in _BUILT and _DYNAMIC.get(field, "") not in {"", *statement.dynamic}:
        return None if _told_before(member, statement, field) else _Stated(statement, None, anchor)
    return None


def _left_to_setup_cfg(member: Member, field: str) -> bool:
    """Whether setup.cfg speaks of the field: setuptools lets it do so where setup.py passes something empty."""
    return any(each.kind is Kind.SETUP_CFG and getattr(each, field) is not None for each in member.statements)


def _told_before(member: Member, statement: Statement, field: str) -> bool:
    """Whether the absence of all requirements is told already by the fields compared before this one."""
    before = {"core": (), "optional": ("core",), "extras": ("core", "optional")}.get(field, ())
    bare = statement.core is None and statement.optional is None
    return bare and any(any(True for _ in getattr(each, name) or ()) for each in member.statements for name in before)


def _unproven(stated: _Stated) -> bool:
    return stated.value is None and stated.statement.is_old


def _title(_pythons: Pool, leading: _Stated, other: _Stated) -> Difference | None:
    ours, theirs = leading.value, other.value
    if canonicalize_name(ours.value) == canonicalize_name(theirs.value):
        return None
    return _differs(leading, other, f"the name {theirs.value}", ours.value)


def _version(_pythons: Pool, leading: _Stated, other: _Stated) -> Difference | None:
    ours, theirs = leading.value, other.value
    if ours.value == theirs.value:
        return None
    return _differs(leading, other, f"the version {theirs.text.strip()}", ours.text.strip())


def _requires_python(pythons: Pool, leading: _Stated, other: _Stated) -> Difference | None:
    mine, theirs = (pythons.mask(each.value.value if each.value else None) for each in (leading, other))
    if mine == theirs:
        return None
    says, leading_says = (" ".join(each.value.text.split()) if each.value else "" for each in (other, leading))
    accepted = pythons.witness(theirs & ~mine, mine)
    python = accepted or pythons.witness(mine & ~theirs, theirs)
    return _differs(
        leading,
        other,
        f"Requires-Python {says}" if says else "no Requires-Python",
        leading_says or "none",
        contrast=f"which {'accepts' if accepted else 'refuses'} Python {python}",
        witness=f"Python {python}",
    )


def _classifiers(_pythons: Pool, leading: _Stated, other: _Stated) -> Difference | None:
    def text(classifier: Declared[str]) -> str:
        return classifier.value.strip()

    return _lists("classifier", leading, other, text, text)


def _extras(_pythons: Pool, leading: _Stated, other: _Stated) -> Difference | None:
    def name(extra: Declared[NormalizedName]) -> NormalizedName:
        return extra.value

    return _lists("extra", leading, other, name, name)


def _core(_pythons: Pool, leading: _Stated, other: _Stated) -> Difference | None:
    return _requirements(leading, other)


def _optional(_pythons: Pool, leading: _Stated, other: _Stated) -> Difference | None:
    """Only of extras that both have: one that a file lacks altogether is a disagreement about extras."""
    if other.value is None:
        return _requirements(leading, other)
    ours, theirs = _extra_names(leading.statement), _extra_names(other.statement)
    return _requirements(_only(leading, theirs), _only(other, ours))


def _extra_names(statement: Statement) -> set[NormalizedName | None] | None:
    """The extras that a statement knows of; None where they are not all known."""
    if statement.extras is not None and not statement.extras.complete:
        return None
    return {extra.value for extra in statement.extras or ()}


def _only(stated: _Stated, extras: set[NormalizedName | None] | None) -> _Stated:
    if extras is None:
        return stated
    items = tuple(each for each in stated.items if each.scope.name in extras)
    return _Stated(stated.statement, Listing(items, stated.items.unknown), stated.at)


def _requirements(leading: _Stated, other: _Stated) -> Difference | None:
    if other.value is None:
        statement = leading.statement
        count = len([*(statement.core or ()), *(statement.optional or ())])
        return _differs(leading, other, "no Requires-Dist", str(count)) if leading.items.items else None
    extra = _lacking(other.items, leading.items, _slot, _same)
    missing = _lacking(leading.items, other.items, _slot, _same)
    return _clash(leading, other, missing, extra) or _one_sided("requirement", leading, other, missing, extra, _shown)


def _slot(requirement: Requirement) -> Hashable:
    return requirement.name, requirement.scope, requirement.extras, requirement.url is None


def _same(ours: Requirement, theirs: Requirement) -> bool:
    """Whether two requirements of one slot mean the same, as sets."""
    if ours.templated or theirs.templated:
        return True
    return is_equal(ours.specifiers, theirs.specifiers) and equivalent(ours.marker, theirs.marker) is not False


def _clash(
    leading: _Stated, other: _Stated, missing: Sequence[Requirement], extra: Sequence[Requirement]
) -> Difference | None:
    """Two requirements on one distribution that differ, which says more than that one of them is missing."""
    asked = {(each.name, each.scope): each for each in reversed(missing)}
    for theirs in extra:
        ours = asked.get((theirs.name, theirs.scope))
        if ours is not None:
            contrast, version = _set_apart(ours.specifiers, theirs.specifiers, theirs.name)
            says, leading_says = f"the requirement {_shown(theirs)}", _shown(ours)
            return _differs(
                leading,
                other,
                says,
                leading_says,
                at=theirs.at,
                leading_at=ours.at,
                contrast=contrast,
                witness=version,
            )
    return None


def _set_apart(ours: SpecifierSet, theirs: SpecifierSet, name: str) -> tuple[str, str | None]:
    """What the second set does with a version on which the two differ, and that version."""
    accepted = witness(theirs, ours)
    version = accepted or witness(ours, theirs)
    if version is None:
        return "", None
    return f"which {'accepts' if accepted else 'refuses'} {name} {version}", f"{name} {version}"


def _shown(requirement: Requirement) -> str:
    name = requirement.scope.name
    return requirement.text if name is None or "extra" in requirement.text else f"{requirement.text} (extra {name})"


def _lists(
    what: str, leading: _Stated, other: _Stated, key: Callable[[Any], Hashable], shown: Callable[[Any], str]
) -> Difference | None:
    """The first item that one list has and the other, being completely known, lacks."""
    extra, missing = _lacking(other.items, leading.items, key), _lacking(leading.items, other.items, key)
    return _one_sided(what, leading, other, missing, extra, shown)


def _one_sided(  # noqa: PLR0913, PLR0917 - both sides of a difference, and what each has alone
    what: str,
    leading: _Stated,
    other: _Stated,
    missing: Sequence[Any],
    extra: Sequence[Any],
    shown: Callable[[Any], str],
) -> Difference | None:
    if extra:
        return _differs(leading, other, f"the {what} {shown(extra[0])}", "not", at=extra[0].at)
    if missing:
        title = other.statement.title
        at = title.at if isinstance(title, Declared) else other.at
        return _differs(leading, other, f"no {what} {shown(missing[0])}", "one", at=at, leading_at=missing[0].at)
    return None


def _lacking(
    items: Listing[T],
    among: Listing[T],
    key: Callable[[T], Hashable],
    same: Callable[[T, T], bool] = lambda _item, _other: True,
) -> list[T]:
    """The items that a completely known list has nothing like."""
    if not among.complete:
        return []
    alike: defaultdict[Hashable, list[T]] = defaultdict(list)
    for each in among:
        alike[key(each)].append(each)
    return [
        item
        for item in items
        if len(others := alike.get(key(item), [])) <= _ALIKE and not any(same(item, each) for each in others)
    ]


_FIELDS: dict[str, _Compare] = {
    "title": _title,
    "version": _version,
    "requires_python": _requires_python,
    "core": _core,
    "optional": _optional,
    "extras": _extras,
    "classifiers": _classifiers,
}
_DYNAMIC = {
    "requires_python": "requires-python",
    "core": "requires-dist",
    "optional": "requires-dist",
    "extras": "provides-extra",
    "classifiers": "classifier",
}
"""Fields that may be absent, by the names that Dynamic gives them."""
