"""What resolvers are told beside the metadata: where distributions come from, and whose requirements are replaced."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.source import Key
    from pinlint.workspace.values import Field, Unknown


class RedirectKind(StrEnum):
    """Where a redirection leads, by its key."""

    WORKSPACE = "workspace"
    PATH = "path"
    GIT = "git"
    URL = "url"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Redirect:
    """One entry of ``[tool.uv.sources]``: where uv takes a distribution from for the project that asks for it."""

    name: NormalizedName
    text: str
    """The name as written."""
    at: Key
    kind: RedirectKind | Unknown
    extra: NormalizedName | None = None
    """It holds for the requirements of this extra only."""
    group: NormalizedName | None = None
    """It holds for the requirements of this dependency group only."""

    @property
    def inside(self) -> bool:
        """Whether it leads to a member of the uv workspace."""
        return self.kind is RedirectKind.WORKSPACE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resolver:
    """What the pyproject.toml of one folder tells uv, pdm and poetry; equal to itself only."""

    path: str
    redirects: tuple[Redirect, ...] = ()
    members: tuple[str, ...] | None = None
    """Globs over folders, where the file makes its folder the root of a uv workspace."""
    exclude: tuple[str, ...] = ()
    managed: bool = True
    """Whether uv looks after the project at all, and takes it for a member."""
    indexed: frozenset[NormalizedName] | None = frozenset()
    """The distributions whose redirections uv passes over; None for all."""
    overridden: frozenset[NormalizedName] = frozenset()
    """The distributions of which it is not what members require that counts: overridden or excluded ones."""

    python: Field[SpecifierSet] = None
    """The Pythons that poetry locks for, where it is told so beside the project table."""

    @property
    def folder(self) -> str:
        """Its folder relative to the root, ``.`` for the root itself."""
        return self.path.rpartition("/")[0] or "."
