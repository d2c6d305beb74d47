"""Where things are: on the disk, in what is shown, and among what the user named."""

from __future__ import annotations

# Paths are the strings that scandir gives; a Path for each of them would double the time of a walk.
# ruff: noqa: PTH116
import os
from dataclasses import dataclass, field

Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Something found: where it is, and the path it is shown by."""

    real: str
    path: str


@dataclass(slots=True, eq=False)
class Named:
    """A folder that the user named, and what was seen below it that counts only in a folder of distributions."""

    place: Place
    alone: bool = False
    """Only the project in the folder itself: the user named its metadata file."""
    has_tree: bool = False
    """Some source tree was found in it."""
    outer: Named | None = None
    """Another one that it lies in."""
    archives: list[Place] = field(default_factory=list)
    """Directly in it."""
    spare: list[Place] = field(default_factory=list)
    """Archives deeper down, or ignored; installed metadata likewise."""


def identity_of(path: str) -> Identity | None:
    """What is the same file however it is reached; None if there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
