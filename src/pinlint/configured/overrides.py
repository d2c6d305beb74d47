"""Values that the configuration gives for what no static reader can know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata import fields
from pinlint.metadata.raw import Raw, RawSection
from pinlint.source import Key
from pinlint.workspace import Declared, Kind, Listing, Problem, ProblemKind, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.config import Config, OverrideTable
    from pinlint.metadata.reading import Reading
    from pinlint.workspace import Member, Statement

_FIELDS = {
    "version": ("version",),
    "requires-python": ("requires_python",),
    "dependencies": ("core",),
    "optional-dependencies": ("optional", "extras"),
    "classifiers": ("classifiers",),
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
        name = canonicalize_name(table.member)
        for index, member in enumerate(members):
            if member.name == name:
                problems += _repetitions(member, table)
                members[index] = _filled(member, statement, table)
    if whole:
        from pinlint.configured.unmatched import unmatched  # noqa: PLC0415 - only where something is configured

        problems += unmatched(config, members, reading.beside.requested)
    sources = {**reading.sources, config.source.path: config.source}
    return replace(reading, members=tuple(members), problems=tuple(problems), sources=sources)


def _raw(table: OverrideTable) -> Raw:
    """The values of the table as a statement of the file it is in."""

    def listing(strings: Iterable[str], *keys: str) -> Listing[Declared[str]]:
        place = (*table.at.keys, *keys)
        return Listing(
            tuple(Declared(text, text, Key(table.at.path, (*place, index))) for index, text in enumerate(strings))
        )

    def string(value: str | None, key: str) -> Declared[str] | None:
        return None if value is None else Declared(value, value, Key(table.at.path, (*table.at.keys, key)))

    extras = table.optional_dependencies
    return Raw(
        kind=Kind.PYPROJECT,
        path=table.at.path,
        version=string(table.version, "version"),
        requires_python=string(table.requires_python, "requires-python"),
        requires=None if table.dependencies is None else listing(table.dependencies, "dependencies"),
        extras=None
        if extras is None
        else Listing(
            tuple(
                RawSection(
                    Declared(name, name, Key(table.at.path, (*table.at.keys, "optional-dependencies", name))),
                    listing(strings, "optional-dependencies", name),
                )
                for name, strings in extras.items()
            )
        ),
        classifiers=None if table.classifiers is None else listing(table.classifiers, "classifiers"),
    )


def _given(table: OverrideTable) -> Iterator[str]:
    """The keys of the table that give a value."""
    return (key for key in _FIELDS if getattr(table, key.replace("-", "_")) is not None)


def _repetitions(member: Member, table: OverrideTable) -> Iterator[Problem]:
    for key in _given(table):
        if not any(_is_unknown(getattr(member, field)) for field in _FIELDS[key]):
            at = Key(table.at.path, (*table.at.keys, key))
            message = f"the override of {key} of {member.label} repeats what can be read"
            yield Problem(ProblemKind.CONFIGURATION, at, message)


def _filled(member: Member, statement: Statement, table: OverrideTable) -> Member:
    values = {
        field: getattr(statement, field)
        for key in _given(table)
        for field in _FIELDS[key]
        if _is_unknown(getattr(member, field))
    }
    return replace(member, **values) if values else member


def _is_unknown(value: object) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, Listing) and not value.complete)
