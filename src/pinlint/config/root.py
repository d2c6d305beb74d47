"""Where the configuration of a run lies, and which folder its paths are relative to."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint.config.schema import Config, parse
from pinlint.config.table import BrokenFileError, ConfigError, File
from pinlint.source import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE_LIMIT = 4_000_000
"""Bytes of a configuration file; none that a person wrote comes near."""

_OWN, _SHARED = "pinlint.toml", "pyproject.toml"
_TABLE = re.compile(rb"""^[ \t\["']*tool["' \t]*\.["' \t]*pinlint\b""", re.MULTILINE)
"""A line that names ``tool.pinlint`` in a text that is no TOML."""


@dataclass(frozen=True, slots=True)
class Root:
    """The folder that paths are relative to, and its configuration."""

    folder: Path
    config: Config
    paths: tuple[Path, ...]
    """The paths of the run, absolute and through links to folders; a link to a file stays one."""
    broken: ConfigError | None = None
    """What is wrong with the folder's pyproject.toml, which names ``tool.pinlint``; the configuration is the default.

    A run that reads this very file as metadata reports it there; for any other it is an error.
    """


def find_root(paths: Sequence[Path], *, config_file: Path | None = None, isolated: bool = False) -> Root:
    """The root and the configuration of a run over ``paths``: at least one, all existing.

    Both are at the nearest ancestor of the first path with a pinlint.toml or a ``[tool.pinlint]`` table. Without one
    the root is the first path itself, or the folder a file is in, and the other paths may lie outside of it.
    ``config_file`` replaces the configuration and leaves the root where it is; ``isolated`` opens no configuration.

    Raises ConfigError.
    """
    places = tuple(_place(path) for path in paths)
    if len({place.drive for place in places}) > 1:
        raise ConfigError("the paths are on different drives; check one drive at a time")
    first = places[0] if places[0].is_dir() else places[0].parent
    folders = () if isolated else (first, *first.parents)
    found = next((file for file in map(config_in, folders) if file), None)
    root = found.parent if found else first
    chosen = config_file or found
    if chosen is None:
        return Root(root, Config(), places)
    try:
        return Root(root, load(chosen, root), places)
    except BrokenFileError as error:
        if chosen is config_file or chosen.name != _SHARED:
            raise
        broken = ConfigError(f"{error}, or leave its [tool.pinlint] out with --isolated")
        return Root(root, Config(), places, broken)


def load(path: Path, root: Path) -> Config:
    """The configuration in a file: in a pyproject.toml its ``[tool.pinlint]``, elsewhere that or the whole file.

    Raises ConfigError.
    """
    shown = _shown(path)
    try:
        data = _bytes(path)
    except OSError as error:
        raise BrokenFileError(f"{shown}: the configuration cannot be read: {_sentence(error)}") from error
    place = _real(path)
    name = (place.relative_to(root) if place.is_relative_to(root) else place).as_posix()
    try:
        source = decode(name, data)
    except UnicodeDecodeError as error:
        where = f"bad byte at offset {error.start}"
        raise BrokenFileError(f"{shown}: the configuration is not UTF-8: {where}; save it as UTF-8") from error
    return parse(source, shared=path.name == _SHARED, shown=shown)


def config_in(folder: Path) -> Path | None:
    """The file that configures this very folder, as far as one can tell."""
    own, shared = folder / _OWN, folder / _SHARED
    if os.path.lexists(own):
        return own
    # A folder or a pipe of that name configures nothing.
    if not os.path.isfile(shared):  # noqa: PTH113 - knows an answer where the folder may not be searched
        return None
    try:
        data = _bytes(shared)
    except OSError:
        return shared
    # Most files on the way up hold no configuration: looking for the words is cheaper than parsing TOML.
    if b"pinlint" not in data or b"tool" not in data:
        return None
    try:
        tool = File(decode(shared.name, data), _shown(shared)).document().get("tool")
    except (BrokenFileError, UnicodeDecodeError):
        return shared if _TABLE.search(data) else None
    return shared if isinstance(tool, dict) and "pinlint" in tool else None


def _bytes(path: Path) -> bytes:
    """The content of a regular file within the size limit. Raises OSError."""
    # Asked before it is opened: opening a named pipe waits for a writer that may never come.
    if not path.is_file():
        raise OSError(
            "not a regular file; put one in its place or name another"
            if path.exists()
            else "no such file; create it or name another"
        )
    with path.open("rb") as file:
        data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise OSError(f"larger than {SIZE_LIMIT} bytes; shorten it")
    return data


def _sentence(error: OSError) -> str:
    """What is wrong, by the system's or by our own words, and what would be right."""
    if not error.strerror:
        return str(error)
    return f"{error.strerror}; {'name a shorter path' if error.errno == errno.ENAMETOOLONG else 'make it readable'}"


def _shown(path: Path) -> str:
    """What a person in the current folder calls the file."""
    place, here = _real(path), _real(Path())
    return (place.relative_to(here) if place.is_relative_to(here) else place).as_posix()


def _place(path: Path) -> Path:
    """Where a path of the command line lies: a metadata file belongs to the folder it is named in."""
    return _real(path) if path.is_dir() else _real(path.parent) / path.name


def _real(path: Path) -> Path:
    """The path without links; unlike ``Path.resolve`` it knows an answer for a link to itself."""
    return Path(os.path.realpath(path))
