"""What a rule is, what it says, and how it is shown to work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packaging.utils import NormalizedName

    from pinlint.changes import Change
    from pinlint.source import Place
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
    subject: str | None = None
    """What tells it from others of its rule where its place does not say it: ``3.12`` of classifiers that are missing.

    A baseline knows a finding by it, or else by the text at its place, whatever becomes of other members. Each of
    several things that the finding is about is a line of it: with one more it is new, with one less it is not.
    """
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
    further: Callable[[Workspace], Iterable[Finding]] | None = None
    """What a rule that runs by default finds beside that where it was selected."""

    @property
    def summary(self) -> str:
        """The first paragraph of the explanation, on one line."""
        return " ".join(self.explanation.strip().split("\n\n", 1)[0].split())
