"""Regular expressions whose cost is bounded before they run.

Python's matcher backtracks: a repeat within a repeat, or repeats side by side that take the same characters, can take
exponential or polynomial time. What is admitted has no unbounded repeat within another, and the product of how far each
ambiguous repeat can run in this very text stays within a budget.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pinlint.metadata.evaluate.natives import native
from pinlint.metadata.evaluate.outcomes import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.machine import Machine

_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII | re.UNICODE


_MANY = 20
"""A repeat of more than so many is taken for unbounded."""


def compiled(machine: Machine, pattern: str, flags: int) -> re.Pattern[str]:
    """The compiled pattern. Raises NotKnown if it is too large, Raised if it is none."""
    if len(pattern) > machine.budget.pattern:
        raise TooLarge("uses a regular expression that is too long")
    machine.spend(len(pattern))
    return native(lambda: re.compile(str(pattern), flags & _FLAGS))


def check(machine: Machine, regex: re.Pattern[str], text: str) -> None:
    """Raises NotKnown if the pattern could take too long on this text."""
    machine.spend(1 + len(text) // 200)
    try:
        steps = _steps(regex, text)
    except (ImportError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise TooLarge("uses a regular expression, which this Python does not take apart") from error
    if steps > machine.budget.matching:
        raise TooLarge("uses a regular expression that may take too long")


def _steps(regex: re.Pattern[str], text: str) -> int:
    """About how many steps a search takes at most. Raises NotKnown if there is no telling.

    Python's only parser of patterns is private to ``re``: another Python may lack it, or give trees of another shape.
    Then this raises ImportError, or whatever comes of the shape, and ``check`` admits no pattern at all.
    """
    from re import _parser  # type: ignore[attr-defined]  # noqa: PLC0415 - private, see above

    items = list(_parser.parse(regex.pattern, regex.flags))
    cost = _Cost(text, regex.flags)
    cost.sequence(items, repeated=False)
    starts = 1 if cost.ambiguous == 1 and not cost.linear else _starts(items, text, regex.flags)
    return starts * (cost.linear + len(regex.pattern)) * cost.ambiguous + len(text)


def _starts(items: list[Any], text: str, flags: int) -> int:
    """In how many places a match may begin."""
    if items and str(items[0][0]) == "AT" and str(items[0][1]) in {"AT_BEGINNING", "AT_BEGINNING_STRING"}:
        return text.count("\n") + 1 if flags & re.MULTILINE else 1
    prefix = ""
    for kind, value in items:
        if str(kind) != "LITERAL":
            break
        prefix += chr(value)
    if prefix and not flags & re.IGNORECASE:
        return text.count(prefix) + 1
    return len(text) + 1


class _Cost:
    """How many ways there are through a pattern: ``ambiguous`` multiply, ``linear`` ones only add."""

    def __init__(self, text: str, flags: int) -> None:
        self.text = text
        self.flags = flags
        self.alphabet = frozenset(text)
        self.ambiguous = 1
        self.linear = 0

    def sequence(self, items: list[Any], *, repeated: bool) -> None:
        """Count the ways through items in a row."""
        for index, (kind, value) in enumerate(items):
            name = str(kind)
            if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
                self.repeat(value, items[index + 1 :], repeated=repeated)
            elif name == "SUBPATTERN":
                self.sequence(list(value[3]), repeated=repeated)
            elif name == "BRANCH":
                self.ambiguous *= len(value[1])
                for way in value[1]:
                    self.sequence(list(way), repeated=repeated)
            elif name in {"ASSERT", "ASSERT_NOT"}:
                self.sequence(list(value[1]), repeated=repeated)
            elif name in {"GROUPREF", "GROUPREF_EXISTS", "ATOMIC_GROUP"}:
                raise TooLarge("uses a regular expression that is not understood")

    def repeat(self, value: Any, after: list[Any], *, repeated: bool) -> None:  # noqa: ANN401 - any value of Python
        """Count the ways through a repeat."""
        _, most, body = value[0], int(value[1]), list(value[2])
        if most <= 1:
            self.ambiguous *= 2
            self.sequence(body, repeated=repeated)
            return
        takes = _takes(body, self.flags)
        if takes is None:
            if repeated or not self._separated(body):
                raise TooLarge("uses a regular expression that may take too long")
            self.ambiguous *= min(most, len(self.text)) + 1
            self.sequence(body, repeated=True)
            return
        taken = frozenset(filter(takes, self.alphabet))
        run = min(most, self._run(taken)) + 1
        following = _takes(after[:1], self.flags) if after else None
        distinct = following is not None and not any(map(following, taken))
        if most <= _MANY and not repeated:
            self.ambiguous *= run
        elif distinct:
            self.linear += run
        else:
            self.ambiguous *= run

    def _separated(self, body: list[Any]) -> bool:
        """Whether each turn of a repeat begins with a character that the repeats within it do not take."""
        if len(body) == 1 and str(body[0][0]) == "SUBPATTERN":
            body = list(body[0][1][3])
        first = _takes(body[:1], self.flags) if body else None
        if first is None:
            return False
        for kind, value in body[1:]:
            name = str(kind)
            if name in {"MAX_REPEAT", "MIN_REPEAT"}:
                takes = _takes(list(value[2]), self.flags)
                if takes is None or any(takes(char) and first(char) for char in self.alphabet):
                    return False
            elif _takes([(kind, value)], self.flags) is None:
                return False
        return True

    def _run(self, taken: frozenset[str]) -> int:
        longest = run = 0
        for char in self.text:
            run = run + 1 if char in taken else 0
            longest = max(longest, run)
        return longest


def _takes(items: list[Any], flags: int) -> Callable[[str], bool] | None:
    """Which characters a pattern of exactly one character takes; None if it is no such pattern."""
    if len(items) != 1:
        return None
    kind, value = items[0]
    name = str(kind)
    if name == "SUBPATTERN":
        return _takes(list(value[3]), flags)
    fold = bool(flags & re.IGNORECASE)
    if name == "LITERAL":
        return lambda char: ord(char) == value or (fold and char.lower() == chr(value).lower())
    if name == "NOT_LITERAL":
        return lambda char: ord(char) != value
    if name == "ANY":
        return lambda char: char != "\n" or bool(flags & re.DOTALL)
    if name == "IN":
        return lambda char: _in(value, char, fold=fold)
    return None


def _in(options: list[Any], char: str, *, fold: bool) -> bool:
    """Whether a character is in a set."""
    negated = found = False
    for kind, value in options:
        name = str(kind)
        chars = {char, char.lower(), char.upper()} if fold else {char}
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            found = found or chr(value) in chars
        elif name == "RANGE":
            found = found or any(len(c) == 1 and value[0] <= ord(c) <= value[1] for c in chars)
        elif name == "CATEGORY":
            found = found or _category(str(value), char)
        else:
            found = True
    return found != negated


def _category(name: str, char: str) -> bool:
    if "DIGIT" in name:
        inside = char.isdigit()
    elif "SPACE" in name:
        inside = char.isspace()
    else:
        inside = char.isalnum() or char == "_"
    return inside != ("NOT" in name)
