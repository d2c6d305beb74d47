"""Where strings end: what every language with strings is scanned for, so that no comment is seen in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

Piece = tuple[bool, int, int]
"""A comment (True), or a stretch (False) in which no line ends what is on it, with its start and end offsets."""


def end_of_string(pattern: re.Pattern[str], text: str, at: int) -> int:
    """The offset behind the string whose inside begins at ``at``.

    ``pattern`` matches what ends it and what is an escape in it, which begins with a backslash or is two single quotes.
    It is not one pattern for a whole string: matching that would take memory by its length.
    """
    for found in pattern.finditer(text, at):
        if found.group() != "''" and not found.group().startswith("\\"):
            return found.end()
    return len(text)
