"""Strings at places: how they are written, and what is changed in them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from pinlint.changes import Remove, Strip
from pinlint.editing import literals, tables
from pinlint.editing.files import Language, language
from pinlint.editing.python_text import is_number, literal_around
from pinlint.editing.refused import Refused, computed
from pinlint.metadata import ini, toml_positions
from pinlint.metadata.positions import locate
from pinlint.metadata.yaml_numbers import is_yaml, said
from pinlint.source import Edit, Key, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinlint.changes import Insert, Replace
    from pinlint.editing.literals import Written
    from pinlint.source import Place, Source

_LINE = re.compile(r"(?:[^\r\n\\]++|\\(?:\r\n|[\s\S])?)*+")
"""What is on a line, and on those that a backslash joins with it."""
_COMMENT = re.compile(r"(?<=\S)\s+#")
_REMARK = " #"
_HASHED = re.compile(r"--hash[= ]")

Splice: TypeAlias = tuple[int, int, str]
"""Of a string, the characters from the first offset to the second, and what there is in their place."""


def replaced(source: Source, change: Replace) -> Edit:
    """The edit that replaces a part of a string. Raises Refused."""
    length = len(change.old)
    start, end = change.start, length if change.end is None else change.end
    if not 0 <= start <= end <= length:
        raise ValueError(f"there is nothing from {start} to {end} in {change.old!r}")
    written, offset = located(source, change.at, change.old)
    first, last, spell = written.part(max(offset + start, 0), offset + end)
    if language(source) is Language.OTHER and is_yaml(source.path) and source.text[first - 1 : first] not in {"'", '"'}:
        value, text = written.value, spell(change.text)
        whole = f"{value[: max(offset + start, 0)]}{text}{value[offset + end :]}"
        if said(whole) != whole:
            return Edit(Span(source.path, written.units[0].start, written.units[-1].end), f'"{whole}"')
    return Edit(Span(source.path, first, last), spell(change.text))


def splices(source: Source, change: Replace | Strip) -> tuple[Splice, ...]:
    """What a change is to the value of the whole string that it is in. Raises Refused."""
    written, offset = located(source, change.at, change.old)
    before = len(written.before)
    if isinstance(change, Strip):
        first = offset + len(change.old) - len(change.old.lstrip())
        last = first + len(change.old.strip())
        return (before, before + first, ""), (before + last, before + len(written.value), "")
    end = len(change.old) if change.end is None else change.end
    return ((before + max(offset + change.start, 0), before + offset + end, change.text),)


def line_splice(source: Source, change: Remove | Insert) -> Splice:
    """What a change of the lines of a string is to its value. Raises Refused."""
    written, start = located(source, change.at, change.old, last=isinstance(change, Remove))
    value, before = written.value, len(written.before)
    start += len(change.old) - len(change.old.lstrip())
    first, last = value.rfind("\n", 0, start) + 1, value.find("\n", start) + 1
    if isinstance(change, Remove):
        return before + first, before + last, ""
    at = before + (first if change.before else last)
    return at, at, "".join(f"{value[first:start]}{each}\n" for each in change.texts)


def spliced(value: object, splices: Iterable[Splice]) -> str:
    """The string with all of them, equal ones once. Raises Refused where it is none."""
    if not isinstance(value, str):
        raise Refused("no string")
    parts, at = [], 0
    for start, end, text in sorted(set(splices)):
        parts += [value[at:start], text]
        at = end
    return "".join((*parts, value[at:]))


def stripped(source: Source, change: Strip) -> Iterator[Edit]:
    """The edits after which a string has no white space around it. Raises Refused."""
    written, offset = located(source, change.at, change.old)
    value = written.value
    first = offset + len(change.old) - len(change.old.lstrip())
    last = first + len(change.old.strip())
    if value[:first].strip() or value[last:].strip():
        raise Refused("one of several in one string")
    said = [unit for unit in written.units if unit.said]
    found = [space for space in (said[:first], said[last:]) if space]
    if not found:
        raise Refused("written without white space around it")
    for space in found:
        start, end = space[0].start, space[-1].end
        # What ends a line where there are no quotes separates more than this string from nothing.
        if any(unit.said == "\n" for unit in space) and language(source) not in {Language.TOML, Language.PYTHON}:
            raise Refused("written over several lines")
        if any(one.end != other.start for one, other in pairwise(space)):
            raise Refused("written in several literals")
        yield Edit(Span(source.path, start, end), "")


def located(source: Source, at: Place, old: str, *, last: bool = False) -> tuple[Written, int]:
    """The string at a place, and where in it ``old`` begins. Raises Refused where it does not say that, or twice.

    Of several lines that say it the ``last`` is meant where it does not matter which.
    """
    written = _written(source, at, old)
    text, value = old.strip(), written.value
    if not text:
        raise Refused("an empty string")
    if value.strip() == text:
        found = [value.index(text)]
    else:
        found = [
            line.start(1) for line in re.finditer(rf"(?m)^[^\S\n]*({re.escape(text)})[^\S\n]*(?:{_REMARK}.*)?$", value)
        ]
    if not found and value.rstrip().endswith("\\"):
        raise Refused("written over several lines")
    if not found:
        raise Refused("written in another way than it is read")
    if len(found) > 1 and not last:
        raise Refused("written twice in one string")
    return written, found[-1] - (len(old) - len(old.lstrip()))


def _written(source: Source, at: Place, old: str) -> Written:
    kind, span = language(source), locate(source, at)
    text, start, end = source.text, span.start, span.end
    if start == end:
        raise Refused("not to be found in its file")
    found: Written | None = None
    if kind is Language.TOML and isinstance(at, Key) and _is_left_to_build(text, at):
        raise Refused("computed when it is built")
    match kind:
        case Language.TOML:
            found = literals.toml(text, start, end) or _inside(
                span, tables.string_around(text, span), text, literals.toml
            )
        case Language.PYTHON:
            found = literals.python(text, start, end) or _inside(
                span, literal_around(text, span), text, literals.python
            )
        case Language.INI:
            found = literals.lines(text, _lines(source, at, span, old))
        case Language.LINES:
            found = _in_lines(text, start, end)
        case Language.OTHER:
            found = literals.plain(text, start, end)
    if found is None and kind is Language.PYTHON:
        raise Refused("written as a number") if is_number(text, span) else computed(source, start)
    if found is None:
        raise Refused("no string")
    return found


def _is_left_to_build(text: str, at: Key) -> bool:
    """Whether a backend is told to find it: by a dynamic field, or in the table that says where."""
    return "dynamic" in at.keys or (at.keys[-1] == "version" and bool(toml_positions.find(text, at.keys)[0].children))


def _inside(
    span: Span, around: tuple[int, int] | None, text: str, read: Callable[[str, int, int], Written | None]
) -> Written | None:
    """The part of a string that is at a place within it, as what a pattern has found."""
    whole = read(text, *around) if around else None
    if whole is None:
        return None
    before = "".join(each.said for each in whole.units if each.start < span.start)
    return literals.Written(tuple(each for each in whole.units if span.start <= each.start < span.end), before)


def _lines(source: Source, at: Place, span: Span, old: str) -> list[tuple[int, int]]:
    """The lines of an option, or the one that is meant.

    setuptools takes what is behind a requirement for a comment, and no comment out of any other value.
    """
    if isinstance(at, Key) and len(at.keys) == 2:
        option = ini.scan(source.text).option(*at.keys)
        return option.lines if option is not None else []
    comment = source.text.find(_REMARK, span.start, span.end)
    return [(span.start, span.end if comment < 0 or _REMARK in old else comment)]


def _in_lines(text: str, start: int, end: int) -> Written:
    inside = text[start:end]
    if "\\" in inside and ("\n" in inside or "\r" in inside):
        raise Refused("written over several lines")
    rest = _LINE.match(text, end)
    if rest is not None and _HASHED.search(rest.group()):
        raise Refused("held to the hashes behind it")
    # A build that reads the lines of a file counts what is behind a requirement as part of its line.
    comment = _COMMENT.search(inside)
    end = start + comment.start() if comment else end
    return literals.line(text, start, end)
