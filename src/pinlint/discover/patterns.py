r"""Shell patterns as regular expressions, with the meaning ``git`` gives them (gitignore(5), wildmatch).

The expressions cannot be made slow: between two stars the shortest match is as good as any, so it is atomic, and the
time stays near the product of both lengths however many stars a hostile pattern has.
"""

from __future__ import annotations

import re

WILD = frozenset("*?[\\")
"""Characters that make a pattern more than a name."""

_NEVER = "(?!)"
_POSIX = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "space": r"\x09-\x0d ",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}

# One item of a character class: a named class, a range, or one character; each end may be escaped.
_ITEM = r"\[:[^\]]*:\] | (?:\\.|[^\\]) (?: - (?:\\.|[^\]\\]) )?"
_CLASS_ITEM = re.compile(
    r"\[:(?P<name>[^\]]*):\] | (?P<low>\\.|[^\\]) (?: - (?P<high>\\.|[^\]\\]) )?", re.VERBOSE | re.DOTALL
)
# The first item may be a closing bracket; after it, one ends the class. No possessive repeat around a lookahead:
# Python 3.11.0 to 3.11.4 match those wrongly.
_CLASS = re.compile(
    rf"(?P<negated>[!^])? (?P<items> (?>{_ITEM}) (?: (?!\]) (?>{_ITEM}) )* ) \]", re.VERBOSE | re.DOTALL
)

# Tokens of a pattern besides the expressions for exactly one character.
_STAR = "*"
_DEEP = "**"
_SLASH = "/"
_ESCAPED_SLASH = "\\/"


def translate(pattern: str) -> str:
    r"""The expression for one name or path without its leading and trailing slash, to be matched in full.

    ``*``, ``?`` and ``[...]`` stay within one component; ``**`` as a whole component is any number of them, at the end
    at least one. A malformed pattern (an open class, a lone backslash at the end) matches nothing.
    """
    tokens = _tokens(pattern)
    if tokens is None:
        return _NEVER
    # Runs of whole components, a new one after every "**" that is a component of its own.
    runs: list[str] = [""]
    parts: list[str] = []
    for token in tokens:
        if token not in {_SLASH, _ESCAPED_SLASH}:
            parts.append(token)
            continue
        if parts == [_DEEP]:
            # Only a plain slash lets "**" stand for no component at all.
            runs.append("[^/]+/" if token == _ESCAPED_SLASH else "")
        else:
            runs[-1] += _component(parts) + "/"
        parts = []
    if parts == [_DEEP]:
        return _anywhere(runs) + ".+"
    last = runs.pop() + _component(parts)
    # The last run must end where the path does, so it may have to try several places.
    return _anywhere(runs) + f"(?:[^/]+/)*{last}" if runs else last


def _anywhere(runs: list[str]) -> str:
    """Runs that something follows: each but the first begins wherever it can, and its first place is as good as any."""
    first, *others = runs
    return first + "".join(f"(?>(?:[^/]+/)*?{run})" for run in others if run)


def _component(tokens: list[str]) -> str:
    chunks: list[str] = [""]
    for token in tokens:
        if token in {_STAR, _DEEP}:
            chunks.append("")
        else:
            chunks[-1] += token
    if len(chunks) == 1:
        return chunks[0]
    if not any(chunks):
        # No component is empty.
        return "[^/]+"
    first, *middle, last = chunks
    return first + "".join(f"(?>[^/]*?{chunk})" for chunk in middle if chunk) + "[^/]*" + last


def _tokens(pattern: str) -> list[str] | None:
    tokens: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            start = at
            while pattern[at : at + 1] == "*":
                at += 1
            tokens.append(_STAR if at == start else _DEEP)
        elif char == "/":
            tokens.append(_SLASH)
        elif char == "?":
            tokens.append("[^/]")
        elif char == "[":
            found = _character_class(pattern, at)
            if found is None:
                return None
            expression, at = found
            tokens.append(expression)
        elif char == "\\":
            if at == len(pattern):
                return None
            tokens.append(_ESCAPED_SLASH if pattern[at] == "/" else re.escape(pattern[at]))
            at += 1
        else:
            tokens.append(re.escape(char))
    return tokens


def _character_class(pattern: str, at: int) -> tuple[str, int] | None:
    """The class whose ``[`` ends at ``at``, and where it ends; None if it never does, or names no known class."""
    match = _CLASS.match(pattern, at)
    if match is None:
        return None
    items: list[str] = []
    for item in _CLASS_ITEM.finditer(match["items"]):
        name, low, high = item["name"], item["low"], item["high"]
        if name is not None:
            if name not in _POSIX:
                return None
            items.append(_POSIX[name])
        elif high is None or low[-1] > high[-1]:
            # The lower end of a range is matched before the range is seen.
            items.append(re.escape(low[-1]))
        else:
            items.append(f"{re.escape(low[-1])}-{re.escape(high[-1])}")
    inside = "".join(items)
    if match["negated"]:
        return f"[^/{inside}]", match.end()
    return (f"(?!/)[{inside}]" if inside else _NEVER), match.end()
