"""pants.toml: what it says of all distributions that Pants builds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pinlint.metadata.raw import Malformed
from pinlint.metadata.toml_tables import load
from pinlint.source import Key, Span
from pinlint.workspace import Declared, Field, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.source import Place, Source

_GENERATION = "setup-py-generation"
_SCHEME = "first_party_dependency_version_scheme"
_SCHEMES = {"exact": "==", "compatible": "~=", "any": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The configuration of one Pants workspace, for as much of it as is in its pants.toml."""

    path: str
    constraints: Listing[Declared[str]] | None
    """``[python] interpreter_constraints``, which hold for every target that sets none."""
    operator: Field[str]
    """The operator of requirements on other distributions of the workspace (``==``, ``~=``), empty for any version."""
    generates: bool | Unknown
    """Whether a setup.py is generated where a target does not say so."""
    plugins: tuple[Declared[str], ...]
    """Backends that do not come with Pants: they may give the keywords of setup() other values."""
    macros: Place | None
    """Where files with macros are named, which may declare targets."""


def read(source: Source) -> Configuration:
    """What a pants.toml says. Raises Malformed where it is no TOML."""
    try:
        tables = load(source)
    except ValueError:
        # A number of more digits than Python converts, which TOML leaves to the parser.
        raise Malformed("has a number that is too long", Span(source.path, 0, 0)) from None
    file = _File(source.path, tables)
    return Configuration(
        path=source.path,
        constraints=_constraints(file),
        operator=_operator(file),
        generates=_generates(file),
        plugins=tuple(
            backend
            for backend in _backends(file)
            if backend.value != "pants" and not backend.value.startswith("pants.")
        ),
        macros=file.at("GLOBAL", "build_file_prelude_globs")
        if file.get("GLOBAL", "build_file_prelude_globs")
        else None,
    )


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    tables: dict[str, Any]

    def get(self, section: str, option: str) -> Any:  # noqa: ANN401 - whatever TOML can hold
        table = self.tables.get(section)
        return table.get(option) if isinstance(table, dict) else None

    def at(self, *keys: str | int) -> Key:
        return Key(self.path, keys)


def _constraints(file: _File) -> Listing[Declared[str]] | None:
    section = "python" if file.get("python", "interpreter_constraints") is not None else "python-setup"
    value = file.get(section, "interpreter_constraints")
    if file.get("python", "default_to_resolve_interpreter_constraints"):
        at = file.at("python", "default_to_resolve_interpreter_constraints")
        return Listing((), (Unknown("chosen by the resolve of each target", at),))
    if value is None:
        return None
    if not isinstance(value, list):
        return Listing((), (Unknown("not an array", file.at(section, "interpreter_constraints")),))
    items: list[Declared[str]] = []
    unknown: list[Unknown] = []
    for index, item in enumerate(value):
        at = file.at(section, "interpreter_constraints", index)
        if not isinstance(item, str):
            unknown.append(Unknown("not a string", at))
        elif "%(" in item:
            unknown.append(Unknown("filled in by Pants", at))
        else:
            items.append(Declared(item, item, at))
    return Listing(tuple(items), tuple(unknown))


def _operator(file: _File) -> Field[str]:
    value = file.get(_GENERATION, _SCHEME)
    at = file.at(_GENERATION, _SCHEME)
    if value is None:
        return Declared("==", "exact", at)
    if isinstance(value, str) and value in _SCHEMES:
        return Declared(_SCHEMES[value], value, at)
    return Unknown("none of exact, compatible and any", at)


def _generates(file: _File) -> bool | Unknown:
    value = file.get(_GENERATION, "generate_setup_default")
    if value is None or isinstance(value, bool):
        return value is not False
    return Unknown("neither true nor false", file.at(_GENERATION, "generate_setup_default"))


def _backends(file: _File) -> list[Declared[str]]:
    """The backends that are listed, or added to a list that other files begin."""
    value = file.get("GLOBAL", "backend_packages")
    keys: tuple[str, ...] = ("GLOBAL", "backend_packages")
    if isinstance(value, dict):
        value, keys = value.get("add"), (*keys, "add")
    if not isinstance(value, list):
        return []
    places = ((item, file.at(*keys, index)) for index, item in enumerate(value))
    return [Declared(item, item, at) for item, at in places if isinstance(item, str)]
