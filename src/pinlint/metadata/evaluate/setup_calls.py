"""What several setup() calls declare together."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Raw, RawSection
from pinlint.source import Span
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.values import Opaque


@dataclass(frozen=True, slots=True)
class Calls:
    """What the setup() calls so far declare together."""

    raw: Raw

    def known(self) -> bool:
        """Whether nothing of it is unknown."""
        return all(_known(getattr(self.raw, item.name)) for item in fields(Raw))

    def either(self, other: Calls, reason: str) -> Calls:
        """What they declare if one or the other counts; what differs is unknown."""
        merged: dict[str, object] = {}
        for item in fields(Raw):
            one, two = getattr(self.raw, item.name), getattr(other.raw, item.name)
            merged[item.name] = one if _said(one) == _said(two) else _either(one, two, reason)
        return Calls(replace(self.raw, **merged))  # type: ignore[arg-type]  # each value has the type of its field


@dataclass(slots=True)
class Unseen:
    """What speaks for a call of setup() that the program was not followed to."""

    named: bool = False
    """Whether setup(), or a module that it is in, was imported anywhere."""
    escaped: Opaque | None = None
    """Why unknown code may call setup() that it was given."""
    stranger: Opaque | None = None
    """Why code from outside the workspace may call setup() that it imports itself."""

    def why(self) -> Opaque | None:
        """Why it may have been called, None if nothing could."""
        return self.escaped or (self.stranger if self.named else None)


def _known(declared: object) -> bool:
    if isinstance(declared, Listing):
        return not declared.unknown and all(map(_known, declared.items))
    if isinstance(declared, RawSection):
        return _known(declared.requires)
    return not isinstance(declared, Unknown)


def _said(declared: object) -> object:
    """What is declared, without the places."""
    if isinstance(declared, Declared):
        return declared.value
    if isinstance(declared, Unknown):
        return Unknown
    if isinstance(declared, Listing):
        return tuple(_said(item) for item in declared.items), bool(declared.unknown)
    if isinstance(declared, RawSection):
        return declared.name.value, _said(declared.requires)
    return declared


def _either(one: object, two: object, reason: str) -> object:
    if isinstance(one, Listing) and isinstance(two, Listing):
        common = {repr(_said(item)) for item in two.items}
        items = tuple(item for item in one.items if repr(_said(item)) in common)
        return Listing(items, (*one.unknown, *two.unknown, Unknown(reason, _place(one, two))))
    at = _place(one, two)
    if isinstance(one, Listing) or isinstance(two, Listing):
        return Listing((), (Unknown(reason, at),))
    return Unknown(reason, at)


def _place(*declared: object) -> Span:
    """The first place in what is declared; what differs is not both times empty."""
    todo = list(declared)
    while todo:
        item = todo.pop(0)
        if isinstance(item, Listing):
            todo[:0] = [*item.items, *item.unknown]
        elif isinstance(item, RawSection):
            todo.insert(0, item.name)
        elif isinstance(item, Declared | Unknown) and isinstance(item.at, Span):
            return item.at
    return Span("", 0, 0)
