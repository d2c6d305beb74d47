"""Where the options and lines of a setup.cfg are written, as configparser reads it (its defaults but for key case)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_SECTION = re.compile(r"\[(.+)\]")
_DELIMITER = re.compile("[=:]")
_DEFAULT = "DEFAULT"

Stretch = tuple[int, int]
"""Start and end offsets, the end exclusive."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its name, and the lines of its value that are not blank."""

    name: Stretch
    lines: list[Stretch]

    @property
    def value(self) -> Stretch:
        """From the first line that is not blank to the end of the last; of an empty value the option's name."""
        return (self.lines[0][0], self.lines[-1][1]) if self.lines else self.name


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name between the brackets, and its options."""

    name: Stretch
    options: dict[str, Option] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The sections of a file. What its DEFAULT section says, every section says."""

    sections: dict[str, Section]

    def option(self, section: object, option: object) -> Option | None:
        """The option that a section has, be it from DEFAULT."""
        for name in (section, _DEFAULT):
            found = self.sections.get(str(name))
            if found and section in self.sections and str(option) in found.options:
                return found.options[str(option)]
        return None

    def value(self, keys: Sequence[str | int]) -> Stretch:
        """What ``(section,)``, ``(section, option)`` or ``(section, option, n)`` names, or its nearest parent."""
        option = self.option(*keys[:2]) if len(keys) > 1 else None
        if option is None:
            return self.name(keys)
        if len(keys) > 2 and isinstance(keys[2], int) and 0 <= keys[2] < len(option.lines):
            return option.lines[keys[2]]
        return option.value

    def name(self, keys: Sequence[str | int]) -> Stretch:
        """The name of the option that ``keys`` lead to, or of the section, or the beginning of the file."""
        option = self.option(*keys[:2]) if len(keys) > 1 else None
        if option is not None:
            return option.name
        section = self.sections.get(str(keys[0])) if keys else None
        return section.name if section is not None else (0, 0)


@lru_cache(maxsize=16)
def scan(text: str) -> Document:
    """The options of a text that configparser accepts; of any other text those it could still tell apart."""
    document = Document({})
    section: Section | None = None
    option: Option | None = None
    indent = 0
    for line in _LINE.finditer(text):
        stripped = line[1].strip()
        if not stripped or stripped[0] in "#;":
            continue
        start = line.start() + len(line[1]) - len(line[1].lstrip())
        end = start + len(stripped)
        # configparser counts the white space before the text, however wide
        if option is not None and start - line.start() > indent:
            option.lines.append((start, end))
            continue
        indent = start - line.start()
        if header := _SECTION.match(stripped):
            section = Section((start + header.start(1), start + header.end(1)))
            section = document.sections.setdefault(header[1], section)
            option = None
        elif section is not None and (delimiter := _DELIMITER.search(stripped)):
            name = stripped[: delimiter.start()].rstrip()
            value = stripped[delimiter.end() :].lstrip()
            option = Option((start, start + len(name)), [(end - len(value), end)] if value else [])
            section.options.setdefault(name, option)
    return document
