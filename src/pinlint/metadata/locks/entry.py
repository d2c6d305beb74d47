"""One table of a lock file, asked for values of the types its dialect promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from packaging.utils import InvalidName, canonicalize_name

from pinlint.metadata.raw import Malformed
from pinlint.metadata.requirements import Invalid, parse_marker, parse_specifiers, parse_version
from pinlint.metadata.toml_tables import load
from pinlint.source import Key, Span
from pinlint.workspace import Declared, Field, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.source import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A table at ``keys``. Lists leave out what has a wrong type, and note it in ``notes``, which a file shares."""

    path: str
    table: dict[str, Any]
    keys: tuple[str | int, ...] = ()
    notes: list[Unknown] = field(default_factory=list)

    def at(self, *keys: str | int) -> Key:
        """The place of a value below this table."""
        return Key(self.path, (*self.keys, *keys))

    def unknown(self, reason: str, *keys: str | int) -> Unknown:
        """A value that cannot be read."""
        return Unknown(reason, self.at(*keys))

    def skip(self, reason: str, *keys: str | int) -> None:
        """Note that something was left out."""
        self.notes.append(self.unknown(reason, *keys))

    def text(self, key: str) -> Field[str]:
        """A string; an empty one is none."""
        value = self.table.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return self.unknown(f"{key} is not a string", key)
        return Declared(value, value, self.at(key))

    def parsed(self, key: str, parse: Callable[[str], T], what: str) -> Field[T]:
        """A string that ``parse`` understands, or raises Invalid for."""
        text = self.text(key)
        if not isinstance(text, Declared):
            return text
        try:
            return Declared(parse(text.value.strip()), text.text, text.at)
        except Invalid as error:
            return Unknown(f"{key} is not {what}: {error}", text.at)

    def version(self, key: str = "version") -> Field[Version]:
        """A PEP 440 version."""
        return self.parsed(key, parse_version, "a PEP 440 version")

    def specifiers(self, key: str) -> Field[SpecifierSet]:
        """A PEP 440 specifier set."""
        return self.parsed(key, parse_specifiers, "a set of version specifiers")

    def marker(self, key: str = "marker") -> Field[Marker]:
        """A PEP 508 marker."""
        return self.parsed(key, parse_marker, "a PEP 508 marker")

    def name(self, key: str = "name") -> Declared[NormalizedName] | None:
        """The name of a distribution; what has none is noted, and can only be left out."""
        text = self.text(key)
        if isinstance(text, Declared):
            try:
                return Declared(canonicalize_name(text.value, validate=True), text.text, text.at)
            except InvalidName:
                self.skip("has a name that is no name of a distribution", key)
        else:
            self.skip("has no name", key)
        return None

    def inner(self, key: str) -> Entry | Unknown | None:
        """A table below this one."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            return self.unknown(f"{key} is not a table", key)
        return self.below(value, key)

    def section(self, key: str) -> Entry:
        """A table below this one, empty where there is none; one of a wrong type is noted."""
        found = self.inner(key)
        if isinstance(found, Unknown):
            self.notes.append(found)
        return found if isinstance(found, Entry) else self.below({}, key)

    def below(self, table: dict[str, Any], *keys: str | int) -> Entry:
        """A table that stands below this one."""
        return Entry(self.path, table, (*self.keys, *keys), self.notes)

    def array(self, key: str) -> list[Any]:
        """An array, empty where there is none; something else is noted."""
        value = self.table.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self.skip(f"{key} is not an array", key)
        return []

    def entries(self, key: str) -> Iterator[Entry]:
        """The tables of an array, one after the other: there may be very many."""
        for index, value in enumerate(self.array(key)):
            if isinstance(value, dict):
                yield self.below(value, key, index)
            else:
                self.skip("not a table", key, index)

    def texts(self, key: str) -> list[Declared[str]]:
        """The strings of an array."""
        found = []
        for index, value in enumerate(self.array(key)):
            if isinstance(value, str):
                found.append(Declared(value, value, self.at(key, index)))
            else:
                self.skip("not a string", key, index)
        return found

    def names(self, key: str) -> frozenset[NormalizedName]:
        """The names in an array, normalised and not checked."""
        return frozenset(canonicalize_name(text.value) for text in self.texts(key))

    def markers(self, key: str) -> list[Declared[Marker]]:
        """The markers in an array."""
        found = []
        for text in self.texts(key):
            try:
                found.append(Declared(parse_marker(text.value), text.text, text.at))
            except Invalid as error:
                self.notes.append(Unknown(f"not a PEP 508 marker: {error}", text.at))
        return found


def root(source: Source) -> Entry:
    """The tables of a lock file. Raises Malformed."""
    try:
        return Entry(source.path, load(source))
    except ValueError:
        # A number of more digits than Python converts, which TOML leaves to the parser.
        raise Malformed("has a number that is too long", Span(source.path, 0, 0)) from None


def understood(entry: Entry, key: str, majors: range) -> bool:
    """Whether the version of the format is one of those that are known; another one is noted.

    A file that states none is read like the others.
    """
    value = entry.table.get(key)
    if value is None:
        return True
    if isinstance(value, str):
        value = value.partition(".")[0]
    if isinstance(value, str | int) and not isinstance(value, bool) and value in {*majors, *map(str, majors)}:
        return True
    entry.skip("in a version of the format that is not known", key)
    return False
