"""Which kind of comments a file has, by its name."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from pinlint.workspace.companion import Companion, companion

if TYPE_CHECKING:
    from pinlint.workspace import Workspace


class Dialect(Enum):
    """The languages that have comments, each with its own idea of where one begins."""

    TOML = auto()
    PYTHON = auto()
    INI = auto()
    """A comment has its line to itself: what follows a value belongs to it."""
    REQUIREMENTS = auto()
    """Of pip; lines are joined by backslashes."""
    YAML = auto()
    IMAGE = auto()
    """Instructions for an image (Docker); as in INI files, but with ``#`` alone."""

    @property
    def trailing(self) -> bool:
        """Whether a comment may stand behind something else on its line."""
        return self not in {Dialect.INI, Dialect.IMAGE}


_NAMES = {
    Dialect.TOML: re.compile(r".*\.toml|(?:uv|poetry|pdm)\.lock", re.DOTALL),
    Dialect.PYTHON: re.compile(r".*\.pyi?|BUILD(?:\..*)?", re.DOTALL),
    Dialect.INI: re.compile(r".*\.(?:cfg|ini)|\.?pylintrc", re.DOTALL),
    Dialect.YAML: re.compile(r".*\.(?:ya?ml|cff)", re.DOTALL),
    Dialect.IMAGE: re.compile(r"(?:Dockerfile|Containerfile)(?:\..*)?|.*\.Dockerfile", re.DOTALL),
}


def dialect(path: str, *, requires: bool = False) -> Dialect | None:
    """The dialect of the file at ``path``, None where it has no comments (PKG-INFO, VERSION, JSON, plain text).

    ``requires`` is True where requirements were read from it: any text can be a requirements file.
    """
    name = path.rpartition("/")[2]
    if name.endswith((".txt", ".in")) and name != "requires.txt":
        return Dialect.REQUIREMENTS if requires or companion(path) is Companion.REQUIREMENTS else None
    return next((found for found, pattern in _NAMES.items() if pattern.fullmatch(name)), None)


def requirement_texts(workspace: Workspace) -> set[str]:
    """The files that requirements were read from, be they of pip or of a build backend."""
    return {
        *(source.path for file in workspace.requested for source in file.sources),
        *(each.at.path for member in workspace.members for each in member.requirements),
    }
