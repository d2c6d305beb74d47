"""What requirements files ask for, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.workspace.values import Declared, Unknown

if TYPE_CHECKING:
    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.source import Source, Span

_OPERATOR = re.compile(r"===|[=~!<>]=|[<>]")


@dataclass(frozen=True, slots=True)
class Option:
    """An option of pip that a file sets, by its longest name (``--index-url``); ``value`` is None for a switch."""

    name: str
    value: str | None
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """One requirement of a requirements or constraints file."""

    text: str
    """What pip takes for the requirement: without comments, options and line continuations."""
    at: Span
    """From its first character to its last, over continuation lines; ``at.path`` is the file it stands in."""
    name: NormalizedName | None
    """None where a URL or path does not tell it."""
    extras: frozenset[NormalizedName] = frozenset()
    specifiers: SpecifierSet | Unknown | None = None
    """None where a URL or path is asked for, unless that names a wheel and so its version."""
    marker: Marker | Unknown | None = None
    url: str | None = None
    """The URL or path that is asked for, as written."""
    path: str | Unknown | None = None
    """The local folder or archive that ``url`` means, relative to the root; None where it is not a local one.

    pip takes relative paths from the folder it is run in: here that is the root or the folder of the file, whichever
    has such a project.
    """
    editable: bool = False
    constraint: bool = False
    """It installs nothing, and holds for what is installed."""
    hashes: tuple[Declared[str], ...] = ()
    options: tuple[Option, ...] = ()
    """Other options on its line (``--config-settings``, ``--global-option``)."""
    chosen_for: tuple[NormalizedName, ...] = ()
    """The projects whose requirements it was chosen for, where the comment of the tool that wrote the file says so."""
    through: tuple[Span, ...] = ()
    """The ``-r`` and ``-c`` it was reached by, the outermost first; empty for the file itself."""

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators of its version specifiers, also where their versions are unknown."""
        if isinstance(self.specifiers, Unknown):
            return tuple(_OPERATOR.findall(self.text.partition(";")[0]))
        return tuple(clause.operator for clause in self.specifiers or ())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RequirementsFile:
    """A requirements or constraints file with all it includes. With ``unknown`` parts there may be more."""

    path: str
    requirements: tuple[Requested, ...] = ()
    """In the order of pip: what is included stands where it is included."""
    options: tuple[Option, ...] = ()
    sources: tuple[Source, ...] = ()
    """Every file that was read, itself first; their text is what spans measure."""
    unknown: tuple[Unknown, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every line was understood and every file read."""
        return not self.unknown
