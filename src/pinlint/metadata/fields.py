"""Strings to values: the one place where the names, versions and requirements of all dialects are parsed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import InvalidName, canonicalize_name

from pinlint.metadata import placeholders
from pinlint.metadata.requirements import (
    Invalid,
    joined,
    parse_marker,
    parse_parts,
    parse_specifiers,
    parse_version,
)
from pinlint.sets.conditions import NEVER, restrict
from pinlint.workspace import (
    BUILD,
    CORE,
    Declared,
    Field,
    Kind,
    Listing,
    Problem,
    ProblemKind,
    Requirement,
    Scope,
    ScopeKind,
    Statement,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName
    from packaging.version import Version

    from pinlint.metadata.raw import Raw, RawSection

_SETUPTOOLS = frozenset({Kind.SETUP_PY, Kind.SETUP_CFG, Kind.PANTS, Kind.REQUIRES_TXT})
_BUILT = frozenset({Kind.PKG_INFO, Kind.METADATA})
_EXTRA = re.compile(r'extra [!=]= "([^"]+)"')


def parse(raw: Raw) -> tuple[Statement, tuple[Problem, ...]]:
    """The statement in ``raw``. A string that cannot be parsed is a Problem, and its field or list item unknown."""
    reader = _Reader(raw)
    statement = reader.statement()
    return statement, tuple(reader.problems)


class _Reader:
    """Collects problems while it parses one file's strings."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.problems: list[Problem] = []

    def statement(self) -> Statement:
        raw = self.raw
        extras = None if raw.extras is None else self.extra_names(raw.extras)
        core, optional = self.published()
        return Statement(
            kind=raw.kind,
            path=raw.path,
            metadata_version=raw.metadata_version,
            private=raw.private,
            title=self.title(),
            version=self.version(),
            requires_python=self.requires_python(),
            core=core,
            optional=optional,
            extras=extras,
            classifiers=raw.classifiers,
            license=raw.license,
            license_is_expression=raw.license_is_expression,
            groups=self.sections(raw.groups, ScopeKind.GROUP),
            group_names=tuple(dict.fromkeys(canonicalize_name(each.name.value) for each in raw.groups or ())),
            build=None if raw.build is None else self.listing(raw.build, BUILD),
            dynamic=raw.dynamic or {},
        )

    def title(self) -> Field[str]:
        name = self.raw.name
        if not isinstance(name, Declared):
            return name
        try:
            canonicalize_name(name.value.strip(), validate=True)
        except InvalidName:
            return self.problem(ProblemKind.NAME, name, "not a valid distribution name")
        return Declared(name.value.strip(), name.text, name.at)

    def version(self) -> Field[Version]:
        version = self.raw.version
        if not isinstance(version, Declared):
            return version
        try:
            return Declared(parse_version(version.value.strip()), version.text, version.at)
        except Invalid:
            return self.problem(ProblemKind.VERSION, version, "not a PEP 440 version")

    def requires_python(self) -> Field[SpecifierSet]:
        field = self.raw.requires_python
        if not isinstance(field, Declared):
            return field
        if not field.value.strip():
            # An empty specifier set declares nothing: build backends leave the field out.
            return None
        try:
            return Declared(parse_specifiers(field.value.strip()), field.text, field.at)
        except Invalid as error:
            return self.problem(ProblemKind.REQUIRES_PYTHON, field, f"not a set of version specifiers: {error}")

    def published(self) -> tuple[Listing[Requirement] | None, Listing[Requirement] | None]:
        """Core and optional requirements."""
        raw = self.raw
        required = None if raw.requires is None else self.listing(raw.requires, CORE)
        if raw.kind not in _BUILT:
            optional = self.sections(raw.extras, ScopeKind.EXTRA)
            # setuptools: an extra without a name and with a marker is a conditional core requirement.
            return _split(required, optional)
        return _split(required, required and Listing((), required.unknown))

    def extra_names(self, extras: Listing[RawSection]) -> Listing[Declared[NormalizedName]]:
        names: dict[NormalizedName, Declared[NormalizedName]] = {}
        for section in extras:
            text = self.split(section)[0]
            if text:
                name = canonicalize_name(text)
                names.setdefault(name, Declared(name, section.name.text, section.name.at))
        return Listing(tuple(names.values()), extras.unknown)

    def sections(self, sections: Listing[RawSection] | None, kind: ScopeKind) -> Listing[Requirement] | None:
        if sections is None:
            return None
        found: list[Requirement] = []
        unknown = list(sections.unknown)
        for section in sections:
            name, condition = self.split(section)
            marker: Marker | None = None
            if condition:
                try:
                    marker = parse_marker(condition)
                except Invalid as error:
                    unknown.append(
                        self.problem(ProblemKind.REQUIREMENT, section.name, f"not a PEP 508 marker: {error}")
                    )
                    continue
            scope = Scope(kind, canonicalize_name(name)) if name else CORE
            part = self.listing(section.requires, scope, marker=marker)
            found += part.items
            unknown += part.unknown
        return Listing(tuple(found), tuple(unknown))

    def split(self, section: RawSection) -> tuple[str, str]:
        """The extra and the marker in the name of a section; only setuptools writes markers there."""
        if self.raw.kind not in _SETUPTOOLS:
            return section.name.value, ""
        name, _, condition = section.name.value.partition(":")
        return name.strip(), condition.strip()

    def listing(
        self,
        requires: Listing[Declared[str]],
        scope: Scope,
        marker: Marker | None = None,
    ) -> Listing[Requirement]:
        found: list[Requirement] = []
        unknown = list(requires.unknown)
        for declared in requires:
            try:
                parsed = _requirements(declared, scope, marker)
            except Invalid as error:
                unknown.append(self.problem(ProblemKind.REQUIREMENT, declared, f"not a PEP 508 requirement: {error}"))
            else:
                found += map(_templated, parsed) if declared.at in self.raw.templated else parsed
        return Listing(tuple(found), tuple(unknown))

    def problem(self, kind: ProblemKind, declared: Declared[str], what: str) -> Unknown:
        """Note that the string is not what it should be; the value is unknown from here on.

        A placeholder is nobody's mistake, but as the name of what is declared a member.
        """
        placeholder = placeholders.holds(declared.value)
        if kind is ProblemKind.NAME or not placeholder:
            self.problems.append(Problem(kind, declared.at, f"{quoted(declared.text)} is {what}"))
        return Unknown(placeholders.REASON if placeholder else what, declared.at)


def quoted(text: str) -> str:
    """The text as messages show it: quoted, on one line, not longer than a line."""
    shown = text.strip()
    return repr(shown if len(shown) <= 80 else f"{shown[:77]}...")


def _split(
    first: Listing[Requirement] | None, second: Listing[Requirement] | None
) -> tuple[Listing[Requirement] | None, Listing[Requirement] | None]:
    """The core requirements among both, and the others; a list that neither speaks of stays None."""
    found = (*(first or ()), *(second or ()))
    core = tuple(each for each in found if each.scope.kind is ScopeKind.CORE)
    others = tuple(each for each in found if each.scope.kind is not ScopeKind.CORE)
    return (
        Listing(core, first.unknown if first else ()) if first or core else None,
        Listing(others, second.unknown if second else ()) if second or others else None,
    )


def _templated(requirement: Requirement) -> Requirement:
    return replace(requirement, templated=True)


def _requirements(declared: Declared[str], scope: Scope, condition: Marker | None) -> Iterable[Requirement]:
    """One requirement for each scope that the string belongs to; raises Invalid.

    Built metadata carries extras in markers: there the marker is split into what holds without any extra (core) and
    what only an extra that it names makes true. To every other extra it means what it means without one.
    """
    name, extras, specifiers, own, url = parse_parts(declared.value.strip())
    marker = joined(own, condition)
    text = declared.text.strip()
    padded = len(text) < len(declared.text)

    def scoped(scope: Scope, marker: Marker | None) -> Requirement:
        return Requirement(name, text, declared.at, extras, specifiers, marker, url, scope, padded=padded)

    if marker is None or "extra" not in str(marker):
        return (scoped(scope, marker),)
    if scope.kind is ScopeKind.EXTRA:
        # Backends add the extra to the marker, and installers ask for one extra at a time.
        rest = restrict(marker, scope.name)
        return () if rest is NEVER else (scoped(scope, rest),)
    found = []
    core = restrict(marker, None)
    if core is not NEVER:
        found.append(scoped(scope, core))
    for extra in dict.fromkeys(canonicalize_name(extra) for extra in _EXTRA.findall(str(marker))):
        rest = restrict(marker, extra)
        if rest is not NEVER and rest != core:
            found.append(scoped(Scope(ScopeKind.EXTRA, extra), rest))
    return found
