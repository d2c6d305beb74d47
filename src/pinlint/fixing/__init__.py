"""Fixes together: which go well with each other, and whether what they fix is fixed and nothing else is broken.

A fix that leaves its finding, or makes another one, is a bug: it is left out, and reported.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pinlint.fixing.fixer import ROUNDS, Fixer, is_asked
from pinlint.fixing.left import Left, Unwritable
from pinlint.fixing.marks import about, mark, new
from pinlint.fixing.restoring import restored
from pinlint.fixing.texts import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from pinlint.engine import Located, Outcome
    from pinlint.fixing.marks import Mark
    from pinlint.source import Source

__all__ = ["Check", "Fixed", "Left", "Unwritable", "fix"]

Check: TypeAlias = "Callable[[Mapping[str, Source]], Outcome]"
"""What is found with these files in the place of what is on the disk. Raises Unwritable."""

DOUBTS = 8
"""Fixes that are tried one by one."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The files as they would be, and what was fixed in them."""

    sources: Mapping[str, Source]
    """The new texts of files that change, each under one of its paths."""
    done: tuple[Located, ...]
    refused: tuple[Left, ...]
    """Fixes that cannot be done: in files that cannot be written, or in places that others share."""
    bugs: tuple[Left, ...]
    """Fixes that do not do what they should."""
    outcome: Outcome
    """What is found then."""
    stuck: tuple[Located, ...] = ()
    """What of it was to be fixed, and has a fix that cannot be made in the text."""

    def told(self, outcome: Outcome) -> Outcome:
        """An outcome in which what was left out here is refused: fixing it again would leave it out again."""
        why = {mark(each.found): each.why for each in (*self.refused, *self.bugs)}
        return replace(
            outcome,
            findings=tuple(
                replace(each, edits=(), refusal=why[mark(each)]) if each.edits and mark(each) in why else each
                for each in outcome.findings
            ),
        )


def fix(  # noqa: PLR0913 - what is fixed, and the terms
    outcome: Outcome,
    check: Check,
    *,
    unsafe: bool,
    rules: Container[str] | None = None,
    shown: Outcome | None = None,
    real: Callable[[str], str] = str,
) -> Fixed:
    """Fix all that can be fixed, in rounds until nothing is left, and check again after each.

    A fix may bring up what is fixed in a later round; where something of that stays, all is done again without such
    fixes. What can be fixed after that is fixed as well: fixing again changes nothing. ``rules`` are the codes of those
    whose findings are to be fixed, by default of all; ``shown`` is the same outcome without findings that are not to
    be fixed; ``real`` of two paths is equal where they lead to one file.
    """
    visible = (shown or outcome).findings
    number = Counter(map(mark, visible))
    barred = {each for each, all_of_it in Counter(map(mark, outcome.findings)).items() if all_of_it > number[each]}
    hidden = {about(each) for each in outcome.findings}.difference(map(about, visible))
    files = Files(real)
    fixed = Fixed({}, (), (), (), outcome)
    alone: frozenset[Mark] = frozenset()
    times: Counter[str] = Counter()
    for _ in range(ROUNDS):
        for patient in (True, False):
            fixer = Fixer(
                check=check,
                unsafe=unsafe,
                rules=rules,
                files=files,
                outcome=fixed.outcome,
                barred=set(barred),
                hidden=hidden,
                patient=patient,
                sources=dict(fixed.sources),
                alone=alone,
            )
            if fixer.ends() and not new(fixed.outcome, fixer.outcome):
                break
        done = (*fixed.done, *fixer.done)
        if not alone or fixer.done:
            fixed = Fixed(fixer.sources, done, tuple(fixer.refused), tuple(fixer.bugs), fixer.outcome)
            times += fixer.times
        # At last those that may have been left out for the sake of others are tried one by one, if they are few.
        doubtful = frozenset(map(mark, fixer.doubtful)) if len(fixer.bugs) > 1 and not alone else frozenset()
        alone = doubtful if not fixer.done and len(doubtful) <= DOUBTS else frozenset()
        if not (fixer.done or alone):
            break
    twice = [file for file, number in times.items() if number > 1]
    sources, after = restored(outcome.workspace, (fixed.sources, fixed.outcome), check, files, twice)
    written = set(map(files.of, sources))
    return Fixed(
        sources,
        tuple(each for each in fixed.done if any(edit.span.path in written for edit in files.edits(each))),
        fixed.refused,
        fixed.bugs,
        after,
        tuple(each for each in after.findings if each.refusal and mark(each) not in barred and is_asked(each, rules)),
    )
