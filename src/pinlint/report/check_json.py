"""The outcome of a check as JSON; the schema is schemas/check.json."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pinlint.report.document import SCHEMA_VERSION, dump
from pinlint.report.groups import as_dict
from pinlint.report.places import stretch, url
from pinlint.report.summary import counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.engine import Located, Outcome
    from pinlint.source import Source


def render(outcome: Outcome, *, color: bool) -> str:  # noqa: ARG001 - every format is called alike
    """The outcome as one object."""
    sources = outcome.workspace.sources
    return dump(
        {
            "schema_version": SCHEMA_VERSION,
            "root": outcome.root,
            "findings": [_finding(found, sources) for found in outcome.findings],
            "ignored": [{**_finding(found, sources), "reason": found.reason} for found in outcome.ignored],
            "summary": asdict(counts(outcome)),
            "groups": [as_dict(group) for group in outcome.workspace.groups],
        }
    )


def _finding(found: Located, sources: Mapping[str, Source]) -> dict[str, Any]:
    finding = found.finding
    return {
        "code": found.rule.code,
        "name": found.rule.name,
        "level": found.level,
        "message": finding.message,
        "member": finding.member.name if finding.member else None,
        **asdict(stretch(sources, found.span)),
        "url": url(found.rule.code),
        "related": [{**asdict(stretch(sources, span)), "message": message} for span, message in found.related],
        "fix": _fix(found, sources),
    }


def _fix(found: Located, sources: Mapping[str, Source]) -> dict[str, Any] | None:
    if found.fix is None:
        return None
    edits = [{**asdict(stretch(sources, edit.span)), "text": edit.text} for edit in found.edits]
    return {"safe": found.fix.safe, "title": found.fix.title, "edits": edits}
