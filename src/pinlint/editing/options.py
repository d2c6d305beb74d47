"""New options in sections of INI files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.editing.refused import Refused
from pinlint.metadata import ini
from pinlint.source import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.changes import SetKey
    from pinlint.metadata.ini import Option
    from pinlint.source import Source

_ENDING = re.compile(r"\r\n|\r|\n|\Z")
_DELIMITED = re.compile(r"[ \t]*+[=:][ \t]*+")


def with_option(source: Source, change: SetKey) -> Edit:
    """The edit that adds an option to a section, or a section with it behind the others. Raises Refused."""
    section, name = map(str, change.at.keys)
    document, text = ini.scan(source.text), source.text
    if document.option(section, name) is not None:
        raise Refused("there already")
    if not change.text.isprintable() or "%" in change.text:
        raise Refused("not to be written without escapes")
    every = [option for each in document.sections.values() for option in each.options.values()]
    there = document.sections.get(section)
    if there is None:
        edit = _section(source, every, f"[{section}]", f"{name}{_delimiter(text, every)}{change.text}")
    else:
        own = list(there.options.values())
        beside = next((there.options[each] for each in change.after if each in there.options), own[-1] if own else None)
        anchor, lead = there.name[1], ""
        if beside is not None:
            anchor = beside.lines[-1][1] if beside.lines else beside.name[1]
            lead = _lead(text, beside)
        row = f"{lead}{name}{_delimiter(text, [*own, *every])}{change.text}"
        edit = _behind(source, anchor, row)
    return edit


def _section(source: Source, every: Iterable[Option], header: str, row: str) -> Edit:
    """A new section at the end of the file."""
    text = source.text
    ending = _newline(text)
    blank = ending if any(every) else ""
    closed = "" if not text or text.endswith(("\n", "\r")) else ending
    return Edit(Span(source.path, len(text), len(text)), f"{closed}{blank}{header}{ending}{row}{ending}")


def _behind(source: Source, anchor: int, row: str) -> Edit:
    """A line behind the one that something is on."""
    found = _ENDING.search(source.text, anchor)
    at = found.start() if found else len(source.text)
    return Edit(Span(source.path, at, at), f"{(found.group() if found else '') or _newline(source.text)}{row}")


def _newline(text: str) -> str:
    found = _ENDING.search(text)
    return (found.group() if found else "") or "\n"


def _lead(text: str, option: Option) -> str:
    """What stands before the name of an option."""
    start = option.name[0]
    return text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]


def _delimiter(text: str, options: Iterable[Option]) -> str:
    """What stands between names and values: as in the first of the options whose value is on its line."""
    for option in options:
        between = text[option.name[1] : option.lines[0][0]] if option.lines else ""
        if _DELIMITED.fullmatch(between):
            return between
    return " = "
