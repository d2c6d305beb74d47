"""What is wrong after fixes that was not before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.fixing.marks import about, subjects

if TYPE_CHECKING:
    from pinlint.engine import Located
    from pinlint.fixing.marks import About, Place


@dataclass(frozen=True, slots=True)
class Wrong:
    """A finding, or something that was read and is not any more."""

    about: About
    says: str
    """What goes on behind *after its fix*."""
    path: str
    """The file that it is about."""
    beside: tuple[str, ...] = ()
    """Other files that it names."""
    subjects: frozenset[str] = frozenset()
    """The distributions that it is about."""
    own: bool = True
    """Whether this run is to put such things right; else they are only not to be made."""
    lost: bool = False

    @classmethod
    def found(cls, found: Located, *, own: bool = True) -> Wrong:
        """A finding that should not be there."""
        return cls(
            about(found),
            f"there is {found.rule.code} {found.finding.message}",
            found.span.path,
            tuple(span.path for span, _ in found.related),
            subjects(found),
            own,
        )

    @property
    def place(self) -> Place:
        """What it is about, whichever of several members it names."""
        rule, path, _, dependencies, extra = self.about
        return rule, path, dependencies, extra
