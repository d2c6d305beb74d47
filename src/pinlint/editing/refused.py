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
