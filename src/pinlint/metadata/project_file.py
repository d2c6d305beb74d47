"""One pyproject.toml with the files around it: typed access to its tables, and what they leave to the build backend."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from pinlint.metadata.raw import RawSection
from pinlint.source import Key
from pinlint.workspace import Declared, Field, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.source import Files

Table = dict[str, Any]

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A parsed pyproject.toml. What has another type than the standard demands is unknown."""

    path: str
    tables: Table
    files: Files

    @property
    def folder(self) -> str:
        """The folder of the project, as in ``Source.path``; empty for the root."""
        return self.path.rpartition("/")[0]

    @property
    def builder(self) -> str:
        """The top module of the project's build backend, setuptools where none is named (PEP 517).

        A backend that builds itself is named as it is elsewhere; one that is the project's own has a name of its own.
        """
        backend = self.table("build-system").get("build-backend")
        return re.split(r"[.:]", backend)[0] if isinstance(backend, str) else "setuptools"

    @property
    def build_requires(self) -> dict[str, str]:
        """``[build-system] requires`` as written, by the normalised name of the distribution."""
        requires = self.table("build-system").get("requires")
        found: dict[str, str] = {}
        for text in requires if isinstance(requires, list) else ():
            if isinstance(text, str) and (name := _NAME.match(text)):
                found[canonicalize_name(name[1])] = text
        return found

    def beside(self, *names: str) -> str:
        """The path of a file that the project names relative to its folder, or to a folder in that."""
        return posixpath.normpath(posixpath.join(self.folder, *names))

    def table(self, *keys: str) -> Table:
        """The table at the keys, empty where there is none."""
        table: object = self.tables
        for key in keys:
            table = table.get(key) if isinstance(table, dict) else None
        return table if isinstance(table, dict) else {}

    def key(self, *keys: str | int) -> Key:
        """The place of a value in this file."""
        return Key(self.path, keys)

    def unknown(self, reason: str, *keys: str | int) -> Unknown:
        """A value that cannot be read, placed at the keys."""
        return Unknown(reason, Key(self.path, keys))

    def dynamic(self, name: str) -> Key | None:
        """Where ``project.dynamic`` leaves a field to the backend; None if it does not."""
        names = self.table("project").get("dynamic")
        if not isinstance(names, list) or name not in names:
            return None
        return Key(self.path, ("project", "dynamic", names.index(name)))

    def string(self, *keys: str) -> Field[str]:
        """The string at the keys."""
        value = self.table(*keys[:-1]).get(keys[-1])
        if value is None:
            return None
        if not isinstance(value, str):
            return self.unknown(f"{keys[-1]} is not a string", *keys)
        return Declared(value, value, Key(self.path, keys))

    def strings(self, *keys: str) -> Listing[Declared[str]] | None:
        """The array of strings at the keys."""
        value = self.table(*keys[:-1]).get(keys[-1])
        return None if value is None else self.items(value, *keys)

    def items(self, value: object, *keys: str) -> Listing[Declared[str]]:
        """The strings in ``value``, which is what is written at the keys."""
        if not isinstance(value, list):
            return Listing((), (self.unknown(f"{keys[-1]} is not an array", *keys),))
        places: list[tuple[object, tuple[str | int, ...]]] = [
            (item, (*keys, index)) for index, item in enumerate(value)
        ]
        return Listing(
            tuple(Declared(item, item, Key(self.path, place)) for item, place in places if isinstance(item, str)),
            tuple(self.unknown("not a string", *place) for item, place in places if not isinstance(item, str)),
        )

    def sections(self, *keys: str) -> Listing[RawSection] | None:
        """A table of arrays of requirements."""
        table = self.table(*keys[:-1]).get(keys[-1])
        if table is None:
            return None
        if not isinstance(table, dict):
            return Listing((), (self.unknown(f"{keys[-1]} is not a table", *keys),))
        return Listing(
            tuple(self.section(name, self.items(value, *keys, name), *keys) for name, value in table.items())
        )

    def section(self, name: str, requires: Listing[Declared[str]], *keys: str) -> RawSection:
        """An extra or group whose name is written under the keys."""
        return RawSection(Declared(name, name, Key(self.path, (*keys, name))), requires)


def named(requirement: str) -> str:
    """The normalised name that a requirement begins with, empty if there is none."""
    name = _NAME.match(requirement)
    return canonicalize_name(name[1]) if name else ""


def strings(value: object) -> Iterable[str]:
    """The strings in what should be an array of them."""
    return (item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
