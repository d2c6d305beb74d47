"""What a move to another version did, and what it left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.positions import locate
from pinlint.report import concise
from pinlint.report.places import stretch
from pinlint.report.text import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pinlint.bumping import Plan
    from pinlint.bumping.leaving import Left
    from pinlint.bumping.rewriting import Refusal
    from pinlint.engine import Outcome
    from pinlint.source import Source, Span
    from pinlint.workspace import Problem
    from pinlint.workspace.locked import Lock


def render(plan: Plan) -> str:
    """Each member that moved, on a line of its own."""
    return "".join(
        f"{plain(step.member.label)} {plain(step.written.text.strip())} -> {plain(step.text)}\n" for step in plan.steps
    )


def before(sources: Mapping[str, Source], plan: Plan, refused: Iterable[Refusal], sentences: Iterable[str]) -> str:
    """The members that keep their versions, what could not be rewritten, and what did not get where it should."""
    places = [f" ({stretch(sources, each.at)})" if each.at else "" for each in plan.stay]
    lines = [f"left alone: {each.member.label} {each.why}{at}" for each, at in zip(plan.stay, places, strict=True)]
    lines += (f"{stretch(sources, each.at)} is not moved: {each.title} is {each.why}" for each in refused)
    return "".join(f"{plain(line)}\n" for line in (*lines, *sentences))


def unread(sources: Mapping[str, Source], problems: Iterable[Problem]) -> str:
    """The files that could not be read, and so may hold what had to move."""
    return "".join(
        f"{plain(f'{stretch(sources, locate(sources[each.at.path], each.at))} is not moved: {each.message}')}\n"
        if each.at.path in sources
        else f"{plain(f'{each.at.path} is not moved: {each.message}')}\n"
        for each in problems
    )


def after(
    sources: Mapping[str, Source],
    left: Iterable[Left],
    new: Outcome,
    told: Collection[tuple[str, str]],
    *,
    color: bool,
) -> str:
    """The requirements that stayed where they are, and what is found now.

    What is found where a requirement stayed is said of that; so it is of what was ``told``, by file and text.
    """
    spans = [(locate(sources[each.at.path], each.at), each) for each in left]
    spans.sort(key=lambda item: (item[0].path, item[0].start))
    places = {span for span, _ in spans}
    lines = [plain(f"{stretch(sources, span)} is left: {each.text} {each.why}") for span, each in spans]
    for found in new.findings:
        at = found.span
        text = sources[at.path].text[at.start : at.end] if at.path in sources else ""
        if at not in places and (at.path, text) not in told:
            lines.append(f"now {concise.line(found, new, color=color)}")
    return "".join(f"{line}\n" for line in lines)


def still(sources: Mapping[str, Source], spans: Iterable[Span]) -> str:
    """Where the old version is said by what may be a copy of it."""
    said = ((stretch(sources, each), sources[each.path].text[each.start : each.end]) for each in spans)
    return "".join(f"{plain(f'{at} still says {text}')}; version-files take it along\n" for at, text in said)


def locks(behind: Iterable[tuple[Lock, str]]) -> str:
    """The locks that have to be made again."""
    return "".join(f"{plain(f'{lock.path} {why}; lock again')}\n" for lock, why in behind)
