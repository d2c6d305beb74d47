"""What a move leaves behind: requirements that refuse the new version, and locks that hold the old one."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet

from pinlint.bumping import is_citation, said, semantic
from pinlint.bumping.mentions import mentions
from pinlint.sets.specifiers import accepts
from pinlint.workspace import Declared
from pinlint.workspace.locked import LockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.bumping import Plan, Step
    from pinlint.bumping.mentions import Mention
    from pinlint.bumping.rewriting import Refusal
    from pinlint.source import Place, Source
    from pinlint.workspace import VersionCopy, Workspace
    from pinlint.workspace.locked import Lock

    _Read = tuple[Workspace, Iterable[Source]]

_HASHED = frozenset({LockKind.POETRY, LockKind.PDM})
"""Locks that hold a hash of the requirements of the project beside them."""


@dataclass(frozen=True, slots=True)
class Left:
    """A requirement, or a copy of a version, that was left as it is, and why: a phrase about it."""

    at: Place
    text: str
    why: str
    stale: bool
    """It was not for the old version either."""


def requirements(plan: Plan, before: _Read, after: _Read, refused: Iterable[Refusal] = ()) -> tuple[Left, ...]:
    """The requirements on members that do not accept where those have got to, and those that name a release otherwise.

    ``before`` and ``after`` are the workspace, and what tools are told; ``refused`` are the changes that could not be
    made. What they would have changed and did not change by itself is no part of the answer.
    """
    steps = plan.moving
    earlier, later = _by_file(mentions(before[0], steps, before[1])), _by_file(mentions(after[0], steps, after[1]))
    reasons = {each.place: each.why for each in refused}
    found = []
    for key, now in later.items():
        was = earlier.get(key, [])
        for index, mention in enumerate(now):
            # A move changes versions only: what was the third requirement of a file still is.
            old = was[index] if len(was) == len(now) else mention
            reason = reasons.get(old.at)
            if reason is None or old.text != mention.text:
                left = _left(mention, steps[mention.name], old, reason)
                found += [left] if left else []
    return tuple(found)


def _by_file(found: Iterable[Mention]) -> dict[tuple[str, NormalizedName], list[Mention]]:
    by_file: dict[tuple[str, NormalizedName], list[Mention]] = {}
    for mention in found:
        by_file.setdefault((mention.at.path, mention.name), []).append(mention)
    return by_file


def copies(plan: Plan, beside: Mapping[str, Sequence[VersionCopy]]) -> Iterator[Left]:
    """What says a version of a member that it neither has nor gets, or cannot say the one that it gets."""
    for step in plan.steps:
        for what, version in said(step, beside.get(step.member.path, ())):
            if is_citation(version.at.path):
                # It follows releases, whatever it says.
                continue
            if version.value not in {step.written.value, step.version}:
                yield Left(version.at, what, f"says {version.text.strip()}, and not {step.written.value}", stale=True)
            elif semantic.written(version.at.path, version.text, str(step.version), base=step.written.text) is None:
                why = f"stays {version.text.strip()}, since {step.version} is no semantic version"
                yield Left(version.at, what, why, stale=False)


def locks(workspace: Workspace, plan: Plan) -> Iterator[tuple[Lock, str]]:
    """The locks that hold other versions of what moves, or a hash of requirements that do: each with a phrase about it.

    The workspace is as it was.
    """
    steps = plan.moving
    required = {change.at.path for fix in plan.requirements for change in fix.changes}
    for lock in workspace.locks:
        behind = {
            each.name: f"{each.text} {each.version.text}"
            for each in lock.packages
            if each.name in steps
            and isinstance(each.version, Declared)
            and each.version.value != steps[each.name].version
        }
        if behind:
            others = f" and {len(behind) - 1} more that moved" if len(behind) > 1 else ""
            yield lock, f"still names {next(iter(behind.values()))}{others}"
        elif lock.kind in _HASHED and posixpath.join(posixpath.dirname(lock.path), "pyproject.toml") in required:
            yield lock, "was made for requirements that have moved"


def _left(mention: Mention, step: Step, old: Mention, reason: str | None) -> Left | None:
    """A requirement that is not for the new version, and was ``old``; None where it is, or says nothing of it."""
    if mention.url is not None:
        named = _names(mention.url, step)
        return Left(mention.at, mention.text, f"names {named} in its address", stale=False) if named else None
    if mention.templated or mention.specifiers is None or accepts(mention.specifiers, step.version):
        return None
    was = step.written.value
    stale = old.specifiers is not None and not accepts(old.specifiers, was)
    clause = next(each for each in mention.specifiers if not accepts(SpecifierSet(str(each)), step.version))
    why = f"and {clause} does not come from {was}"
    if reason is not None:
        why = f"and is {reason}"
    elif mention.hashed:
        why = "and is pinned to the files of a release"
    elif stale:
        why = f"as it refused {was}"
    return Left(mention.at, mention.text, f"refuses {step.version}, {why}", stale)


def _names(url: str, step: Step) -> str:
    """The old version as an address names it; empty where it does not."""
    for text in (step.written.text.strip(), str(step.written.value)):
        if re.search(rf"(?<![0-9])(?<![0-9]\.){re.escape(text)}(?!\.?[0-9])", url):
            return text
    return ""
