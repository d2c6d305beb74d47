"""What one file says, before any of it is parsed: strings with places. Every dialect reader returns this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.source import Place
    from pinlint.workspace import Declared, Field, Kind, Listing, Unknown


@dataclass(frozen=True, slots=True)
class RawSection:
    """The requirement strings of one extra or dependency group, and its name as written.

    For setuptools the name of an extra may carry a marker: ``"test:os_name == 'nt'"``; without a name it is core.
    """

    name: Declared[str]
    requires: Listing[Declared[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One file's statement in strings; ``None`` is a field it does not speak of."""

    kind: Kind
    path: str
    metadata_version: str | None = None
    private: bool = False
    name: Field[str] = None
    version: Field[str] = None
    requires_python: Field[str] = None
    requires: Listing[Declared[str]] | None = None
    """Core requirements; of PKG-INFO and METADATA all Requires-Dist lines, extras in their markers."""
    extras: Listing[RawSection] | None = None
    """Extras with their requirements; of PKG-INFO and METADATA the Provides-Extra lines, requirements empty."""
    classifiers: Listing[Declared[str]] | None = None
    license: Field[str] = None
    license_is_expression: bool = False
    groups: Listing[RawSection] | None = None
    build: Listing[Declared[str]] | None = None
    dynamic: dict[str, Unknown] | None = None
    """Fields left to other files of the same project (PEP 621 ``dynamic``), by Core Metadata name in lower case."""
    templated: frozenset[Place] = frozenset()
    """The places of requirements whose version is the project's own, filled in when it is built."""


class Malformed(Exception):  # noqa: N818 - it names the state of a file
    """A file that its dialect cannot parse: ``message`` is a phrase without full stop, ``at`` the parser's position."""

    def __init__(self, message: str, at: Place) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
