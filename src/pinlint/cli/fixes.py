"""``--fix`` and ``--diff``: what can be fixed, checked before anything is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pinlint import fixing
from pinlint.cli import rewriting
from pinlint.report.places import stretch
from pinlint.report.text import counted, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pinlint.cli.opened import Opened
    from pinlint.engine import Located, Outcome
    from pinlint.fixing import Fixed
    from pinlint.source import Source


def fixed(opened: Opened, outcome: Outcome, shown: Outcome, ask: Callable[[Opened], Outcome], *, unsafe: bool) -> Fixed:
    """What would be fixed of what is ``shown`` of an outcome, and what is found then; nothing is written.

    ``ask`` is what gave the outcome.
    """

    def check(sources: Mapping[str, Source]) -> Outcome:
        return ask(rewriting.reopened(opened, outcome.workspace.sources, sources))

    return fixing.fix(outcome, check, unsafe=unsafe, shown=shown, real=partial(rewriting.real, str(opened.root)))


def write(opened: Opened, outcome: Outcome, fixed: Fixed) -> str:
    """Write what is fixed, and say what was done, and what was not."""
    written = rewriting.write(opened, outcome.workspace.sources, fixed.sources)
    real = partial(rewriting.real, str(opened.root))
    failed = set(map(real, written.failed))
    done = [each for each in fixed.done if failed.isdisjoint(real(edit.span.path) for edit in each.edits)]
    said = f"fixed {counted(len(done), 'finding')} in {counted(written.number, 'file')}\n"
    return said + "".join(f"{plain(path)} is not written: it {plain(why)}\n" for path, why in written.failed.items())


def left(outcome: Outcome, fixed: Fixed) -> str:
    """Why findings that have a fix were not fixed, and which fixes do not do what they should."""
    refused = (
        f"{_at(each, fixed.outcome)} is not fixed: {each.refusal}" for each in fixed.outcome.findings if each.refusal
    )
    unwritable = (f"{_at(each.found, outcome)} is not fixed: {each.why}" for each in fixed.refused)
    bugs = (
        f"{_at(each.found, outcome)} is not fixed: {each.why}"
        f"{'; this is a bug in the fix, please report it' if each.fault else ''}"
        for each in fixed.bugs
    )
    return "".join(f"{plain(line)}\n" for line in (*refused, *unwritable, *bugs))


def diff(opened: Opened, outcome: Outcome, fixed: Fixed) -> bytes:
    """What would be written, as a patch. Raises Failure for a file that is no longer as it was read."""
    return rewriting.patch(opened, outcome.workspace.sources, fixed.sources)


def _at(found: Located, outcome: Outcome) -> str:
    return f"{stretch(outcome.workspace.sources, found.span)}: {found.rule.code}"
