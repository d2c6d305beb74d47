"""``pinlint bump``: move a group to another version, in place."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinlint import baseline, bumping
from pinlint.bumping import leaving, lookalikes, tables, version_files
from pinlint.bumping.parts import PARTS
from pinlint.bumping.rewriting import rewritten, standing
from pinlint.cli import groups, rewriting
from pinlint.cli.asked import asked
from pinlint.cli.common import Common, common
from pinlint.cli.failures import Failure
from pinlint.cli.opened import open_workspace
from pinlint.cli.selection import chosen
from pinlint.cli.writing import NotWritten, locate
from pinlint.discover.files import read_regular
from pinlint.discover.listing import matching
from pinlint.fixing import Unwritable
from pinlint.report import bump_text
from pinlint.report.places import stretch
from pinlint.report.text import counted, plain
from pinlint.source import Unreadable, decode
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.bumping import Plan
    from pinlint.bumping.parts import Part
    from pinlint.cli.opened import Opened
    from pinlint.cli.rewriting import Written
    from pinlint.engine import Outcome
    from pinlint.source import Source, Span
    from pinlint.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Move:
    """A plan, what there is to say of it, and whether something is left to be done."""

    plan: Plan
    said: str
    failed: bool


@click.command(name="bump", add_help_option=False)
@click.argument("version", required=False)
@click.option("--part", type=click.Choice(PARTS), help="Move to the next version of this kind, in place of VERSION.")
@click.option("--path", "paths", metavar="PATH", multiple=True, type=click.Path(path_type=Path), help="Read PATH.")
@click.option("--group", "name", metavar="NAME", help="The group that moves (default: the only one).")
@click.option("--diff", is_flag=True, help="Print what would be written, as a patch, and write nothing.")
@common
def command(  # noqa: PLR0913 - the options
    common: Common, *, version: str | None, part: Part | None, paths: tuple[Path, ...], name: str | None, diff: bool
) -> int:
    """Move a group of the workspace in each PATH (by default the current folder) to VERSION.

    Its declared versions, their copies, and the clauses of requirements that name the version are rewritten, each in
    its own spelling; members outside of the group keep theirs. Then the workspace is checked again.

    Exit status: 0 the workspace agrees as before, 1 there are findings that were not there before, something could not
    be moved, or --diff would change something, 2 the work could not be done.
    """
    if (version is None) == (part is None):
        given = "no VERSION is given; give one, or --part" if part is None else "--part and VERSION exclude each other"
        raise click.UsageError(given, click.get_current_context())
    opened = open_workspace(common, paths)
    if opened.broken is not None:
        raise opened.broken
    group = groups.named(opened.workspace, name)
    copies = version_files.beside(group.members, opened.workspace.members, _small(opened.root, version_files.NAMES))
    tools = version_files.decoded(_small(opened.root, tables.NAMES))
    text = groups.following(group, part) if part is not None else groups.valid(version or "")
    plan = bumping.plan(opened.workspace, group, text, copies.copies, tools.values())
    if not plan.steps:
        raise Failure(f"no member of {group.called} has a version that can be moved; {_reasons(plan)}")
    rules = chosen(opened.config, select=(), ignore=(), extend=())
    before = asked(opened, rules)
    known = {**copies.sources, **tools, **opened.workspace.sources}
    sources, refused = rewritten(plan.changes, known)
    if refused and not sources:
        place = stretch(known, refused[0].at)
        raise Failure(f"nothing can be moved: {place} {refused[0].title} is {refused[0].why}")
    try:
        there = rewriting.reopened(opened, known, sources)
    except Unwritable as error:
        raise Failure(f"{error.path} {error}; nothing is written") from error
    new = _arisen(before, asked(there, rules), {rule.code for rule in rules})
    moved = {**known, **there.workspace.sources, **sources}
    told_before, told_after = tools.values(), [moved[path] for path in tools]
    left = (
        *leaving.copies(plan, copies.copies),
        *leaving.requirements(plan, (opened.workspace, told_before), (there.workspace, told_after), refused),
    )
    refused = standing(refused, opened.workspace, there.workspace)
    short = (*_short(plan, there.workspace), *_swept(plan, there.workspace))
    said = bump_text.before(opened.workspace, plan, refused, short)
    told = {(each.at.path, known[each.at.path].text[each.at.start : each.at.end]) for each in refused}
    said += bump_text.after(moved, left, new, told, color=common.color_err)
    said += bump_text.still(moved, _still(opened, plan, moved))
    said += bump_text.locks(leaving.locks(opened.workspace, plan))
    move = _Move(plan, said, failed=bool(short) or new.failed or any(not each.stale for each in left))
    if not diff:
        return _told(common, move, rewriting.write(opened, known, sources))
    patch = rewriting.patch(opened, known, sources)
    common.result(patch)
    common.note(said)
    return int(bool(patch) or move.failed)


def _told(common: Common, move: _Move, written: Written) -> int:
    """Say what was done; the exit status."""
    if written.failed:
        said = "".join(f"{plain(path)} is not written: it {plain(why)}\n" for path, why in written.failed.items())
        number = counted(written.number, "file")
        common.note(f"{said}{f'{number} alone moved' if written.number else 'nothing is written'}\n")
        return 1
    if not written.number:
        common.note(f"{move.said}every version is {move.plan.steps[0].text} already\n")
        return int(move.failed)
    common.result(bump_text.render(move.plan))
    moved = f"moved {counted(len(move.plan.steps), 'member')} in {counted(written.number, 'file')}"
    agrees = "pinlint check shows what is left" if move.failed else "the workspace agrees as before"
    common.note(f"{move.said}{moved}; {agrees}\n")
    return int(move.failed)


def _small(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The files of these names below the root."""
    found = {}
    for path in (path for name in names for path in matching(str(root), f"**/{name}")):
        with suppress(Unreadable):
            found[path] = read_regular(str(root / path))
    return found


def _arisen(before: Outcome, after: Outcome, codes: set[str]) -> Outcome:
    """The outcome with those findings alone that were not there before, be it of another version of a requirement."""
    new, _, gone = baseline.hide(after, baseline.listed(before), codes)
    known = Counter((entry.path, entry.code, entry.member) for entry in gone)
    findings = []
    for found in new.findings:
        (entry,) = baseline.listed(replace(new, findings=(found,)))
        key = entry.path, entry.code, entry.member
        if known[key]:
            known[key] -= 1
        else:
            findings.append(found)
    return replace(new, findings=tuple(findings))


def _still(opened: Opened, plan: Plan, known: dict[str, Source]) -> tuple[Span, ...]:
    """Where files that nobody calls copies still say the versions that members had; such files become ``known``."""
    found: list[Span] = []
    for step in plan.steps:
        for path in dict.fromkeys(lookalikes.paths(step.member)):
            with suppress(NotWritten, Unreadable, UnicodeDecodeError):
                data = b"" if path in known else read_regular(locate(path, opened.root, opened.paths), lookalikes.LIMIT)
                found += lookalikes.saying(known.setdefault(path, decode(path, data)), step)
    return tuple(found)


def _short(plan: Plan, workspace: Workspace) -> Iterator[str]:
    """The members that did not get where they should, as sentences."""
    members = {member.path: member for member in workspace.members}
    for step in plan.steps:
        member = members.get(step.member.path)
        if member is None or not isinstance(member.version, Declared):
            yield f"{step.member.label} would have no version that can be read"
        elif member.version.value != step.version:
            yield f"{step.member.label} would still be at {member.version.value}"


def _swept(plan: Plan, workspace: Workspace) -> Iterator[str]:
    """The members that were to stay and did not, since their version is written where others have theirs."""
    members = {member.path: member for member in workspace.members}
    for stays in plan.stay:
        before, member = stays.member, members.get(stays.member.path)
        was, now = before.version, member.version if member else None
        if isinstance(was, Declared) and isinstance(now, Declared) and was.value != now.value:
            yield f"{before.label} moves as well, from {was.value} to {now.value}: it shares {was.at.path}"


def _reasons(plan: Plan) -> str:
    return "; ".join(f"{each.member.label} {each.why}" for each in plan.stay[:3]) or "it has no members"
