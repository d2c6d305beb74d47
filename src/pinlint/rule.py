"""What a rule is, what it says, and how it is shown to work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packaging.utils import NormalizedName

    from pinlint.source import Key, Place, Span
    from pinlint.workspace import Member, Workspace


class Level(StrEnum):
    """How much it matters; errors and warnings fail a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about, and its role there."""

    at: Place
    message: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Of the string ``old`` at a place, the characters from ``start`` to ``end`` become ``text``.

    ``old`` is what the string says, without quotes and escapes: the ``text`` of what is declared there. It may be one
    of several lines, and there may be white space around it. Without ``end`` it is replaced to its end.
    """

    at: Place
    old: str
    text: str
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """The element of a list at a place, which says ``old``, goes, with what parts it from the next."""

    at: Place
    old: str


@dataclass(frozen=True, slots=True)
class Insert:
    """New elements of a list, behind the one at a place, which says ``old``, or ``before`` it; written as that is."""

    at: Place
    old: str
    texts: tuple[str, ...]
    before: bool = False


@dataclass(frozen=True, slots=True)
class SetKey:
    """A key that a table of a TOML file does not have yet, with a string, behind the first there is of ``after``."""

    at: Key
    text: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """A key of a TOML file goes with its value, or a table with all that is in it."""

    at: Key


@dataclass(frozen=True, slots=True)
class Unignore:
    """The comment at a place no longer asks to ignore the rule that is named there; with no other left it goes."""

    at: Span


Change = Replace | Remove | Insert | SetKey | Drop | Unignore
"""What a rule can ask for: it knows what is said and where, and not how that is written."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Changes that make a finding go away. Safe: keeps every accepted set, or follows a policy all agreed on.

    ``title`` says what is done, in a few words: ``write core==1.3.0``.
    """

    title: str
    changes: tuple[Change, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement: the place most likely to change, one sentence that names both sides, the other places.

    ``witness`` is the concrete version, Python or environment on which the two sides disagree, when there is one.
    ``level`` overrides the level of the rule for this one case.
    """

    at: Place
    message: str
    member: Member | None = None
    dependencies: tuple[NormalizedName, ...] = ()
    """What the member requires, where the finding is about that; an ignore by dependency has to match all of them."""
    extra: NormalizedName | None = None
    """The extra of the member through which it shows, where it shows through one only."""
    related: tuple[Related, ...] = ()
    witness: str | None = None
    level: Level | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A whole workspace as one string (``-- path --`` headers), the lines pinlint prints, and the workspace put right.

    ``says`` are lines of the concise format. The text is dedented before it is used.
    """

    before: str
    says: str
    after: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A question to the workspace, with its explanation and the examples it is held to."""

    code: str
    name: str
    level: Level
    explanation: str
    """Markdown; the first paragraph is the summary in tables."""
    examples: tuple[Example, ...]
    check: Callable[[Workspace], Iterable[Finding]]
    default: bool = True
    """Whether it runs without being selected."""
    last: bool = False
    """Whether it is asked when all others have been, of a workspace that knows what was ignored."""

    @property
    def summary(self) -> str:
        """The first paragraph of the explanation, on one line."""
        return " ".join(self.explanation.strip().split("\n\n", 1)[0].split())
