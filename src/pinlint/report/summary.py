"""What was looked at and what came of it, in a few lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from os.path import commonprefix
from typing import TYPE_CHECKING

from pinlint.report.text import Style, counted, plain
from pinlint.rule import Level

if TYPE_CHECKING:
    from pinlint.engine import Outcome
    from pinlint.workspace import Group, Workspace

NAMES = 3
"""Members, and inferred groups, that are named; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a run."""

    members: int
    files: int
    unknown: int
    findings: int
    errors: int
    warnings: int
    ignored: int
    fixable: int


def counts(outcome: Outcome) -> Counts:
    """The numbers of an outcome; ``fixable`` are the findings with a fix that can be done, safe or not."""
    levels = Counter(found.level for found in outcome.findings)
    return Counts(
        members=len(outcome.workspace.members),
        files=outcome.files,
        unknown=outcome.unknown,
        findings=len(outcome.findings),
        errors=levels[Level.ERROR],
        warnings=levels[Level.WARNING],
        ignored=len(outcome.ignored),
        fixable=sum(found.fix is not None for found in outcome.findings),
    )


def render(outcome: Outcome, *, color: bool) -> str:
    """The inferred groups, then one line of numbers that always says how much was looked at."""
    number = counts(outcome)
    looked = f"{counted(number.members, 'member')} from {counted(number.files, 'file')}"
    found = counted(number.findings, "finding")
    refused = sum(each.refusal is not None for each in outcome.findings)
    unsafe = sum(each.fix is not None and not each.fix.safe for each in outcome.findings)
    if number.fixable or refused:
        safe = number.fixable - unsafe
        said = [f"{safe} fixable"] if safe or not unsafe else []
        said += [f"{unsafe} {'more' if safe else 'fixable'} with --unsafe-fixes"] if unsafe else []
        said += [f"{refused} refused"] if refused else []
        found += f" ({', '.join(said)})"
    if number.ignored:
        found += f", {number.ignored} ignored"
    parts = [looked, found]
    if number.unknown:
        parts.insert(1, f"{counted(number.unknown, 'value')} unknown")
    return "".join(f"{line}\n" for line in (*_inferred(outcome.workspace), Style(color).bold("; ".join(parts))))


def statistics(outcome: Outcome) -> str:
    """How often each rule found something, the most frequent first, and how much of it was ignored."""
    found = Counter((each.rule.code, each.rule.name) for each in outcome.findings)
    ignored = Counter((each.rule.code, each.rule.name) for each in outcome.ignored)
    ranked = sorted(found.keys() | ignored.keys(), key=lambda rule: (-found[rule], rule))
    column = len(str(found[ranked[0]])) if ranked else 0
    return "".join(
        f"{found[rule]:>{column}} {' '.join(rule)}{f', {ignored[rule]} ignored' if ignored[rule] else ''}\n"
        for rule in ranked
    )


def _inferred(workspace: Workspace) -> list[str]:
    groups = [group for group in workspace.groups if group.inferred]
    lines = [
        f"inferred group of {counted(len(group.members), 'member')} at {group.version}: {_named(group, workspace)}"
        for group in groups[:NAMES]
    ]
    if len(groups) > NAMES:
        lines.append(f"... and {counted(len(groups) - NAMES, 'more inferred group')}")
    return lines


def _named(group: Group, workspace: Workspace) -> str:
    """A glob if it means these members and no others, else the first names."""
    names = [plain(member.label) for member in group.members]
    prefix = commonprefix(names)  # noqa: RUF071 - of characters is what a glob needs
    prefix = prefix[: max(prefix.rfind(separator) for separator in "-_.") + 1]
    matching = sum(plain(member.label).startswith(prefix) for member in workspace.members)
    if len(names) > NAMES and len(prefix) > 1 and matching == len(names):
        return f"{prefix}*"
    rest = len(names) - NAMES
    return ", ".join(names[:NAMES]) + (f" and {rest} more" if rest > 0 else "")
