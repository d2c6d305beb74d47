"""What a fix asks for: it knows what is said and where, and not how that is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.source import Key, Place, Span


@dataclass(frozen=True, slots=True)
class Replace:
    """Of the string ``old`` at a place, the characters from ``start`` to ``end`` become ``text``.

    ``old`` is what the string says, without quotes and escapes: the ``text`` of what is declared there. It may be one
    of several lines, and there may be white space around it. Without ``end`` it is replaced to its end.
    """

    at: Place
    old: str
    text: str
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """The white space around the string at a place, which says ``old``, goes, as far as it is in the string."""

    at: Place
    old: str


@dataclass(frozen=True, slots=True)
class Remove:
    """The element of a list at a place, which says ``old``, goes, with what parts it from the next."""

    at: Place
    old: str


@dataclass(frozen=True, slots=True)
class Insert:
    """New elements of a list, behind the one at a place, which says ``old``, or ``before`` it; written as that is."""

    at: Place
    old: str
    texts: tuple[str, ...]
    before: bool = False


@dataclass(frozen=True, slots=True)
class SetKey:
    """A key that is not there yet, with a string, behind the first there is of ``after``.

    Of a table in TOML, a section of setup.cfg, or, as ``("setup", name)``, the arguments of setup() in setup.py.
    """

    at: Key
    text: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """A key of a TOML file goes with its value, or a table with all that is in it."""

    at: Key


@dataclass(frozen=True, slots=True)
class Unignore:
    """The comment at a place no longer asks to ignore the rule that is named there; with no other left it goes."""

    at: Span


Change = Replace | Strip | Remove | Insert | SetKey | Drop | Unignore
