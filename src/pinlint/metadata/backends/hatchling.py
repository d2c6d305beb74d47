"""hatchling: ``[tool.hatch]`` or hatch.toml, version sources, metadata hooks, and extras that collect extras."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata.project_file import named
from pinlint.metadata.raw import Malformed, RawSection
from pinlint.metadata.requirements import Invalid, parse_requirement
from pinlint.source import Span, Unreadable, decode
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.metadata.raw import Raw


_DEEPEST, _MOST = 50, 100_000
"""Extras collected through extras, and requirements written out, before the rest stay as they are."""


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The version from its source, the fields of metadata hooks; requirements as hatchling's context fills them in."""
    if file.table("project").get("dynamic"):
        # Many projects leave nothing to hatchling.
        from pinlint.metadata.backends import hatch_hooks, hatch_version  # noqa: PLC0415

        path, table = _settings(file)
        if isinstance(table, Unknown):
            return _all_dynamic(file, raw, table)
        if isinstance(raw.version, Unknown) and file.dynamic("version"):
            raw = replace(raw, version=hatch_version.version(file, path, table, raw.version))
        raw = hatch_hooks.complete(file, path, table, raw)
    requires = None if raw.requires is None else _filled_in(raw.requires)
    extras = raw.extras
    if extras is not None:
        sections = tuple(replace(section, requires=_filled_in(section.requires)) for section in extras)
        extras = _collected(file, Listing(sections, extras.unknown))
    return replace(raw, requires=requires, extras=extras)


def _settings(file: ProjectFile) -> tuple[Table, str | None]:
    """``[tool.hatch]``, whose tables those of a hatch.toml replace; and the path of hatch.toml if there is one.

    What cannot be read of hatch.toml leaves nothing known.
    """
    path = file.beside("hatch.toml")
    if not file.files.exists(path):
        return file.table("tool", "hatch"), None
    from pinlint.metadata import pyproject  # noqa: PLC0415 - it imports the backends

    try:
        return pyproject.load(decode(path, file.files.read(path))), path
    except (Unreadable, Malformed, UnicodeDecodeError):
        return {}, path


def _all_dynamic(file: ProjectFile, raw: Raw, unknown: Unknown) -> Raw:
    if file.dynamic("version") and isinstance(raw.version, Unknown):
        raw = replace(raw, version=unknown)
    return raw


def _filled_in(requires: Listing[Declared[str]]) -> Listing[Declared[str]]:
    """Requirements without those that hatchling completes from its context; a URL may have such parts."""
    known, unknown = [], list(requires.unknown)
    for declared in requires:
        if "{" in declared.value.partition("@")[0] or "}" in declared.value.partition(";")[2]:
            unknown.append(Unknown("filled in by hatchling from its environment", declared.at))
        else:
            known.append(declared)
    return Listing(tuple(known), tuple(unknown))


def _collected(file: ProjectFile, extras: Listing[RawSection]) -> Listing[RawSection]:
    """Extras with the requirements of the extras they ask the project itself for, which hatchling writes out.

    An extra that asks for itself, in a circle, or for one that does not exist keeps the requirement as it is written:
    such a project does not build.
    """
    own = file.table("project").get("name")
    if not isinstance(own, str):
        return extras
    name = canonicalize_name(own)
    sections = {str(canonicalize_name(section.name.value)): section for section in extras}
    if len(sections) != len(extras.items):
        return extras
    if not any(named(declared.value) == name for section in extras for declared in section.requires):
        return extras
    resolved: dict[str, Listing[Declared[str]]] = {}
    written = 0

    def resolve(extra: str, visiting: tuple[str, ...]) -> Listing[Declared[str]]:
        nonlocal written
        if extra in resolved:
            return resolved[extra]
        requires = sections[extra].requires
        found: list[Declared[str]] = []
        inherited: dict[str, Declared[str]] = {}
        unknown = dict.fromkeys(requires.unknown)
        for declared in requires:
            asked = _asked(declared.value) if named(declared.value) == name else None
            if (
                asked is None
                or not asked <= sections.keys()
                or asked & {extra, *visiting}
                or len(visiting) > _DEEPEST
                or written > _MOST
            ):
                found.append(declared)
                continue
            for other in sorted(asked):
                part = resolve(other, (*visiting, extra))
                inherited = {each.value: each for each in part} | inherited
                unknown |= dict.fromkeys(part.unknown)
        # What is written twice in one list stays so; what comes from elsewhere is not repeated.
        for declared in found:
            inherited.pop(declared.value, None)
        written += len(found) + len(inherited)
        resolved[extra] = Listing((*found, *inherited.values()), tuple(unknown))
        return resolved[extra]

    return Listing(
        tuple(RawSection(section.name, resolve(extra, ())) for extra, section in sections.items()), extras.unknown
    )


def _asked(requirement: str) -> set[str] | None:
    """The extras that a requirement on the project itself asks for."""
    try:
        return {canonicalize_name(extra) for extra in parse_requirement(requirement.strip()).extras}
    except Invalid:
        return None
