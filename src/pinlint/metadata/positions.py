"""Places measured: from keys to spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.metadata import ini, toml_positions
from pinlint.source import Span
from pinlint.workspace.companion import is_build

if TYPE_CHECKING:
    from pinlint.source import Key, Place, Source

_PYTHON_STRING = re.compile(r"[uUrR]?('''|\"{3}|['\"])(.*)\1", re.DOTALL)
_TOML_LOCKS = {"uv.lock", "poetry.lock", "pdm.lock"}


def locate(source: Source, place: Place) -> Span:
    """The span of a place in ``source``, which is the file the place names.

    A key that does not exist gives the span of its nearest parent that does (of a table: the key path in its
    header), and at last the beginning of the file.
    """
    if isinstance(place, Span):
        return place
    if _is_toml(source.path):
        node, _ = toml_positions.find(source.text, place.keys)
        return Span(place.path, node.start, node.end)
    if _is_ini(source.path):
        return Span(place.path, *ini.scan(source.text).value(place.keys))
    return Span(place.path, 0, 0)


def locate_key(source: Source, place: Key) -> Span:
    """The span of the key that the value at ``place`` is written under: the name of an extra, of a dependency.

    Of an element of an array it is the element; what does not exist falls back as in ``locate``.
    """
    if _is_toml(source.path):
        node, exact = toml_positions.find(source.text, place.keys)
        start, end = node.key if exact and node.key else (node.start, node.end)
        return Span(place.path, start, end)
    if _is_ini(source.path):
        return Span(place.path, *ini.scan(source.text).name(place.keys))
    return Span(place.path, 0, 0)


def string_offset(source: Source, span: Span, index: int) -> int | None:
    """The offset in the file of character ``index`` of the string at ``span``: in TOML and Python with its quotes.

    ``index`` may be the length of the string. None where the text and the string are not one to one up to there.
    """
    if _is_toml(source.path):
        return toml_positions.string_offset(source.text, span.start, span.end, index)
    if source.path.endswith((".py", ".pyi")) or is_build(source.path):
        return _in_python(source.text, span, index)
    return span.start + index if 0 <= index <= span.end - span.start else None


def _in_python(text: str, span: Span, index: int) -> int | None:
    literal = _PYTHON_STRING.fullmatch(text, span.start, span.end)
    # Another quote inside may end one literal and begin the next, a backslash an escape, a CR is half a line end.
    if literal is None or any(char in literal[2] for char in (literal[1][0], "\\", "\r")):
        return None
    return literal.start(2) + index if 0 <= index <= len(literal[2]) else None


def _is_toml(path: str) -> bool:
    return path.endswith(".toml") or path.rpartition("/")[2] in _TOML_LOCKS


def _is_ini(path: str) -> bool:
    return path.endswith((".cfg", ".ini"))
