"""What cannot be edited, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.source import Source


class Refused(Exception):  # noqa: N818 - it names the state of a change
    """A change that cannot be made safely; ``str()`` is a phrase that says why, without a full stop."""


def computed(source: Source, offset: int) -> Refused:
    """The refusal to edit what no literal says."""
    return Refused(f"computed on line {source.position(offset)[0]}")


def unreadable() -> Refused:
    """The refusal of edits after which a file would be no TOML, no Python, no INI file."""
    return Refused("its file could not be read any more")


def different() -> Refused:
    """The refusal of edits after which a file would not say just what was asked."""
    return Refused("more than that would change")
