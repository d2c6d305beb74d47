"""Strings cut out of texts that know where they were written: they know it as well.

A program that reads its version from a file strips it, splits it or finds it by a pattern. What comes of that still
stands in the file, and is to be edited there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pinlint.metadata.evaluate.values import Text
from pinlint.metadata.opened import as_opened, literal
from pinlint.source import decode

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from pinlint.source import Source

_ENDS = frozenset({"strip", "lstrip", "rstrip", "removeprefix", "removesuffix"})
_SHORT = 10_000
"""Characters of a text in which every string that was read is looked for."""
_NESTED = 30
_PARTED = frozenset({"split", "rsplit", "splitlines", "partition", "rpartition"})


class Data(bytes):
    """The bytes of a file, which know its path."""

    path: str

    def __new__(cls, data: bytes, path: str) -> Self:
        """All that is in a file."""
        self = super().__new__(cls, data)
        self.path = path
        return self


class Excerpt(Text):
    """A stretch of a file as the program reads it, from ``start``; ``offsets`` lead back to the file."""

    __slots__ = ("offsets", "source", "start")

    source: Source
    start: int
    offsets: Callable[[int], int]

    @classmethod
    def of(cls, value: str, source: Source, offsets: Callable[[int], int], start: int = 0) -> Self:
        """A stretch of a file."""
        place = literal(source, offsets(start), offsets(start + len(value)))
        self = cls(value, place, literal=True)
        self.source, self.offsets, self.start = source, offsets, start
        return self


def opened(source: Source, *, mark: bool) -> Excerpt:
    """All of a file, with its byte order ``mark`` or without; every line ends with one character."""
    text, offsets = as_opened(source, mark=mark)
    return Excerpt.of(text, source, offsets)


def decoded(data: bytes, text: str) -> str:
    """The text that bytes say; where they are all of a file, it knows so."""
    if isinstance(data, Data) and (source := decode(data.path, data)).text == text:
        return Excerpt.of(text, source, lambda offset: offset)
    return text


def cut(text: str, start: int, end: int) -> str:
    """The characters from ``start`` to ``end``; of a literal they are somewhere in there."""
    part = str.__getitem__(text, slice(start, end))
    if isinstance(text, Excerpt):
        return Excerpt.of(part, text.source, text.offsets, text.start + start)
    return Text(part, text.at, literal=True) if isinstance(text, Text) and text.literal else part


def sliced(text: str, bounds: slice) -> str:
    """What a slice gives. Raises as the slice does."""
    start, end, step = bounds.indices(len(text))
    return cut(text, start, end) if step == 1 else text[bounds]


def result(text: str, method: str, given: Iterable[object], value: object) -> object:
    """What a method of a string gives, as parts of the string where it is."""
    if not isinstance(text, Text) or not text.literal:
        return value
    if isinstance(value, str):
        start = _start(text, method, tuple(given), value)
        return value if start is None else cut(text, start, start + len(value))
    if method in _PARTED and isinstance(value, list | tuple):
        separator = next((each for each in given if isinstance(each, str)), "") if method != "splitlines" else ""
        return type(value)(_parts(text, value, separator, whole=isinstance(value, tuple)))
    return value


def _start(text: str, method: str, given: tuple[object, ...], value: str) -> int | None:
    """Where in the text a result begins; None where it is none of its stretches, or not to be told."""
    if str.__eq__(text, value):
        return 0
    if method in _ENDS:
        return text.find(value) if method in {"strip", "removesuffix", "rstrip"} else len(text) - len(value)
    if method == "replace" and len(given) > 1 and not given[1] and value and text.count(value) == 1:
        return text.find(value)
    return None


def _parts(text: str, parts: Iterable[object], separator: str, *, whole: bool) -> Iterable[str]:
    """The parts, which come one after the other, with a separator between them unless they are the ``whole`` text."""
    at = 0
    for index, part in enumerate(map(str, parts)):
        if whole:
            start = at
        elif separator:
            start = at + (len(separator) if index else 0)
        else:
            start = text.find(part, at)
        at = start + len(part)
        yield cut(text, start, at)


def group(match: re.Match[str], which: str | int = 0) -> str | None:
    """What a group matched, as a part of the text that was searched. Raises as the match does."""
    return None if match.group(which) is None else cut(match.string, *match.span(which))


def groups(match: re.Match[str]) -> str | tuple[str, ...]:
    """What ``findall`` gives of a match: its one group or all of them, or the whole where there are none."""
    number = match.re.groups
    if number < 2:
        return group(match, number) or ""
    return tuple(group(match, each) or "" for each in range(1, number + 1))


def stated(text: str, value: object, nested: int = 0) -> object:
    """What was read from a text, as JSON or TOML: its strings know where they stand, those that stand there once."""
    if not isinstance(text, Excerpt) or len(text) > _SHORT or nested > _NESTED:
        return value
    if isinstance(value, dict):
        return {key: stated(text, each, nested + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [stated(text, each, nested + 1) for each in value]
    if isinstance(value, str) and value:
        places = [(text.count(quoted), text.find(quoted) + 1) for quoted in (f'"{value}"', f"'{value}'")]
        found = [start for number, start in places if number]
        if len(found) == 1 == max(number for number, _ in places):
            return cut(text, found[0], found[0] + len(value))
    return value


def unquoted(text: str, value: object) -> object:
    """What evaluating a text gives: of a literal that stands in a file what is between its quotes."""
    stripped = text.strip()
    if isinstance(value, str) and isinstance(text, Excerpt) and value and stripped[1:-1] == value:
        start = text.index(stripped) + 1
        return cut(text, start, start + len(value))
    return value
