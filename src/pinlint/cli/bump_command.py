"""``pinlint bump``: move a group to another version, in place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinlint import baseline, bumping
from pinlint.bumping import version_files
from pinlint.bumping.parts import PARTS, NoPart, following
from pinlint.bumping.rewriting import rewritten, standing
from pinlint.bumping.spelling import parts
from pinlint.cli import rewriting
from pinlint.cli.asked import asked
from pinlint.cli.common import Common, common
from pinlint.cli.failures import Failure
from pinlint.cli.opened import open_workspace
from pinlint.cli.selection import chosen
from pinlint.discover.files import read_regular
from pinlint.discover.listing import matching
from pinlint.fixing import Unwritable
from pinlint.report import bump_text, concise
from pinlint.report.text import counted, plain
from pinlint.source import Unreadable
from pinlint.workspace import Declared, Group, Policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.bumping import Plan
    from pinlint.bumping.parts import Part
    from pinlint.cli.rewriting import Written
    from pinlint.workspace import Workspace


_LONGEST = 200


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
    group = _group(opened.workspace, name)
    copies = version_files.beside(group.members, _version_files(opened.root))
    text = _next(group, part) if part is not None else _valid(version or "")
    plan = bumping.plan(opened.workspace, group, text, copies.copies)
    if not plan.steps:
        raise Failure(f"no member of {group.called} has a version that can be moved; {_reasons(plan)}")
    rules = chosen(opened.config, select=(), ignore=(), extend=())
    before = asked(opened, rules)
    known = {**copies.sources, **opened.workspace.sources}
    sources, refused = rewritten(plan.changes, known)
    if refused and not sources:
        raise Failure(f"nothing can be moved: {refused[0].title} is {refused[0].why}; name the sources")
    try:
        there = rewriting.reopened(opened, known, sources)
    except Unwritable as error:
        raise Failure(f"{error.path} {error}; nothing is written") from error
    after = asked(there, rules)
    new = baseline.hide(after, baseline.listed(before), ())[0]
    left = tuple(_left(plan, there.workspace))
    said = bump_text.left(opened.workspace, plan, standing(refused, opened.workspace, there.workspace), left)
    said += "".join(f"now {concise.line(found, new, color=common.color_err)}\n" for found in new.findings)
    move = _Move(plan, said, failed=bool(left) or new.failed)
    if not diff:
        written = rewriting.write(opened, known, sources)
        return _told(common, move, written)
    patch = rewriting.patch(opened, known, sources)
    common.result(patch)
    common.note(said)
    return int(bool(patch) or move.failed)


def _told(common: Common, move: _Move, written: Written) -> int:
    """Say what was done; the exit status."""
    if written.number:
        common.result(bump_text.render(move.plan))
    failed = "".join(f"{plain(path)} is not written: it {plain(why)}\n" for path, why in written.failed.items())
    if not written.number and not written.failed:
        common.note(f"{move.said}every version is {move.plan.steps[0].text} already\n")
        return int(move.failed)
    moved = f"moved {counted(len(move.plan.steps), 'member')} in {counted(written.number, 'file')}"
    agrees = "pinlint check shows what is left" if move.failed else "the workspace agrees as before"
    common.note(f"{move.said}{failed}{moved}; {agrees}\n")
    return int(bool(written.failed) or move.failed)


def _group(workspace: Workspace, name: str | None) -> Group:
    """The group of a name, or the only one; without groups all members, where they share a version. Raises Failure."""
    names = ", ".join(group.name for group in workspace.groups)
    if name is not None:
        found = next((group for group in workspace.groups if group.name == name), None)
        if found is None:
            raise Failure(f"there is no group {name}; " + (f"there is {names}" if names else "none is configured"))
        return found
    if len(workspace.groups) == 1:
        return workspace.groups[0]
    if workspace.groups:
        raise Failure(f"there are several groups; name one with --group: {names}")
    versions = {each.version.value for each in workspace.members if isinstance(each.version, Declared)}
    if len(versions) != 1:
        state = "have different versions" if versions else "have no version that can be read"
        raise Failure(f"there is no group, and the members {state}; configure a group of those that move together")
    return Group("all", workspace.members, inferred=True, version=versions.pop(), policy=Policy())


def _version_files(root: Path) -> dict[str, bytes]:
    """The small files below the root that are named as those which hold nothing but a version."""
    found = {}
    for path in (path for name in version_files.NAMES for path in matching(str(root), f"**/{name}")):
        with suppress(Unreadable):
            found[path] = read_regular(str(root / path))
    return found


def _next(group: Group, part: Part) -> str:
    """The next version of a group, in the spelling of its members. Raises Failure."""
    known = [each.version for each in group.members if isinstance(each.version, Declared)]
    current = [each for each in known if each.value == group.version] if group.version is not None else known
    if not current or len({each.value for each in current}) > 1:
        raise Failure(f"the members of {group.called} have no version in common to go on from; name the VERSION")
    try:
        return following(current[0], part)
    except NoPart as error:
        raise Failure(str(error)) from error


def _valid(text: str) -> str:
    """The text of a version. Raises Failure."""
    if len(text) > _LONGEST or parts(text) is None:
        raise Failure(f"{text[:_LONGEST]!r} is no version (PEP 440); write it as 1.2.0 or 24.03.0rc3")
    return text.strip()


def _left(plan: Plan, workspace: Workspace) -> Iterator[str]:
    """What did not get where it should, as sentences."""
    members = {member.path: member for member in workspace.members}
    for step in plan.steps:
        member = members.get(step.member.path)
        if member is None or not isinstance(member.version, Declared):
            yield f"{step.member.label} would have no version that can be read"
        elif member.version.value != step.version:
            yield f"{step.member.label} would still be at {member.version.value}"


def _reasons(plan: Plan) -> str:
    return "; ".join(f"{each.member.label} {each.why}" for each in plan.stay[:3]) or "it has no members"
