"""What the configuration decides about distributions and groups, as values that rules ask."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packaging.utils import NormalizedName

    from pinlint.source import Key
    from pinlint.workspace.requested import RequirementsFile

WINNERS = ("majority", "highest", "lowest")
"""Ways to decide which specifier set is right, besides a member and a requirements file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A list of requirements that has to name every member of a group.

    With ``extras`` it is what a member requires with these extras, with ``group`` one of its dependency groups (PEP
    735), otherwise its core requirements.
    """

    text: str
    """As it is configured: ``acme``, ``acme[all]``, ``acme:dev``."""
    member: NormalizedName
    extras: frozenset[NormalizedName] = frozenset()
    group: NormalizedName | None = None
    at: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyPolicy:
    """What is asked of requirements on some distributions; the first one that matches a distribution decides."""

    names: tuple[str, ...]
    """Globs over normalised names."""
    at: Key
    """The table that configures it."""
    specifiers: str = "ignore"
    """How the sets of different members have to agree: ``same``, ``overlap``, or not at all."""
    winner: str | NormalizedName | RequirementsFile = "majority"
    """Who is right where they do not: one of `WINNERS`, a member, or a requirements file."""
    need: tuple[str, ...] = ()
    """What every requirement has to have: ``lower-bound``, ``upper-bound``, ``pin``, ``hash``."""
    banned: bool = False
    reason: str | None = None

    @property
    def because(self) -> str:
        """The reason as the end of a sentence; empty without one."""
        return f": {self.reason}" if self.reason else ""

    def matches(self, name: NormalizedName) -> bool:
        """Whether a glob matches the name of a distribution."""
        return any(fnmatchcase(name, glob) for glob in self.names)


def deciding(policies: Iterable[DependencyPolicy], name: NormalizedName) -> DependencyPolicy | None:
    """The policy for requirements on a distribution: the first that matches it."""
    return next((policy for policy in policies if policy.matches(name)), None)
