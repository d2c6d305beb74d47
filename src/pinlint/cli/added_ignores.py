"""``--add-ignores``: comments in the files, for everything that was found."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import click

from pinlint import adding
from pinlint.adding import Refused
from pinlint.cli import rewriting
from pinlint.cli.writing import NotWritten, locate, rewrite
from pinlint.report.text import counted, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.cli.opened import Opened
    from pinlint.engine import Located, Outcome


def add(opened: Opened, outcome: Outcome, reason: str) -> str:
    """Write the comments, and what there is to say: how many, and as tables what no comment can ignore.

    Raises UsageError for a reason that cannot stand in a comment.
    """
    reason = reason.strip()
    _validate(reason)
    annotated, refusals = adding.annotate(outcome, reason, real=partial(rewriting.real, str(opened.root)))
    refused = list(refusals)
    written = []
    for file in annotated:
        try:
            rewrite(locate(file.source.path, opened.root, opened.paths), file.source, file.text)
        except NotWritten as error:
            refused.append(Refused(file.source.path, str(error), file.found))
        else:
            written.append(len(file.found))
    added = f"added ignores for {counted(sum(written), 'finding')} to {counted(len(written), 'file')}\n"
    return added + "".join(_about(refused, opened, reason))


def _validate(reason: str) -> None:
    if not reason:
        raise click.UsageError("--add-ignores is given without a reason; say why the findings are ignored")
    if not reason.isprintable():
        raise click.UsageError("the reason of --add-ignores is not one line of printable text; write it as one")
    if "pinlint:" in reason:
        raise click.UsageError("the reason of --add-ignores holds 'pinlint:', which begins a comment; leave it out")


def _about(refused: list[Refused], opened: Opened, reason: str) -> Iterator[str]:
    """Why no comment was added, file by file, and the tables that would ignore the findings instead."""
    if not refused:
        return
    for file in sorted(refused, key=lambda each: each.path):
        broad = sum(not _is_named(each) for each in file.found)
        which = "that" if len(file.found) == 1 else f"{broad} of them"
        tables = f"; no table would ignore {which} alone" if broad else ""
        yield f"no ignore added to {plain(file.path)} for {counted(len(file.found), 'finding')}: "
        yield f"it {plain(file.why)}{tables}\n"
    named = [found for file in refused for found in file.found if _is_named(found)]
    if not named:
        return
    where = opened.config.shown or "the configuration"
    yield f"as tables in {plain(where)} they would be\n"
    header = ".".join(("tool", "pinlint", "ignores") if opened.config.at or not opened.config.source else ("ignores",))
    for table in dict.fromkeys(table for found in named for table in _tables(found, reason)):
        yield f"[[{header}]]\n{table}"


def _is_named(found: Located) -> bool:
    """Whether a table can say which finding it is for: the keys of tables are names, not paths."""
    return bool(found.finding.dependencies or (found.finding.member and found.finding.member.name))


def _tables(found: Located, reason: str) -> Iterator[str]:
    """The keys of the tables that together ignore a finding: one for each of its dependencies."""
    finding = found.finding
    for dependency in finding.dependencies or (None,):
        keys = {
            "rule": found.rule.code,
            "member": finding.member.name if finding.member else None,
            "dependency": dependency,
            "extra": finding.extra,
            "reason": reason,
        }
        # A JSON string without escaped surrogates is a basic string of TOML.
        yield "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items() if value)
