"""setup.cfg as text: what configparser reads in it (its defaults but for key case), and where that is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed
from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pinlint.source import Source

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_SECTION = re.compile(r"\[(.+)\]")
_DELIMITER = re.compile("[=:]")
_DEFAULT = "DEFAULT"
_REFERENCE = re.compile(r"((?:[^%]++|%%)*+)(?:%\(([^)]++)\)s|\Z)")
_DEEPEST = 10
_MOST_STEPS = 1000
_LONGEST = 1_000_000

Values = dict[str, dict[str, tuple[str | None, str]]]
"""By section and option: the value, None where a ``%`` in it cannot be expanded, and the text it was expanded from."""

Stretch = tuple[int, int]
"""Start and end offsets, the end exclusive."""


def parse(source: Source, wanted: Iterable[str]) -> Values:
    """The options of those ``wanted`` sections that there are, with DEFAULT's in each.

    Raises Malformed at the line that configparser refuses.
    """
    import configparser  # noqa: PLC0415 - few files need it
    import io  # noqa: PLC0415 - with it

    class Parser(configparser.ConfigParser):
        # The same lines as configparser's own pattern, whose time is quadratic in the length of white space.
        OPTCRE = re.compile(r"(?P<option>[^=:]*+)(?P<vi>[=:])(?P<value>.*)$")

    if source.bom:
        raise Malformed("starts with a byte order mark, which setuptools refuses", Span(source.path, 0, 0))
    parser = Parser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
    try:
        parser.read_file(io.StringIO(source.text, newline=None))
    except configparser.DuplicateSectionError as error:
        raise _malformed(source, f"has two sections [{error.section}]", error.lineno) from None
    except configparser.DuplicateOptionError as error:
        raise _malformed(source, f"has {error.option} twice in [{error.section}]", error.lineno) from None
    except configparser.MissingSectionHeaderError as error:
        raise _malformed(source, "has a line before its first section", error.lineno) from None
    except configparser.ParsingError as error:
        message = "has a line that is neither a section, an option nor part of a value"
        raise _malformed(source, message, error.errors[0][0]) from None
    return {
        section: {option: (_expanded(text, parser[section]), text) for option, text in parser.items(section)}
        for section in wanted
        if parser.has_section(section)
    }


def _expanded(text: str, section: Mapping[str, str]) -> str | None:
    """``text`` with ``%(option)s`` replaced and ``%%`` as ``%``; None where configparser refuses it.

    Done here because configparser does it without bounds: ten options of a thousand references each are a bomb.
    """
    if "%" not in text:
        return text
    found: list[str] = []
    waiting: list[tuple[str, int]] = [(text, 1)]
    size = 0
    for _ in range(_MOST_STEPS):
        if not waiting:
            return "".join(found)
        rest, depth = waiting.pop()
        reference = _REFERENCE.match(rest)
        if reference is None or size > _LONGEST:
            return None
        plain, option, rest = reference[1], reference[2], rest[reference.end() :]
        found.append(plain.replace("%%", "%"))
        size += len(plain)
        if rest:
            waiting.append((rest, depth))
        if option is not None:
            value = section.get(option)
            if value is None or (depth >= _DEEPEST and "%" in value):
                return None
            waiting.append((value, depth + 1))
    return None


def _malformed(source: Source, message: str, line: int | None) -> Malformed:
    start = line_starts(source.text)[(line or 1) - 1]
    return Malformed(message, Span(source.path, start, start + len(source.line(line or 1))))


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
