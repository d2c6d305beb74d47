"""What is not fixed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.engine import Located


class Unwritable(Exception):  # noqa: N818 - it names the state of a file
    """A file that cannot be written, and why: a phrase about the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Left:
    """A finding whose fix was not done, and why."""

    found: Located
    why: str
    fault: bool = False
    """Whether the fix does not do what it should; else it brings up something else that is wrong."""
    breaks: bool = False
    """Whether it brings up what the run is to put right; else something that is only not to be made."""
