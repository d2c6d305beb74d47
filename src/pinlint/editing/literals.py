"""Strings as they are written: which stretch of the file says which character, and how other text is said there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pinlint.editing.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Spell: TypeAlias = Callable[[str], str]
"""How a text is written; raises Refused."""

_ANY = re.compile(r"\r\n|.", re.DOTALL)
_TOML = re.compile(
    r"""(?P<escape>\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}|\\[btnfre"\\])"""
    r"|(?P<nothing>\\[ \t]*+\r?\n[ \t\r\n]*+)|\r\n|[^\\]",
    re.DOTALL,
)
_PYTHON = re.compile(
    r"(?P<escape>\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\N\{[^}\n]*+\}|\\[0-7]{1,3}|\\[^\r\n])"
    r"|(?P<nothing>\\(?:\r\n|\r|\n))|\r\n|.",
    re.DOTALL,
)
_PIECE = re.compile(r"[uUrR]?('{3}|\"{3}|['\"])")
_END = {quote: re.compile(rf"\\.|{quote}", re.DOTALL) for quote in ("'''", '"""', "'", '"')}
_GAP = re.compile(r"(?:\s++|\\(?:\r\n|\r|\n)|#[^\r\n]*+)*+")
_WORD = re.compile(r"[\w.+!*-]+")
_PAIR = 2
"""Quotes around a string."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The stretch of a file that says one character, or nothing."""

    said: str
    start: int
    end: int
    spell: Spell


@dataclass(frozen=True, slots=True)
class Written:
    """A string, or a part of one, and how it is written."""

    units: tuple[Unit, ...]
    before: str = ""
    """What the string says before this part of it."""

    @property
    def value(self) -> str:
        """What it says."""
        return "".join(unit.said for unit in self.units)

    def part(self, start: int, end: int) -> tuple[int, int, Spell]:
        """The stretch of the file that says the characters from ``start`` to ``end``, and how others are said there.

        Raises Refused where that is no stretch of one line of one literal.
        """
        said = [unit for unit in self.units if unit.said]
        if not said:
            raise Refused("an empty string")
        if start == end:
            unit = said[min(start, len(said) - 1)]
            at = unit.start if start < len(said) else unit.end
            return at, at, unit.spell
        stretch = said[start:end]
        if any(unit.spell is not stretch[0].spell for unit in stretch):
            raise Refused("written in several literals")
        if any(unit.said == "\n" for unit in stretch):
            raise Refused("written over several lines")
        return stretch[0].start, stretch[-1].end, stretch[0].spell


def toml(text: str, start: int, end: int) -> Written | None:
    """The TOML string that is written, with its quotes, from ``start`` to ``end``; None where there is none."""
    quote = text[start : start + 1]
    if quote not in {"'", '"'}:
        return None
    width = 3 if end - start >= 6 and text.startswith(quote * 3, start) else 1
    first = start + width
    if width == 3:  # a line end right after the opening quotes is no part of the string
        first += 2 if text.startswith("\r\n", first) else text.startswith("\n", first)
    spelling = _units(_TOML, _in_basic, _toml_escape) if quote == '"' else _units(_ANY, _in_literal, _toml_escape)
    return Written(tuple(spelling(text, first, end - width)))


def python(text: str, start: int, end: int) -> Written | None:
    """The Python string, of one literal or several beside each other; None where something else stands there."""
    units: list[Unit] = []
    at = start
    while at < end:
        opened = _PIECE.match(text, at, end)
        close = _closing(text, opened.end(), end, opened[1]) if opened else None
        if opened is None or close is None:
            return None
        raw = opened.group()[0] in "rR"
        spell = _in_python(opened[1][0], raw=raw)
        units += _units(_ANY if raw else _PYTHON, spell, _python_escape)(text, opened.end(), close)
        gap = _GAP.match(text, close + len(opened[1]), end)
        at = gap.end() if gap else end
    return Written(tuple(units))


def plain(text: str, start: int, end: int) -> Written:
    """A word that is written as it is, or in quotes and without escapes. Raises Refused."""
    inside = text[start:end]
    if len(inside) >= _PAIR and inside[0] in "'\"" and inside[-1] == inside[0]:
        if inside[0] in inside[1:-1] or "\\" in inside:
            raise Refused("written with escapes")
        return Written(tuple(_as_is(text, start + 1, end - 1, _in_literal)))
    return Written(tuple(_as_is(text, start, end, _word)))


def line(text: str, start: int, end: int) -> Written:
    """Text that is written as it is to the end of its line."""
    return Written(tuple(_as_is(text, start, end, _on_line)))


def lines(text: str, stretches: Iterable[tuple[int, int]]) -> Written:
    """The lines of an option of an INI file, in which ``%%`` says ``%``. Raises Refused at a reference."""
    units: list[Unit] = []
    for start, end in stretches:
        if units:
            units.append(Unit("\n", units[-1].end, start, _in_option))
        at = start
        while at < end:
            width = 1 + (text[at] == "%")
            if text[at] == "%" and not text.startswith("%%", at):
                raise Refused("put together from other options")
            units.append(Unit(text[at], at, at + width, _in_option))
            at += width
    return Written(tuple(units))


def _as_is(text: str, start: int, end: int, spell: Spell) -> Iterator[Unit]:
    return (Unit(text[at], at, at + 1, spell) for at in range(start, end))


def _units(
    pattern: re.Pattern[str], spell: Spell, unescape: Callable[[str], str]
) -> Callable[[str, int, int], Iterator[Unit]]:
    def units(text: str, start: int, end: int) -> Iterator[Unit]:
        at = start
        while at < end:
            found = pattern.match(text, at, end)
            if found is None:
                raise Refused("written in a way that is not understood")
            kind, written = found.lastgroup, found.group()
            said = "" if kind == "nothing" else unescape(written) if kind == "escape" else written
            # A backslash before something that needs none says both.
            for char in "\n" if said == "\r\n" else said or [""]:
                yield Unit(char, at, found.end(), spell)
            at = found.end()

    return units


def _closing(text: str, start: int, end: int, quote: str) -> int | None:
    """Where the quotes are that close a Python string, whose text begins at ``start``."""
    for found in _END[quote].finditer(text, start, end):
        if found.group() == quote:
            return found.start()
    return None


def _toml_escape(written: str) -> str:
    import tomli  # noqa: PLC0415 - only for strings with escapes, which hardly exist

    return str(tomli.loads(f'key = "{written}"')["key"])


def _python_escape(written: str) -> str:
    import ast  # noqa: PLC0415 - see above
    import warnings  # noqa: PLC0415 - with it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a backslash that should be two
        try:
            return str(ast.literal_eval(f'"""{written}"""'))
        except (SyntaxError, ValueError) as error:
            raise Refused("written in a way that is not understood") from error


def _shown(text: str, *without: str) -> str:
    """The text, if it is of printable characters and none of those."""
    if not text.isprintable():
        raise Refused("not to be written without escapes")
    if any(each in text for each in without):
        raise Refused("not to be written between its quotes")
    return text


def _in_basic(text: str) -> str:
    return _shown(text).replace("\\", "\\\\").replace('"', '\\"')


def _in_literal(text: str) -> str:
    return _shown(text, "'", '"', "\\")


def _in_python(quote: str, *, raw: bool) -> Spell:
    def spell(text: str) -> str:
        if raw:
            return _shown(text, quote, "\\")
        return _shown(text).replace("\\", "\\\\").replace(quote, f"\\{quote}")

    return spell


def _word(text: str) -> str:
    if not _WORD.fullmatch(text):
        raise Refused("not to be written without quotes")
    return text


def _on_line(text: str) -> str:
    return _shown(text, " #")


def _in_option(text: str) -> str:
    return _on_line(text).replace("%", "%%")
