"""Comments that ignore findings: what they name goes, and with the last of it the comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.comments import dialect, directives
from pinlint.editing.refused import Refused
from pinlint.source import Edit, Span

if TYPE_CHECKING:
    from pinlint.changes import Unignore
    from pinlint.comments import Directive
    from pinlint.source import Source

_REST = re.compile(r"[ \t]*+(\r\n|\r|\n|\Z)")


def without(source: Source, change: Unignore) -> Edit:
    """The edit after which a comment no longer names the rule at a place. Raises Refused."""
    # Only comments that were found lead here, so that a text with some is a requirements file.
    kind = dialect(source.path, requires=True)
    at = change.at
    found = (each for each in directives(source, kind)) if kind else ()
    directive = next((each for each in found if each.start <= at.start and at.end <= each.end), None)
    if directive is None:
        raise Refused("in no comment for pinlint")
    names = [(name.start, name.end) for name in directive.named]
    if len(names) < 2 or (at.start, at.end) not in names:
        return _whole(source, directive)
    index = names.index((at.start, at.end))
    if index:
        return Edit(Span(source.path, names[index - 1][1], at.end), "")
    return Edit(Span(source.path, at.start, names[1][0]), "")


def _whole(source: Source, directive: Directive) -> Edit:
    """The request with its reason; with nothing else on its line, that line."""
    text, start, end = source.text, directive.start, directive.end
    rest = _REST.match(text, end)
    before = text[:start].rstrip(" \t")
    if rest is None:  # another request follows in the same comment
        end += len(text[end:]) - len(text[end:].lstrip(" \t"))
    elif not before or before.endswith(("\n", "\r")):
        start, end = len(before), rest.end()
    else:
        start, end = len(before), rest.start(1)
    return Edit(Span(source.path, start, end), "")
