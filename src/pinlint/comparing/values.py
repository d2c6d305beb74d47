"""What changed between two workspaces, as values: nothing in them looks back at what was compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.workspace import Scope


class Relation(StrEnum):
    """How a set relates to the one that was there before."""

    EQUAL = "equal"
    NARROWED = "narrowed"
    WIDENED = "widened"
    MOVED = "moved"
    """Both have something that the other lacks, and something in common."""
    DISJOINT = "disjoint"
    ADDED = "added"
    REMOVED = "removed"
    UNKNOWN = "unknown"


class Step(StrEnum):
    """The leading part of a version that a step upward changes; `PRE` is all that is behind the release."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    PRE = "pre"


@dataclass(frozen=True, slots=True)
class Side:
    """What one workspace says of a field: text on one line, nothing (both None), or unknown for a reason."""

    text: str | None = None
    unknown: str | None = None

    def __str__(self) -> str:
        """The side as a word of a sentence."""
        return f"unknown ({self.unknown})" if self.unknown is not None else self.text or "none"


@dataclass(frozen=True, slots=True)
class VersionChange:
    """The version of a member; ``step`` is None where it does not rise, or where one side is not known."""

    old: Side
    new: Side
    step: Step | None = None

    @property
    def known(self) -> bool:
        """Whether it is a change for sure."""
        return self.old.unknown is self.new.unknown is None


@dataclass(frozen=True, slots=True)
class PythonChange:
    """Requires-Python; ``lost`` and ``gained`` are Pythons that only one side accepts, nearest to the other side."""

    relation: Relation
    old: Side
    new: Side
    lost: str | None = None
    gained: str | None = None
    lost_minors: tuple[str, ...] = ()
    """All of them, as `minors.only` writes them."""
    gained_minors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LicenseChange:
    """The licence of a member, as an expression or in its own words, or as classifiers name it where they alone do."""

    old: Side
    new: Side
    restated: bool = False
    """Both may mean the same: ``BSD`` and ``BSD-3-Clause``, or the words of a licence and its name."""

    @property
    def known(self) -> bool:
        """Whether it is a change for sure."""
        return self.old.unknown is self.new.unknown is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementChange:
    """What a member requires of one distribution in some environments.

    ``old`` and ``new`` are the requirements that apply there, as they are written. Where they apply in other
    environments as well, ``where`` names one in which this change is to be seen.
    """

    name: NormalizedName
    scope: Scope
    relation: Relation
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    lost: Version | None = None
    """A version that only the old ones accept."""
    gained: Version | None = None
    where: str | None = None
    extras_added: tuple[NormalizedName, ...] = ()
    """Extras of the distribution that are asked for now."""
    extras_removed: tuple[NormalizedName, ...] = ()
    reason: str | None = None
    """Why the relation is unknown."""
    own: bool = False
    """Both sides pin the version that the member itself had then: of a sibling, most likely, that was not read."""


class Stance(StrEnum):
    """What requirements on a sibling make of the version that it has."""

    NAMES = "names"
    """They accept it, and it is written in one of them."""
    ACCEPTS = "accepts"
    REFUSES = "refuses"


@dataclass(frozen=True, slots=True)
class PinChange:
    """The requirements of one member on another, each side judged by the version that this one had then.

    Either that version changed, or they did and refuse it. They are pins where they name or refuse one of the versions;
    other ranges are open to both.
    """

    dependent: NormalizedName
    dependency: NormalizedName
    scope: Scope
    old: tuple[str, ...]
    new: tuple[str, ...]
    before: Stance
    after: Stance

    @property
    def moved(self) -> bool:
        """Whether they name the new version."""
        return self.after is Stance.NAMES

    @property
    def refusing(self) -> bool:
        """Whether they refuse the new version."""
        return self.after is Stance.REFUSES

    @property
    def open(self) -> bool:
        """Whether they name neither version, and refuse neither."""
        return self.before is self.after is Stance.ACCEPTS


@dataclass(frozen=True, slots=True)
class ListChange:
    """What is in one list and not in the other; where a list is not wholly known, nothing is said to be missing."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed)


@dataclass(frozen=True, slots=True)
class ListingChange:
    """A file that a build wrote began (or ceased) to list a field which the project had on both sides."""

    kind: str
    """``PKG-INFO`` or ``METADATA``."""
    field: str
    """As Core Metadata calls it: ``Requires-Dist``."""
    began: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that could not be compared, wholly or in part, with the reasons of the sides that are unknown."""

    field: str
    """As Core Metadata calls it, in lower case."""
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """One member that both workspaces have, or one of them."""

    name: NormalizedName
    label: str
    """The name as its author spells it, in the newer workspace that has it."""
    old_path: str | None
    new_path: str | None
    published: bool = True
    """Whether releases of it met users before; of an added member, whether they do now."""
    was_private: bool = False
    """It said itself that it is not published."""
    is_private: bool = False
    """It says so now."""
    breaking: Step | None = None
    """The version step that may narrow, as it is configured for its group."""
    version: VersionChange | None = None
    old_version: Side = field(default_factory=Side)
    new_version: Side = field(default_factory=Side)
    python: PythonChange | None = None
    requirements: tuple[RequirementChange, ...] = ()
    """Of what users install."""
    development: tuple[RequirementChange, ...] = ()
    """Of dependency groups and of the build."""
    pins: tuple[PinChange, ...] = ()
    extras: ListChange = field(default_factory=ListChange)
    classifiers: ListChange = field(default_factory=ListChange)
    license: LicenseChange | None = None
    listings: tuple[ListingChange, ...] = ()
    unknown: tuple[Gap, ...] = ()

    @property
    def added(self) -> bool:
        """Whether only the new workspace has it."""
        return self.old_path is None

    @property
    def removed(self) -> bool:
        """Whether only the old workspace has it."""
        return self.new_path is None

    @property
    def withdrawn(self) -> bool:
        """Whether it was published, and says now that it is not."""
        return self.published and self.is_private and not self.was_private and not self.added

    @property
    def changed(self) -> bool:
        """Whether anything about it changed for sure; what is unknown on one side may have."""
        return bool(
            self.added
            or self.removed
            or self.was_private != self.is_private
            or (self.version and self.version.known)
            or (self.python and self.python.relation is not Relation.UNKNOWN)
            or self.requirements
            or self.development
            or self.extras
            or self.classifiers
            or (self.license and self.license.known)
            or self.listings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A lockstep group on its way from one version to another."""

    name: str | None
    """As it is configured; None for an inferred group."""
    members: tuple[NormalizedName, ...]
    """All that belong to it on either side, in the order of their names."""
    source: Version | None
    """The version in the file that states it; else the one that most of those had which changed theirs.

    Of a group that did not move, the one that most have.
    """
    target: Version | None
    moved: tuple[NormalizedName, ...]
    """Members whose version changed, to whatever it is."""
    behind: tuple[NormalizedName, ...]
    """Members whose version now is another one than the target."""
    apart: tuple[NormalizedName, ...]
    """Members whose version before was another one than the source."""
    unknown: tuple[NormalizedName, ...]
    """Members of which a version is unknown, or absent."""
    pins: tuple[PinChange, ...]
    """Between its members."""

    @property
    def told(self) -> bool:
        """Whether it moved, or some of it, or only the file that states its version."""
        return bool(self.moved) or self.source != self.target

    @property
    def complete(self) -> bool | None:
        """Whether every member came along, and every pin between them; None where that is not known."""
        if self.target is None or self.behind or any(pin.refusing for pin in self.pins):
            return False
        return None if self.unknown else True


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed. Members come in the order of their names."""

    members: tuple[MemberChange, ...]
    """Every member that was compared, changed or not."""
    moves: tuple[Move, ...]
    uncompared: tuple[str, ...] = ()
    """Why members were left out, each as a phrase that names them."""

    @property
    def changed(self) -> tuple[MemberChange, ...]:
        """The members of which anything changed."""
        return tuple(member for member in self.members if member.changed)
