"""Ask the rules: which of them, what they find, where it stands in the files, and what is ignored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.engine.asking import ask, measured
from pinlint.engine.ignoring import Ignores
from pinlint.engine.outcome import Located, Outcome
from pinlint.engine.selecting import UnknownRule, configured_level, matches, select
from pinlint.workspace import ProblemKind
from pinlint.workspace.gaps import unknown_fields

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.config import IgnoreTable
    from pinlint.rule import Rule
    from pinlint.workspace import Workspace

__all__ = [
    "Located",
    "Outcome",
    "UnknownRule",
    "check",
    "configured_level",
    "matches",
    "select",
    "unknown_fields",
]


def check(  # noqa: PLR0913 - what is asked, and the terms
    workspace: Workspace,
    rules: Iterable[Rule],
    *,
    ignores: Sequence[IgnoreTable] = (),
    levels: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    known: Sequence[Rule] | None = None,
    whole: bool | None = None,
) -> Outcome:
    """Ask every rule, those that are ``last`` of a workspace that knows what was ignored.

    ``levels`` are by code, name or prefix, the longest deciding; ignores that are over ``today`` ignore nothing.
    ``known`` are all rules there are, asked or not: an ignore may name any of them. ``whole`` says whether everything
    that ignores are about was read, by default that of the workspace.
    """
    rules = tuple(rules)
    known = rules if known is None else known
    # Of what cannot be read there may be something to find.
    complete = (workspace.whole if whole is None else whole) and all(
        problem.kind is not ProblemKind.FILE for problem in workspace.problems
    )
    requests = Ignores.of(workspace, ignores, today)
    findings, ignored = requests.part(ask((rule for rule in rules if not rule.last), workspace, levels or {}))
    last = tuple(rule for rule in rules if rule.last)
    if last:
        told = requests.told((*findings, *ignored), rules, known, complete=complete)
        more, hidden = requests.part(ask(last, replace(workspace, ignores=told), levels or {}))
        findings += more
        ignored += hidden
    shown = tuple(measured(each, workspace.sources) for each in _sorted(findings))
    return Outcome(workspace, shown, _sorted(ignored), complete=complete)


def _sorted(found: Iterable[Located]) -> tuple[Located, ...]:
    return tuple(sorted(found, key=lambda each: each.order))
