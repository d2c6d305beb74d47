"""Where the configuration of a run lies, and which folder its paths are relative to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint.config.schema import Config, parse
from pinlint.config.table import ConfigError, File
from pinlint.source import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE_LIMIT = 4_000_000
"""Bytes of a configuration file; none that a person wrote comes near."""


@dataclass(frozen=True, slots=True)
class Root:
    """The folder that paths are relative to, its configuration, and what a person should know about the search."""

    folder: Path
    config: Config
    paths: tuple[Path, ...]
    """The paths of the run, absolute and through links to folders; a link to a file stays one."""
    notes: tuple[str, ...] = ()


def find_root(paths: Sequence[Path], *, config_file: Path | None = None, isolated: bool = False) -> Root:
    """The root and the configuration of a run over ``paths``: at least one, all existing.

    Both are at the nearest ancestor of the first path with a pinlint.toml or a ``[tool.pinlint]`` table. Without one
    the root is the nearest folder that holds all the paths: for a single path itself, or the folder a file is in.
    ``config_file`` replaces the configuration and leaves the root where it is; ``isolated`` opens no configuration.
    A pyproject.toml that cannot be read holds no configuration: it is reported as metadata, and noted here.

    Raises ConfigError.
    """
    notes: list[str] = []
    places = tuple(_place(path) for path in paths)
    folders = [place if place.is_dir() else place.parent for place in places]
    try:
        root = Path(os.path.commonpath(folders))
    except ValueError as error:  # Windows
        raise ConfigError("the paths are on different drives; check one drive at a time") from error
    found = None
    if not isolated:
        for folder in (folders[0], *folders[0].parents):
            found = _config_in(folder, notes)
            if found:
                root = folder
                break
    chosen = config_file or found
    return Root(root, load(chosen, root) if chosen else Config(), places, tuple(notes))


def load(path: Path, root: Path) -> Config:
    """The configuration in a file: in a pyproject.toml its ``[tool.pinlint]``, elsewhere that or the whole file.

    Raises ConfigError.
    """
    shown = _shown(path)
    try:
        data = _bytes(path)
    except OSError as error:
        raise ConfigError(f"{shown}: the configuration cannot be read: {error.strerror or error}") from error
    place = _real(path)
    name = (place.relative_to(root) if place.is_relative_to(root) else place).as_posix()
    try:
        source = decode(name, data)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}: the configuration is not UTF-8: bad byte at offset {error.start}") from error
    return parse(source, shared=path.name == "pyproject.toml", shown=shown)


def _config_in(folder: Path, notes: list[str]) -> Path | None:
    """The file that configures this very folder; adds a note where that cannot be known."""
    own, shared = folder / "pinlint.toml", folder / "pyproject.toml"
    if os.path.lexists(own):
        return own
    try:
        data = _bytes(shared)
    except OSError:
        return None
    # Most files on the way up hold no configuration: looking for the words is cheaper than parsing TOML.
    if b"pinlint" not in data or b"tool" not in data:
        return None
    try:
        tool = File(decode(shared.name, data), _shown(shared)).document().get("tool")
    except (ConfigError, UnicodeDecodeError):
        notes.append(f"{_shown(shared)} cannot be parsed, so its [tool.pinlint] is not used")
        return None
    return shared if isinstance(tool, dict) and "pinlint" in tool else None


def _bytes(path: Path) -> bytes:
    """The content of a regular file within the size limit. Raises OSError."""
    # Asked before it is opened: opening a named pipe waits for a writer that may never come.
    if not path.is_file():
        raise OSError("not a regular file" if path.exists() else "no such file")
    with path.open("rb") as file:
        data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise OSError(f"larger than {SIZE_LIMIT} bytes")
    return data


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
