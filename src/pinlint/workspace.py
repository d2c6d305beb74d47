"""The workspace as values: what is declared, where, and by whom. No I/O and no judgement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.source import Place, Source

T = TypeVar("T")

_METADATA_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")


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


class Kind(Enum):
    """The files that state metadata, in their order of authority."""

    PYPROJECT = "pyproject.toml"
    SETUP_PY = "setup.py"
    SETUP_CFG = "setup.cfg"
    REQUIRES_TXT = "requires.txt"
    PKG_INFO = "PKG-INFO"
    METADATA = "METADATA"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facts:
    """The metadata fields of one project; ``None`` is absent. Equal to itself only, and so are its kinds below."""

    title: Field[str] = None
    """The name as it is spelled; valid (packaging's rules) or Unknown."""
    version: Field[Version] = None
    requires_python: Field[SpecifierSet] = None
    core: Listing[Requirement] | None = None
    """What every installation requires."""
    optional: Listing[Requirement] | None = None
    """What extras require."""
    extras: Listing[Declared[NormalizedName]] | None = None
    classifiers: Listing[Declared[str]] | None = None
    license: Field[str] = None
    """License-Expression, else the text of License."""
    groups: Listing[Requirement] | None = None
    """What dependency groups require (PEP 735 and their forerunners)."""
    group_names: tuple[NormalizedName, ...] = ()
    """The dependency groups, those without requirements included."""
    build: Listing[Requirement] | None = None
    """``[build-system] requires``."""

    @property
    def published(self) -> tuple[Requirement, ...]:
        """The requirements that users of a release meet: core, then extras."""
        return (*(self.core or ()), *(self.optional or ()))

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement: published ones, dependency groups, build system."""
        return (*self.published, *(self.groups or ()), *(self.build or ()))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statement(Facts):
    """What one file says of one project."""

    kind: Kind
    path: str
    metadata_version: str | None = None
    """Of PKG-INFO and METADATA."""
    private: bool = False
    """It says that the project is not published."""
    dynamic: Mapping[str, Unknown] = field(default_factory=dict)
    """Fields that it leaves to another file of the same project, by Core Metadata name in lower case."""

    @property
    def is_old(self) -> bool:
        """Whether it is the PKG-INFO of an sdist below Metadata-Version 2.2, where an absent field proves nothing.

        So says PEP 643; a version that is none is old.
        """
        if self.kind is not Kind.PKG_INFO:
            return False
        found = _METADATA_VERSION.fullmatch(self.metadata_version or "")
        return found is None or (int(found[1]), int(found[2])) < (2, 2)


class ProblemKind(StrEnum):
    """What could not be read, or used; each is one rule of the PIN0 family."""

    FILE = "file"
    NAME = "name"
    VERSION = "version"
    REQUIREMENT = "requirement"
    REQUIRES_PYTHON = "requires-python"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be read; ``message`` is one sentence without a full stop."""

    kind: ProblemKind
    at: Place
    message: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Member(Facts):
    """One project of the workspace, with the fields its build backend would write."""

    path: str
    """Its folder (or archive) relative to the root; ``.`` for the root."""
    name: NormalizedName | None
    """None only where the name is unknown or invalid; such a member takes part in no relation."""
    anchor: Place
    """Its name, or the beginning of its leading file: the place of what is absent."""
    statements: tuple[Statement, ...]
    unpublished: bool = False
    """No release of it meets users: it says so itself, or there is nothing importable in its folder."""

    @property
    def label(self) -> str:
        """What messages call it: the name as its author spells it, or its path."""
        return self.title.value if isinstance(self.title, Declared) else self.path


@dataclass(frozen=True, slots=True)
class Dependency:
    """An edge: the requirement of one member on another."""

    dependent: Member
    dependency: Member
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Policy:
    """What the members of a group promise each other; the words are those of the configuration."""

    version: str = "lockstep"
    internal_pins: str = "any"
    requires_python: str = "same"
    classifiers: str = "same"


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Members with a shared policy. ``version`` is the group's, where it has one."""

    name: str
    members: tuple[Member, ...]
    inferred: bool
    version: Version | None
    policy: Policy
    pins_at: Place | None = None
    """Where its policy on internal pins is configured; None where the pins themselves show it."""

    @property
    def called(self) -> str:
        """What messages call it."""
        return f"its lockstep group at {self.version}" if self.inferred else f"the group {self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Workspace:
    """Everything that is checked together, equal to itself only. Members come in the order of their paths."""

    members: tuple[Member, ...]
    dependencies: tuple[Dependency, ...] = ()
    groups: tuple[Group, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Every file that was read, by path."""

    def stating(self, path: str) -> Member | None:
        """The member that a file says something of."""
        return next((member for member in self.members if any(each.path == path for each in member.statements)), None)
