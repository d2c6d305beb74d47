"""Text that is safe to show on a terminal, its width there, and its colours."""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 1_000
"""Characters of one message or path; what hostile metadata makes longer is cut."""


def plain(text: str, limit: int = LIMIT) -> str:
    r"""The text on one line, with everything that is not printable as an escape (``\x1b``), and not without end.

    Terminal control sequences, line breaks, and marks that reorder text cannot pass.
    """
    if len(text) > limit:
        text = f"{text[:limit]}..."
    return text if text.isprintable() else "".join(cell(character) for character in text)


def cell(character: str) -> str:
    """One character as it is shown."""
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """Columns that printable text takes on a terminal."""
    if text.isascii():
        return len(text)
    # Nearly all metadata is ASCII.
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - see above

    return sum(
        0 if category(character) in {"Mn", "Me"} else 2 if east_asian_width(character) in {"W", "F"} else 1
        for character in text
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun, as in ``1 finding`` and ``2 findings``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Style:
    """Select Graphic Rendition (ECMA-48) around text, if it is asked for."""

    color: bool

    def bold(self, text: str) -> str:
        """What the eye should find first."""
        return self._paint("1", text)

    def faint(self, text: str) -> str:
        """The frame around a source excerpt."""
        return self._paint("34", text)

    def level(self, level: str, text: str) -> str:
        """Red for errors, yellow for warnings, cyan for the rest."""
        return self._paint({"error": "1;31", "warning": "1;33"}.get(level, "1;36"), text)

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text
