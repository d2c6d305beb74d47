"""Versions as they are written in a file, semantic ones where its tools know no others."""

from __future__ import annotations

from pinlint.bumping.spelling import respelled
from pinlint.questions import semver


def written(path: str, old: str, new: str, *, base: str) -> str | None:
    """The version ``new`` as ``old`` is written in a file, a semantic version where it must be; None if it is none.

    ``old`` stands for the version ``base``, which may be written with another number of components.
    """
    if not semver.holds(path):
        return respelled(old, new, base=base) or new
    text = semver.semantic(new)
    return None if text is None else respelled(old, text, base=old) or text
