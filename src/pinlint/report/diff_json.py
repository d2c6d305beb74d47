"""What changed between two workspaces as JSON; the schema is schemas/diff.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinlint.report.diff_summary import counts
from pinlint.report.diff_words import replacements
from pinlint.report.document import SCHEMA_VERSION, dump

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.comparing import Comparison
    from pinlint.comparing.narrowing import Narrowing, Verdict
    from pinlint.comparing.values import (
        LicenseChange,
        ListChange,
        MemberChange,
        Move,
        PinChange,
        PythonChange,
        RequirementChange,
        Side,
    )
    from pinlint.workspace import Scope


def render(comparison: Comparison, verdict: Verdict, *, old: str, new: str) -> str:
    """The groups that moved, the members of which something changed or is unknown, and what was narrowed."""
    told = [member for member in comparison.members if member.changed or member.pins or member.unknown]
    return dump(
        {
            "schema_version": SCHEMA_VERSION,
            "old": old,
            "new": new,
            "groups": [_group(move, comparison.members) for move in comparison.moves if move.told],
            "members": [_member(member) for member in told],
            "uncompared": list(comparison.uncompared),
            "allowed_step": verdict.step.value,
            "narrowed": [_narrowing(each) for each in verdict.narrowings],
            "summary": {
                **counts(comparison),
                "narrowed": len(verdict.narrowings),
                "breaking": len(verdict.breaking),
            },
        }
    )


def _group(move: Move, members: Iterable[MemberChange]) -> dict[str, Any]:
    names = frozenset(move.members)
    both = [each for each in members if each.name in names and not (each.added or each.removed)]
    shared = both[0].python if both and all(each.python == both[0].python for each in both) else None
    return {
        "name": move.name,
        "old_version": None if move.source is None else str(move.source),
        "new_version": None if move.target is None else str(move.target),
        "complete": move.complete,
        "requires_python": _python(shared) if shared else None,
        "members": list(move.members),
        "moved": list(move.moved),
        "behind": list(move.behind),
        "unknown": list(move.unknown),
        "pins": [_pin(pin) for pin in move.pins],
    }


def _member(member: MemberChange) -> dict[str, Any]:
    return {
        "name": member.name,
        "change": "added" if member.added else "removed" if member.removed else "changed" if member.changed else "none",
        "old_path": member.old_path,
        "new_path": member.new_path,
        "published": member.published,
        "withdrawn": member.withdrawn,
        "version": {
            "old": _side(member.old_version),
            "new": _side(member.new_version),
            "changed": bool(member.version or member.added or member.removed),
            "step": member.version.step.value if member.version and member.version.step else None,
        },
        "requires_python": _python(member.python) if member.python else None,
        "requirements": [_requirement(change) for change in member.requirements],
        "development_requirements": [_requirement(change) for change in member.development],
        "pins": [_pin(pin) for pin in member.pins],
        "extras": _list(member.extras),
        "classifiers": {
            **_list(member.classifiers),
            "replaced": [list(each) for each in replacements(member.classifiers)],
        },
        "license": _license(member.license) if member.license else None,
        "metadata": [
            {"kind": each.kind, "field": each.field, "change": "began" if each.began else "ceased"}
            for each in member.listings
        ],
        "unknown": {gap.field.replace("-", "_"): {"old": gap.old, "new": gap.new} for gap in member.unknown},
    }


def _license(change: LicenseChange) -> dict[str, Any]:
    return {"old": _side(change.old), "new": _side(change.new), "restated": change.restated}


def _side(side: Side) -> dict[str, str | None]:
    return {"text": side.text, "unknown": side.unknown}


def _python(change: PythonChange) -> dict[str, Any]:
    return {
        "relation": change.relation.value,
        "old": _side(change.old),
        "new": _side(change.new),
        "lost": change.lost,
        "gained": change.gained,
        "lost_minors": list(change.lost_minors),
        "gained_minors": list(change.gained_minors),
    }


def _requirement(change: RequirementChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "scope": _scope(change.scope),
        "relation": change.relation.value,
        "old": list(change.old),
        "new": list(change.new),
        "lost": None if change.lost is None else str(change.lost),
        "gained": None if change.gained is None else str(change.gained),
        "where": change.where,
        "extras_added": list(change.extras_added),
        "extras_removed": list(change.extras_removed),
        "reason": change.reason,
        "own_version": change.own,
    }


def _pin(pin: PinChange) -> dict[str, Any]:
    state = "refuses" if pin.refusing else "moved" if pin.moved else "open" if pin.open else "accepts"
    return {
        "dependent": pin.dependent,
        "dependency": pin.dependency,
        "scope": _scope(pin.scope),
        "old": list(pin.old),
        "new": list(pin.new),
        "state": state,
    }


def _scope(scope: Scope) -> dict[str, str | None]:
    return {"kind": scope.kind.value, "name": scope.name}


def _list(change: ListChange) -> dict[str, Any]:
    return {"added": list(change.added), "removed": list(change.removed)}


def _narrowing(each: Narrowing) -> dict[str, Any]:
    return {
        "member": each.name,
        "what": each.what.value,
        "lost": each.lost or None,
        "allowed_step": each.step.value,
        "allowed": each.allowed,
    }
