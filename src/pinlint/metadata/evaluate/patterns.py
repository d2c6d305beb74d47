"""Regular expressions taken apart: which characters a part of one takes, and with which it begins.

``_parser`` is private to ``re``, and the only parser of patterns that Python has: another Python may lack it, or give
trees of another shape. Then ``items`` raises ImportError, or whatever comes of the shape, and no pattern is admitted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Takes: TypeAlias = "Callable[[str], bool]"
"""Whether one character is taken; in doubt it is."""


_IGNORECASE, _DOTALL, _ASCII = int(re.IGNORECASE), int(re.DOTALL), int(re.ASCII)
END: tuple[str, object] = ("END", None)
"""Comes after the last part of a whole pattern: there nothing can fail any more, or only one place is the right one."""


def items(regex: re.Pattern[str]) -> list[Any]:
    """The parts of a pattern in a row, each its kind and its value. Raises ImportError; see above."""
    from re import _parser  # type: ignore[attr-defined]  # noqa: PLC0415 - whoever has no pattern must not fail with it

    return list(_parser.parse(regex.pattern, regex.flags))


def literal(parts: list[Any], flags: int) -> str:
    """The text that parts in a row begin with; empty if there is none, or its case does not matter."""
    if flags & _IGNORECASE:
        return ""
    text = ""
    for kind, value in parts:
        if str(kind) != "LITERAL":
            break
        text += chr(value)
    return text


def first(parts: list[Any], flags: int) -> Takes | None:
    """Which characters may come first in what parts in a row match; None if that is not known."""
    if not parts:
        return None
    (kind, value), rest = parts[0], parts[1:]
    name = str(kind)
    if name == "SUBPATTERN" and not value[1] and not value[2]:
        return first([*value[3], *rest], flags)
    if name == "ASSERT" and value[0] == 1:
        return first(list(value[1]), flags)
    if name == "END":
        return lambda _: False
    if name == "AT" and str(value) == "AT_END":
        return lambda char: char == "\n"
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        inside, behind = first(list(value[2]), flags), first(rest, flags)
        if inside is None or value[0] > 0 or behind is None:
            return inside if value[0] > 0 else None
        return lambda char: inside(char) or behind(char)
    return takes(parts[:1], flags)


def takes(parts: list[Any], flags: int) -> Takes | None:
    """Which characters a pattern of exactly one character takes; None if it is no such pattern."""
    if len(parts) != 1:
        return None
    kind, value = parts[0]
    name = str(kind)
    if name == "SUBPATTERN" and not value[1] and not value[2]:
        return takes(list(value[3]), flags)
    if name == "LITERAL":
        wanted = _cases(chr(value), flags)
        return lambda char: not wanted.isdisjoint(_cases(char, flags))
    if name == "NOT_LITERAL":
        return lambda char: ord(char) != value
    if name == "ANY":
        return lambda char: char != "\n" or bool(flags & _DOTALL)
    if name == "IN":
        return lambda char: _in(value, char, flags)
    return None


def _cases(char: str, flags: int) -> set[str]:
    return {char, char.lower(), char.upper()} if flags & _IGNORECASE else {char}


def _in(options: list[Any], char: str, flags: int) -> bool:
    """Whether a character is in a set."""
    negated = found = False
    for kind, value in options:
        name = str(kind)
        cases = _cases(char, flags)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            found = found or not cases.isdisjoint(_cases(chr(value), flags))
        elif name == "RANGE":
            found = found or any(len(case) == 1 and value[0] <= ord(case) <= value[1] for case in cases)
        elif name == "CATEGORY":
            found = found or _category(str(value), char, flags)
        else:
            found = True
    return found != negated


def _category(name: str, char: str, flags: int) -> bool:
    if flags & _ASCII and not char.isascii():
        inside = False
    elif "DIGIT" in name:
        inside = char.isdecimal()
    elif "SPACE" in name:
        inside = char.isspace()
    else:
        inside = char.isalnum() or char == "_"
    return inside != ("NOT" in name)
