"""What a call is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import Opaque, Rest, Value

if TYPE_CHECKING:
    from pinlint.source import Span


@dataclass(frozen=True, slots=True)
class Args:
    """What a call is given. ``rest``: there may be more keywords."""

    positional: tuple[Value, ...] = ()
    keywords: dict[str, Value] = field(default_factory=dict)
    rest: Opaque | None = None
    places: dict[str, Span] = field(default_factory=dict)
    """Of the expressions that give keywords."""
    unpacked: frozenset[str] = frozenset()
    """Keywords that come from a ``**``."""

    def only(self, least: int = 0, most: int | None = None, *names: str) -> tuple[Value, ...]:
        """The positional arguments, if there are so many of them and no other keywords. Raises NotKnown."""
        if self.rest is not None:
            raise NotKnown(self.rest.reason)
        for value in self.positional:
            if isinstance(value, Rest):
                raise NotKnown(value.why.reason)
        if set(self.keywords) - set(names):
            raise NotKnown
        if not least <= len(self.positional) <= (least if most is None else most):
            raise NotKnown
        return self.positional

    def get(self, index: int, name: str, default: Value = None) -> Value:
        """The argument at a position or of a name."""
        return self.positional[index] if index < len(self.positional) else self.keywords.get(name, default)
