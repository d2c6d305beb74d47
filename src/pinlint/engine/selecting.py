"""Which rules to ask, and at which level."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from posixpath import commonprefix
from typing import TYPE_CHECKING

from pinlint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.rule import Rule


_GRAVEST = tuple(Level)
"""The levels, the gravest first."""


class UnknownRule(ValueError):  # noqa: N818 - it says what was asked for
    """A selector that names no rule; ``str()`` is a sentence that offers the nearest one."""


def select(
    rules: Iterable[Rule], *, only: Sequence[str] = (), ignore: Sequence[str] = (), extend: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """The rules to ask, in the order of their codes: the default ones (or ``only`` some), ``extend``, less ``ignore``.

    Selectors are codes, names or prefixes of codes. A rule that ``only`` or ``extend`` selects finds all that it can.
    Raises UnknownRule.
    """
    known = sorted(rules, key=lambda rule: rule.code)
    for selector in (*only, *ignore, *extend):
        if not any(matches(rule, selector) for rule in known):
            raise UnknownRule(nearest(selector, known))
    return tuple(
        _whole(rule) if _any(rule, (*only, *extend)) else rule
        for rule in known
        if (_any(rule, only) if only else rule.default) or _any(rule, extend)
        if not _any(rule, ignore)
    )


def matches(rule: Rule, selector: str) -> bool:
    """Whether a code, a name or a prefix of codes (``PIN1``) means the rule; case does not matter."""
    wanted = selector.strip().upper()
    return bool(wanted) and (rule.code.startswith(wanted) or rule.name.upper() == wanted)


def configured_level(rule: Rule, levels: Mapping[str, str]) -> Level | None:
    """The configured level: that of the name or the longest prefix of the code."""
    meant = [selector for selector in levels if matches(rule, selector)]
    return Level(levels[max(meant, key=len)]) if meant else None


def level_of(rule: Rule, own: Level | None, configured: Level | None) -> Level:
    """The level of a finding: the configured one, which does not raise what the rule itself holds to be less grave."""
    if own is None or configured is None:
        return own or configured or rule.level
    return max(own, configured, key=_GRAVEST.index) if _is_less(own, rule.level) else configured


def _is_less(level: Level, other: Level) -> bool:
    return _GRAVEST.index(level) > _GRAVEST.index(other)


def nearest(selector: str, rules: Sequence[Rule]) -> str:
    """The sentence about a selector that names no rule; it offers a code or a name that is one edit away."""
    wanted = selector.strip().upper()
    near = [word for rule in rules for word in (rule.code, rule.name) if _is_one_edit(wanted, word.upper())]
    offer = f"did you mean {max(near, key=lambda word: _alike(wanted, word.upper()))}?" if near else None
    return f"there is no rule {selector!r}; {offer or '`pinlint rule` lists them'}"


def _is_one_edit(a: str, b: str) -> bool:
    """Whether a character too many, too few or another one, or two that changed places, make one of the other."""
    start = _alike(a, b)
    a, b = a[start:], b[start:]
    end = _alike(a[::-1], b[::-1])
    a, b = a[: len(a) - end], b[: len(b) - end]
    return max(len(a), len(b)) == 1 or (len(a) == 2 and a == b[::-1])


def _alike(a: str, b: str) -> int:
    """How many characters are the same from the beginning."""
    return len(commonprefix((a, b)))


def _whole(rule: Rule) -> Rule:
    """The rule with what it finds only where it was selected."""
    first, second = rule.check, rule.further
    return rule if second is None else replace(rule, check=lambda workspace: chain(first(workspace), second(workspace)))


def _any(rule: Rule, selectors: Iterable[str]) -> bool:
    return any(matches(rule, selector) for selector in selectors)
