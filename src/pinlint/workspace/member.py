"""One project: what its files state, and what its build backend would write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pinlint.workspace.values import Declared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.source import Place
    from pinlint.workspace.requirement import Requirement
    from pinlint.workspace.values import Field, Listing, Unknown

_METADATA_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")


class Kind(Enum):
    """The files that state metadata, in their order of authority."""

    PYPROJECT = "pyproject.toml"
    SETUP_PY = "setup.py"
    SETUP_CFG = "setup.cfg"
    PANTS = "BUILD"
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
    license_is_expression: bool = False
    """Its licence is stated as a License-Expression (PEP 639), and not as the text of License."""
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


@dataclass(frozen=True, slots=True)
class VersionCopy:
    """The version of a project in a place that no build reads; ``what`` is what messages call it."""

    what: str
    version: Declared[Version] | Unknown


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
    copies: tuple[VersionCopy, ...] = ()
    """Its version as other files repeat it."""
    unpublished: bool = False
    """No release of it meets users: it says so itself, or there is nothing importable in its folder."""

    @property
    def label(self) -> str:
        """What messages call it: the name as its author spells it, or its path."""
        return self.title.value if isinstance(self.title, Declared) else self.path

    @property
    def order(self) -> tuple[str, str]:
        """What members are sorted by where paths should not matter; only two of one name are told apart by them."""
        return self.name or "", self.path
