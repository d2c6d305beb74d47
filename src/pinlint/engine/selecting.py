"""Which rules to ask, and at which level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.rule import Rule


class UnknownRule(ValueError):  # noqa: N818 - it says what was asked for
    """A selector that names no rule; ``str()`` is a sentence that offers the nearest one."""


def select(
    rules: Iterable[Rule], *, only: Sequence[str] = (), ignore: Sequence[str] = (), extend: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """The rules to ask, in the order of their codes: the default ones (or ``only`` some), ``extend``, less ``ignore``.

    Selectors are codes, names or prefixes of codes. Raises UnknownRule.
    """
    known = sorted(rules, key=lambda rule: rule.code)
    for selector in (*only, *ignore, *extend):
        if not any(matches(rule, selector) for rule in known):
            raise UnknownRule(nearest(selector, known))
    return tuple(
        rule
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


def nearest(selector: str, rules: Sequence[Rule]) -> str:
    """The sentence about a selector that names no rule."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a misspelt selector

    wanted = selector.strip().upper()
    family = [rule.code for rule in rules if rule.code[:4] == wanted[:4]]
    words = {word.upper(): word for rule in rules for word in (rule.code, rule.name)}
    near = get_close_matches(wanted, family, n=1, cutoff=0.65) or get_close_matches(wanted, words, n=1, cutoff=0.65)
    offer = f"; did you mean {words[near[0]]}?" if near else "; `pinlint rule` lists them"
    return f"there is no rule {selector!r}{offer}"


def _any(rule: Rule, selectors: Iterable[str]) -> bool:
    return any(matches(rule, selector) for selector in selectors)
