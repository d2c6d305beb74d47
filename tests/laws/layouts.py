"""What a project states, and how it may be written: quotes, lists, comments, line ends, and where a version is from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Files = dict[str, str]
"""Texts by path; one with a byte order mark begins with U+FEFF."""


class Needed(NamedTuple):
    """A requirement; ``asked`` are its extras in brackets."""

    name: str
    clauses: str = ""
    marker: str = ""
    asked: str = ""

    def __str__(self) -> str:
        """PEP 508."""
        return f"{self.name}{self.asked}{self.clauses}{self.marker and f'; {self.marker}'}"


@dataclass(frozen=True)
class Project:
    """What a project states; ``optional`` and ``groups`` by the names of extras and dependency groups."""

    name: str
    version: str
    python: str | None = ">=3.9"
    core: tuple[Needed, ...] = ()
    optional: tuple[tuple[str, tuple[Needed, ...]], ...] = ()
    groups: tuple[tuple[str, tuple[Needed, ...]], ...] = ()
    build: tuple[Needed, ...] = ()
    classifiers: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The name of its import package."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Array:
    """How a list is written in brackets: what opens it, stands between elements, and closes it."""

    opens: str
    between: str
    closes: str

    def of(self, elements: Sequence[str]) -> str:
        return f"[{self.opens}{self.between.join(elements)}{self.closes}]" if elements else "[]"


ARRAYS = (
    Array("", ", ", ""),
    Array("", ",", ""),
    Array(" ", " , ", " ,"),
    Array("\n    ", ",\n    ", ",\n"),
    Array("\n\t", ",\n\t", "\n"),
    Array("\n  ", ",\n  ", ""),
    Array("", ",\n     ", ""),
    Array("\n    ", "\n    , ", "\n"),
    Array(" ", "\n  , ", "\n  "),
    Array("  # all of them\n    ", ",  # of the one in front\n    ", ",  # the last\n"),
    Array("\n    # \xe9, [of, 'it'\n    ", ",\n\n    ", ",\n    # the end\n"),
)
TOML_STRINGS: tuple[Callable[[str], str], ...] = (
    lambda text: '"' + escaped(text) + '"',
    lambda text: f"'{text}'",
    lambda text: '"""' + escaped(text) + '"""',
    lambda text: f"'''{text}'''",
    lambda text: '"""\n' + escaped(text) + '"""',
    lambda text: f"'''\n{text}'''",
    lambda text: '"""\\\n   ' + escaped(text) + '"""',
    lambda text: f'"\\u{ord(text[0]):04x}{escaped(text[1:])}"' if text[:1].isalpha() else f'"{escaped(text)}"',
)
PYTHON_STRINGS: tuple[Callable[[str], str], ...] = (
    lambda text: '"' + escaped(text) + '"',
    lambda text: f"'{text}'",
    lambda text: f"r'{text}'",
    lambda text: f"u'{text}'",
    lambda text: '"""' + escaped(text) + '"""',
    lambda text: f"'''{text}'''",
    lambda text: f"'{text[:2]}' '{text[2:]}'" if text[:1].isalpha() else f"'{text}'",
    lambda text: f"('{text[:3]}'\n  '{text[3:]}')" if text[:1].isalpha() else f"'{text}'",
)


def escaped(text: str) -> str:
    return text.replace('"', '\\"')


Dialect = Callable[[Project, "Layout"], Files]


@dataclass(frozen=True)
class Layout:
    """How a project is written; every kind of string is taken in turn, from ``first`` on, or this one alone."""

    dialect: Dialect
    array: Array = ARRAYS[0]
    first: int = 0
    mixed: bool = True
    equals: str = " = "
    comment: str = ""
    ending: str = "\n"
    bom: bool = False
    final: bool = True
    tables: str = "headers"
    source: str = "static"
    """Where the version comes from."""
    required: str = "static"
    """Where the requirements come from."""
    copies: tuple[str, ...] = ()
    formatted: bool = False
    """Pins on the version itself are made of it, where a language can."""

    def strings(self, kinds: Sequence[Callable[[str], str]]) -> Callable[[str], str]:
        """What writes each further string in the next kind."""
        number = self.first

        def write(text: str) -> str:
            nonlocal number
            number += self.mixed
            return kinds[number % len(kinds)](text)

        return write

    def listed(self, elements: Iterable[object], write: Callable[[str], str]) -> str:
        """An array of strings."""
        return self.array.of([write(str(each)) for each in elements])

    def files(self, project: Project) -> Files:
        """The files of a project, in a folder of its name."""
        copies = {name: COPIES[name](project.version) for name in self.copies if self.may_have(name)}
        found = copies | self.dialect(project, self)
        return {f"{project.name}/{name.format(project.module)}": self.ended(name, text) for name, text in found.items()}

    def may_have(self, name: str) -> bool:
        return name == "CITATION.cff" or self.source not in ("attr", "flit")

    def ended(self, name: str, text: str) -> str:
        text = text if self.final else text.removesuffix("\n")
        # TOML knows no line end that is a carriage return alone; copies of versions in such files are not looked for.
        bare = self.ending == "\r" and (name in COPIES or not name.endswith((".py", ".cfg")))
        # Other files may not begin with a byte order mark: it would be a part of their first line.
        mark = "\ufeff" if self.bom and name.endswith(".py") else ""
        return mark + text.replace("\n", "\n" if bare else self.ending)


COPIES: dict[str, Callable[[str], str]] = {
    "src/{}/__init__.py": lambda version: f'"""It."""\n\n__version__ = "{version}"  # it\n',
    "CITATION.cff": lambda version: f'cff-version: 1.2.0\nversion: "{version}"  # of it\ntitle: it\n',
}
