"""The Pythons of one setting as they are found, those that only a run would tell among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.workspace.values import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.source import Place
    from pinlint.workspace.targets import Python


@dataclass(frozen=True, slots=True)
class Pythons:
    """Grows as a file is read."""

    items: list[Declared[Python]] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def add(self, python: Python | None, text: str, at: Place) -> None:
        """A Python, written as ``text``; None where the text leaves it open."""
        if python is None:
            self.unknown.append(Unknown(f"{text[:40]} names no Python that is known", at))
        else:
            self.items.append(Declared(python, text, at))

    def listing(self) -> Listing[Declared[Python]]:
        """What was found."""
        return Listing(tuple(self.items), tuple(self.unknown))


def only(python: Python | None, text: str, at: Place) -> Listing[Declared[Python]]:
    """The listing of one Python."""
    found = Pythons()
    found.add(python, text, at)
    return found.listing()
