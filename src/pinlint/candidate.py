"""What may be a member: a folder or an archive with its metadata files."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """What a candidate for membership is on the disk."""

    TREE = "tree"
    SDIST = "sdist"
    WHEEL = "wheel"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A folder or archive that may hold a project, with its metadata files; whether it is one, its readers say.

    ``path`` is the folder or archive (``.`` for the root), ``files`` the metadata files that exist there
    (pyproject.toml, setup.py, setup.cfg, BUILD of Pants, PKG-INFO, METADATA, ``*.egg-info/requires.txt``), as in
    ``Source.path``. ``importable`` is False only where the folder holds things and nothing among them could be
    imported; ``declared`` is True where somebody named the folder as a member. ``entries`` are the names of what lies
    in the folder itself, None where they are not known; with ``src/`` also the paths of what lies in that folder.
    """

    path: str
    files: tuple[str, ...]
    origin: Origin
    importable: bool = True
    declared: bool = False
    entries: frozenset[str] | None = field(default=None, compare=False, repr=False)
