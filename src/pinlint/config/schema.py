"""What can be configured, and how it is read from its table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pinlint.config import dependencies, groups, standards
from pinlint.config.table import ConfigError, File, Table, kind
from pinlint.source import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.config.dependencies import DependencyTable
    from pinlint.config.groups import GroupTable
    from pinlint.source import Source

TABLE = ("tool", "pinlint")
_TOP = (
    "members",
    "exclude",
    "select",
    "ignore",
    "extend-select",
    "levels",
    "groups",
    "dependencies",
    "ignores",
    "overrides",
    "version-files",
)
_OVERRIDE = (
    "member",
    "name",
    "version",
    "requires-python",
    "dependencies",
    "optional-dependencies",
    "dependency-groups",
    "classifiers",
    "license",
)
_IGNORE = ("rule", "member", "dependency", "extra", "reason", "until")


@dataclass(frozen=True, slots=True)
class IgnoreTable:
    """One ``[[ignores]]`` table; ``rule`` is a code, a name or a prefix; ``None`` matches everything.

    ``member``, ``dependency`` and ``extra`` are globs over normalised names.
    """

    rule: str
    reason: str
    at: Key
    member: str | None = None
    dependency: str | None = None
    extra: str | None = None
    """Of the member, where a finding shows through one only."""
    until: date | None = None
    """The last day on which it ignores."""


@dataclass(frozen=True, slots=True)
class OverrideTable:
    """One ``[[overrides]]`` table: field values of one member, as its build would write them; ``None`` is not given."""

    member: str
    """Its name, or its folder."""
    at: Key
    name: str | None = None
    version: str | None = None
    requires_python: str | None = None
    dependencies: tuple[str, ...] | None = None
    optional_dependencies: Mapping[str, tuple[str, ...]] | None = None
    dependency_groups: Mapping[str, tuple[str, ...]] | None = None
    classifiers: tuple[str, ...] | None = None
    license: str | None = None
    """The expression, or the text of License."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the user decided. ``source`` is the file it was read from; its path is relative to the root."""

    members: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    """Rule (code, name or prefix) -> error, warning or info."""
    groups: tuple[GroupTable, ...] = ()
    dependencies: tuple[DependencyTable, ...] = ()
    ignores: tuple[IgnoreTable, ...] = ()
    overrides: tuple[OverrideTable, ...] = ()
    version_files: tuple[str, ...] = ()
    """Globs on paths from the root: files that hold copies of a version."""
    source: Source | None = None
    shown: str = ""
    """What errors call that file: its path from the current folder."""
    at: tuple[str, ...] = ()
    """The keys of the table that holds it: ``("tool", "pinlint")``, or none in pinlint.toml."""

    def place(self, *keys: str | int) -> Key:
        """Where the value of these keys is written, as in ``place("members", 0)``; only for a Config with a source."""
        return Key(self.source.path if self.source else "", (*self.at, *keys))

    def error(self, at: Key, message: str, *, on_key: bool = False) -> ConfigError:
        """The error that points at a value, or at its key; only for a Config with a source."""
        if self.source is None:
            return ConfigError(message)
        return File(self.source, self.shown).error(at.keys, message, on_key=on_key)


def parse(source: Source, *, shared: bool = False, shown: str | None = None) -> Config:
    """The configuration in a TOML text: its ``[tool.pinlint]`` table, else, unless the file is shared, all of it.

    ``shown`` is what errors call the file. Raises ConfigError.
    """
    file = File(source, shown or source.path)
    document = file.document()
    if not shared and "tool" not in document:
        return _config(Table(file, (), (), document))
    top = Table(file, (), (), document).table("tool")
    if "pinlint" not in top.values:
        raise ConfigError(f"{file.shown}: there is no [tool.pinlint] table in it; write one, or name another file")
    return _config(Table(file, TABLE, (), top.table("pinlint").values))


def _config(top: Table) -> Config:
    top.only(_TOP)
    return Config(
        members=top.strings("members"),
        exclude=top.strings("exclude"),
        select=top.strings("select"),
        ignore=top.strings("ignore"),
        extend_select=top.strings("extend-select"),
        levels=_levels(top.table("levels")),
        groups=groups.read(top.tables("groups")),
        dependencies=tuple(dependencies.read(table) for table in top.tables("dependencies")),
        ignores=tuple(_ignore(table) for table in top.tables("ignores")),
        overrides=tuple(_override(table) for table in top.tables("overrides")),
        version_files=top.strings("version-files"),
        source=top.file.source,
        shown=top.file.shown,
        at=TABLE if top.at else (),
    )


def _levels(table: Table) -> dict[str, str]:
    found = {rule: table.word(rule, ("error", "warning", "info")) for rule in table.values}
    return {rule: level for rule, level in found.items() if level}


def _ignore(table: Table) -> IgnoreTable:
    table.only(_IGNORE)
    until = table.values.get("until")
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise table.fail(f"ignores.until must be a date such as 2027-03-01, without quotes, not {kind(until)}", "until")
    return IgnoreTable(
        rule=table.needed("rule"),
        reason=table.needed("reason"),
        at=table.key,
        member=table.string("member"),
        dependency=table.string("dependency"),
        extra=table.string("extra"),
        until=until,
    )


def _override(table: Table) -> OverrideTable:
    table.only(_OVERRIDE)
    standards.check(table)
    return OverrideTable(
        member=table.needed("member"),
        at=table.key,
        name=table.string("name"),
        version=table.string("version"),
        requires_python=table.string("requires-python"),
        dependencies=table.strings("dependencies") if "dependencies" in table.values else None,
        optional_dependencies=_sections(table, "optional-dependencies"),
        dependency_groups=_sections(table, "dependency-groups"),
        classifiers=table.strings("classifiers") if "classifiers" in table.values else None,
        license=table.string("license"),
    )


def _sections(table: Table, key: str) -> dict[str, tuple[str, ...]] | None:
    """Requirements by the extra or the group they belong to; ``None`` is not given."""
    sections = table.table(key)
    return {name: sections.strings(name) for name in sections.values} if key in table.values else None
