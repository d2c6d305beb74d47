"""Regular expressions whose cost is bounded before they run.

Python's matcher backtracks: a repeat within a repeat, or repeats side by side that take the same characters, can take
exponential or polynomial time. What is admitted has no unbounded repeat within another, and the product of how many
ends each repeat can have in this very text stays within a budget. ``patterns`` takes patterns apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from pinlint.metadata.evaluate import patterns
from pinlint.metadata.evaluate.natives import native
from pinlint.metadata.evaluate.outcomes import TooLarge

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.budget import Budget

_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII | re.UNICODE
_MANY = 20
"""A repeat of more than so many is taken for unbounded."""
_TOO_LONG = "uses a regular expression that may take too long"


class Meter(Protocol):
    """What a pattern may cost, and who counts it."""

    budget: Budget

    def spend(self, steps: int = 1, /) -> None:
        """Count steps. Raises Exhausted."""


def compiled(meter: Meter, pattern: str, flags: int) -> re.Pattern[str]:
    """The compiled pattern. Raises NotKnown if it is too large, Raised if it is none."""
    if len(pattern) > meter.budget.pattern:
        raise TooLarge("uses a regular expression that is too long")
    meter.spend(len(pattern))
    return native(lambda: re.compile(str(pattern), flags & _FLAGS))


def check(meter: Meter, regex: re.Pattern[str], text: str, *, anchored: bool = False) -> None:
    """Raises NotKnown if the pattern could take too long on this text; ``anchored``: it is tried at its start only."""
    meter.spend(1 + len(text) // 200)
    try:
        items = patterns.items(regex)
        cost = _Cost(text, regex.flags)
        cost.sequence(items, [patterns.END], repeated=False)
        starts = 1 if anchored or (cost.ways == 1 and not cost.steps) else _starts(items, text, regex.flags)
    except (ImportError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise TooLarge("uses a regular expression, which this Python does not take apart") from error
    if starts * (cost.steps + cost.ways * len(regex.pattern)) + len(text) > meter.budget.matching:
        raise TooLarge(_TOO_LONG)


def _starts(items: list[Any], text: str, flags: int) -> int:
    """In how many places a match may begin."""
    kind, value = items[0]
    if str(kind) == "AT" and str(value) in {"AT_BEGINNING", "AT_BEGINNING_STRING"}:
        lines = text.count("\n") + 1 if flags & re.MULTILINE else 1
        literal = patterns.literal(items[1:], flags)
        return min(lines, _count(text, literal)) if literal else lines
    if str(kind) == "ASSERT":
        items = list(value[1])  # what stands before the match, or at its beginning
    prefix = patterns.literal(items, flags)
    return _count(text, prefix) if prefix else len(text) + 1


def _count(text: str, part: str) -> int:
    """In how many places a string occurs, those that overlap among them, and one more."""
    count, at = 1, text.find(part)
    while at >= 0:
        count, at = count + 1, text.find(part, at + 1)
    return count


class _Cost:
    """How many ``ways`` lead through a pattern from one start, and how many ``steps`` its repeats take on them."""

    def __init__(self, text: str, flags: int) -> None:
        self.text = text
        self.flags = flags
        self.alphabet = frozenset(text)
        self.ways = 1
        self.steps = 0
        self.single: set[object] = set()
        """The groups that take exactly one character."""

    def sequence(self, items: list[Any], after: list[Any], *, repeated: bool) -> None:
        """Go through items in a row; ``after`` are those that come next, none if that is not known."""
        for index, (kind, value) in enumerate(items):
            name = str(kind)
            rest = [*items[index + 1 :], *after]
            if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
                self.repeat(int(value[1]), list(value[2]), rest, repeated=repeated)
            elif name == "SUBPATTERN" and not value[1] and not value[2]:
                self.single |= {value[0]} if patterns.takes(list(value[3]), self.flags) else set()
                self.sequence(list(value[3]), rest, repeated=repeated)
            elif name == "BRANCH":
                self.ways *= len(value[1])
                for way in value[1]:
                    self.sequence(list(way), rest, repeated=repeated)
            elif name in {"ASSERT", "ASSERT_NOT"}:
                self.sequence(list(value[1]), [], repeated=repeated)
            elif name == "GROUPREF" and value in self.single:
                continue
            elif name not in {"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"}:
                raise TooLarge("uses a regular expression that is not understood")

    def repeat(self, most: int, body: list[Any], after: list[Any], *, repeated: bool) -> None:
        """Go through a repeat: it may end in as many places as what comes next may begin in."""
        if most <= 1:
            self.ways *= 2
            self.sequence(body, [], repeated=repeated)
            return
        takes = patterns.takes(body, self.flags)
        if takes is None:
            turns = None if repeated else self._turns(body)
            if turns is None:
                raise TooLarge(_TOO_LONG)
            self.ways *= min(most, turns) + 1
            self.sequence(body, [], repeated=True)
            return
        taken = frozenset(filter(takes, self.alphabet))
        run = min(most, self._run(taken)) + 1
        self.steps += self.ways * run
        following = patterns.first(after, self.flags)
        distinct = following is not None and not any(map(following, taken))
        if most <= _MANY and not repeated:
            self.ways *= run
        elif not distinct:
            literal = patterns.literal(after, self.flags)
            self.ways *= min(run, _count(self.text, literal)) if literal else run

    def _turns(self, body: list[Any]) -> int | None:
        """How many turns a repeat can take, if each begins with a character that the repeats within do not take."""
        if len(body) == 1 and str(body[0][0]) == "SUBPATTERN":
            body = list(body[0][1][3])
        first = patterns.takes(body[:1], self.flags) if body else None
        if first is None:
            return None
        for kind, value in body[1:]:
            name = str(kind)
            if name in {"MAX_REPEAT", "MIN_REPEAT"}:
                takes = patterns.takes(list(value[2]), self.flags)
                if takes is None or any(takes(char) and first(char) for char in self.alphabet):
                    return None
            elif patterns.takes([(kind, value)], self.flags) is None:
                return None
        return sum(self.text.count(char) for char in self.alphabet if first(char))

    def _run(self, taken: frozenset[str]) -> int:
        longest = run = 0
        for char in self.text:
            run = run + 1 if char in taken else 0
            longest = max(longest, run)
        return longest
