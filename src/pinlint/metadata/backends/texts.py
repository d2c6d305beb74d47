"""Files that a backend reads while it builds, and what regular expressions find in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.metadata.opened import as_opened, literal
from pinlint.source import Unreadable, decode
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.source import Place, Source


def open_text(file: ProjectFile, name: str, at: Place) -> Source | Unknown:
    """The text of the file that ``name`` names from the project's folder; ``at`` is the place of the name."""
    path = file.beside(name)
    try:
        return decode(path, file.files.read(path))
    except Unreadable as error:
        return Unknown(f"{name} cannot be read: {error}", at)
    except UnicodeDecodeError:
        return Unknown(f"{name} is not UTF-8", at)


def found(source: Source, pattern: str, group: str | int, at: Place, *, own: bool = False) -> Declared[str] | Unknown:
    """What ``group`` matches where the pattern is first found in the text, searched as MULTILINE.

    The text is searched as Python opens it: with its byte order mark, every line ending one character. ``at`` is the
    place of the pattern. ``own`` is one of our own patterns; any other is only tried where its cost has a bound.
    """
    text, offsets = as_opened(source)
    matched = _search(pattern, text, at, own=own)
    if isinstance(matched, Unknown):
        return matched
    if matched is None:
        return Unknown(f"the pattern is not found in {source.path}", at)
    try:
        value = matched[group]
    except IndexError:
        return Unknown(f"the pattern has no group {group}", at)
    if value is None:
        return Unknown(f"group {group} of the pattern matches nothing in {source.path}", at)
    start, end = (offsets(offset) for offset in matched.span(group))
    return Declared(value, value, literal(source, start, end))


def _search(pattern: str, text: str, at: Place, *, own: bool) -> re.Match[str] | Unknown | None:
    if own:
        return re.search(pattern, text, re.MULTILINE)
    # What bounds the cost of a stranger's pattern is shared with the evaluator of setup.py.
    from pinlint.metadata.evaluate import regex  # noqa: PLC0415 - only for patterns of the project's own
    from pinlint.metadata.evaluate.outcomes import NotKnown, Raised  # noqa: PLC0415 - the same

    meter = _Meter()
    try:
        compiled = regex.compiled(meter, pattern, re.MULTILINE)
        regex.check(meter, compiled, text)
    except NotKnown as error:
        return Unknown(str(error), at)
    except Raised:
        return Unknown("not a regular expression", at)
    return compiled.search(text)


class _Meter:
    """How much one pattern may cost."""

    def __init__(self) -> None:
        from pinlint.metadata.evaluate.budget import Budget  # noqa: PLC0415 - only for patterns of the project's own

        self.budget = Budget()

    def spend(self, steps: int = 1) -> None:
        """Nothing is counted across patterns: there is one a file."""
