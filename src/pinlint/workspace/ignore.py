"""What somebody asked to ignore, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pinlint.source import Place
    from pinlint.workspace.values import Declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """One selector of rules in a comment or in the configuration: a code, a name, or the beginning of a code.

    ``at`` is the selector itself, or the whole comment where that names no rule.
    """

    selector: str
    at: Place
    reason: str
    """Empty where a comment gives none."""
    until: Declared[date] | None = None
    """The last day on which it ignores."""
    expired: bool = False
    """Whether that day is over."""
    wrong: str | None = None
    """Why it can ignore nothing, as one sentence, where that shows without asking any rule."""
    idle: bool = False
    """Whether it ignored nothing, although every rule it means was asked of everything it could be about."""
