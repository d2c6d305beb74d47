"""``--fix`` and ``--diff``: what can be fixed, checked before anything is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pinlint import fixing
from pinlint.cli import rewriting
from pinlint.cli.asked import asked, held_to
from pinlint.fixing.marks import gone, mark
from pinlint.report.places import stretch
from pinlint.report.text import counted, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pinlint.cli.opened import Opened
    from pinlint.cli.rewriting import Written
    from pinlint.engine import Located, Outcome
    from pinlint.fixing import Fixed
    from pinlint.fixing.marks import Mark
    from pinlint.rule import Rule
    from pinlint.source import Source


_FAULT = "; this is a bug in the fix, please report it"
# Most fixes that are left out bring to light what was wrong all along; whether this one does, a person has to see.
_BLAME = "; if the fix is to blame for that, please report it as a bug"


def fixed(opened: Opened, found: Outcome, shown: Outcome, rules: Sequence[Rule], *, unsafe: bool) -> Fixed:
    """What would be fixed of what is ``shown`` of that which the rules found; nothing is written.

    What other rules would find that are configured must not come of it.
    """
    held = held_to(opened.config, rules)
    before = found if len(held) == len(rules) else asked(opened, held)

    def check(sources: Mapping[str, Source]) -> Outcome:
        return asked(rewriting.reopened(opened, before.workspace.sources, sources), held)

    return fixing.fix(
        before,
        check,
        unsafe=unsafe,
        rules={rule.code for rule in rules},
        shown=shown,
        real=partial(rewriting.real, str(opened.root)),
    )


def write(opened: Opened, outcome: Outcome, fixed: Fixed) -> Written:
    """Write what is fixed."""
    return rewriting.write(opened, outcome.workspace.sources, fixed.sources)


def said(written: Written, before: Outcome, after: Outcome) -> str:
    """What was done, and what was not: how many findings there are no more, in how many files."""
    done = f"fixed {counted(len(gone(before, after)), 'finding')} in {counted(written.number, 'file')}\n"
    return done + "".join(f"{plain(path)} is not written: it {plain(why)}\n" for path, why in written.failed.items())


def left(outcome: Outcome, fixed: Fixed) -> str:
    """Why findings that have a fix were not fixed, and which fixes do not do what they should.

    Places are those of the outcome; of what is not in it those after the fixes.
    """
    known = _Known(outcome, fixed.outcome)
    refused = (
        f"{known.at(each)} is not fixed: {known.as_it_is(each)[0].refusal or each.refusal}" for each in fixed.stuck
    )
    unwritable = (f"{known.at(each.found)} is not fixed: {each.why}" for each in fixed.refused)
    bugs = (
        f"{known.at(each.found)} is not fixed: {each.why}{_FAULT if each.fault else _BLAME if each.breaks else ''}"
        for each in fixed.bugs
    )
    return "".join(f"{plain(line)}\n" for line in (*refused, *unwritable, *bugs))


def diff(opened: Opened, outcome: Outcome, fixed: Fixed) -> bytes:
    """What would be written, as a patch. Raises Failure for a file that is no longer as it was read."""
    return rewriting.patch(opened, outcome.workspace.sources, fixed.sources)


class _Known:
    """Findings as they are in the first of some outcomes that has them: they may have been found in another text."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._found: dict[Mark, tuple[Outcome, list[Located]]] = {}
        for outcome in outcomes:
            for each in outcome.findings:
                known, found = self._found.setdefault(mark(each), (outcome, []))
                if known is outcome:
                    found.append(each)

    def as_it_is(self, found: Located) -> tuple[Located, Outcome | None]:
        """The finding, and the outcome that has it; of several that only their places tell apart, that at its place."""
        outcome, same = self._found.get(mark(found), (None, [found]))
        return next((each for each in same if each.span == found.span), same[0]), outcome

    def at(self, found: Located) -> str:
        """Where it is, and the code of its rule."""
        same, outcome = self.as_it_is(found)
        where = found.span.path if outcome is None else stretch(outcome.workspace.sources, same.span)
        return f"{where}: {found.rule.code}"
