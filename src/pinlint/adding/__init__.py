"""Comments that ignore what was found: where each goes, and the texts with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.adding.values import differ
from pinlint.comments import Dialect, dialect, directives, requirement_texts, scan
from pinlint.source import line_starts
from pinlint.workspace.companion import Companion, companion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pinlint.comments import Directive
    from pinlint.engine import Located, Outcome
    from pinlint.source import Source

_Edit = tuple[int, int, str]
"""Start and end offsets of what is replaced, and by what."""


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


def annotate(
    outcome: Outcome, reason: str, *, real: Callable[[str], str] = str
) -> tuple[tuple[Annotated, ...], tuple[Refused, ...]]:
    """The files with comments that ignore every finding, file by file, and the files that are refused.

    Findings about ignores are passed over: they end with the ignore, and not with a second one. ``real`` of two paths
    is equal where they lead to one file, which has one comment for what was found by either.
    """
    by_file: dict[str, list[Located]] = {}
    for each in outcome.findings:
        if not each.rule.last:
            by_file.setdefault(real(each.span.path), []).append(each)
    texts, sources = requirement_texts(outcome.workspace), outcome.workspace.sources
    annotated: list[Annotated] = []
    refused: list[Refused] = []
    for group in by_file.values():
        found, path = tuple(group), group[0].span.path
        source, kind = sources.get(path), dialect(path, requires=path in texts)
        others = {each.span.path for each in found}.difference({path})
        if source is None:
            refused.append(Refused(path, "cannot be read", found))
        elif kind is None:
            refused.append(Refused(path, "has no comments", found))
        elif companion(path) is Companion.LOCK:
            refused.append(Refused(path, "is written by a tool, which drops comments", found))
        elif any(other not in sources or sources[other].text != source.text for other in others):
            refused.append(Refused(path, "says something else by another path that leads to it", found))
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
    behind: dict[int, Directive] = {}
    alone: dict[int, Directive] = {}
    for directive in directives(source, kind):
        behind.setdefault(directive.line, directive)
        if directive.alone:
            alone.setdefault(directive.line, directive)
    extended: dict[Directive, set[str]] = {}
    new: dict[tuple[int, bool], set[str]] = {}
    for each in found:
        line = source.position(each.span.start)[0]
        head = comments.head(line)
        present = behind.get(line) or alone.get(head - 1)
        if present is not None:
            extended.setdefault(present, set()).add(each.rule.code)
        else:
            above = not kind.trailing or head != line or line in comments.joined
            new.setdefault((head, above), set()).add(each.rule.code)
    edits = [edit for directive, codes in extended.items() for edit in _more(directive, codes, reason)]
    for (line, above), codes in new.items():
        comment = f"# pinlint: ignore[{', '.join(sorted(codes))}] {reason}"
        edits.append(_above(source, line, comment) if above else _behind(source, line, comment))
    return _edited(source.text, edits)


def _more(directive: Directive, codes: Iterable[str], reason: str) -> Iterator[_Edit]:
    """Further codes in a comment that is there, and a further reason, unless it is the same."""
    listed = ", ".join(sorted(codes))
    if directive.named:
        at = directive.named[-1].end
        yield at, at, f", {listed}"
    else:
        at = directive.named_end
        yield at, at, listed if directive.listed else f"[{listed}]"
    if directive.reason != reason:
        yield directive.end, directive.end, f"; {reason}" if directive.reason else f" {reason}"


def _behind(source: Source, line: int, comment: str) -> _Edit:
    """A comment at the end of a line, in place of the white space there."""
    start, written = line_starts(source.text)[line - 1], source.line(line)
    bare = len(written.rstrip())
    return start + bare, start + len(written), f"  {comment}" if bare else comment


def _above(source: Source, line: int, comment: str) -> _Edit:
    """A comment on a line of its own, indented and ended as the line below it is."""
    start, written = line_starts(source.text)[line - 1], source.line(line)
    indentation = written[: len(written) - len(written.lstrip())]
    return start, start, f"{indentation}{comment}{_line_end(source, line)}"


def _line_end(source: Source, line: int) -> str:
    """The characters that end a line; for the last one those that end the first."""
    starts = line_starts(source.text)
    number = line if line < len(starts) else 1
    if len(starts) == 1:
        return "\n"
    return source.text[starts[number - 1] + len(source.line(number)) : starts[number]]


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    """The text with each stretch replaced; of edits at one place in the order they are given."""
    parts, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at:]))
