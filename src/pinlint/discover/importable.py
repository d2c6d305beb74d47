"""Projects while their folders are walked, and whether there is anything in them to import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.candidate import Candidate
from pinlint.discover import names

if TYPE_CHECKING:
    from pinlint.candidate import Origin


@dataclass(slots=True, eq=False)
class Project:
    """A candidate in the making; its folder is still being walked."""

    path: str
    files: list[str]
    origin: Origin
    below_tests_of: tuple[Project, ...] = ()
    """The projects that have it somewhere below their tests."""
    things: bool = False
    """Its folder holds more than metadata and what stands beside metadata."""
    code: bool = False
    """Some of that could be imported."""
    requires: list[str] = field(default_factory=list)
    """The requires.txt files of an unpacked sdist."""
    entries: set[str] | None = None
    """The names of what lies in the folder, and the paths of what lies in its ``src/``, unless they are many."""

    @property
    def importable(self) -> bool:
        """As ``Candidate.importable``: a folder of metadata alone is a metapackage."""
        return self.code or not self.things

    @property
    def is_fixture(self) -> bool:
        """Whether it only serves the tests of a real project."""
        return any(outer.code for outer in self.below_tests_of)

    def candidate(self, *, declared: bool) -> Candidate:
        """The finished value."""
        sources = [path for path in self.files if not path.endswith(names.PKG_INFO)]
        built = [path for path in self.files if path.endswith(names.PKG_INFO)]
        files = (*sources, *sorted(self.requires), *built)
        entries = None if self.entries is None else frozenset(self.entries)
        return Candidate(self.path, files, self.origin, self.importable, declared, entries)
