"""Fixes together: which go well with each other, and whether what they fix is fixed and nothing else is broken.

A fix that leaves its finding, or makes another one, is a bug: it is left out, and reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from pinlint import editing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pinlint.engine import Located, Outcome
    from pinlint.source import Edit, Source

Check: TypeAlias = "Callable[[Mapping[str, Source]], Outcome]"
"""What is found with these files in the place of what is on the disk. Raises Unwritable."""

_About: TypeAlias = tuple[str, str, str, tuple[str, ...], str]
_Mark: TypeAlias = "tuple[_About, str]"
_LINE = re.compile(r"\b(line|column|offset) [0-9]+")

ROUNDS = 20
"""Times that everything is fixed: what overlaps is fixed one after the other."""
CHECKS = 200
"""Times that everything is checked again to find the fix that does not do what it should."""


class Unwritable(Exception):  # noqa: N818 - it names the state of a file
    """A file that cannot be written, and why: a phrase about the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Left:
    """A finding whose fix was not done, and why."""

    found: Located
    why: str
    fault: bool = False
    """Whether the fix does not do what it should; else it brings up something else that is wrong."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The files as they would be, and what was fixed in them."""

    sources: Mapping[str, Source]
    """The new texts of files that change, by path."""
    done: tuple[Located, ...]
    refused: tuple[Left, ...]
    """Files that cannot be written."""
    bugs: tuple[Left, ...]
    """Fixes that do not do what they should."""
    outcome: Outcome
    """What is found then."""


def fix(outcome: Outcome, check: Check, *, unsafe: bool, shown: Outcome | None = None) -> Fixed:
    """Fix all that can be fixed, in rounds until nothing is left, and check again after each.

    A fix may bring up what is fixed in a later round; where something of that stays, all is done again without such
    fixes. What can be fixed after that is fixed as well: fixing again changes nothing. ``shown`` is the same outcome
    without findings that are not to be fixed.
    """
    visible = (shown or outcome).findings
    number = Counter(map(_mark, visible))
    barred = {mark for mark, each in Counter(map(_mark, outcome.findings)).items() if each > number[mark]}
    hidden = {_about(each) for each in outcome.findings}.difference(map(_about, visible))
    fixed = Fixed({}, (), (), (), outcome)
    for _ in range(ROUNDS):
        for patient in (True, False):
            fixer = _Fixer(
                check, unsafe, fixed.outcome, set(barred), hidden, patient=patient, sources=dict(fixed.sources)
            )
            if fixer.ends() and not _new(fixed.outcome, fixer.outcome, ()):
                break
        done = (*fixed.done, *fixer.done)
        fixed = Fixed(fixer.sources, done, tuple(fixer.refused), tuple(fixer.bugs), fixer.outcome)
        if not fixer.done:
            break
    return fixed


@dataclass(slots=True)
class _Fixer:
    """What is fixed so far."""

    check: Check
    unsafe: bool
    outcome: Outcome
    barred: set[_Mark]
    """The fingerprints of findings that are not to be fixed."""
    hidden: set[_About]
    """What findings that are not to be fixed are about; what they say may change."""
    patient: bool
    """Whether a fix may bring up what can be fixed as well."""
    sources: dict[str, Source] = field(default_factory=dict)
    done: list[Located] = field(default_factory=list)
    refused: list[Left] = field(default_factory=list)
    bugs: list[Left] = field(default_factory=list)
    checks: int = 0

    def ends(self) -> bool:
        """Fix everything, and tell whether that comes to an end."""
        for _ in range(ROUNDS):
            chosen = self.choose()
            if not chosen:
                return True
            self.do(chosen)
        return False

    def choose(self) -> list[Located]:
        """Fixes that can be done together: of two that overlap the first, the other one in the next round."""
        taken: dict[str, list[Edit]] = {}
        chosen = []
        for found in self.outcome.findings:
            if not self._may_fix(found) or _mark(found) in self.barred or _about(found) in self.hidden:
                continue
            if all(_is_free(taken.get(edit.span.path, ()), edit) for edit in found.edits):
                for edit in found.edits:
                    insort(taken.setdefault(edit.span.path, []), edit, key=_order)
                chosen.append(found)
        return chosen

    def do(self, chosen: Sequence[Located]) -> None:
        """Do these fixes, but for those that turn out to be wrong."""
        base, before = dict(self.sources), self.outcome
        accepted: list[Located] = []
        waiting = [list(chosen)]
        while waiting:
            group = waiting.pop()
            trial = [*accepted, *group]
            try:
                sources = base | _edited(before.workspace.sources, trial)
                self.checks += 1
                after = self.check(sources)
            except Unwritable as error:
                refused = [each for each in group if any(edit.span.path == error.path for edit in each.edits)]
                self.refused += (Left(each, f"{error.path} {error.reason}") for each in refused)
                self.barred |= {_mark(each) for each in refused}
                if refused and len(refused) < len(group):
                    waiting.append([each for each in group if each not in refused])
                continue
            wrong = self._wrong(before, after, trial)
            if not wrong:
                accepted = trial
                self.sources, self.outcome = sources, after
            elif len(group) == 1 or self.checks >= CHECKS:
                first = wrong[0]
                why = f"after its fix there is {first.rule.code} {first.finding.message}"
                self.bugs += (Left(each, why, fault=_about(first) == _about(each)) for each in group)
                self.barred |= {_mark(each) for each in group}
            else:
                waiting += _parted(group, wrong)
        self.done += accepted

    def _may_fix(self, found: Located) -> bool:
        return found.fix is not None and (found.fix.safe or self.unsafe)

    def _wrong(self, before: Outcome, after: Outcome, fixed: Sequence[Located]) -> list[Located]:
        """What is wrong with fixes: the findings that are left, or else those that are new."""
        marks = Counter(map(_mark, fixed))
        there, left = Counter(map(_mark, before.findings)), Counter(map(_mark, after.findings))
        stuck = {mark for mark, number in marks.items() if left[mark] > there[mark] - number}
        if stuck:
            return [each for each in after.findings if _mark(each) in stuck]
        about = set(map(_about, fixed))
        return _new(
            before,
            after,
            fixed,
            but=lambda found: self.patient and self._may_fix(found) and _about(found) not in about,
        )


def _never(_: Located) -> bool:
    return False


def _parted(group: Sequence[Located], wrong: Sequence[Located]) -> tuple[list[Located], list[Located]]:
    """The fixes that may have to do with what is wrong, and the others, which come first; or else two halves."""
    concerned = set().union(*map(_concerned, wrong))
    suspects = [each for each in group if not concerned.isdisjoint(_concerned(each))]
    if 0 < len(suspects) < len(group):
        return suspects, [each for each in group if each not in suspects]
    half = len(group) // 2
    return list(group[half:]), list(group[:half])


def _concerned(found: Located) -> set[str]:
    """The member, what it requires, and the files that a finding is about."""
    member = found.finding.member
    names = {member.name or member.path} if member else set()
    return {*names, *found.finding.dependencies, found.span.path, *(edit.span.path for edit in found.edits)}


def _edited(texts: Mapping[str, Source], fixed: Iterable[Located]) -> dict[str, Source]:
    """The files with the edits of all these fixes, equal ones once."""
    by_file: dict[str, list[Edit]] = {}
    for edit in dict.fromkeys(edit for found in fixed for edit in found.edits):
        by_file.setdefault(edit.span.path, []).append(edit)
    return {
        path: replace(texts[path], text=editing.apply(texts[path].text, sorted(edits, key=_order)))
        for path, edits in by_file.items()
    }


def _is_free(taken: Sequence[Edit], edit: Edit) -> bool:
    """Whether no other edit is where this one is, or touches it; one that is the same does not matter."""
    at = bisect_left(taken, _order(edit), key=_order)
    beside = taken[max(at - 1, 0) : at + 2]
    return edit in beside or not any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end for other in beside
    )


def _new(
    before: Outcome, after: Outcome, fixed: Iterable[Located], *, but: Callable[[Located], bool] = _never
) -> list[Located]:
    """The findings that were not there before; one that was fixed should not be there.

    What ignores are left over is no fault of a fix: it is found, and may be fixed, in the next round.
    """
    expected = Counter(map(_about, before.findings)) - Counter(map(_about, fixed))
    new = []
    for found in after.findings:
        about = _about(found)
        expected[about] -= 1
        if expected[about] < 0 and not found.rule.last and not but(found):
            new.append(found)
    return new


def _order(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _mark(found: Located) -> _Mark:
    """What tells a finding from others, wherever it stands in its file."""
    return _about(found), " ".join(_LINE.sub(r"\1", found.finding.message).split())


def _about(found: Located) -> _About:
    """What a finding is about; what it says may change where something else is fixed."""
    finding = found.finding
    member = (finding.member.name or finding.member.path) if finding.member else ""
    return found.rule.code, found.span.path, member, tuple(sorted(finding.dependencies)), finding.extra or ""
