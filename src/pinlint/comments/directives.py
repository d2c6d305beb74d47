"""What comments ask to ignore: ``# pinlint: ignore[PIN101, PIN201] reason``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pinlint.comments.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.comments.dialects import Dialect
    from pinlint.source import Source

# At the beginning of a comment, or further on in one that says something else first.
_DIRECTIVE = re.compile(
    r"(?:\A[#;]++|(?<=\s)\#++)[ \t]*+pinlint:[ \t]*+ignore(?![\w-])(?:[ \t]*+\[(?P<list>[^\[\]]*+)\])?"
)
_SELECTOR = re.compile(r"[^,\s](?:[^,]*[^,\s])?")


@dataclass(frozen=True, slots=True)
class Named:
    """A code, a name, or the beginning of a code, as it stands in the text from ``start`` to ``end``."""

    selector: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Directive:
    """One request to ignore; without a rule that it names, it ignores nothing.

    ``start`` and ``end`` are the offsets from its ``#`` to the end of its reason, ``named_end`` is where the list of
    rules ends, in front of the bracket, or where it would begin; ``listed`` says that there are brackets. ``alone``
    says that nothing but a comment is on its line.
    """

    line: int
    alone: bool
    start: int
    end: int
    named: tuple[Named, ...]
    named_end: int
    listed: bool
    reason: str


def directives(source: Source, dialect: Dialect) -> Iterator[Directive]:
    """The directives in the comments of a file, in their order."""
    for start, end in scan(source.text, dialect).comments:
        comment = source.text[start:end]
        if "pinlint:" in comment:
            yield from _directives(source, start, comment)


def _directives(source: Source, start: int, comment: str) -> Iterator[Directive]:
    line, column = source.position(start)
    alone = not source.line(line)[: column - 1].strip()
    found = list(_DIRECTIVE.finditer(comment))
    for match, following in zip_longest(found, found[1:]):
        reason = comment[match.end() : following.start() if following else None].rstrip()
        first = start + match.start("list")
        names = _SELECTOR.finditer(match["list"] or "")
        yield Directive(
            line=line,
            alone=alone,
            start=start + match.start(),
            end=start + match.end() + len(reason),
            named=tuple(Named(name.group(), first + name.start(), first + name.end()) for name in names),
            named_end=start + match.end("list" if match["list"] is not None else 0),
            listed=match["list"] is not None,
            reason=reason.strip(),
        )
