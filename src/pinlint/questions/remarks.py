"""Comments that explain what stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.metadata.positions import locate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.source import Place, Source

_BEHIND = re.compile(r"[ \t]*+,?[ \t]*+(?P<comment>#)?[^\r\n]*+(?:\r\n|\r|\n|\Z)(?P<next>[ \t]*+)(?P<first>[^\s\])}]?)")


def is_explained(sources: Mapping[str, Source], at: Place) -> bool:
    """Whether a comment explains what is at a place: behind it on its line, or on the lines above it and it alone.

    A comment above several lines is a heading, and explains none of them.
    """
    source = sources.get(at.path)
    if source is None:
        return False
    text, span = source.text, locate(source, at)
    behind = _BEHIND.match(text, span.end)
    if behind is None or behind["comment"]:
        return behind is not None
    line, column = source.position(span.start)
    above = source.line(line - 1).strip() if line > 1 else ""
    alone = not source.line(line)[: column - 1].strip() and behind["first"] in {"", "#"}
    return above.startswith("#") and alone
