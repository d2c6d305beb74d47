"""A value that is declared somewhere: known, or unknown with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Declared(Generic[T]):
    """A value, the text it was written as, and where."""

    value: T
    text: str
    at: Place


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is declared but cannot be read statically, and why.

    ``reason`` is a phrase that a person can act on, without a full stop: ``"computed by get_version() on line 12"``.
    """

    reason: str
    at: Place


Field = Declared[T] | Unknown | None
"""Declared, dynamic with a reason, or absent."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list field. With ``unknown`` parts its items are true, but what is not among them may still be declared."""

    items: tuple[T, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    def __iter__(self) -> Iterator[T]:
        """Iterate over the items that are known."""
        return iter(self.items)

    @property
    def complete(self) -> bool:
        """Whether absence from the items means absence from the field."""
        return not self.unknown
