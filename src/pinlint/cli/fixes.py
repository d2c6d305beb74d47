"""``--fix`` and ``--diff``: what can be fixed, checked before anything is written."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pinlint import fixing
from pinlint.cli.failures import Failure
from pinlint.cli.opened import assemble
from pinlint.cli.writing import NotWritten, encoded, locate, rewrite
from pinlint.config import ConfigError, Root, parse
from pinlint.discover.files import read_regular
from pinlint.fixing import Unwritable
from pinlint.report.places import stretch
from pinlint.report.text import counted, plain
from pinlint.source import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pinlint.cli.opened import Opened
    from pinlint.config import Config
    from pinlint.engine import Located, Outcome
    from pinlint.fixing import Fixed
    from pinlint.source import Files, Source


@dataclass(frozen=True, slots=True)
class _Overlay:
    """Files, some of them with another content."""

    files: Files
    new: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        """The file's bytes. Raises Unreadable."""
        return self.new[path] if path in self.new else self.files.read(path)

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.new or self.files.exists(path)


def fixed(opened: Opened, outcome: Outcome, shown: Outcome, ask: Callable[[Opened], Outcome], *, unsafe: bool) -> Fixed:
    """What would be fixed of what is ``shown`` of an outcome, and what is found then; nothing is written.

    ``ask`` is what gave the outcome.
    """

    def check(sources: Mapping[str, Source]) -> Outcome:
        for path in sources:
            _refuse_unwritable(opened, path)
        return ask(_opened(opened, outcome.workspace.sources, sources))

    return fixing.fix(outcome, check, unsafe=unsafe, shown=shown)


def write(opened: Opened, outcome: Outcome, fixed: Fixed) -> str:
    """Write what is fixed, and say what was done, and what was not."""
    failed: dict[str, str] = {}
    written: dict[str, str] = {}
    for path, source in fixed.sources.items():
        try:
            real = locate(path, opened.root, opened.paths)
            if written.get(real) != source.text:
                rewrite(real, outcome.workspace.sources[path], source.text)
            written[real] = source.text
        except NotWritten as error:
            failed[path] = str(error)
    done = [each for each in fixed.done if all(edit.span.path not in failed for edit in each.edits)]
    said = f"fixed {counted(len(done), 'finding')} in {counted(len(written), 'file')}\n"
    return said + "".join(f"{plain(path)} is not written: it {plain(why)}\n" for path, why in failed.items())


def left(outcome: Outcome, fixed: Fixed) -> str:
    """Why findings that have a fix were not fixed, and which fixes do not do what they should."""
    refused = (
        f"{_at(each, fixed.outcome)} is not fixed: {each.refusal}" for each in fixed.outcome.findings if each.refusal
    )
    unwritable = (f"{_at(each.found, outcome)} is not fixed: {each.why}" for each in fixed.refused)
    bugs = (
        f"{_at(each.found, outcome)} is not fixed: {each.why}; this is a bug in its fix, please report it"
        for each in fixed.bugs
    )
    return "".join(f"{plain(line)}\n" for line in (*refused, *unwritable, *bugs))


def diff(opened: Opened, outcome: Outcome, fixed: Fixed) -> bytes:
    """What would be written, as a patch for ``git apply`` in the current folder, each file in its own encoding.

    Raises Failure for a file that is no longer as it was read.
    """
    from pinlint.report.patch import patch  # noqa: PLC0415 - only for those who ask for it

    parts: dict[str, bytes] = {}
    for path, source in sorted(fixed.sources.items()):
        try:
            real = locate(path, opened.root, opened.paths)
            data = read_regular(real)
            new = encoded(outcome.workspace.sources[path], data, source.text)
        except (NotWritten, Unreadable) as error:
            raise Failure(f"{path} {error}; try again") from error
        parts[real] = patch(_named(real, opened.root), data, new)
    return b"".join(parts.values())


def _named(real: str, root: Path) -> str:
    """A file as ``git apply`` names it: from the current folder, or else from the root."""
    here = os.path.relpath(real, Path.cwd()).replace(os.sep, "/")
    return os.path.relpath(real, os.path.realpath(root)).replace(os.sep, "/") if here.startswith("../") else here


def _refuse_unwritable(opened: Opened, path: str) -> None:
    """Raise Unwritable for a file that could not be written."""
    try:
        real = locate(path, opened.root, opened.paths)
    except NotWritten as error:
        raise Unwritable(path, str(error)) from error
    if not os.access(real, os.W_OK):
        raise Unwritable(path, "is not writable")


def _opened(opened: Opened, before: Mapping[str, Source], after: Mapping[str, Source]) -> Opened:
    """The workspace, read again with these files in the place of those on the disk. Raises Unwritable."""
    config = _configured(opened.config, after)

    def overlaid(files: Files) -> Files:
        new = {}
        for path, source in after.items():
            try:
                new[path] = encoded(before[path], files.read(path), source.text)
            except (NotWritten, Unreadable) as error:
                raise Unwritable(path, str(error)) from error
        return _Overlay(files, new)

    workspace, _ = assemble(Root(opened.root, config, opened.paths), wrapped=overlaid)
    return replace(opened, workspace=workspace, config=config)


def _configured(config: Config, after: Mapping[str, Source]) -> Config:
    """The configuration as it is in the new files. Raises Unwritable."""
    source = after.get(config.source.path) if config.source else None
    if source is None:
        return config
    try:
        return parse(source, shared=bool(config.at), shown=config.shown)
    except ConfigError as error:
        raise Unwritable(source.path, f"would configure nothing: {error}") from error


def _at(found: Located, outcome: Outcome) -> str:
    return f"{stretch(outcome.workspace.sources, found.span)}: {found.rule.code}"
