"""What a project requires, and what has to be asked for before it does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.source import Place


class ScopeKind(StrEnum):
    """What has to be asked for before a requirement applies."""

    CORE = "core"
    EXTRA = "extra"
    GROUP = "group"
    BUILD = "build"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a requirement belongs: core, an extra, a dependency group (PEP 735), or the build system."""

    kind: ScopeKind
    name: NormalizedName | None = None

    @property
    def published(self) -> bool:
        """Whether users of a release meet it."""
        return self.kind in {ScopeKind.CORE, ScopeKind.EXTRA}


CORE = Scope(ScopeKind.CORE)
BUILD = Scope(ScopeKind.BUILD)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One PEP 508 requirement of a member; the marker is what remains when the extra of its scope is set."""

    name: NormalizedName
    text: str
    at: Place
    extras: frozenset[NormalizedName]
    specifiers: SpecifierSet
    marker: Marker | None
    url: str | None
    scope: Scope
    templated: bool = False
    """The version in it is the member's own, filled in at build time (``sibling==${version}``)."""
    padded: bool = False
    """It is written with white space around it, which builds strip and ``text`` does not have."""
