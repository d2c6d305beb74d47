"""Whether what was read of a workspace is read still after fixes, but for what they speak of.

Findings do not tell: less is found where less is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pinlint.changes import Drop, Insert, Remove, Replace, Strip
from pinlint.fixing.wrong import Wrong
from pinlint.source import Span
from pinlint.workspace import Declared, Listing, Requirement, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.engine import Located
    from pinlint.fixing.texts import Files
    from pinlint.source import Place
    from pinlint.workspace import Workspace

_FIELDS = ("title", "version", "requires_python", "license", "extras", "classifiers")
_LISTS = ("core", "optional", "groups", "build")


class _Fact(NamedTuple):
    """One thing that a file says; ``text`` is None where it says it in a way that nobody can read."""

    path: str
    """The file that says it, or that leaves it to another one."""
    field: str
    name: str | None
    """The extra or the group that it is said of."""
    text: str | None


Facts = dict[_Fact, list["Place"]]
"""What is said, and where, as often as it is."""


def facts(workspace: Workspace) -> Facts:
    """Everything that a fix might be about."""
    found: defaultdict[_Fact, list[Place]] = defaultdict(list)
    for fact, at in _facts(workspace):
        found[fact].append(at)
    return dict(found)


def said_by(file: str, said: Facts, files: Files) -> Counter[_Fact]:
    """What one file says, by whatever path."""
    return Counter(
        {
            fact: number
            for fact, places in said.items()
            if (number := sum(files.of(fact.path) == file or files.of(at.path) == file for at in places))
        }
    )


def lost(before: Facts, after: Facts, fixed: Iterable[Located], files: Files) -> list[Wrong]:
    """What was read before these fixes, is not after them, and is not what they speak of."""
    changes = tuple(change for each in fixed for change in (each.finding.fix.changes if each.finding.fix else ()))
    removals: defaultdict[str, list[Drop | Remove]] = defaultdict(list)
    for change in changes:
        if isinstance(change, Drop | Remove):
            removals[files.of(change.at.path)].append(change)
    spoken = {
        "".join(change.old.split()) for change in changes if isinstance(change, Replace | Strip | Remove | Insert)
    }
    wrong = []
    gained: Counter[_Fact] = Counter()
    for fact, places in after.items():
        more = len(places) - len(before.get(fact, ()))
        if more > 0 and fact.text is None:
            wrong.append(_unread(fact, places[-1]))
        elif more > 0:
            gained[fact._replace(text=None)] += more
    for fact, places in before.items():
        missing = len(places) - len(after.get(fact, ()))
        if missing <= 0 or fact.text is None:
            continue
        missing -= sum(any(_removes(change, at) for change in removals[files.of(at.path)]) for at in places)
        said = "".join(fact.text.split())
        if missing > 0 and any(said in old or old in said for old in spoken):
            # Something else is said in its place.
            place = fact._replace(text=None)
            taken = min(missing, gained[place])
            missing, gained[place] = missing - taken, gained[place] - taken
        if missing > 0:
            wrong.append(_unread(fact, places[0]))
    return wrong


def _facts(workspace: Workspace) -> Iterator[tuple[_Fact, Place]]:
    for path in workspace.sources:
        yield _Fact(path, "", None, ""), Span(path, 0, 0)
    for member in workspace.members:
        for statement in member.statements:
            yield _Fact(statement.path, statement.kind.value, None, ""), Span(statement.path, 0, 0)
            for field in (*_FIELDS, *_LISTS):
                yield from _said(statement.path, field, getattr(statement, field))
        for copy in member.copies:
            yield from _said(copy.version.at.path, copy.what, copy.version)
    for file in workspace.requested:
        for requested in file.requirements:
            yield _Fact(requested.at.path, "requirements", None, requested.text), requested.at
        for gap in file.unknown:
            yield _Fact(file.path, "requirements", None, None), gap.at
    for target in workspace.targets:
        yield from _said(target.path, target.tool, target.pythons)


def _said(path: str, field: str, value: object) -> Iterator[tuple[_Fact, Place]]:
    if isinstance(value, Listing):
        for each in (*value, *value.unknown):
            yield from _said(path, field, each)
    elif isinstance(value, Requirement):
        yield _Fact(path, field, value.scope.name, value.text), value.at
    elif isinstance(value, Declared):
        yield _Fact(path, field, None, value.text), value.at
    elif isinstance(value, Unknown):
        yield _Fact(path, field, None, None), value.at


def _unread(fact: _Fact, at: Place) -> Wrong:
    about = "", fact.path, "", (), f"{fact.field} {fact.text or ''}"
    says = f"{fact.path} would no longer be read"
    if fact.text is None:
        says = f"{fact.field.replace('_', '-')} of {fact.path} would no longer be known"
    elif fact.text:
        says = f"{fact.text} in {fact.path} would no longer be read"
    return Wrong(about, says, fact.path, (at.path,), lost=True)


def _removes(change: Drop | Remove, at: Place) -> bool:
    """Whether a change of the same file takes away what is said there."""
    if isinstance(change.at, Span) and isinstance(at, Span):
        return change.at.start < at.end and at.start < change.at.end
    if isinstance(change.at, Span) or isinstance(at, Span):
        return False
    return at.keys[: len(change.at.keys)] == change.at.keys
