"""``*.egg-info/requires.txt``: requirements in sections, as setuptools writes them beside an old PKG-INFO."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed, Raw, RawSection
from pinlint.source import Span
from pinlint.workspace import Declared, Kind, Listing

if TYPE_CHECKING:
    from pinlint.source import Source

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")


def read(source: Source) -> Raw:
    """The requirements of a requires.txt: core before the first section, then one section for each heading.

    A heading is ``[extra]``, ``[extra:marker]`` or ``[:marker]``; its name is what is between the brackets. An empty
    file states that there are no requirements. Raises Malformed at a heading that does not end.
    """
    core: list[Declared[str]] = []
    sections: list[tuple[Declared[str], list[Declared[str]]]] = []
    into = core
    for line in _LINE.finditer(source.text):
        written = line[1].partition(" #")[0].strip()
        if not written or written[0] == "#":
            continue
        start = line.start() + len(line[1]) - len(line[1].lstrip())
        if written[0] != "[":
            into.append(Declared(written, written, Span(source.path, start, start + len(written))))
            continue
        if written[-1] != "]":
            raise Malformed("has a section heading that does not end with ]", Span(source.path, start, start + 1))
        name = written[1:-1].strip()
        start += written.index(name, 1)
        into = []
        sections.append((Declared(name, name, Span(source.path, start, start + len(name))), into))
    return Raw(
        kind=Kind.REQUIRES_TXT,
        path=source.path,
        requires=Listing(tuple(core)),
        extras=Listing(tuple(RawSection(name, Listing(tuple(requires))) for name, requires in sections)),
    )
