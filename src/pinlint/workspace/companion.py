"""Files that are no metadata and still speak of the projects beside them, known by their names."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PANTS = "pants.toml"
WORKFLOWS = (".github", "workflows")
"""The folders in which GitHub looks for workflows, from the top of a repository."""
REQUIREMENTS = frozenset({"requirements", "constraints"})
"""Folders in which every text is a requirements file."""

_TEXTS = (".txt", ".in")
_REQUIREMENTS = re.compile(r"(?i)(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)")
_YAML = (".yml", ".yaml")
_LOCKS = frozenset({"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml"})
_PYLOCK = re.compile(r"pylock\.[^./]+\.toml")
_SETTINGS = frozenset(
    {
        ".gitlab-ci.yml",
        ".mypy.ini",
        ".pre-commit-config.yaml",
        ".pylintrc",
        ".pylintrc.toml",
        ".python-version",
        ".python-versions",
        ".readthedocs.yaml",
        ".readthedocs.yml",
        ".ruff.toml",
        "mypy.ini",
        "noxfile.py",
        "pylintrc",
        "pylintrc.toml",
        "pyrightconfig.json",
        "ruff.toml",
        "tox.ini",
        "tox.toml",
        "uv.toml",
    }
)
_IMAGES = frozenset({"Dockerfile", "Containerfile"})
_BEGINNINGS = ("BUILD", "Dockerfile")
_ENDINGS = (
    *_TEXTS,
    *_YAML,
    ".ini",
    ".json",
    ".lock",
    ".toml",
    "file",
    "noxfile.py",
    "pylintrc",
    "python-version",
    "python-versions",
)
"""Of all names that companions have; few other files have one of these, and most files are no companions."""


class Companion(Enum):
    """What such a file is."""

    REQUIREMENTS = auto()
    """A requirements or constraints file (pip)."""
    LOCK = auto()
    """uv.lock, poetry.lock, pdm.lock, pylock.toml (PEP 751)."""
    SETTINGS = auto()
    """Of a tool: a linter, a test runner, a service that builds, an image."""
    PANTS = auto()
    """pants.toml, and the BUILD files that are Pants' only where there is one: Bazel has files of these names."""


def likely(names: Iterable[str]) -> list[str]:
    """The names of files among which all companions are, told as quickly as can be."""
    return [name for name in names if name.endswith(_ENDINGS) or name.startswith(_BEGINNINGS)]


def companion(path: str) -> Companion | None:
    """What a file is by its name, and by the folder it lies in; None for any other file."""
    folder, _, name = path.rpartition("/")
    if name.endswith(_TEXTS):
        named = folder.rpartition("/")[2] in REQUIREMENTS or _REQUIREMENTS.fullmatch(name)
        return Companion.REQUIREMENTS if named else None
    if name in _LOCKS or (name.startswith("pylock.") and _PYLOCK.fullmatch(name)):
        return Companion.LOCK
    if name in _SETTINGS or _is_image(name) or (name.endswith(_YAML) and _is_for_workflows(folder)):
        return Companion.SETTINGS
    return Companion.PANTS if name == PANTS or is_build(name) else None


def is_build(path: str) -> bool:
    """Whether Pants looks for targets in a file of this name."""
    name = path.rpartition("/")[2]
    return name.startswith("BUILD") and (name == "BUILD" or name[5] == ".")


def _is_image(name: str) -> bool:
    if name in _IMAGES or name.endswith(".Dockerfile"):
        return True
    return name.startswith("Dockerfile.") and name != "Dockerfile.dockerignore"


def _is_for_workflows(folder: str) -> bool:
    return folder.split("/")[-2:] == [*WORKFLOWS]
