"""Names and globs in the configuration that match nothing in the workspace."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.discover import globs
from pinlint.source import Key
from pinlint.workspace import Problem, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pinlint.config import Config
    from pinlint.workspace import Member


def unmatched(config: Config, members: Sequence[Member]) -> Iterator[Problem]:
    """What matches nothing: globs over folders and names of members, and names of dependencies."""
    names = {member.name for member in members if member.name is not None}
    for index, glob in enumerate(config.members):
        if not _has_folder(glob, members):
            yield _problem(config.place("members", index), f"no member lies in {glob}")
    for table in config.groups:
        for index, glob in enumerate(table.members):
            if not _matches(glob, names):
                at = Key(table.at.path, (*table.at.keys, "members", index))
                yield _problem(at, f"no member matches {glob} in the group {table.name}")
    yield from _idle_ignores(config, members, names)
    for override in config.overrides:
        if canonicalize_name(override.member) not in names:
            at = Key(override.at.path, (*override.at.keys, "member"))
            yield _problem(at, f"there is no member {override.member} to override")


def _idle_ignores(config: Config, members: Sequence[Member], names: Collection[str]) -> Iterator[Problem]:
    required = {requirement.name for member in members for requirement in member.requirements}
    extras = {extra.value for member in members for extra in member.extras or ()}
    for ignore in config.ignores:
        asked = (
            ("member", ignore.member, names),
            ("dependency", ignore.dependency, required),
            ("extra", ignore.extra, extras),
        )
        for key, glob, among in asked:
            if glob is not None and not _matches(glob, among):
                at = Key(ignore.at.path, (*ignore.at.keys, key))
                yield _problem(at, f"no {key} matches {glob} in the ignore of {ignore.rule}")


def _problem(at: Key, message: str) -> Problem:
    return Problem(ProblemKind.CONFIGURATION, at, message)


def _matches(glob: str, names: Iterable[str]) -> bool:
    wanted = canonicalize_name(glob)
    return any(fnmatchcase(name, wanted) for name in names)


def _has_folder(glob: str, members: Iterable[Member]) -> bool:
    for member in members:
        state = globs.start([glob])
        for part in () if member.path == "." else member.path.split("/"):
            state = globs.step(state, part)
        if globs.accepts(state):
            return True
    return False
