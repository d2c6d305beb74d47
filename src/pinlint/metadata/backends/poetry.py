"""poetry: the tables of ``[tool.poetry]``, alone or beside a project table that leaves fields to them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata import dependency_groups
from pinlint.metadata.backends import poetry_license
from pinlint.metadata.backends.poetry_constraints import Refused, Undecided
from pinlint.metadata.backends.poetry_dependencies import Entry, entries, known, unknown
from pinlint.metadata.backends.poetry_words import requires_python
from pinlint.metadata.project_file import strings
from pinlint.metadata.raw import Raw, RawSection
from pinlint.metadata.requirements import Invalid, parse_requirement, parse_specifiers
from pinlint.sets.specifiers import are_disjoint
from pinlint.workspace import Declared, Field, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.metadata.project_file import ProjectFile

_TOOL = ("tool", "poetry")
_MAIN = (*_TOOL, "dependencies")
_OPERATOR = re.compile(r"<|[~=]=")
"""What may keep newer releases out."""
_VERSION_PLUGINS = ("poetry-dynamic-versioning", "poetry-version-plugin", "poetry-git-version-plugin")
"""Plugins that set the version when it builds, unless their table says ``enable = false``."""
_ENABLED = "poetry-dynamic-versioning"
"""The plugin that does nothing unless its table says ``enable = true``."""

Listings = tuple[Listing[Declared[str]], Listing[RawSection]]
"""Core requirements, and extras with theirs."""


def without_project(file: ProjectFile) -> Raw | None:
    """What poetry's own tables say of a project without a project table; None where they do not name one."""
    if "name" not in file.table(*_TOOL):
        return None
    requires, extras = _published(file, tuple(entries(file, *_MAIN)))
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        private=file.table(*_TOOL).get("package-mode") is False,
        name=file.string(*_TOOL, "name"),
        version=_version(file),
        requires_python=_requires_python(file),
        requires=requires,
        extras=extras,
        classifiers=_classifiers(file),
        license=poetry_license.written(file.string(*_TOOL, "license")),
        groups=_groups(file, dependency_groups.read(file)),
        build=file.strings("build-system", "requires"),
    )


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """``raw``, which the project table says, with what poetry takes from its own tables.

    It does so for every field that the project table leaves out, be it among the dynamic ones or not. Before 2.0 it
    takes all from its own tables.
    """
    if _is_before(file, "2.0"):
        return without_project(file) or raw
    project = file.table("project")
    requires, extras = _mixed(file)
    return replace(
        raw,
        name=raw.name or file.string(*_TOOL, "name"),
        version=raw.version if project.get("version") else _version(file) or raw.version,
        requires_python=raw.requires_python if "requires-python" in project else _requires_python(file),
        requires=requires,
        extras=extras,
        classifiers=raw.classifiers if project.get("classifiers") else _classifiers(file),
        license=poetry_license.written(raw.license if project.get("license") else file.string(*_TOOL, "license")),
        groups=_groups(file, raw.groups),
    )


def _is_before(file: ProjectFile, release: str) -> bool:
    """Whether the project is built by a poetry-core older than this release, as its build requirements demand.

    Of poetry itself the releases that bring poetry-core have the same first two numbers.
    """
    text = file.build_requires.get("poetry-core") or file.build_requires.get("poetry")
    if text is None or not _OPERATOR.search(text):
        return False
    try:
        return are_disjoint(parse_requirement(text.strip()).specifier, parse_specifiers(f">={release}"))
    except Invalid:
        return False


def _version(file: ProjectFile) -> Field[str]:
    for plugin in _VERSION_PLUGINS:
        table = file.table("tool", plugin)
        asked = plugin in file.build_requires or plugin in file.table("tool")
        if asked and table.get("enable", plugin != _ENABLED):
            at = ("tool", plugin) if table else ("build-system", "requires")
            return file.unknown(f"set by {plugin} when it builds", *at)
    return file.string(*_TOOL, "version")


def _requires_python(file: ProjectFile) -> Field[str]:
    """Requires-Python for the key ``python`` among the dependencies; without it there is none."""
    table = file.table(*_MAIN)
    # Poetry takes the last of several spellings, and only strings.
    name = next((name for name in reversed(table) if name.lower() == "python" and isinstance(table[name], str)), None)
    if name is None or table[name] == "*":
        return None
    text, at = table[name], file.key(*_MAIN, name)
    try:
        return Declared(requires_python(text), text, at)
    except Undecided as error:
        return Unknown(str(error), at)
    except Refused:
        return Unknown("not a constraint that poetry allows", at) if _is_set(text) else Declared(text, text, at)


def _is_set(text: str) -> bool:
    try:
        parse_specifiers(text)
    except Invalid:
        return False
    return True


def _published(file: ProjectFile, found: tuple[Entry, ...]) -> Listings:
    """What the tables of poetry publish: of an extra names only what is among the dependencies.

    A dependency that an extra names is required by the extra alone, be it marked as optional or not; an optional one
    that no extra names is not published, but was before 2.1. The marker of a dependency may ask for an extra itself,
    and then decides.
    """
    table = file.table(*_TOOL, "extras")
    wanted = {extra: {canonicalize_name(name) for name in strings(names)} for extra, names in table.items()}
    named = {name for names in wanted.values() for name in names}
    older = _is_before(file, "2.1")
    core = [entry for entry in found if entry.in_extra or (entry.name not in named and (older or entry.published))]
    rest = [entry for entry in found if not entry.in_extra]
    sections = [
        file.section(extra, _listing(entry for entry in rest if entry.name in names), *_TOOL, "extras")
        for extra, names in wanted.items()
    ]
    # What is unknown of one whose marker asks for an extra may be part of that.
    return _listing(core), Listing(tuple(sections), unknown(entry for entry in found if entry.in_extra))


def _mixed(file: ProjectFile) -> tuple[Listing[Declared[str]] | None, Listing[RawSection] | None]:
    """What is published where the project table says something, too.

    Poetry's dependencies count if there are none in the project table, and in part if that leaves either core or
    optional requirements dynamic; else, and always before 2.1, they only enrich what poetry locks.
    """
    older = _is_before(file, "2.1")
    project = file.table("project")
    requires, extras = file.strings("project", "dependencies"), file.sections("project", "optional-dependencies")
    optional = extras is not None and any(section.requires.items for section in extras)
    if not (requires and requires.items) and not optional:
        found = tuple(entries(file, *_MAIN))
        if not project.get("optional-dependencies"):
            return _published(file, found)
        return _listing(entry for entry in found if older or entry.published), extras
    mixed = not older and (file.dynamic("dependencies") or file.dynamic("optional-dependencies"))
    if mixed and not (requires and requires.items):
        return _listing(entry for entry in entries(file, *_MAIN) if not (entry.optional or entry.in_extra)), extras
    if mixed and not optional:
        added = [entry for entry in entries(file, *_MAIN) if entry.in_extra]
        more = _listing(added)
        return Listing((*(requires or ()), *more), (*(requires.unknown if requires else ()), *more.unknown)), extras
    return requires, extras


def _classifiers(file: ProjectFile) -> Listing[Declared[str]]:
    """Those declared, and those that poetry-core adds for the Pythons and licences it knows."""
    declared = file.strings(*_TOOL, "classifiers") or Listing()
    added = file.unknown("chosen by poetry-core", *_TOOL, "classifiers")
    return Listing(declared.items, (*declared.unknown, added))


def _groups(file: ProjectFile, standard: Listing[RawSection] | None) -> Listing[RawSection] | None:
    """Dependency groups. Of one that is written as the standard says, poetry's table adds nothing but where from."""
    found = list(standard or ())
    written = {canonicalize_name(section.name.value) for section in found if section.requires.items}
    table = file.table(*_TOOL)
    odd = [file.unknown("group is not a table", *_TOOL, "group")] if _is_odd(table.get("group")) else []
    for name in file.table(*_TOOL, "group"):
        if canonicalize_name(name) not in written:
            requires = _listing(entries(file, *_TOOL, "group", name, "dependencies"))
            found.append(file.section(name, requires, *_TOOL, "group"))
    if "dev-dependencies" in table:
        at = file.key(*_TOOL, "dev-dependencies")
        requires = _listing(entries(file, *_TOOL, "dev-dependencies"))
        found.append(RawSection(Declared("dev", "dev-dependencies", at), requires))
    if standard is None and not found and not odd:
        return None
    return Listing(tuple(found), (*(standard.unknown if standard else ()), *odd))


def _is_odd(table: object) -> bool:
    return table is not None and not isinstance(table, dict)


def _listing(found: Iterable[Entry]) -> Listing[Declared[str]]:
    found = tuple(found)
    return Listing(known(found), unknown(found))
