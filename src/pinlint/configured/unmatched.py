"""Names and globs in the configuration that match nothing in the workspace, or nothing that is left for them.

What cannot be read may be what a glob was written for: where it could be, nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase, translate
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.discover import globs
from pinlint.discover.patterns import WILD
from pinlint.source import Key
from pinlint.workspace import Problem, ProblemKind
from pinlint.workspace.policy import WINNERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from packaging.utils import NormalizedName

    from pinlint.config import Config, DependencyTable, GroupTable
    from pinlint.metadata.reading import Reading
    from pinlint.workspace import Declared, Listing, Member, Requirement
    from pinlint.workspace.requested import RequirementsFile


@dataclass(frozen=True, slots=True)
class _Names:
    """Names that something can match; without being ``complete`` there may be more."""

    names: frozenset[NormalizedName]
    complete: bool

    def lacks(self, glob: str) -> bool:
        """Whether surely none of them matches."""
        return self.complete and not self.matching(glob)

    def matching(self, glob: str) -> frozenset[NormalizedName]:
        wanted = canonicalize_name(glob)
        if WILD.isdisjoint(wanted):
            return self.names & {wanted}
        return frozenset(filter(re.compile(translate(wanted)).match, self.names))


def unmatched(
    config: Config, members: Sequence[Member], requested: Sequence[RequirementsFile] = ()
) -> Iterator[Problem]:
    """What matches nothing: globs over folders and names of members, and names of dependencies and extras."""
    names = _Names(
        frozenset(member.name for member in members if member.name is not None),
        complete=all(member.name is not None for member in members),
    )
    required = _required(members, requested)
    for index, glob in enumerate(config.members):
        if not _has_folder(glob, members):
            yield _problem(config.place("members", index), f"no member lies in {glob}")
    yield from _idle_groups(config.groups, members, names, required)
    yield from _idle_dependencies(config.dependencies, names, required)
    yield from _idle_ignores(config, members, names, required)


def idle(config: Config, reading: Reading, is_idle: Callable[[str], bool]) -> Reading:
    """The reading with the globs of ``exclude`` that have nothing to exclude, as ``is_idle`` says of each of them."""
    found = (
        _problem(config.place("exclude", index), f"no folder and no file matches {glob}")
        for index, glob in enumerate(config.exclude)
        if is_idle(glob)
    )
    return replace(reading, problems=(*reading.problems, *found))


def _required(members: Iterable[Member], requested: Iterable[RequirementsFile]) -> _Names:
    """Everything that members and requirements files require."""
    found = {requirement.name for member in members for requirement in member.requirements}
    found |= {line.name for file in requested for line in file.requirements if line.name is not None}
    lists = (each for member in members for each in (member.core, member.optional, member.groups, member.build))
    return _Names(frozenset(found), all(map(_is_known, lists)) and all(file.complete for file in requested))


def _idle_groups(
    tables: Iterable[GroupTable], members: Sequence[Member], names: _Names, required: _Names
) -> Iterator[Problem]:
    taken: dict[NormalizedName, str] = {}
    for table in tables:
        for index, glob in enumerate(table.members):
            found, at = names.matching(glob), _key(table.at, "members", index)
            if names.lacks(glob):
                yield _problem(at, f"no member matches {glob} in the group {table.name}")
            elif found and found <= taken.keys():
                earlier = taken[min(found)]
                yield _problem(
                    at, f"every member that {glob} matches in the group {table.name} is in {earlier} already"
                )
        own = {name for glob in table.members for name in names.matching(glob)} - taken.keys()
        taken |= dict.fromkeys(own, f"the group {table.name}")
        for index, glob in enumerate(table.owns):
            if names.lacks(glob) and required.lacks(glob):
                at = _key(table.at, "owns", index)
                yield _problem(at, f"no member and no requirement matches {glob}, which the group {table.name} owns")
        yield from _idle_hubs(table, members, names)


def _idle_hubs(table: GroupTable, members: Sequence[Member], names: _Names) -> Iterator[Problem]:
    for index, hub in enumerate(table.complete):
        at, name = _key(table.at, "complete", index), canonicalize_name(hub.member)
        if names.lacks(name):
            yield _problem(at, f"there is no member {hub.member} to be complete")
        bearers = [member for member in members if member.name == name]
        for extra in hub.extras if bearers else ():
            provided = {each.value for member in bearers for each in member.extras or ()}
            if canonicalize_name(extra) not in provided and all(_is_known(member.extras) for member in bearers):
                yield _problem(at, f"{hub.member} provides no extra {extra}")
        if hub.group is not None and bearers:
            known = all(_is_known(member.groups) for member in bearers)
            if known and not any(canonicalize_name(hub.group) in member.group_names for member in bearers):
                yield _problem(at, f"{hub.member} has no dependency group {hub.group}")


def _idle_dependencies(tables: Sequence[DependencyTable], names: _Names, required: _Names) -> Iterator[Problem]:
    taken: set[NormalizedName] = set()
    earlier: list[str] = []
    for table in tables:
        for index, glob in enumerate(table.names):
            found, at = required.matching(glob), _key(table.at, "names", index)
            if (found and found <= taken) or any(_covers(before, canonicalize_name(glob)) for before in earlier):
                yield _problem(at, f"everything that {glob} matches is decided by an earlier table of dependencies")
            # What is banned is meant to match nothing.
            elif required.lacks(glob) and not table.banned:
                yield _problem(at, f"no requirement matches {glob}")
        taken |= {name for glob in table.names for name in required.matching(glob)}
        earlier += map(canonicalize_name, table.names)
        if table.winner not in WINNERS and table.winner_file is None and names.lacks(table.winner):
            yield _problem(_key(table.at, "winner"), f"there is no member {table.winner} to decide")


def _covers(earlier: str, glob: str) -> bool:
    """Whether everything that the second glob matches is surely matched by the first."""
    return earlier == glob or (not set(earlier) & set("?[") and fnmatchcase(glob, earlier))


def _idle_ignores(config: Config, members: Sequence[Member], names: _Names, required: _Names) -> Iterator[Problem]:
    extras = _Names(
        frozenset(extra.value for member in members for extra in member.extras or ()),
        complete=all(_is_known(member.extras) for member in members),
    )
    for ignore in config.ignores:
        asked = (
            ("member", ignore.member, names),
            ("dependency", ignore.dependency, required),
            ("extra", ignore.extra, extras),
        )
        for key, glob, among in asked:
            if glob is not None and among.lacks(glob):
                yield _problem(_key(ignore.at, key), f"no {key} matches {glob} in the ignore of {ignore.rule}")


def _is_known(listing: Listing[Requirement] | Listing[Declared[NormalizedName]] | None) -> bool:
    return listing is None or listing.complete


def _key(at: Key, *keys: str | int) -> Key:
    return Key(at.path, (*at.keys, *keys))


def _problem(at: Key, message: str) -> Problem:
    return Problem(ProblemKind.CONFIGURATION, at, message)


def _has_folder(glob: str, members: Iterable[Member]) -> bool:
    for member in members:
        state = globs.start([glob])
        for part in () if member.path == "." else member.path.split("/"):
            state = globs.step(state, part)
        if globs.accepts(state):
            return True
    return False
