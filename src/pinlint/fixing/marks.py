"""What tells one finding from another, before and after something was fixed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinlint.engine import Located, Outcome

About: TypeAlias = tuple[str, str, str, tuple[str, ...], str]
Mark: TypeAlias = "tuple[About, str]"
Place: TypeAlias = tuple[str, str, tuple[str, ...], str]

_LINE = re.compile(r"\b(line|column|offset) [0-9]+")


def mark(found: Located) -> Mark:
    """What tells a finding from others, wherever it stands in its file."""
    return about(found), " ".join(_LINE.sub(r"\1", found.finding.message).split())


def about(found: Located) -> About:
    """What a finding is about; what it says may change where something else is fixed."""
    finding = found.finding
    member = (finding.member.name or finding.member.path) if finding.member else ""
    return found.rule.code, found.span.path, member, tuple(sorted(finding.dependencies)), finding.extra or ""


def place(found: Located) -> Place:
    """What a finding is about, whichever of several members it names."""
    rule, path, _, dependencies, extra = about(found)
    return rule, path, dependencies, extra


def subjects(found: Located) -> frozenset[str]:
    """The distributions that a finding is about: those that are required, or else the member."""
    finding = found.finding
    member = finding.member.name if finding.member else None
    return frozenset(finding.dependencies or ((member,) if member else ()))


def _never(_: Located) -> bool:
    return False


def left(before: Outcome, after: Outcome, fixed: Iterable[Located]) -> list[Located]:
    """The findings that are there still, though they were fixed."""
    marks = Counter(map(mark, fixed))
    there, still = Counter(map(mark, before.findings)), Counter(map(mark, after.findings))
    stuck = {each for each, number in marks.items() if still[each] > there[each] - number}
    return [each for each in after.findings if mark(each) in stuck] if stuck else []


def new(
    before: Outcome, after: Outcome, fixed: Iterable[Located] = (), *, but: Callable[[Located], bool] = _never
) -> list[Located]:
    """The findings that were not there before; one that was fixed should not be there.

    One that is left of a finding that named further places, and so another member first, is not new. What ignores are
    left over is no fault of a fix: it is found, and may be fixed, in the next round.
    """
    expected = Counter(map(about, before.findings)) - Counter(map(about, fixed))
    more = []
    for each in after.findings:
        expected[about(each)] -= 1
        if expected[about(each)] < 0 and not each.rule.last and not but(each):
            more.append(each)
    gone: dict[Place, list[set[str]]] = {}
    for each in before.findings if more else ():
        if expected[about(each)] > 0:
            expected[about(each)] -= 1
            gone.setdefault(place(each), []).append(_files(each))
    return [each for each in more if not _is_left(each, gone.get(place(each), []))]


def gone(before: Outcome, after: Outcome) -> list[Located]:
    """The findings that are not there any more, nor anything that is left of them."""
    missing = _beyond(before.findings, after.findings)
    for each in _beyond(after.findings, before.findings) if missing else ():
        moved = (one for one in missing if place(one) == place(each) and _files(each) <= _files(one))
        if (one := next(moved, None)) is not None:
            missing.remove(one)
    return missing


def _beyond(these: Iterable[Located], others: Iterable[Located]) -> list[Located]:
    """Those of the findings that are about what none, or no further one, of the others is about."""
    expected = Counter(map(about, others))
    more = []
    for each in these:
        expected[about(each)] -= 1
        if expected[about(each)] < 0:
            more.append(each)
    return more


def _is_left(found: Located, gone: list[set[str]]) -> bool:
    """Whether a finding is what is left of one that is gone, each of which leaves one."""
    named = _files(found)
    for files in gone:
        if named <= files:
            gone.remove(files)
            return True
    return False


def _files(found: Located) -> set[str]:
    """The files that a finding names."""
    return {found.span.path, *(span.path for span, _ in found.related)}
