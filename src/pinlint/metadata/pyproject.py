"""pyproject.toml: the project table (PEP 621, 639, 808), dependency groups (PEP 735), the build system (PEP 518)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import tomli

from pinlint.metadata.raw import Malformed, Raw, RawSection
from pinlint.source import Key, Span, line_starts
from pinlint.workspace import Declared, Field, Kind, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.source import Source

T = TypeVar("T")
Table = dict[str, Any]

_CORE_METADATA = {
    "version": "version",
    "requires-python": "requires-python",
    "dependencies": "requires-dist",
    "optional-dependencies": "provides-extra",
    "classifiers": "classifier",
    "license": "license",
}
"""Keys of the project table that may be dynamic, and the field each becomes."""

_REDIRECTIONS = (
    ("hatch", "build"),
    ("setuptools", "packages"),
    ("setuptools", "package-dir"),
    ("setuptools", "py-modules"),
    ("poetry", "packages"),
    ("pdm", "build"),
    ("flit", "module"),
    ("maturin",),
    ("scikit-build",),
    ("meson-python",),
    ("uv", "build-backend"),
)
"""Tool tables that let a project take its modules from elsewhere."""


def load(source: Source) -> Table:
    """The tables of the file. Raises Malformed at the position the TOML parser stopped at."""
    if source.bom:
        raise Malformed("starts with a byte order mark, which TOML parsers refuse", Span(source.path, 0, 0))
    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        # The parser counts in its own copy of the text, where every line ending is one character.
        offset = _offset(source.text, error.lineno, error.colno)
        raise Malformed(f"is not valid TOML: {_lower(error.msg)}", Span(source.path, offset, offset)) from None
    except RecursionError:
        raise Malformed("is nested too deeply", Span(source.path, 0, 0)) from None


def read(source: Source, tables: Table) -> Raw | None:
    """What the file says of its project; None without a project table and without one of poetry's."""
    file = _File(source.path, tables)
    if isinstance(tables.get("project"), dict):
        return _project(file)
    if "name" in file.table("tool", "poetry"):
        return _poetry(file)
    return None


def builder(tables: Table) -> str:
    """The distribution that builds the project, as far as the name of its backend tells; setuptools where none is."""
    backend = _File("", tables).table("build-system").get("build-backend")
    return re.split(r"[.:]", backend)[0] if isinstance(backend, str) else "setuptools"


def redirects(tables: Table) -> bool:
    """Whether the build may take modules from outside the project's own folder, so that its folder proves nothing."""
    file = _File("", tables)
    return any(keys[-1] in file.table("tool", *keys[:-1]) for keys in _REDIRECTIONS)


@dataclass(frozen=True, slots=True)
class _File:
    """Typed access to the tables of one file; what has another type than the standard demands is unknown."""

    path: str
    tables: Table

    def table(self, *keys: str) -> Table:
        """The table at the keys, empty where there is none."""
        table: object = self.tables
        for key in keys:
            table = table.get(key) if isinstance(table, dict) else None
        return table if isinstance(table, dict) else {}

    def unknown(self, reason: str, *keys: str | int) -> Unknown:
        return Unknown(reason, Key(self.path, keys))

    def string(self, *keys: str) -> Field[str]:
        value = self.table(*keys[:-1]).get(keys[-1])
        if value is None:
            return None
        if not isinstance(value, str):
            return self.unknown(f"{keys[-1]} is not a string", *keys)
        return Declared(value, value, Key(self.path, keys))

    def strings(self, *keys: str) -> Listing[Declared[str]] | None:
        value = self.table(*keys[:-1]).get(keys[-1])
        return None if value is None else self.items(value, *keys)

    def items(self, value: object, *keys: str) -> Listing[Declared[str]]:
        if not isinstance(value, list):
            return Listing((), (self.unknown(f"{keys[-1]} is not an array", *keys),))
        places = [(item, (*keys, index)) for index, item in enumerate(value)]
        return Listing(
            tuple(Declared(item, item, Key(self.path, place)) for item, place in places if isinstance(item, str)),
            tuple(self.unknown("not a string", *place) for item, place in places if not isinstance(item, str)),
        )

    def sections(self, *keys: str) -> Listing[RawSection] | None:
        """A table of arrays of requirements; the tables in the arrays (``include-group``) belong elsewhere."""
        table = self.table(*keys[:-1]).get(keys[-1])
        if table is None:
            return None
        if not isinstance(table, dict):
            return Listing((), (self.unknown(f"{keys[-1]} is not a table", *keys),))
        found = []
        for name, value in table.items():
            items = [None if isinstance(item, dict) else item for item in value] if isinstance(value, list) else value
            listing = self.items(items, *keys, name)
            unknown = tuple(part for part in listing.unknown if not _is_include(value, part))
            found.append(
                RawSection(Declared(name, name, Key(self.path, (*keys, name))), Listing(listing.items, unknown))
            )
        return Listing(tuple(found))


def _is_include(value: object, part: Unknown) -> bool:
    """Whether what is no string is an include, which adds no requirement of its own."""
    index = part.at.keys[-1] if isinstance(part.at, Key) else None
    return isinstance(value, list) and isinstance(index, int) and isinstance(value[index], dict)


def _project(file: _File) -> Raw:
    names = file.table("project").get("dynamic")
    dynamic = {
        _CORE_METADATA[name]: file.unknown(f"set by {builder(file.tables)} when it builds", "project", "dynamic", index)
        for index, name in enumerate(names if isinstance(names, list) else ())
        if isinstance(name, str) and name in _CORE_METADATA
    }
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        private=_private(file),
        name=file.string("project", "name"),
        version=file.string("project", "version") or dynamic.get("version"),
        requires_python=file.string("project", "requires-python") or dynamic.get("requires-python"),
        requires=_partly(file.strings("project", "dependencies"), dynamic.get("requires-dist")),
        extras=_partly(file.sections("project", "optional-dependencies"), dynamic.get("provides-extra")),
        classifiers=_partly(file.strings("project", "classifiers"), dynamic.get("classifier")),
        license=_license(file) or dynamic.get("license"),
        groups=_groups(file),
        build=file.strings("build-system", "requires"),
        dynamic=dynamic,
    )


def _poetry(file: _File) -> Raw:
    """A project that only poetry's own tables describe; beyond name and version they have a language of their own."""
    keys = ("tool", "poetry")
    later = file.unknown("written in poetry's own tables", *keys)
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        private=_private(file),
        name=file.string(*keys, "name"),
        version=file.string(*keys, "version"),
        requires_python=later,
        requires=Listing((), (later,)),
        extras=Listing((), (later,)),
        # poetry-core adds classifiers of its own to the declared ones.
        classifiers=Listing((), (file.unknown("chosen by poetry-core", *keys),)),
        license=file.string(*keys, "license"),
        groups=_groups(file),
        build=file.strings("build-system", "requires"),
    )


def _private(file: _File) -> bool:
    return file.table("tool", "uv").get("package") is False or file.table("tool", "poetry").get("package-mode") is False


def _groups(file: _File) -> Listing[RawSection] | None:
    """Dependency groups, and uv's older list of development requirements as the group it stands for."""
    groups = file.sections("dependency-groups")
    older = file.strings("tool", "uv", "dev-dependencies")
    if older is None:
        return groups
    keys = ("tool", "uv", "dev-dependencies")
    section = RawSection(Declared("dev", "dev-dependencies", Key(file.path, keys)), older)
    return Listing((*(groups or ()), section), groups.unknown if groups else ())


def _license(file: _File) -> Field[str]:
    value = file.table("project").get("license")
    if not isinstance(value, dict):
        return file.string("project", "license")
    if "text" in value:
        return file.string("project", "license", "text")
    return file.unknown("the text of a file", "project", "license")


def _partly(listing: Listing[T] | None, dynamic: Unknown | None) -> Listing[T] | None:
    """A list with what is added to it when it is built (PEP 808)."""
    if dynamic is None:
        return listing
    return Listing(listing.items if listing else (), (*(listing.unknown if listing else ()), dynamic))


def _offset(text: str, line: int, column: int) -> int:
    starts = line_starts(text)
    return min(starts[min(line, len(starts)) - 1] + column - 1, len(text))


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
