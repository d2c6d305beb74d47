"""The tables of a TOML file, or the place and the reason why it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tomli

from pinlint.metadata.raw import Malformed
from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    from pinlint.metadata.project_file import Table
    from pinlint.source import Source


def load(source: Source) -> Table:
    """The tables of the file. Raises Malformed at the position the TOML parser stopped at."""
    if source.bom:
        raise Malformed("starts with a byte order mark, which TOML parsers refuse", Span(source.path, 0, 0))
    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        # The parser counts in its own copy of the text, where every line ending is one character.
        offset = _offset(source.text, error.lineno, error.colno)
        raise Malformed(f"is not valid TOML: {_lower(error.msg)}", Span(source.path, offset, offset)) from None
    except ValueError:
        raise Malformed("has a number that is too long to be read", Span(source.path, 0, 0)) from None
    except RecursionError:
        raise Malformed("is nested too deeply", Span(source.path, 0, 0)) from None


def _offset(text: str, line: int, column: int) -> int:
    starts = line_starts(text)
    return min(starts[min(line, len(starts)) - 1] + column - 1, len(text))


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
