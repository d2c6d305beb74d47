"""Lists of requirements as somebody wrote them: what a build puts together from several of them is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.source import Key, Span
from pinlint.workspace.companion import is_build

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.source import Source
    from pinlint.workspace import Requirement

_ITEMS = re.compile(
    r"""(?: \s | , | \#[^\r\n]* | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*" )*""",
    re.VERBOSE,
)
"""What stands between two items of one list of strings in Python."""


def in_one_list(sources: Mapping[str, Source], first: Requirement, second: Requirement) -> bool:
    """Whether two requirements of one member stand in the same list of the same file, each at a place of its own.

    In a module or a BUILD file there may be several lists: they stand in one where only strings are between them.
    """
    one, other = first.at, second.at
    if first.scope != second.scope or one == other or one.path != other.path:
        return False
    if isinstance(one, Key) and isinstance(other, Key):
        return _list(one) == _list(other)
    if not isinstance(one, Span) or not isinstance(other, Span):
        return False
    if not (one.path.endswith(".py") or is_build(one.path)):
        return True
    source = sources.get(one.path)
    start, end = min(one.end, other.end), max(one.start, other.start)
    return source is not None and _ITEMS.fullmatch(source.text, start, end) is not None


def _list(key: Key) -> tuple[str | int, ...]:
    """The keys of the list; in Poetry the table of dependencies is the list."""
    keys = key.keys
    if keys[:2] == ("tool", "poetry") and "dependencies" in keys:
        return keys[: keys.index("dependencies") + 1]
    return keys[:-1]
