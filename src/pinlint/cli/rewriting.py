"""Files of a workspace with new texts: checked before they are written, shown as a patch, and written."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pinlint.cli.drafts import refuse
from pinlint.cli.failures import Failure
from pinlint.cli.opened import assemble
from pinlint.cli.writing import NotWritten, encoded, locate, rewrite_all
from pinlint.config import ConfigError, Root, parse
from pinlint.discover.files import is_within, read_regular
from pinlint.discover.paths import relative, unshow
from pinlint.fixing import Unwritable
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pinlint.cli.opened import Opened
    from pinlint.config import Config
    from pinlint.source import Files, Source

    Texts = Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class _Overlay:
    """Files, some of them with another content, by whatever links they are reached."""

    files: Files
    root: str
    new: Mapping[str, bytes]
    """By the real paths."""

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        data = self.files.read(path)
        return self.new.get(real(self.root, path), data)

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return self.files.exists(path)

    def folder(self, path: str) -> bool | None:
        """Whether there is a folder; None of one that git ignores."""
        return self.files.folder(path)


def real(root: str, path: str) -> str:
    """Where the file of a ``Source.path`` is, links followed; of one in an archive it is a path through that."""
    return os.path.realpath(os.path.join(root, unshow(path)))  # noqa: PTH118 - one call for each file that is read


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, and those that were not, each with why: a phrase about the file."""

    number: int
    failed: Mapping[str, str]


def reopened(opened: Opened, before: Texts, after: Texts) -> Opened:
    """The workspace, read again with new files in the place of those on the disk. Raises Unwritable."""
    for path in after:
        _refuse_unwritable(opened, path)
    root = str(opened.root)
    config = _configured(opened.config, after, root)

    def overlaid(files: Files) -> Files:
        new: dict[str, bytes] = {}
        for path, source in after.items():
            try:
                data = encoded(before[path], files.read(path), source.text)
            except (NotWritten, Unreadable) as error:
                raise Unwritable(path, str(error)) from error
            if new.setdefault(real(root, path), data) != data:
                raise Unwritable(path, "is a link to a file that is written in another way")
        return _Overlay(files, root, new)

    workspace, _ = assemble(Root(opened.root, config, opened.paths), wrapped=overlaid)
    return replace(opened, workspace=workspace, config=config)


def write(opened: Opened, before: Texts, after: Texts) -> Written:
    """Write the new files: all of them or none, since what was checked is all of them together.

    Of files that were left for the sake of others that cannot be written the reason is that.
    """
    places: dict[str, str] = {}
    texts: dict[str, tuple[Source, str]] = {}
    failed: dict[str, str] = {}
    for path, source in after.items():
        try:
            places[path] = locate(path, opened.root, opened.paths)
        except NotWritten as error:
            failed[path] = str(error)
        else:
            texts.setdefault(places[path], (before[path], source.text))
    written, reasons = rewrite_all(texts) if not failed else (frozenset[str](), {})
    failed.update({path: reasons[at] for path, at in places.items() if at in reasons})
    cause = next(iter(failed), "")
    left = {path: f"goes together with {cause}" for path in after if places.get(path) not in written}
    return Written(len(written), {**left, **failed})


def patch(opened: Opened, before: Texts, after: Texts) -> bytes:
    """What would be written, as a patch for ``git apply`` in the current folder, each file in its own encoding.

    Where some of the files are not in the current folder it is for the root, since ``git apply`` leaves its folder for
    no patch; a line says so before it, which git passes over. Raises Failure for a file that is no longer as it was
    read.
    """
    from pinlint.report import patch as report  # noqa: PLC0415 - only for those who ask for it

    changed: dict[str, tuple[bytes, bytes]] = {}
    for path, source in sorted(after.items()):
        try:
            at = locate(path, opened.root, opened.paths)
            data = read_regular(at)
            new = encoded(before[path], data, source.text)
        except (NotWritten, Unreadable) as error:
            raise Failure(f"{path} {error}; try again") from error
        changed[at] = data, new
    base = _base(tuple(changed), opened.root)
    patches = b"".join(
        report.patch(os.path.relpath(at, base).replace(os.sep, "/"), data, new) for at, (data, new) in changed.items()
    )
    here = os.path.realpath(os.curdir)
    return patches if base == here or not patches else f"# git apply in {relative(base, here)}\n".encode() + patches


def _base(files: Sequence[str], root: Path) -> str:
    """The folder that a patch of these files is for: the current one, or else the root, that all of them are in."""
    for folder in (os.path.realpath(os.curdir), os.path.realpath(root)):
        if all(is_within(file, folder) for file in files):
            return folder
    return os.path.commonpath([os.path.dirname(file) for file in files])  # noqa: PTH120 - strings, as found


def _refuse_unwritable(opened: Opened, path: str) -> None:
    """Raise Unwritable for a file that could not be written."""
    try:
        refuse(locate(path, opened.root, opened.paths))
    except NotWritten as error:
        raise Unwritable(path, str(error)) from error


def _configured(config: Config, after: Texts, root: str) -> Config:
    """The configuration as it is in the new files, by whatever links it is reached. Raises Unwritable."""
    if config.source is None:
        return config
    at = real(root, config.source.path)
    path = next((path for path in after if real(root, path) == at), None)
    if path is None:
        return config
    try:
        return parse(replace(config.source, text=after[path].text), shared=bool(config.at), shown=config.shown)
    except ConfigError as error:
        raise Unwritable(path, f"would configure nothing: {error}") from error
