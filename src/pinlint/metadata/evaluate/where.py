"""Places of the program: where a node stands, in words and as a stretch of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.outcomes import NotKnown, TooLarge
from pinlint.metadata.evaluate.values import Scope, Text, Value
from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    import ast


@dataclass(frozen=True, slots=True)
class Where:
    """A node and the scope it is evaluated in."""

    scope: Scope
    node: ast.AST

    @property
    def line(self) -> str:
        """``on line 12``, with the file unless it is the one that is read."""
        number = getattr(self.node, "lineno", 1)
        return f"on line {number}" if self.scope.main else f"on line {number} of {self.scope.source.path}"

    def explain(self, error: NotKnown, otherwise: str) -> str:
        """The reason why what happens here is not known."""
        return f"{error} {self.line}" if isinstance(error, TooLarge) else str(error) or otherwise

    @property
    def span(self) -> Span:
        """The place of the node; the parser counts columns in UTF-8 bytes."""
        if self.scope.anchor is not None:
            return self.scope.anchor
        node, source = self.node, self.scope.source
        start = _offset(source.text, node.lineno, node.col_offset)  # type: ignore[attr-defined]  # expressions have it
        end = _offset(source.text, node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]  # likewise
        return Span(source.path, start, end)


def _offset(text: str, line: int, column: int) -> int:
    starts = line_starts(text)
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    if text[start : min(start + column, end)].isascii():
        return start + column
    return start + len(text[start:end].encode()[:column].decode(errors="ignore"))


def placed(value: Value, node: ast.expr | None, scope: Scope) -> Value:
    """A computed string, with the place of the expression that gives it."""
    if isinstance(value, str) and not isinstance(value, Text) and node is not None and scope.anchor is None:
        return Text(value, Where(scope, node).span, literal=False)
    return value
