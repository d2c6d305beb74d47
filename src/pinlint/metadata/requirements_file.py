"""Requirements and constraints files as pip reads them, with all they include.

Written here and not borrowed: what pip has is private, reads the disk and the network, and tells lines but no columns;
its copies outside of pip share that, and bring their own ``packaging``. The tests hold this reader to pip itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.metadata import pip_comments, pip_lines, pip_options, pip_requirements
from pinlint.metadata.local import inside
from pinlint.metadata.raw import Malformed
from pinlint.metadata.requirements import Invalid
from pinlint.source import Source, Span, Unreadable
from pinlint.workspace import Declared, Unknown
from pinlint.workspace.requested import Option, Requested, RequirementsFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.pip_lines import Line
    from pinlint.source import Files

_FILES = 1_000
"""Files that one file may include."""
_CHARACTERS = 32_000_000
"""Of all files that one or several files include."""
_OPTION = re.compile(r"(?:\A|[\s\\])-")
"""What is where a line begins with an option, be it continued from another; most files have none."""
_URL = re.compile(r"(?i)(?:https?|file):")


@dataclass(slots=True)
class Shelf:
    """What the files of a run share: many of them may include the same one, and that one may be large."""

    characters: int = _CHARACTERS
    """What may still be included."""
    lines: dict[str, tuple[_Said, ...]] = field(default_factory=dict)
    """What the lines of a file say, by its path."""


def read(path: str, files: Files, *, constraint: bool = False, shelf: Shelf | None = None) -> RequirementsFile:
    """What a requirements file asks for; ``constraint`` if it is used as ``-c`` uses it.

    Raises Malformed where the file itself cannot be read or decoded. Lines that pip would refuse, and files that
    cannot be had, are ``unknown``. A file that is included twice in the same role counts once, so cycles end.
    """
    reader = _Reader(files, shelf or Shelf())
    source = _opened(path, files)
    reader.sources[path] = source
    reader.run(reader.opened(source, constraint=constraint))
    return RequirementsFile(
        path=path,
        requirements=pip_comments.annotated(reader.requirements, reader.sources),
        options=tuple(reader.options),
        sources=tuple(reader.sources.values()),
        unknown=tuple(reader.unknown),
    )


def includes(path: str, files: Files) -> frozenset[str]:
    """The files that a requirements file itself includes, be they there or not. Raises Malformed as ``read`` does."""
    found: set[str] = set()
    source = _opened(path, files)
    if not _OPTION.search(source.text):
        return frozenset()
    for line in pip_lines.lines(source):
        if line.text.startswith("-"):
            try:
                option = _include(pip_options.parse(line, pip_lines.words(line.text, 0)))
                if option is not None:
                    found.add(_included(option.value or "", path))
            except (pip_options.NotAnOption, ValueError, Unreadable):
                continue
    return frozenset(found)


def _opened(path: str, files: Files) -> Source:
    try:
        return pip_lines.decode(path, files.read(path))
    except Unreadable as error:
        raise Malformed(f"cannot be read: {error}", Span(path, 0, 0)) from None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A line that asks for something."""

    text: str
    at: Span
    parts: pip_requirements.Parts
    editable: bool = False
    hashes: tuple[Declared[str], ...] = ()
    options: tuple[Option, ...] = ()


_Said = _Asked | Unknown | list[Option]
"""What a line says: a requirement, something that pip would refuse, or options for the whole file."""


@dataclass(slots=True)
class _Frame:
    """A file that is being read: its role, the includes it was reached by, and the lines that are left."""

    path: str
    constraint: bool
    through: tuple[Span, ...]
    lines: Iterator[_Said]


class _Reader:
    """Reads files one line after the other, and goes into what they include."""

    def __init__(self, files: Files, shelf: Shelf) -> None:
        self.files = files
        self.shelf = shelf
        self.sources: dict[str, Source] = {}
        self.requirements: list[Requested] = []
        self.options: list[Option] = []
        self.unknown: list[Unknown] = []
        self._seen: set[tuple[str, bool]] = set()

    def opened(self, source: Source, *, constraint: bool, through: tuple[Span, ...] = ()) -> _Frame:
        """A file in its role, at its first line."""
        if source.path not in self.shelf.lines:
            self.shelf.lines[source.path] = tuple(_said(line, self.files) for line in pip_lines.lines(source))
        self._seen.add((source.path, constraint))
        return _Frame(source.path, constraint, through, iter(self.shelf.lines[source.path]))

    def source(self, path: str) -> Source:
        """The text of an included file, read once. Raises Unreadable, Malformed."""
        if path not in self.sources:
            if len(self.sources) >= _FILES:
                raise Unreadable(f"more than {_FILES} files are included")
            self.sources[path] = pip_lines.decode(path, self.files.read(path))
        self.shelf.characters -= len(self.sources[path].text)
        if self.shelf.characters < 0:
            raise Unreadable("too much is included")
        return self.sources[path]

    def run(self, frame: _Frame) -> None:
        # The open files are kept in a list: hostile nesting must not become recursion.
        opened = [frame]
        while opened:
            said = next(opened[-1].lines, None)
            if said is None:
                opened.pop()
                continue
            included = self.take(said, opened[-1])
            if included is not None:
                opened.append(included)

    def take(self, said: _Said, frame: _Frame) -> _Frame | None:
        """Keep what a line says; the file it includes, if it does."""
        if isinstance(said, _Asked):
            self.requirements.append(_requested(said, frame))
        elif isinstance(said, Unknown):
            self.unknown.append(said)
        else:
            included = _include(said)
            if included is not None:
                return self.include(included, frame)
            self.options += said
        return None

    def include(self, option: Option, frame: _Frame) -> _Frame | None:
        """The file that ``-r`` or ``-c`` names, unless it was read in that role already."""
        constraint = option.name == pip_options.CONSTRAINT
        try:
            path = _included(option.value or "", frame.path)
            if (path, constraint) in self._seen:
                return None
            source = self.source(path)
        except Unreadable as error:
            self.unknown.append(Unknown(str(error), option.at))
            return None
        except Malformed as error:
            self.unknown.append(Unknown(f"{option.value} {error.message}", option.at))
            return None
        return self.opened(source, constraint=constraint, through=(*frame.through, option.at))


def _said(line: Line, files: Files) -> _Said:
    start = pip_lines.options_start(line.text)
    try:
        options = pip_options.parse(line, pip_lines.words(line.text, start))
    except pip_options.NotAnOption as error:
        return Unknown(error.reason, line.span(error.word.start, error.word.end))
    except ValueError as error:
        return Unknown(str(error), line.span(start, len(line.text)))
    wanted = line.text[:start].rstrip()
    if wanted:
        return _asked(wanted, line.span(0, len(wanted)), options, files)
    for option in options:
        if option.name == pip_options.EDITABLE:
            return _asked(option.value or "", option.at, options, files, editable=True)
    return options


def _asked(text: str, at: Span, options: list[Option], files: Files, *, editable: bool = False) -> _Asked | Unknown:
    try:
        parts = pip_requirements.parse(text, at, files, editable=editable)
    except Invalid as error:
        return Unknown(f"not a requirement that pip accepts: {error}", at)
    if isinstance(parts, Unknown):
        return parts
    if not options:
        return _Asked(text, at, parts)
    hashes = [option for option in options if option.name == pip_options.HASH and not editable]
    return _Asked(
        text,
        at,
        parts,
        editable=editable,
        hashes=tuple(Declared(each.value or "", each.value or "", each.at) for each in hashes),
        options=tuple(each for each in options if each.name in pip_options.OF_REQUIREMENTS),
    )


def _requested(asked: _Asked, frame: _Frame) -> Requested:
    parts = asked.parts
    return Requested(
        text=asked.text,
        at=asked.at,
        name=parts.name,
        extras=parts.extras,
        specifiers=parts.specifiers,
        marker=parts.marker,
        url=parts.url,
        path=parts.path,
        editable=asked.editable,
        constraint=frame.constraint,
        hashes=asked.hashes,
        options=asked.options,
        through=frame.through,
    )


def _include(options: list[Option]) -> Option | None:
    """The one file that a line includes: the first -r, else the first -c."""
    for name in (pip_options.REQUIREMENT, pip_options.CONSTRAINT):
        for option in options:
            if option.name == name:
                return option
    return None


def _included(text: str, path: str) -> str:
    """The path of an included file, which is relative to the file that includes it. Raises Unreadable."""
    name = pip_requirements.variable(text)
    if name is not None:
        raise Unreadable(f"depends on the environment variable {name}")
    if _URL.match(text):
        raise Unreadable("is read from a URL")
    found = inside(path.rpartition("/")[0], text)
    if found is None:
        raise Unreadable("reads a file outside the workspace")
    return found
