"""hatchling: ``[tool.hatch]`` or hatch.toml, version sources, metadata hooks, and extras that collect extras."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.metadata.project_file import named
from pinlint.metadata.raw import Malformed, RawSection
from pinlint.metadata.requirements import Invalid, parse_requirement
from pinlint.source import Key, Span, Unreadable, decode
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.metadata.raw import Raw


_OWN_FILE = "hatch.toml"
_DEEPEST, _MOST = 50, 100_000
"""Extras collected through extras, and requirements written out, before the rest stay as they are."""


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The version from its source, the fields of metadata hooks; requirements as hatchling's context fills them in."""
    if file.table("project").get("dynamic"):
        # Many projects leave nothing to hatchling.
        from pinlint.metadata.backends import hatch_hooks, hatch_version  # noqa: PLC0415

        own = _own_file(file)
        if own is None:
            return _unreadable(file, raw)
        if isinstance(raw.version, Unknown) and file.dynamic("version"):
            raw = replace(raw, version=hatch_version.version(file, *_setting(file, own, "version"), raw.version))
        raw = hatch_hooks.complete(file, *_setting(file, own, "metadata"), raw)
    requires = None if raw.requires is None else _filled_in(raw.requires)
    extras = raw.extras
    if extras is not None:
        sections = tuple(replace(section, requires=_filled_in(section.requires)) for section in extras)
        extras = _collected(file, Listing(sections, extras.unknown))
    return replace(raw, requires=requires, extras=extras)


def _own_file(file: ProjectFile) -> Table | None:
    """The tables of hatch.toml, empty where there is none; None if they cannot be read."""
    path = file.beside(_OWN_FILE)
    if not file.files.exists(path):
        return {}
    from pinlint.metadata import toml_tables  # noqa: PLC0415 - only where there is such a file

    try:
        return toml_tables.load(decode(path, file.files.read(path)))
    except (Unreadable, Malformed, UnicodeDecodeError):
        return None


def _setting(file: ProjectFile, own: Table, name: str) -> tuple[object, Key]:
    """A table of hatch.toml, else of ``[tool.hatch]``, and its place."""
    if name in own:
        return own[name], Key(file.beside(_OWN_FILE), (name,))
    return file.table("tool", "hatch").get(name), file.key("tool", "hatch", name)


def _unreadable(file: ProjectFile, raw: Raw) -> Raw:
    """Without what hatch.toml says, no dynamic field is known."""
    if isinstance(raw.version, Unknown) and file.dynamic("version"):
        return replace(raw, version=Unknown(f"{_OWN_FILE} cannot be read", Span(file.beside(_OWN_FILE), 0, 0)))
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
