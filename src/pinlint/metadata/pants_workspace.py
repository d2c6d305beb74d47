"""Pants: from the files of a workspace to its distributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata import pants, pants_build, pants_config
from pinlint.metadata.raw import Malformed
from pinlint.source import Span, Unreadable
from pinlint.workspace import Problem, ProblemKind
from pinlint.workspace.companion import PANTS, is_build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pinlint.metadata.pants import Distribution
    from pinlint.metadata.pants_build import Build
    from pinlint.metadata.pants_config import Configuration
    from pinlint.source import Files, Source


def read(
    paths: Iterable[str], source: Callable[[str], Source], files: Files
) -> tuple[tuple[Distribution, ...], tuple[Problem, ...]]:
    """The distributions that BUILD files declare, and what could not be read.

    A BUILD file belongs to the nearest pants.toml in its folder or above. Where none is among the ``paths`` it lies
    further up: nothing of it is known then, and neither are the other targets. ``source`` is the text of a file; it
    raises Malformed and Unreadable.
    """
    paths = tuple(paths)
    reader = _Reader(source, files)
    tops = {_folder(path) for path in paths if path.rpartition("/")[2] == PANTS}
    builds: dict[str, list[str]] = {}
    for path in paths:
        if is_build(path):
            builds.setdefault(_nearest(path, tops), []).append(path)
    found: list[Distribution] = []
    for top, inside in builds.items():
        configuration = reader.configuration(top) if top in tops else None
        targets = reader.builds(inside, top)
        found += pants.distributions(targets, configuration, files)
    return tuple(found), tuple(reader.problems)


class _Reader:
    """Reads files, and collects the problems on the way."""

    def __init__(self, source: Callable[[str], Source], files: Files) -> None:
        self.source = source
        self.files = files
        self.problems: list[Problem] = []

    def configuration(self, top: str) -> Configuration | None:
        path = PANTS if top == "." else f"{top}/{PANTS}"
        try:
            return pants_config.read(self.source(path))
        except (Malformed, Unreadable) as error:
            self.problem(path, error)
        return None

    def builds(self, paths: Iterable[str], top: str) -> list[Build]:
        """The BUILD files, if any of them speaks of a distribution; the others only serve it."""
        sources: list[Source] = []
        for path in paths:
            try:
                sources.append(self.source(path))
            except (Malformed, Unreadable) as error:
                self.problem(path, error)
        found: list[Build] = []
        if any(pants_build.DISTRIBUTION in source.text for source in sources):
            for source in sources:
                try:
                    found.append(pants_build.parse(source, self.files, top))
                except Malformed as error:
                    # Another file may well be no Python: the configuration may tell Pants to ignore it.
                    if pants_build.DISTRIBUTION in source.text:
                        self.problem(source.path, error)
        return found

    def problem(self, path: str, error: Malformed | Unreadable) -> None:
        name = path.rpartition("/")[2]
        if isinstance(error, Malformed):
            self.problems.append(Problem(ProblemKind.FILE, error.at, f"{name} {error.message}"))
        else:
            self.problems.append(Problem(ProblemKind.FILE, Span(path, 0, 0), f"{name} cannot be read: {error}"))


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."


def _nearest(path: str, tops: set[str]) -> str:
    """The nearest of the folders that a file is in, the root if it is in none of them."""
    folder = _folder(path)
    while folder != "." and folder not in tops:
        folder = _folder(folder)
    return folder
