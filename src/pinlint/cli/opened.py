"""The workspace that a command is about: found, read, and joined."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint import discover, graph
from pinlint.cli import enclosing
from pinlint.cli.failures import Failure
from pinlint.config import find_root
from pinlint.configured import overrides, policies
from pinlint.discover.names import is_archive
from pinlint.discover.paths import relative
from pinlint.discover.patterns import WILD
from pinlint.discover.repository import top_of
from pinlint.metadata import reading
from pinlint.metadata.declared import Globs, globs
from pinlint.report.text import plain
from pinlint.workspace import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pinlint.cli.common import Common
    from pinlint.config import Config, ConfigError, Root
    from pinlint.discover import Found
    from pinlint.metadata.reading import Reading
    from pinlint.source import Files
    from pinlint.workspace import Workspace

_PYPROJECT = "pyproject.toml"
_HATCH = "hatch.toml"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace with the configuration it is checked under."""

    root: Path
    config: Config
    workspace: Workspace
    broken: ConfigError | None = None
    """Why the configuration is the default one, where a problem of the workspace says so, too."""
    paths: tuple[Path, ...] = ()
    """What was named, absolute and without links."""
    complete: bool = True
    """Whether nothing that belongs to the workspace lies outside of what was read, as far as one can tell."""
    above: Path | None = None
    """The folder further up of whose workspace the only path is a part, where that is declared or configured."""


def open_workspace(common: Common, paths: Sequence[Path]) -> Opened:
    """Find and read what the paths name; the current folder if there are none.

    Raises Failure for a path that does not exist and where there is nothing to read, and ConfigError.
    """
    try:
        Path.cwd()
    except OSError as error:
        raise Failure("the current folder does not exist any more; change to one that does") from error
    paths = paths or (Path(),)
    for path in paths:
        if not path.exists():
            raise Failure(f"{path} does not exist; name a folder, a project or a distribution")
    root = find_root(paths, config_file=common.config, isolated=common.isolated)
    limits = limits_of(root)
    workspace, whole = assemble(root, limits.values())
    if root.broken is not None:
        if not _reports(workspace, _PYPROJECT):
            raise root.broken
        common.note(f"pinlint: {plain(_pyproject(root))} cannot be parsed, so its [tool.pinlint] is not used\n")
    # What is wrong with the configuration alone is no answer about a workspace.
    if not workspace.members and all(each.kind is ProblemKind.CONFIGURATION for each in workspace.problems):
        raise _nothing(root, limits, ", ".join(map(called, paths)))
    for path, why in _left_out(root, limits, workspace):
        shown = plain(str(paths[root.paths.index(path)]))
        common.note(f"pinlint: every project in {shown} is left out by {why}\n")
    above = None if common.isolated else _above(root, workspace)
    if above is not None and above != Path.cwd():
        shown, where = plain(called(paths[0])), plain(relative(str(above), str(Path.cwd())))
        common.note(f"pinlint: only {shown} is read, which is a part of the workspace in {where}\n")
    # Without a configuration the root is what was named, be it a part of a repository.
    complete = whole and (root.config.source is not None or top_of(str(root.folder)) in {None, str(root.folder)})
    return Opened(root.folder, root.config, workspace, root.broken, root.paths, complete, above)


def assemble(
    root: Root, limits: Iterable[Globs] | None = None, wrapped: Callable[[Files], Files] = lambda files: files
) -> tuple[Workspace, bool]:
    """What lies below the paths of a root, read and joined, and whether that is the whole root.

    ``limits`` keep folders from being members, by default as the root says; files are read as ``wrapped`` reads them.
    """
    found = _find(root, limits_of(root).values() if limits is None else limits)
    files = wrapped(found.files)
    read = reading.read(found.candidates, files, found.beside)
    read = overrides.apply(read, root.config, whole=found.whole)
    if root.config.exclude and found.whole:
        read = _with_idle_excludes(read, root)
    if root.config.version_files:
        read = _with_version_files(read, root, files, whole=found.whole)
    return graph.connect(read, policies.read(root.config, files), found.problems, whole=found.whole), found.whole


def called(path: Path) -> str:
    """What messages call a path of the command line."""
    return "the current folder" if path == Path() else str(path)


def _above(root: Root, workspace: Workspace) -> Path | None:
    """The folder of the workspace that the only path, which is a folder, is a part of."""
    (path, *more) = root.paths
    if more or not path.is_dir():
        return None
    if path != root.folder:
        return root.folder
    if root.config.source is not None:
        return None
    return enclosing.workspace_above(path, (member.path for member in workspace.members))


def _with_version_files(read: Reading, root: Root, files: Files, *, whole: bool) -> Reading:
    from pinlint.configured import version_files  # noqa: PLC0415 - only where some are configured
    from pinlint.discover.listing import matching  # noqa: PLC0415 - the same

    return version_files.added(read, root.config, files, lambda glob: matching(str(root.folder), glob), whole=whole)


def _with_idle_excludes(read: Reading, root: Root) -> Reading:
    from pinlint.configured import unmatched  # noqa: PLC0415 - only where something is configured
    from pinlint.discover.excluding import is_idle  # noqa: PLC0415 - the same

    return unmatched.idle(root.config, read, lambda glob: is_idle(str(root.folder), glob))


def limits_of(root: Root) -> dict[str, Globs]:
    """What keeps folders from being members, each under what messages call it.

    That is the configuration; and where it names no members and the whole root is read, what the root declares for
    another tool.
    """
    config = root.config
    limits = {
        f"members in {config.shown}": Globs(members=config.members),
        f"exclude in {config.shown}": Globs(exclude=config.exclude),
    }
    if not config.members and root.folder in root.paths:
        limits[f"the workspace declared in {_pyproject(root)}"] = _declared(root.folder)
    return {name: limit for name, limit in limits.items() if limit != Globs()}


def _pyproject(root: Root) -> str:
    """The pyproject.toml of the root, as it is reached from the current folder."""
    return relative(str(root.folder / _PYPROJECT), str(Path.cwd()))


def _declared(folder: Path) -> Globs:
    return globs(*(enclosing.text(folder / name) for name in (_PYPROJECT, _HATCH)))


def _find(root: Root, limits: Iterable[Globs]) -> Found:
    limits = tuple(limits)
    members = [glob for limit in limits for glob in limit.members]
    if members:
        members += _outside(root)
    others = [glob for limit in limits for glob in limit.others]
    exclude = [glob for limit in limits for glob in limit.exclude]
    return discover.find(root.folder, root.paths, members=members, others=others, exclude=exclude)


def _outside(root: Root) -> Iterator[str]:
    """Globs for the paths that lie outside of the root: which folders in it are members says nothing of them."""
    for path in root.paths:
        if not path.is_relative_to(root.folder):
            folder = path if path.is_dir() else path.parent
            shown = os.path.relpath(folder, root.folder).replace(os.sep, "/")
            yield "".join(f"\\{char}" if char in WILD else char for char in shown) + "/**"


def _nothing(root: Root, limits: dict[str, Globs], named: str) -> Failure:
    """Why there is nothing to check."""
    why = _why(root, limits)
    if not why:
        return Failure(f"nothing to check: no project was found in {named}; name a folder that holds one")
    return Failure(
        f"nothing to check: every project in {named} is left out by {why}; change that or name another folder"
    )


def _left_out(root: Root, limits: dict[str, Globs], workspace: Workspace) -> Iterator[tuple[Path, str]]:
    """Of several paths those in which every project is left out, and what leaves it out."""
    read = [statement.path for member in workspace.members for statement in member.statements]
    for path in root.paths if limits and len(root.paths) > 1 else ():
        # A metadata file stands for the project in its folder.
        named = path if path.is_dir() or is_archive(path.name) else path.parent
        shown = relative(str(named), str(root.folder))
        inside = any(shown == "." or each.startswith(f"{shown}/") for each in read)
        if not inside and (why := _why(replace(root, paths=(path,)), limits)):
            yield path, why


def _why(root: Root, limits: dict[str, Globs]) -> str:
    """Each limit without which there would be something, or all of them together; empty where there is nothing."""
    guilty = [name for name in limits if _holds_any(root, [limits[other] for other in limits if other != name])]
    if not guilty and limits and _holds_any(root, ()):
        guilty = list(limits)
    return " and ".join(guilty)


def _holds_any(root: Root, limits: Iterable[Globs]) -> bool:
    found = _find(root, limits)
    return bool(reading.read(found.candidates, found.files).members)


def _reports(workspace: Workspace, path: str) -> bool:
    """Whether it is a problem of the workspace that a file cannot be read."""
    return any(each.kind is ProblemKind.FILE and each.at.path == path for each in workspace.problems)
