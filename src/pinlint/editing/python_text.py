"""Python that is edited: its syntax tree, and where its parts stand."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pinlint.editing.refused import Refused
from pinlint.source import line_starts

if TYPE_CHECKING:
    import ast

    from pinlint.source import Span


def parsed(text: str) -> ast.Module:
    """The syntax tree. Raises Refused where the text is no Python."""
    from pinlint.metadata.evaluate.library import modules  # noqa: PLC0415 - only where Python is edited

    try:
        return modules.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Refused("no Python") from error


def stretch(text: str, node: ast.expr | ast.keyword) -> tuple[int, int]:
    """Where a part is; the parser counts columns in UTF-8 bytes."""
    end = _offset(text, node.end_lineno or node.lineno, node.end_col_offset or 0)
    return _offset(text, node.lineno, node.col_offset), end


def literal_around(text: str, span: Span) -> tuple[int, int] | None:
    """The string, with its quotes, that is around a place; None where there is none."""
    import ast  # noqa: PLC0415 - only where Python is edited

    line = bisect_right(line_starts(text), span.start)
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.lineno <= line:
            start, end = stretch(text, node)
            if start < span.start and span.end < end:
                return start, end
    return None


def is_number(text: str, span: Span) -> bool:
    """Whether it is a number that stands at a place."""
    import ast  # noqa: PLC0415 - only where Python is edited

    numbers = (each for each in ast.walk(parsed(text)) if isinstance(each, ast.Constant) and _is_number(each.value))
    return any(stretch(text, each) == (span.start, span.end) for each in numbers)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _offset(text: str, line: int, column: int) -> int:
    starts = line_starts(text)
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    return start + len(text[start:end].encode()[:column].decode(errors="ignore"))
