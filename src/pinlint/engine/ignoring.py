"""Which findings are ignored, by comments beside them and by tables of the configuration, and what came of each."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.engine.selecting import matches, nearest
from pinlint.source import Key, Span
from pinlint.workspace import Declared, Kind, ProblemKind
from pinlint.workspace.ignore import Ignore

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pinlint.comments import Comments
    from pinlint.config import IgnoreTable
    from pinlint.engine.outcome import Located
    from pinlint.rule import Rule
    from pinlint.workspace import Workspace

_MARK = "pinlint:"
"""What every comment for pinlint holds, and hardly any other text."""
_BLANKET = "the comment names no rule in brackets, and ignores nothing"


@dataclass(frozen=True, slots=True)
class _Commented:
    """The ignores in the comments of one file by line: those on it, and those among them that have it to themselves."""

    comments: Comments
    on: dict[int, list[Ignore]] = field(default_factory=dict)
    alone: dict[int, list[Ignore]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ignores:
    """Everything that was asked to be ignored."""

    workspace: Workspace
    files: Mapping[str, _Commented]
    tables: tuple[tuple[IgnoreTable, Ignore], ...]

    @classmethod
    def of(cls, workspace: Workspace, tables: Iterable[IgnoreTable], today: dt.date | None) -> Ignores:
        """The ignores in the files of a workspace and in the configuration."""
        return cls(workspace, _in_comments(workspace), tuple((table, _of_table(table, today)) for table in tables))

    def part(self, found: Iterable[Located]) -> tuple[list[Located], list[Located]]:
        """The findings, and those that are ignored, each of these with the reasons."""
        findings: list[Located] = []
        ignored: list[Located] = []
        for each in found:
            reasons = self._hiding(each)
            if reasons is None:
                findings.append(each)
            else:
                ignored.append(replace(each, reason="; ".join(dict.fromkeys(filter(None, reasons)))))
        return findings, ignored

    def told(
        self, found: Iterable[Located], asked: Iterable[Rule], known: Sequence[Rule], *, complete: bool
    ) -> tuple[Ignore, ...]:
        """Every ignore with what came of it; none is idle unless the ``complete`` workspace could be read.

        A finding about several dependencies makes use of an ignore for one of them, even where the rest shows it. A
        distribution repeats the comments of the workspace it was built from, and they are not judged without that.
        """
        used = {ignore.at for each in found for ignore in self._matching(each)}
        codes = {rule.code for rule in asked}
        unmatched = [problem.at for problem in self.workspace.problems if problem.kind is ProblemKind.CONFIGURATION]
        built = {
            posixpath.dirname(statement.path)
            for member in self.workspace.members
            for statement in member.statements
            if statement.kind is Kind.PKG_INFO
        }
        every = []
        for ignore in self._all():
            meant = [rule for rule in known if matches(rule, ignore.selector)]
            # A prefix is not meant for opt-in rules that nobody opted for.
            judged = [rule for rule in meant if rule.default or rule.code in codes]
            idle = (
                complete
                and bool(judged)
                and ignore.at not in used
                and all(rule.code in codes and not rule.last for rule in judged)
                and not any(_is_beside(place, ignore.at) for place in unmatched)
                and (isinstance(ignore.at, Key) or built.isdisjoint(_folders(ignore.at.path)))
            )
            wrong = None if meant else nearest(ignore.selector, known) if ignore.selector else _BLANKET
            every.append(replace(ignore, idle=idle and not ignore.expired, wrong=wrong))
        return tuple(every)

    def _all(self) -> Iterator[Ignore]:
        for file in self.files.values():
            for ignores in file.on.values():
                yield from ignores
        yield from (ignore for _, ignore in self.tables)

    def _hiding(self, found: Located) -> list[str] | None:
        """The reasons why a finding is ignored; None if it is not."""
        for ignore in self._beside(found):
            return [ignore.reason]
        matching = [table for table, _ in self._tables(found)]
        for table in matching:
            if table.dependency is None:
                return [table.reason]
        names = set(found.finding.dependencies)
        reasons = []
        for table in matching:
            covered = {name for name in names if _names(table.dependency, name)}
            if covered:
                names -= covered
                reasons.append(table.reason)
        return reasons if reasons and not names else None

    def _matching(self, found: Located) -> Iterator[Ignore]:
        yield from self._beside(found)
        yield from (ignore for _, ignore in self._tables(found))

    def _beside(self, found: Located) -> Iterator[Ignore]:
        """The comments on the line of a finding, and on the line above."""
        file = self.files.get(found.span.path)
        if file is not None:
            line = self.workspace.sources[found.span.path].position(found.span.start)[0]
            above = file.comments.head(line) - 1
            for ignore in (*file.on.get(line, ()), *file.alone.get(above, ())):
                if matches(found.rule, ignore.selector):
                    yield ignore

    def _tables(self, found: Located) -> Iterator[tuple[IgnoreTable, Ignore]]:
        """The tables about a finding, or about one of its dependencies."""
        finding = found.finding
        for table, ignore in self.tables:
            if (
                not ignore.expired
                and matches(found.rule, table.rule)
                and _names(table.member, finding.member.name if finding.member else None)
                and _names(table.extra, finding.extra)
                and (table.dependency is None or any(_names(table.dependency, name) for name in finding.dependencies))
            ):
                yield table, ignore


def _in_comments(workspace: Workspace) -> dict[str, _Commented]:
    marked = [source for source in workspace.sources.values() if _MARK in source.text]
    if not marked:
        return {}
    # Most workspaces have no such comment.
    from pinlint.comments import dialect, directives, requirement_texts, scan  # noqa: PLC0415 - see above

    texts = requirement_texts(workspace)
    files = {}
    for source in marked:
        kind = dialect(source.path, requires=source.path in texts)
        if kind is None:
            continue
        file = files[source.path] = _Commented(scan(source.text, kind))
        for each in directives(source, kind):
            named = [(name.selector, Span(source.path, name.start, name.end)) for name in each.named]
            ignores = [
                Ignore(selector=selector, at=at, reason=each.reason)
                for selector, at in named or [("", Span(source.path, each.start, each.end))]
            ]
            file.on.setdefault(each.line, []).extend(ignores)
            if each.alone:
                file.alone.setdefault(each.line, []).extend(ignores)
    return files


def _of_table(table: IgnoreTable, today: dt.date | None) -> Ignore:
    at = Key(table.at.path, (*table.at.keys, "rule"))
    if table.until is None:
        return Ignore(selector=table.rule, at=at, reason=table.reason)
    until = Declared(table.until, table.until.isoformat(), Key(table.at.path, (*table.at.keys, "until")))
    expired = today is not None and today > table.until
    return Ignore(selector=table.rule, at=at, reason=table.reason, until=until, expired=expired)


def _names(glob: str | None, name: str | None) -> bool:
    """Whether a glob over normalised names matches; one that is not given matches everything."""
    return glob is None or (name is not None and fnmatchcase(name, canonicalize_name(glob)))


def _folders(path: str) -> Iterator[str]:
    """The folders that a file is in, the root as an empty one."""
    while (folder := posixpath.dirname(path)) != path:
        yield folder
        path = folder


def _is_beside(place: object, other: object) -> bool:
    """Whether two places are values of one table."""
    return (
        isinstance(place, Key)
        and isinstance(other, Key)
        and (place.path, place.keys[:-1]) == (other.path, other.keys[:-1])
    )
