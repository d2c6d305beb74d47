"""``pinlint bump``: move a group to another version, in place."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinlint import baseline
from pinlint.bumping import groups, leaving, lookalikes, moving
from pinlint.bumping.parts import PARTS, NoMove
from pinlint.bumping.surroundings import surroundings
from pinlint.cli import rewriting
from pinlint.cli.asked import asked, held_to
from pinlint.cli.common import Common, common
from pinlint.cli.failures import Failure
from pinlint.cli.opened import open_workspace
from pinlint.cli.selection import chosen
from pinlint.cli.writing import NotWritten, locate
from pinlint.discover.files import read_regular
from pinlint.discover.listing import matching
from pinlint.discover.paths import unshow
from pinlint.fixing import Unwritable
from pinlint.report import bump_text
from pinlint.report.text import counted, plain
from pinlint.source import Unreadable
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.bumping.moving import Move
    from pinlint.bumping.parts import Part
    from pinlint.cli.opened import Opened
    from pinlint.cli.rewriting import Written
    from pinlint.engine import Outcome


@dataclass(frozen=True, slots=True)
class _Report:
    """A move, what there is to say of it, and whether something is left to be done."""

    move: Move[Opened]
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
    rules = held_to(opened.config, chosen(opened.config, select=(), ignore=(), extend=()))
    try:
        move = _moved(opened, version, part, name)
    except NoMove as error:
        raise Failure(str(error)) from error
    except Unwritable as error:
        raise Failure(f"{error.path} {error}; nothing is written") from error
    new = _arisen(asked(opened, rules), asked(move.there, rules), {rule.code for rule in rules})
    report = _Report(move, *_said(opened, move, new, color=common.color_err))
    if not diff:
        return _told(common, report, rewriting.write(opened, move.before, move.changed))
    patch = rewriting.patch(opened, move.before, move.changed)
    common.result(patch)
    common.note(report.said)
    return int(bool(patch) or report.failed)


def _moved(opened: Opened, version: str | None, part: Part | None, name: str | None) -> Move[Opened]:
    """The group moved. Raises NoMove and Unwritable."""
    group = groups.named(opened.workspace, name)
    text = groups.following(group, part) if part is not None else groups.valid(version or "")
    around = surroundings(opened.workspace, group, _Disk(opened), partial(_matching, opened), opened.config.exclude)
    return moving.move(opened, group, text, around, partial(rewriting.reopened, opened))


def _said(opened: Opened, move: Move[Opened], new: Outcome, *, color: bool) -> tuple[str, bool]:
    """What there is to say of a move, and whether something is left to be done."""
    plan, after = move.plan, move.after
    swept = tuple(moving.swept(plan, move.there.workspace))
    told = {(each.at.path, move.before[each.at.path].text[each.at.start : each.at.end]) for each in move.refused}
    more, still = lookalikes.still(plan, after, _Disk(opened))
    unread = [each for each in opened.workspace.problems if each.kind is ProblemKind.FILE]
    said = (
        bump_text.unread(move.before, unread),
        bump_text.before(move.before, plan, move.refused, swept),
        bump_text.after(after, move.left, new, told, color=color),
        bump_text.still({**after, **more}, still),
        bump_text.locks(leaving.locks(opened.workspace, plan)),
    )
    unmoved = any(each.wanted for each in plan.stay) or any(not each.stale for each in move.left)
    return "".join(said), bool(unread or swept or move.refused) or unmoved or new.failed


def _told(common: Common, report: _Report, written: Written) -> int:
    """Say what was done; the exit status."""
    plan = report.move.plan
    if written.failed:
        said = "".join(f"{plain(path)} is not written: it {plain(why)}\n" for path, why in written.failed.items())
        number = counted(written.number, "file")
        common.note(f"{said}{f'{number} alone moved' if written.number else 'nothing is written'}\n")
        return 1
    if not written.number:
        common.note(f"{report.said}every version is {plan.steps[0].text} already\n")
        return int(report.failed)
    common.result(bump_text.render(plan))
    moved = f"moved {counted(len(plan.steps), 'member')} in {counted(written.number, 'file')}"
    agrees = "what is left is said above" if report.failed else "the workspace agrees as before"
    common.note(f"{report.said}{moved}; {agrees}\n")
    return int(report.failed)


class _Disk:
    """The files of a workspace, where they may be written, too."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        # Most are not there, and where they would really be costs much more to find out.
        if not self.exists(path):
            raise Unreadable("does not exist")
        try:
            return read_regular(locate(path, self._opened.root, self._opened.paths))
        except NotWritten as error:
            raise Unreadable(str(error)) from error

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return os.path.isfile(f"{self._opened.root}/{unshow(path)}")  # noqa: PTH113 - asked some thousand times

    def folder(self, path: str) -> bool | None:
        """Whether there is such a folder."""
        return (self._opened.root / unshow(path)).is_dir()


def _matching(opened: Opened, *patterns: str) -> Iterator[str]:
    """The files below the root that a glob matches, as far as they lie in what was named."""
    for path in matching(str(opened.root), *patterns):
        real = opened.root / unshow(path)
        if any(real.is_relative_to(each) for each in opened.paths):
            yield path


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
