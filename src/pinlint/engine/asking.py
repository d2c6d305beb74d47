"""Asking the rules: what they find, how grave it is, and where it stands in the files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.engine.outcome import Located
from pinlint.engine.selecting import configured_level, level_of
from pinlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pinlint.rule import Finding, Level, Rule
    from pinlint.source import Place, Source
    from pinlint.workspace import Workspace


def ask(rules: Iterable[Rule], workspace: Workspace, levels: Mapping[str, str]) -> Iterator[Located]:
    """What each rule finds; an error in a rule bears the code of the rule."""
    for rule in rules:
        level = configured_level(rule, levels)
        try:
            for finding in rule.check(workspace):
                yield _located(rule, finding, workspace.sources, level)
        except Exception as error:
            error.add_note(f"while asking {rule.code}")
            raise


def _located(rule: Rule, finding: Finding, sources: Mapping[str, Source], level: Level | None) -> Located:
    return Located(
        rule=rule,
        level=level_of(rule, finding.level, level),
        finding=finding,
        span=_span(finding.at, sources),
        related=tuple((_span(related.at, sources), related.message) for related in finding.related),
    )


def measured(found: Located, sources: Mapping[str, Source]) -> Located:
    """The finding with what its fix does to the files, or why it cannot be done."""
    if found.finding.fix is None:
        return found
    from pinlint import editing  # noqa: PLC0415 - only for what can be fixed

    try:
        return replace(found, edits=editing.measure(found.finding.fix, sources))
    except editing.Refused as error:
        return replace(found, refusal=str(error))
    except Exception as error:
        error.add_note(f"while measuring the fix of {found.rule.code} in {found.span.path}")
        raise


def _span(place: Place, sources: Mapping[str, Source]) -> Span:
    """Where the place is; the beginning of a file that could not be read."""
    from pinlint.metadata.positions import locate  # noqa: PLC0415 - only for what is found

    source = sources.get(place.path)
    return Span(place.path, 0, 0) if source is None else locate(source, place)
