"""What one statement of a member says of a field, and how it differs from what another one says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pinlint.workspace import Declared, Kind, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.source import Place
    from pinlint.workspace import Member, Statement

_BUILT = (Kind.PKG_INFO, Kind.METADATA)
_DYNAMIC = {
    "requires_python": "requires-python",
    "core": "requires-dist",
    "optional": "requires-dist",
    "extras": "provides-extra",
    "classifiers": "classifier",
}
"""Fields that may be absent, by the names that Dynamic gives them."""


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
class Stated:
    """What one statement says of a field; ``value`` is None where it says that there is none."""

    statement: Statement
    value: Any
    at: Place

    @property
    def items(self) -> Listing[Any]:
        """The items of a list field; none where it is absent."""
        return self.value or Listing()

    @property
    def unproven(self) -> bool:
        """Whether it says nothing, where that proves nothing."""
        return self.value is None and self.statement.is_old


def field_of(member: Member, statement: Statement, field: str) -> Stated | None:
    """What the statement says of the field; None if it does not speak of it or is unknown."""
    value = getattr(statement, field)
    anchor = statement.title.at if isinstance(statement.title, Declared | Unknown) else member.anchor
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Declared):
        return Stated(statement, value, value.at)
    if isinstance(value, Listing):
        if not value.items and statement.kind is Kind.SETUP_PY and _left_to_setup_cfg(member, field):
            return None
        return Stated(statement, value, next((item.at for item in value), anchor))
    if statement.kind in _BUILT and _DYNAMIC.get(field, "") not in {"", *statement.dynamic}:
        return None if _told_before(member, statement, field) else Stated(statement, None, anchor)
    return None


def differs(  # noqa: PLR0913 - both sides of a difference, and what it is
    leading: Stated,
    other: Stated,
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
    return Difference(other.statement, at, leading_at, says, leading_says, contrast, witness, other.unproven)


def _left_to_setup_cfg(member: Member, field: str) -> bool:
    """Whether setup.cfg speaks of the field: setuptools lets it do so where setup.py passes something empty."""
    return any(each.kind is Kind.SETUP_CFG and getattr(each, field) is not None for each in member.statements)


def _told_before(member: Member, statement: Statement, field: str) -> bool:
    """Whether the absence of all requirements is told already by the fields compared before this one."""
    before = {"core": (), "optional": ("core",), "extras": ("core", "optional")}.get(field, ())
    bare = statement.core is None and statement.optional is None
    return bare and any(any(True for _ in getattr(each, name) or ()) for each in member.statements for name in before)
