"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.rule import Level
from pinlint.workspace.gaps import unknown_fields

if TYPE_CHECKING:
    from pinlint.rule import Finding, Fix, Rule
    from pinlint.source import Edit, Span
    from pinlint.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in its final form: by which rule, how grave, and where its places are in the files."""

    rule: Rule
    level: Level
    finding: Finding
    span: Span
    related: tuple[tuple[Span, str], ...]
    reason: str | None = None
    """Why it is ignored, if it is; empty where a comment gives no reason."""
    edits: tuple[Edit, ...] = ()
    """What its fix does to the files; empty where it has none, or none that can be done."""
    refusal: str | None = None
    """Why its fix cannot be done: a phrase, without a full stop."""

    @property
    def fix(self) -> Fix | None:
        """The fix that can be done."""
        return self.finding.fix if self.edits else None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are sorted by it: by their places first."""
        return self.span.path, self.span.start, self.span.end, self.rule.code, self.finding.message


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found, and what it looked at; findings come in the order of their places."""

    workspace: Workspace
    findings: tuple[Located, ...]
    ignored: tuple[Located, ...] = ()
    root: str = "."
    """The folder that paths are relative to, seen from where the command was given, with ``/``."""
    complete: bool = True
    """Whether everything that a finding could be about was read, so that what was not found is not there."""

    @property
    def failed(self) -> bool:
        """Whether an error or a warning is among the findings."""
        return any(found.level is not Level.INFO for found in self.findings)

    @property
    def files(self) -> int:
        """How many files were read, or would have been had they been readable."""
        broken = {problem.at.path for problem in self.workspace.problems}
        return len(broken | self.workspace.sources.keys())

    @property
    def unknown(self) -> int:
        """How many fields of members could not be read."""
        return sum(len(unknown_fields(member)) for member in self.workspace.members)
