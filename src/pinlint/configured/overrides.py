"""Values that the configuration gives for what no static reader can know."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name

from pinlint.metadata import fields
from pinlint.metadata.raw import Raw, RawSection
from pinlint.source import Key
from pinlint.workspace import Declared, Kind, Listing, Problem, ProblemKind, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pinlint.config import Config, OverrideTable
    from pinlint.metadata.reading import Reading
    from pinlint.workspace import Member, Statement

_FIELDS = {
    "name": ("title",),
    "version": ("version",),
    "requires-python": ("requires_python",),
    "dependencies": ("core",),
    "optional-dependencies": ("optional", "extras"),
    "dependency-groups": ("groups",),
    "classifiers": ("classifiers",),
    "license": ("license",),
}
"""Keys of an override, and the fields of a member that each gives."""


def apply(reading: Reading, config: Config, *, whole: bool = True) -> Reading:
    """The reading with its unknown fields filled in by the overrides, and with the file of the configuration.

    An override of what can be read changes nothing and is a problem. So is any name or glob in the configuration that
    matches nothing, if the ``whole`` workspace was read.
    """
    if config.source is None:
        return reading
    members = list(reading.members)
    problems = list(reading.problems)
    for table in config.overrides:
        statement, _ = fields.parse(_raw(table))  # its strings were held to their standards when they were read
        meant = _meant(table, members)
        if whole and not meant:
            message = f"there is no member {table.member} to override"
            problems.append(Problem(ProblemKind.CONFIGURATION, _key(table, "member"), message))
        for index in meant:
            problems += _repetitions(members[index], table)
            members[index] = _filled(members[index], statement, table)
    if whole:
        from pinlint.configured.unmatched import unmatched  # noqa: PLC0415 - only where something is configured

        problems += unmatched(config, members, reading.beside.requested)
    sources = {**reading.sources, config.source.path: config.source}
    return replace(reading, members=tuple(members), problems=tuple(problems), sources=sources)


def _meant(table: OverrideTable, members: Sequence[Member]) -> list[int]:
    """The members, by number, that bear the name, or where there is none those in the folder of that name."""
    name, folder = canonicalize_name(table.member), posixpath.normpath(table.member)
    named = [index for index, member in enumerate(members) if member.name == name]
    return named or [index for index, member in enumerate(members) if member.path == folder]


def _raw(table: OverrideTable) -> Raw:
    """The values of the table as a statement of the file it is in."""

    def listing(strings: Iterable[str], *keys: str) -> Listing[Declared[str]]:
        return Listing(tuple(Declared(text, text, _key(table, *keys, index)) for index, text in enumerate(strings)))

    def string(value: str | None, key: str) -> Declared[str] | None:
        return None if value is None else Declared(value, value, _key(table, key))

    def sections(given: Mapping[str, Iterable[str]] | None, key: str) -> Listing[RawSection] | None:
        if given is None:
            return None
        return Listing(
            tuple(
                RawSection(Declared(name, name, _key(table, key, name)), listing(strings, key, name))
                for name, strings in given.items()
            )
        )

    return Raw(
        kind=Kind.PYPROJECT,
        path=table.at.path,
        name=string(table.name, "name"),
        version=string(table.version, "version"),
        requires_python=string(table.requires_python, "requires-python"),
        requires=None if table.dependencies is None else listing(table.dependencies, "dependencies"),
        extras=sections(table.optional_dependencies, "optional-dependencies"),
        groups=sections(table.dependency_groups, "dependency-groups"),
        classifiers=None if table.classifiers is None else listing(table.classifiers, "classifiers"),
        license=string(table.license, "license"),
    )


def _key(table: OverrideTable, *keys: str | int) -> Key:
    return Key(table.at.path, (*table.at.keys, *keys))


def _given(table: OverrideTable) -> Iterator[str]:
    """The keys of the table that give a value."""
    return (key for key in _FIELDS if getattr(table, key.replace("-", "_")) is not None)


def _repetitions(member: Member, table: OverrideTable) -> Iterator[Problem]:
    for key in _given(table):
        if not any(_is_unknown(getattr(member, field)) for field in _FIELDS[key]):
            message = f"the override of {key} of {member.label} repeats what can be read"
            yield Problem(ProblemKind.CONFIGURATION, _key(table, key), message)


def _filled(member: Member, statement: Statement, table: OverrideTable) -> Member:
    values: dict[str, Any] = {
        field: getattr(statement, field)
        for key in _given(table)
        for field in _FIELDS[key]
        if _is_unknown(getattr(member, field))
    }
    if isinstance(title := values.get("title"), Declared):
        values["name"] = canonicalize_name(title.value)
    if "groups" in values:
        values["group_names"] = statement.group_names
    return replace(member, **values) if values else member


def _is_unknown(value: object) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, Listing) and not value.complete)
