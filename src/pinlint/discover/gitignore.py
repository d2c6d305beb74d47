"""Which files git ignores: one ``.gitignore`` as a matcher, and the chain of them that governs a folder.

Written here and not taken from ``pathspec``, whose import alone costs about a fifth of a hook's start. Held to
``git check-ignore`` by a differential test. Not read: ``core.excludesFile`` and ``core.ignoreCase``, which are a
user's and not the workspace's, and the exclude file of a linked worktree, which lies outside of it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property

from pinlint.discover.patterns import translate

_STARS_IN_NAME = re.compile(r"(?P<name>[^*?\[\\]*[^*?\[\\/])\*{2,}(?P<slash>/|\\/|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Pattern:
    expression: str
    negated: bool
    anchored: bool


class Patterns:
    """The patterns of one ignore file; the last one that matches decides."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Whether they ignore ``path``, relative to their folder, in ``git_name`` form; None: they are silent."""
        end = "/" if folder else ""
        best = max(
            self._paths.last(path + end),
            self._names.last(path.rpartition("/")[2] + end),
        )
        return None if best < 0 else not self._patterns[best].negated

    @cached_property
    def _patterns(self) -> list[_Pattern]:
        data = self._data.removeprefix(b"\xef\xbb\xbf")
        found = (_parse(line.removesuffix("\r")) for line in data.decode("latin-1").split("\n"))
        return [pattern for pattern in found if pattern is not None]

    @cached_property
    def _paths(self) -> _Alternatives:
        return _Alternatives({n: p.expression for n, p in enumerate(self._patterns) if p.anchored})

    @cached_property
    def _names(self) -> _Alternatives:
        return _Alternatives({n: p.expression for n, p in enumerate(self._patterns) if not p.anchored})


class _Alternatives:
    """Numbered expressions as one; compiled when first asked."""

    def __init__(self, expressions: dict[int, str]) -> None:
        self._numbers = sorted(expressions, reverse=True)
        self._expressions = expressions

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        # One group each and no other groups in them: the group that took part says which one matched.
        return re.compile("|".join(f"({self._expressions[n]})" for n in self._numbers), re.DOTALL)

    def last(self, subject: str) -> int:
        """The highest number that matches all of ``subject``, or -1."""
        if not self._numbers:
            return -1
        match = self._regex.fullmatch(subject)
        return -1 if match is None or match.lastindex is None else self._numbers[match.lastindex - 1]


def _parse(line: str) -> _Pattern | None:
    line = _without_trailing_spaces(line.partition("\0")[0])
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    pattern = line.removeprefix("!")
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    anchored = "/" in pattern
    pattern = pattern.removeprefix("/")
    if not pattern:
        return None
    expression = _anchored(pattern) if anchored else translate(pattern)
    return _Pattern(expression + ("/" if folders_only else "/?"), negated, anchored)


def _anchored(pattern: str) -> str:
    """As git matches paths: it compares what comes before the first wildcard and then matches the rest by itself.

    Stars that follow a part of a name (``lib**/x``) thereby pass for a ``**`` of their own, whatever the manual says.
    """
    match = _STARS_IN_NAME.match(pattern)
    if match is None:
        return translate(pattern)
    rest = pattern[match.end() :]
    between = {"": ".*", "/": "(?:.*/)?", "\\/": ".*/"}[match["slash"]]
    return re.escape(match["name"]) + between + (translate(rest) if rest else "")


def _without_trailing_spaces(line: str) -> str:
    """A backslash keeps the space after it."""
    stripped = line.rstrip(" ")
    if stripped == line:
        return line
    slashes = len(stripped) - len(stripped.rstrip("\\"))
    return stripped + " " if slashes % 2 else stripped


def git_name(name: str) -> str:
    """A file name as git compares it: byte by byte, each byte one character."""
    return name if name.isascii() else os.fsencode(name).decode("latin-1")


@dataclass(frozen=True, slots=True)
class Ignored:
    """The ignore files that govern a folder: the nearest one first, then its parents'."""

    patterns: Patterns
    base: str
    """The folder of the ignore file, from the top of the repository, with a trailing slash; empty at the top."""
    parent: Ignored | None = None

    def verdict(self, path: str, *, folder: bool) -> bool:
        """Whether ``path`` (from the top of the repository) is ignored, its parents not being so."""
        at: Ignored | None = self
        while at is not None:
            verdict = at.patterns.verdict(path[len(at.base) :], folder=folder)
            if verdict is not None:
                return verdict
            at = at.parent
        return False
