"""Comments that ignore what was found: where each goes, and the texts with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.adding.values import differ
from pinlint.comments import Dialect, dialect, directives, requirement_texts, scan
from pinlint.source import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.comments import Comments, Directive
    from pinlint.engine import Located, Outcome
    from pinlint.source import Source

_GENERATED = ("uv.lock", "poetry.lock", "pdm.lock")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file, its text with comments for all that was found in it, and that."""

    source: Source
    text: str
    found: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Findings of one file that no comment can ignore, and why: a phrase about the file."""

    path: str
    why: str
    found: tuple[Located, ...]


@dataclass(slots=True)
class _Place:
    """Where one comment goes: behind a line, above a line, or into a comment that is there."""

    line: int
    above: bool
    extends: Directive | None = None
    codes: set[str] = field(default_factory=set)


def annotate(outcome: Outcome, reason: str) -> tuple[tuple[Annotated, ...], tuple[Refused, ...]]:
    """The files with comments that ignore every finding, file by file, and the files that are refused.

    Findings about ignores are passed over: they end with the ignore, and not with a second one.
    """
    by_file: dict[str, list[Located]] = {}
    for each in outcome.findings:
        if not each.rule.last:
            by_file.setdefault(each.span.path, []).append(each)
    texts = requirement_texts(outcome.workspace)
    annotated: list[Annotated] = []
    refused: list[Refused] = []
    for path, group in by_file.items():
        found = tuple(group)
        source, kind = outcome.workspace.sources.get(path), dialect(path, requires=path in texts)
        if source is None:
            refused.append(Refused(path, "cannot be read", found))
        elif kind is None:
            refused.append(Refused(path, "has no comments", found))
        elif path.endswith(_GENERATED):
            refused.append(Refused(path, "is written by a tool, which drops comments", found))
        else:
            text = _annotated(source, kind, found, reason)
            why = differ(source, text, kind)
            if why is None:
                annotated.append(Annotated(source, text, found))
            else:
                refused.append(Refused(path, why, found))
    return tuple(annotated), tuple(refused)


def _annotated(source: Source, kind: Dialect, found: Iterable[Located], reason: str) -> str:
    comments = scan(source.text, kind)
    present = tuple(directives(source, kind))
    places: dict[tuple[int, bool], _Place] = {}
    for each in found:
        place = _place(source.position(each.span.start)[0], kind, comments, present)
        places.setdefault((place.line, place.above), place).codes.add(each.rule.code)
    text = source.text
    # From the end on, so that what is in front stays where it was measured.
    for place in sorted(places.values(), key=lambda place: (place.line, not place.above), reverse=True):
        codes = ", ".join(sorted(place.codes))
        if place.extends is not None:
            text = _extended(text, place.extends, codes, reason)
        elif place.above:
            text = _above(source, text, place.line, f"# pinlint: ignore[{codes}] {reason}")
        else:
            text = _behind(source, text, place.line, f"# pinlint: ignore[{codes}] {reason}")
    return text


def _place(line: int, kind: Dialect, comments: Comments, present: Iterable[Directive]) -> _Place:
    """Where a comment about something on a line goes."""
    head = comments.head(line)
    for directive in present:
        if directive.line == line:
            return _Place(line, above=False, extends=directive)
        if directive.alone and directive.line == head - 1:
            return _Place(head, above=True, extends=directive)
    if kind.trailing and head == line and line not in comments.joined:
        return _Place(line, above=False)
    return _Place(head, above=True)


def _extended(text: str, directive: Directive, codes: str, reason: str) -> str:
    """The text with more codes in a comment, and with a further reason, unless it is the same."""
    if directive.named:
        at, codes = directive.named[-1].end, f", {codes}"
    else:
        at, codes = directive.named_end, codes if directive.listed else f"[{codes}]"
    more = f"; {reason}" if directive.reason else f" {reason}"
    more = "" if directive.reason == reason else more
    return text[:at] + codes + text[at : directive.end] + more + text[directive.end :]


def _behind(source: Source, text: str, line: int, comment: str) -> str:
    start, written = line_starts(source.text)[line - 1], source.line(line)
    bare = written.rstrip()
    return f"{text[: start + len(bare)]}{'  ' if bare else ''}{comment}{text[start + len(written) :]}"


def _above(source: Source, text: str, line: int, comment: str) -> str:
    start, written = line_starts(source.text)[line - 1], source.line(line)
    indentation = written[: len(written) - len(written.lstrip())]
    return f"{text[:start]}{indentation}{comment}{_line_end(source, line)}{text[start:]}"


def _line_end(source: Source, line: int) -> str:
    """The characters that end a line; for the last one those that end the first."""
    starts = line_starts(source.text)
    number = line if line < len(starts) else 1
    if len(starts) == 1:
        return "\n"
    return source.text[starts[number - 1] + len(source.line(number)) : starts[number]]
