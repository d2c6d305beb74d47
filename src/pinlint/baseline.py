"""Findings that were there when the check was introduced: a file that lists them, so that only new ones count.

An entry is told by what is wrong and not by where it stands, nor by what a message says of other members: rule, member,
file, extra, dependencies, and the text at the place of the finding (or its subject) make its fingerprint. Lines may
move, lists be sorted, spaces come and go, and siblings be released.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pinlint.report.document import dump

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pinlint.engine import Located, Outcome
    from pinlint.source import Source

SCHEMA_VERSION = 1
REASON = "in the baseline"
_FIELDS = ("code", "path", "message", "fingerprint")


class Malformed(ValueError):  # noqa: N818 - it names the state of a file
    """A text that is no baseline; ``str()`` is a phrase that says why."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding as it is listed; ``member`` is empty where it is about none."""

    path: str
    code: str
    member: str
    message: str
    fingerprint: str


def listed(outcome: Outcome) -> tuple[Entry, ...]:
    """The entries for the findings of an outcome, sorted; equal findings make as many entries."""
    sources = outcome.workspace.sources
    return tuple(sorted(_entry(found, sources) for found in outcome.findings))


def hide(
    outcome: Outcome, entries: Iterable[Entry], asked: Collection[str], *, reason: str = REASON
) -> tuple[Outcome, tuple[Entry, ...], tuple[Entry, ...]]:
    """The outcome with the findings that are listed among the ignored ones; the entries that remain, and stale ones.

    An entry hides one finding. It is stale where its rule was ``asked`` (by code) of everything it could be about and
    did not find it again.
    """
    waiting = Counter(entry.fingerprint for entry in entries)
    sources = outcome.workspace.sources
    findings, hidden = [], []
    for found in outcome.findings:
        fingerprint = _fingerprint(found, sources)
        if waiting[fingerprint] > 0:
            waiting[fingerprint] -= 1
            hidden.append(replace(found, reason=reason))
        else:
            findings.append(found)
    kept, stale = [], []
    for entry in entries:
        if waiting[entry.fingerprint] > 0 and outcome.complete and entry.code in asked:
            waiting[entry.fingerprint] -= 1
            stale.append(entry)
        else:
            kept.append(entry)
    ignored = sorted((*outcome.ignored, *hidden), key=lambda found: found.order)
    return replace(outcome, findings=tuple(findings), ignored=tuple(ignored)), tuple(kept), tuple(stale)


def render(entries: Iterable[Entry]) -> str:
    """The file that lists the entries; equal entries in any order give equal bytes."""
    return dump(
        {
            "schema_version": SCHEMA_VERSION,
            "findings": [
                {
                    "code": entry.code,
                    "member": entry.member or None,
                    "path": entry.path,
                    "message": entry.message,
                    "fingerprint": entry.fingerprint,
                }
                for entry in sorted(entries)
            ],
        }
    )


def parse(text: str) -> tuple[Entry, ...]:
    """The entries that a file lists. Raises Malformed."""
    import json  # noqa: PLC0415 - only where there is a baseline

    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise Malformed(f"is no JSON: {error.msg.lower()} in line {error.lineno}") from error
    except (RecursionError, ValueError) as error:
        raise Malformed("holds values that cannot be read") from error
    if not isinstance(document, dict) or "schema_version" not in document:
        raise Malformed("is no baseline: it has no schema_version")
    version = document["schema_version"]
    if version != SCHEMA_VERSION:
        raise Malformed(f"has the schema_version {str(version)[:20]}, and only {SCHEMA_VERSION} can be read")
    found = document.get("findings")
    if not isinstance(found, list):
        raise Malformed("is no baseline: findings is no list")
    return tuple(_parsed(number, entry) for number, entry in enumerate(found, 1))


def _parsed(number: int, entry: Any) -> Entry:  # noqa: ANN401 - whatever JSON can hold
    entry = entry if isinstance(entry, dict) else {}
    for field in _FIELDS:
        if not isinstance(entry.get(field), str):
            raise Malformed(f"is no baseline: entry {number} has no {field}")
    member = entry.get("member")
    return Entry(
        path=entry["path"],
        code=entry["code"],
        member=member if isinstance(member, str) else "",
        message=entry["message"],
        fingerprint=entry["fingerprint"],
    )


def _entry(found: Located, sources: Mapping[str, Source]) -> Entry:
    return Entry(
        path=found.span.path,
        code=found.rule.code,
        member=_member(found),
        message=found.finding.message,
        fingerprint=_fingerprint(found, sources),
    )


def _member(found: Located) -> str:
    member = found.finding.member
    return (member.name or member.path) if member else ""


def _fingerprint(found: Located, sources: Mapping[str, Source]) -> str:
    """16 hexadecimal digits of what makes the finding, whatever its lines and the spaces in its values are."""
    from hashlib import sha256  # noqa: PLC0415 - only where there is a baseline

    finding = found.finding
    source, span = sources.get(found.span.path), found.span
    subject = finding.subject
    if subject is None:
        subject = source.text[span.start : span.end] if source is not None else ""
    parts = (
        found.rule.code,
        _member(found),
        found.span.path,
        ",".join(sorted(finding.dependencies)),
        finding.extra or "",
        "".join(subject.split()),
    )
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]
