"""Every finding with the source lines of both ends and the witness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.report.excerpt import excerpt
from pinlint.report.places import stretch
from pinlint.report.text import Style, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinlint.engine import Located, Outcome
    from pinlint.report.excerpt import MarkedLine
    from pinlint.source import Source, Span

RELATED = 3
"""Related places that are shown; further ones are counted."""


def render(outcome: Outcome, *, color: bool) -> str:
    """Every finding as a paragraph, with a blank line between two; nothing if there are none."""
    sources, style = outcome.workspace.sources, Style(color)
    return "\n".join("".join(f"{line}\n" for line in _finding(found, sources, style)) for found in outcome.findings)


def _finding(found: Located, sources: Mapping[str, Source], style: Style) -> Iterator[str]:
    rule, finding = found.rule, found.finding
    shown = found.related[:RELATED]
    primary = _lines(sources, found.span)
    others = [_lines(sources, span) for span, _ in shown]
    numbers = [line.number for lines in (primary, *others) for line in lines]
    gutter = len(str(max(numbers, default=0)))

    def bar(number: int | str = "", mark: str = "|") -> str:
        return style.faint(f"  {number:>{gutter}} {mark}")

    def marked(lines: tuple[MarkedLine, ...], mark: str, level: str) -> Iterator[str]:
        before = 0
        for line in lines:
            if before and line.number > before + 1:
                yield bar("." * gutter)
            before = line.number
            yield f"{bar(line.number)} {line.text}".rstrip()
            yield f"{bar()} {' ' * line.free}{style.level(level, mark * line.marks)}"

    where = style.bold(plain(str(stretch(sources, found.span))))
    yield f"{where}: {style.level(found.level, found.level)} {style.bold(rule.code)} {rule.name}"
    yield f"  {plain(finding.message)}"
    if primary:
        yield bar()
    yield from marked(primary, "^", found.level)
    for (span, role), lines in zip(shown, others, strict=True):
        yield f"{bar(mark='=')} {plain(str(stretch(sources, span)))}: {plain(role)}"
        yield from marked(lines, "-", "related")
    if len(found.related) > RELATED:
        yield f"{bar(mark='=')} ... and {len(found.related) - RELATED} more"
    yield from (f"{bar(mark='=')} {line}" for line in _remarks(found))


def _remarks(found: Located) -> Iterator[str]:
    """The witness, and the fix or why there is none."""
    if found.finding.witness is not None:
        yield f"witness: {plain(found.finding.witness)}"
    if found.fix is not None:
        yield f"{'fix' if found.fix.safe else 'unsafe fix'}: {plain(found.fix.title)}"
    elif found.refusal is not None:
        yield f"no fix: {plain(found.refusal)}"


def _lines(sources: Mapping[str, Source], span: Span) -> tuple[MarkedLine, ...]:
    source = sources.get(span.path)
    # Nothing can be marked in an empty file, or in one that could not be read.
    return excerpt(source, span) if source and source.text else ()
