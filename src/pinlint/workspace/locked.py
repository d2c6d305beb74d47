"""What a lock file chooses, as values: the versions, where each of them applies, and for which Pythons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.source import Key
    from pinlint.workspace.requirement import Scope
    from pinlint.workspace.values import Declared, Field, Unknown


class LockKind(StrEnum):
    """The dialects of lock files."""

    UV = "uv.lock"
    POETRY = "poetry.lock"
    PDM = "pdm.lock"
    PYLOCK = "pylock.toml"

    @property
    def universal(self) -> bool:
        """Whether it is solved for every Python it is for, so that all it installs has to accept each of them."""
        return self in {LockKind.UV, LockKind.POETRY}


class SourceKind(StrEnum):
    """Where a distribution is taken from."""

    REGISTRY = "registry"
    """A package index, or a flat listing that stands for one."""
    VCS = "vcs"
    URL = "url"
    FILE = "file"
    """A local archive."""
    FOLDER = "folder"
    EDITABLE = "editable"
    VIRTUAL = "virtual"
    """A folder whose project is not installed, only what it requires."""

    @property
    def local(self) -> bool:
        """Whether it is a folder, which may be a member."""
        return self in {SourceKind.FOLDER, SourceKind.EDITABLE, SourceKind.VIRTUAL}


@dataclass(frozen=True, slots=True)
class LockedSource:
    """Where one distribution is taken from; ``text`` is the URL or path as written.

    ``path`` is the local folder or archive relative to the root of the workspace, None where it is not in there.
    """

    kind: SourceKind
    text: str
    at: Key
    path: str | None = None


@dataclass(frozen=True, slots=True)
class LockedDependency:
    """That one locked distribution requires another, in a scope of its own (core, an extra, a group)."""

    name: NormalizedName
    at: Key
    scope: Scope
    extras: frozenset[NormalizedName] = frozenset()
    marker: Field[Marker] = None
    version: Field[Version] = None
    """Which of several locked versions is meant; None where only one is locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One version of one distribution that a lock chooses."""

    name: NormalizedName
    text: str
    """The name as written."""
    at: Key
    version: Field[Version] = None
    """None where the lock states none: the version of a local project is whatever it is when it is built."""
    marker: Field[Marker] = None
    """Where this version is chosen; None: wherever the distribution is installed. Unknown where several versions are
    locked and the lock does not say which of them applies where. It may ask ``extra``, ``extras`` and
    ``dependency_groups``, which then are those of the project that is locked."""
    requires_python: Field[SpecifierSet] = None
    source: LockedSource | Unknown | None = None
    """None where the lock states none, which is the default index."""
    extras: frozenset[NormalizedName] = frozenset()
    """The extras this entry is for (pdm: an entry with extras stands beside the one without)."""
    groups: tuple[str, ...] = ()
    """The groups of the locked project that need it, as far as the dialect says so (poetry, pdm)."""
    dependencies: tuple[LockedDependency, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A constraint, or an override of what distributions require; without specifiers it names a URL or a path."""

    name: NormalizedName
    at: Key
    specifiers: Field[SpecifierSet] = None
    marker: Field[Marker] = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lock:
    """One lock file. With ``unknown`` parts what is listed is true, but more may be locked."""

    kind: LockKind
    path: str
    requires_python: Field[SpecifierSet] = None
    packages: tuple[Locked, ...] = ()
    members: tuple[Declared[NormalizedName], ...] | None = None
    """The projects that are locked together (uv); None: the project in the folder of the lock."""
    overrides: tuple[Adjustment, ...] = ()
    """They replace what any distribution requires; the other dialects keep them outside of the lock."""
    constraints: tuple[Adjustment, ...] = ()
    environments: tuple[Declared[Marker], ...] = ()
    """The lock is for environments that meet one of these; empty: for all."""
    unknown: tuple[Unknown, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything in the file was understood."""
        return not self.unknown
