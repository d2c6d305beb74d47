"""Findings that were there when the check was introduced: a file that lists them, so that only new ones count.

An entry is told by what it says and not by where it stands: rule, member, file, extra, dependencies, and the message
unless there are several of these, make its fingerprint. Lines may move, lists be sorted, and spaces come and go.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pinlint.report.document import dump

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pinlint.engine import Located, Outcome

SCHEMA_VERSION = 1
REASON = "in the baseline"
_LINE = re.compile(r"\b(line|column|offset) [0-9]+")
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


def listed(findings: Iterable[Located]) -> tuple[Entry, ...]:
    """The entries for findings, sorted; equal findings make as many entries."""
    return tuple(sorted(_entry(found) for found in findings))


def hide(
    outcome: Outcome, entries: Iterable[Entry], asked: Collection[str], *, reason: str = REASON
) -> tuple[Outcome, tuple[Entry, ...], tuple[Entry, ...]]:
    """The outcome with the findings that are listed among the ignored ones; the entries that remain, and stale ones.

    An entry hides one finding. It is stale where its rule was ``asked`` (by code) of everything it could be about and
    did not find it again.
    """
    waiting = Counter(entry.fingerprint for entry in entries)
    findings, hidden = [], []
    for found in outcome.findings:
        fingerprint = _fingerprint(found)
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


def _entry(found: Located) -> Entry:
    return Entry(
        path=found.span.path,
        code=found.rule.code,
        member=_member(found),
        message=found.finding.message,
        fingerprint=_fingerprint(found),
    )


def _member(found: Located) -> str:
    member = found.finding.member
    return (member.name or member.path) if member else ""


def _fingerprint(found: Located) -> str:
    """16 hexadecimal digits of what makes the finding, whatever its lines and the spaces in its values."""
    from hashlib import sha256  # noqa: PLC0415 - only where there is a baseline

    finding = found.finding
    # About several dependencies a message names them in the order in which they happen to be written.
    message = _LINE.sub(r"\1", finding.message) if len(finding.dependencies) < 2 else ""
    parts = (
        found.rule.code,
        _member(found),
        found.span.path,
        ",".join(sorted(finding.dependencies)),
        finding.extra or "",
        "".join(message.split()),
    )
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]
