"""Findings that were there when the check was introduced: a file that lists them, so that only new ones count.

An entry is told by what is wrong and not by where it stands, nor by what a message says of other members: rule, member,
file, extra, and each of the dependencies and of the things that the finding is about make its fingerprints. Lines may
move, lists be sorted, spaces come and go, and siblings be released. An entry hides what is less than it, and nothing
that is more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pinlint.report.document import dump

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pinlint.engine import Located, Outcome
    from pinlint.source import Source

SCHEMA_VERSION = 1
REASON = "in the baseline"
_FIELDS = ("code", "path", "message", "fingerprint")


class Malformed(ValueError):  # noqa: N818 - it names the state of a file
    """A text that is no baseline; ``str()`` is a phrase that says why."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding as it is listed; ``member`` is empty where it is about none.

    ``fingerprint`` holds one or several, parted by spaces and sorted.
    """

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

    An entry hides one finding, and remains as far as it is found. It is stale where its rule was ``asked`` (by code) of
    everything it could be about and did not find it again.
    """
    sources = outcome.workspace.sources
    entries = tuple(entries)
    fingerprints = [_fingerprint(found, sources) for found in outcome.findings]
    hiding = _hiding([entry.fingerprint for entry in entries], fingerprints)
    findings = [found for number, found in enumerate(outcome.findings) if number not in hiding]
    hidden = [replace(outcome.findings[number], reason=reason) for number in hiding]
    found_by = {entry: fingerprints[number] for number, entry in hiding.items()}
    kept: list[Entry] = []
    stale: list[Entry] = []
    for number, entry in enumerate(entries):
        if number in found_by:
            kept.append(replace(entry, fingerprint=found_by[number]))
        else:
            (stale if outcome.complete and entry.code in asked else kept).append(entry)
    ignored = sorted((*outcome.ignored, *hidden), key=lambda found: found.order)
    return replace(outcome, findings=tuple(findings), ignored=tuple(ignored)), tuple(kept), tuple(stale)


def _hiding(entries: Sequence[str], findings: Sequence[str]) -> dict[int, int]:
    """By the number of a finding that of the entry that hides it: an equal one, or else one that says more."""
    equal: defaultdict[str, list[int]] = defaultdict(list)
    for number in range(len(entries) - 1, -1, -1):
        equal[entries[number]].append(number)
    found = {number: equal[each].pop() for number, each in enumerate(findings) if equal[each]}
    saying: defaultdict[str, list[int]] = defaultdict(list)
    for number in sorted(number for left in equal.values() for number in left):
        for part in entries[number].split():
            saying[part].append(number)
    taken: set[int] = set()
    for number, each in enumerate(findings):
        parts = set(each.split())
        if number in found or not parts:
            continue
        fewest = min((saying[part] for part in parts), key=len)
        hiding = next((entry for entry in fewest if entry not in taken and parts <= set(entries[entry].split())), None)
        if hiding is not None:
            found[number] = hiding
            taken.add(hiding)
    return found


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
    """For each thing that the finding is about 16 hexadecimal digits, whatever its lines and its spaces are."""
    from hashlib import sha256  # noqa: PLC0415 - only where there is a baseline

    finding = found.finding
    source, span = sources.get(found.span.path), found.span
    subjects = [""] if finding.subject is None else finding.subject.splitlines()
    if finding.subject is None and source is not None:
        subjects = [source.text[span.start : span.end]]
    # A subject says of itself in which extras it is, of which the finding names the only one.
    extra = "" if finding.subject else finding.extra or ""
    base = (found.rule.code, _member(found), found.span.path, extra, f"{bool(finding.dependencies)}")
    parts = [
        *(("requires", name) for name in finding.dependencies),
        *(("", "".join(each.split())) for each in subjects),
    ]
    texts = {"\0".join((*base, *part)).encode(errors="surrogatepass") for part in parts or [("", "")]}
    return " ".join(sorted(sha256(text).hexdigest()[:16] for text in texts))
