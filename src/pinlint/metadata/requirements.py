"""Requirement, marker and specifier strings, each distinct one parsed once a run."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packaging.markers import Marker
from packaging.requirements import Requirement as ParsedRequirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from packaging.utils import NormalizedName

    Parts = tuple[NormalizedName, frozenset[NormalizedName], SpecifierSet, Marker | None, str | None]
    """Name, extras, specifiers, marker and URL."""

LONGEST = 10_000
"""Characters; a longer string is refused before a parser sees it."""

_MANY_DIGITS = re.compile(r"\d{1001}")


class Invalid(ValueError):  # noqa: N818 - it names the state of a string
    """A string that its standard refuses; ``str()`` is a phrase that says why."""


class _Shared(SpecifierSet):
    """A set that makes its text and its hash once: by these is remembered what is known of it."""

    __slots__ = ("_hash", "_text")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._text = super().__str__()
        self._hash = super().__hash__()

    def __str__(self) -> str:
        return self._text

    def __hash__(self) -> int:
        return self._hash


@cache
def parse_requirement(text: str) -> ParsedRequirement:
    """A PEP 508 requirement; shared, so never to be changed. Raises Invalid."""
    _check_length(text)
    try:
        requirement = ParsedRequirement(text)
        # A string in a marker that holds both kinds of quotes cannot be written again.
        str(requirement.marker)
    except (ValueError, RecursionError) as error:
        raise Invalid(_phrase(error)) from None
    return requirement


@cache
def parse_parts(text: str) -> Parts:
    """The parts of a requirement: most strings of a workspace stand in it many times. Raises Invalid."""
    parsed = parse_requirement(text)
    extras = frozenset(canonicalize_name(extra) for extra in parsed.extras)
    specifiers = parse_specifiers(str(parsed.specifier))
    return canonicalize_name(parsed.name), extras, specifiers, parsed.marker, parsed.url


@cache
def parse_marker(text: str) -> Marker:
    """A PEP 508 marker. Raises Invalid."""
    _check_length(text)
    try:
        marker = Marker(text)
        str(marker)
    except (ValueError, RecursionError) as error:
        raise Invalid(_phrase(error)) from None
    return marker


@cache
def parse_specifiers(text: str) -> SpecifierSet:
    """A PEP 440 specifier set. Raises Invalid."""
    _check_length(text)
    try:
        return _Shared(text)
    except InvalidSpecifier as error:
        raise Invalid(_phrase(error)) from None


@cache
def parse_version(text: str) -> Version:
    """A PEP 440 version. Raises Invalid."""
    _check_length(text)
    try:
        return Version(text)
    except InvalidVersion as error:
        raise Invalid(_phrase(error)) from None


def joined(first: Marker | None, second: Marker | None) -> Marker | None:
    """The marker that holds where both hold."""
    if first is None or second is None:
        return first or second
    return parse_marker(f"({first}) and ({second})")


def _check_length(text: str) -> None:
    """Refuse what would cost a parser much, or more digits than Python converts to a number."""
    if len(text) > LONGEST:
        raise Invalid(f"longer than {LONGEST} characters")
    if _MANY_DIGITS.search(text):
        raise Invalid("a number of more than 1000 digits")


def _phrase(error: Exception) -> str:
    """The first line of a parser's message, as the tail of a sentence."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    line = str(error).strip().split("\n", 1)[0].rstrip(".")
    return line[:1].lower() + line[1:]
