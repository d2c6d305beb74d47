"""Which of many fixes can be done together, found out with few checks of the whole.

All are tried at once. What is wrong then is laid to the fixes that have most to do with it, and among these the one
that brings it about is found by halving, while everything else goes on being tried. What clashes in different places is
told apart by the same checks: their number grows with what clashes in one place, not with the number of places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.fixing.left import Left, Unwritable
from pinlint.fixing.marks import about, mark
from pinlint.fixing.suspects import Suspects, is_near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pinlint.engine import Located
    from pinlint.fixing.marks import About, Mark
    from pinlint.fixing.texts import Files
    from pinlint.fixing.wrong import Wrong

CLASHING = "so much clashes that not everything was tried"


class Spent(Exception):  # noqa: N818 - it names the state of a run
    """So much was checked that it has to be enough."""


@dataclass(slots=True)
class _Halving:
    """The search for the first of some fixes that brings something wrong about.

    It shows with the first ``high`` of them, and not with the first ``low``; -1 is not even none of them.
    """

    fixes: list[Located]
    wrong: list[Wrong]
    high: int
    others: set[About]
    """What else was found to be wrong at first; it is no part of this, although it may look like it."""
    low: int = -1

    @property
    def middle(self) -> int:
        """How many of them are tried next."""
        return (self.low + self.high + 1) // 2

    def is_about(self, wrong: Wrong) -> bool:
        """Whether this is what is wrong, be it that another of several members is named."""
        if wrong.about in self.others:
            return False
        return any(each.about == wrong.about or each.place == wrong.place for each in self.wrong)

    def learn(self, found: Iterable[Wrong]) -> None:
        """Note what is wrong with the first ``middle`` of them."""
        if not any(map(self.is_about, found)):
            self.low = self.middle
        else:
            self.high = self.middle

    def keep(self) -> None:
        """Take the first ``middle`` out: they are kept, and nothing is wrong with them."""
        self.fixes, self.low, self.high = self.fixes[self.middle :], 0, self.high - self.middle


@dataclass(slots=True)
class Sieve:
    """Tells fixes that can be done together from those that cannot be.

    ``judge`` says what is wrong if these fixes are done, and nothing else. It may raise Unwritable, and Spent.
    """

    judge: Callable[[Sequence[Located]], Sequence[Wrong]]
    files: Files
    kept: list[Located] = field(default_factory=list)
    """Nothing is wrong if these are done."""
    wrong: list[Left] = field(default_factory=list)
    """They do not do what they should, or break something else."""
    refused: list[Left] = field(default_factory=list)
    """They cannot be done."""
    doubtful: list[Located] = field(default_factory=list)
    """Those of the wrong ones that are not near to what is wrong: another one that was left out may have done it."""
    _free: list[Located] = field(default_factory=list)
    """The fixes that nothing is laid to."""
    _halvings: list[_Halving] = field(default_factory=list)
    _cleared: set[tuple[Mark, About]] = field(default_factory=set)
    """Fixes, and what is just as wrong without them."""

    def sift(self, fixes: Sequence[Located]) -> None:
        """Try all of these fixes; of those that do not go together the first ones are kept."""
        order = {id(each): number for number, each in enumerate(fixes)}
        self._free = list(fixes)
        while self._free or self._halvings:
            started = (each for halving in self._halvings for each in halving.fixes[: halving.middle])
            trial = sorted((*self._free, *started), key=lambda each: order[id(each)])
            try:
                # With the kept ones alone nothing is wrong.
                found = self.judge((*self.kept, *trial)) if trial else ()
            except Unwritable as error:
                self._free, self._halvings = self._refuse(self._all(), error), []
            except Spent:
                self.wrong += (Left(each, CLASHING) for each in self._all())
                self._free, self._halvings = [], []
            else:
                self._learn(trial, found)

    def _all(self) -> list[Located]:
        """The fixes of which nothing is decided."""
        return [*self._free, *(each for halving in self._halvings for each in halving.fixes)]

    def _learn(self, trial: Sequence[Located], found: Sequence[Wrong]) -> None:
        """Draw conclusions from what is wrong with these fixes beside those that are kept."""
        if found:
            new = [each for each in found if not any(halving.is_about(each) for halving in self._halvings)]
            groups = self._blamed(trial, new, {each.about for each in found})
            for halving in self._halvings:
                halving.learn(found)
            blamed = {id(each) for group in groups for each in group.fixes}
            self._free = [each for each in self._free if id(each) not in blamed]
            self._halvings += groups
        else:
            self.kept += trial
            self._free = []
            for halving in self._halvings:
                halving.keep()
        ended = [halving for halving in self._halvings if halving.high - halving.low == 1]
        self._halvings = [halving for halving in self._halvings if halving.high - halving.low > 1]
        for halving in ended:
            self._conclude(halving)

    def _conclude(self, halving: _Halving) -> None:
        """Leave out the fix that was found; the others are free again."""
        if halving.high == 0:
            self._cleared |= {(mark(each), wrong.about) for each in halving.fixes for wrong in halving.wrong}
            self._free += halving.fixes
            return
        *innocent, guilty = halving.fixes[: halving.high]
        self._free += (*innocent, *halving.fixes[halving.high :])
        because = halving.wrong[0]
        fault = because.lost or because.about == about(guilty)
        self.wrong.append(Left(guilty, f"after its fix {because.says}", fault=fault, breaks=because.own))
        if not is_near(guilty, because, self.files):
            self.doubtful.append(guilty)

    def _refuse(self, fixes: Sequence[Located], error: Unwritable) -> list[Located]:
        """Leave out the fixes in a file that cannot be written, or all where that is none of theirs; the others."""
        file = self.files.of(error.path)
        out = {id(each) for each in fixes if any(self.files.of(edit.span.path) == file for edit in each.edits)}
        out = out or {id(each) for each in fixes}
        self.refused += (Left(each, f"{error.path} {error.reason}") for each in fixes if id(each) in out)
        return [each for each in fixes if id(each) not in out]

    def _blamed(self, trial: Sequence[Located], found: Iterable[Wrong], every: set[About]) -> list[_Halving]:
        """Groups of fixes that may have to do with what is wrong; none is in two of them, or in one there is.

        ``every`` is all that is wrong.
        """
        suspects = Suspects.of(trial, self.files)
        free = {id(each) for each in self._free}
        groups: list[tuple[set[int], list[Wrong]]] = []
        for wrong in found:
            numbers = suspects.by(wrong, self._cleared)
            same = [group for group in groups if not group[0].isdisjoint(numbers)]
            groups = [group for group in groups if group[0].isdisjoint(numbers)]
            groups.append(
                (numbers.union(*(own for own, _ in same)), [*(one for _, all_ in same for one in all_), wrong])
            )
        halvings = []
        for numbers, wrongs in groups:
            fixes = [trial[number] for number in sorted(numbers)]
            # What is laid to a fix that is looked into already shows again if it has not gone with that.
            if all(id(each) in free for each in fixes):
                halvings.append(_Halving(fixes, wrongs, len(fixes), every.difference(each.about for each in wrongs)))
        return halvings
