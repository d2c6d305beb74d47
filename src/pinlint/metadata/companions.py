"""Files that are no metadata and still speak of the projects beside them: requirements files, locks, settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed
from pinlint.source import Span, Unreadable, decode
from pinlint.workspace import Problem, ProblemKind
from pinlint.workspace.companion import Companion, companion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.source import Files
    from pinlint.workspace.locked import Lock
    from pinlint.workspace.requested import RequirementsFile
    from pinlint.workspace.resolver import Resolver
    from pinlint.workspace.targets import Target


@dataclass(frozen=True, slots=True)
class Companions:
    """What such files say, as far as they can be read."""

    requested: tuple[RequirementsFile, ...] = ()
    locks: tuple[Lock, ...] = ()
    resolvers: tuple[Resolver, ...] = ()
    targets: tuple[Target, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(
    paths: Iterable[str],
    files: Files,
    resolvers: tuple[Resolver, ...] = (),
    targets: tuple[Target, ...] = (),
    configs: Iterable[str] = (),
) -> Companions:
    """Read each by its dialect, which its name tells; what cannot be read is a problem.

    ``resolvers`` and ``targets`` were read with the projects and are handed on. ``configs`` are files of projects that
    may also set up tools; what they and the settings of tools say is read as far as it can be.
    """
    problems: list[Problem] = []
    kinds = {path: companion(path) for path in paths}
    texts = [path for path, kind in kinds.items() if kind is Companion.REQUIREMENTS]
    requested = _requested(texts, files, problems) if texts else ()
    locks = tuple(_locks((path for path, kind in kinds.items() if kind is Companion.LOCK), files, problems))
    settings = (*configs, *(path for path, kind in kinds.items() if kind is Companion.SETTINGS))
    return Companions(requested, locks, resolvers, (*targets, *_targets(settings, files)), tuple(problems))


def _requested(paths: Iterable[str], files: Files, problems: list[Problem]) -> tuple[RequirementsFile, ...]:
    """The requirements files that no other one includes; of those that include each other the first."""
    from pinlint.metadata import requirements_file  # noqa: PLC0415 - only where there is one

    including: dict[str, frozenset[str]] = {}
    for path in paths:
        try:
            including[path] = requirements_file.includes(path, files)
        except Malformed as error:
            problems.append(_problem(path, error))
    shelf = requirements_file.Shelf()
    found = []
    for path in _outermost(including):
        constraint = path.rpartition("/")[2].startswith("constraints")
        found.append(requirements_file.read(path, files, constraint=constraint, shelf=shelf))
    return tuple(found)


def _outermost(including: dict[str, frozenset[str]]) -> Iterator[str]:
    """The files that none of the others includes, and one for every ring of files that only include each other."""
    included = frozenset[str]().union(*(others - {path} for path, others in including.items()))
    reached: set[str] = set()
    for path in (*(path for path in including if path not in included), *including):
        if path not in reached:
            yield path
            waiting = [path]
            while waiting:
                each = waiting.pop()
                if each not in reached:
                    reached.add(each)
                    waiting.extend(including.get(each, ()))


def _locks(paths: Iterable[str], files: Files, problems: list[Problem]) -> Iterator[Lock]:
    for path in paths:
        from pinlint.metadata import locks  # noqa: PLC0415 - only where there is one

        try:
            yield locks.read(decode(path, files.read(path)))
        except Malformed as error:
            problems.append(_problem(path, error))
        except (Unreadable, UnicodeDecodeError) as error:
            name = path.rpartition("/")[2]
            problems.append(Problem(ProblemKind.FILE, Span(path, 0, 0), f"{name} cannot be read: {error}"))


def _targets(paths: tuple[str, ...], files: Files) -> Iterator[Target]:
    if paths:
        from pinlint.metadata import targets  # noqa: PLC0415 - only where there is one

        yield from targets.read(paths, files)


def _problem(path: str, error: Malformed) -> Problem:
    return Problem(ProblemKind.FILE, error.at, f"{path.rpartition('/')[2]} {error.message}")
