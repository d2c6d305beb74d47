"""setuptools: ``[tool.setuptools.dynamic]``, version control, and what it leaves to setup.py and setup.cfg."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pinlint.metadata import dependency_groups, static_attr
from pinlint.metadata.backends import imported, package_dir, version_control
from pinlint.metadata.file_directive import Piece, contents, joined
from pinlint.metadata.project_file import strings
from pinlint.metadata.raw import Raw, RawSection
from pinlint.source import Span
from pinlint.workspace import Declared, Field, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.project_file import ProjectFile
    from pinlint.source import Key, Source

T = TypeVar("T")

_TOOL = ("tool", "setuptools")
_FIELDS = {
    "version": "version",
    "requires-python": "requires-python",
    "dependencies": "requires-dist",
    "optional-dependencies": "provides-extra",
    "classifiers": "classifier",
    "license": "license",
}
"""Keys of the project table that may be dynamic, and the field each becomes."""


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """The fields that directives or version control decide; the others are left to setup.py and setup.cfg.

    A directive beats what any setup file says. What no setup file says is the Unknown that ``raw.dynamic`` gives.
    """
    directives = file.table(*_TOOL, "dynamic")
    scm = version_control.tool(file)
    left: dict[str, Unknown] = {}
    for name, field in _FIELDS.items():
        at = file.dynamic(name)
        if at is None or name in file.table("project"):
            continue
        if name not in directives and not (name == "version" and scm):
            left[field] = Unknown(_left(file, name), at)
    raw = replace(
        raw,
        dynamic=left,
        version=left.get("version", raw.version),
        requires_python=left.get("requires-python", raw.requires_python),
        license=left.get("license", raw.license),
        requires=_because(raw.requires, left.get("requires-dist")),
        extras=_because(raw.extras, left.get("provides-extra")),
        classifiers=_because(raw.classifiers, left.get("classifier")),
    )
    if file.dynamic("version") and isinstance(raw.version, Unknown):
        if "version" in directives:
            raw = replace(raw, version=_version(file))
        elif scm:
            raw = replace(raw, version=file.unknown(f"from version control ({scm})", *version_control.place(file)))
    if file.dynamic("dependencies") and "dependencies" in directives:
        raw = replace(raw, requires=_requirements(file, "dependencies"))
    if file.dynamic("optional-dependencies") and "optional-dependencies" in directives:
        raw = replace(raw, extras=_extras(file))
    if file.dynamic("classifiers") and "classifiers" in directives:
        raw = replace(raw, classifiers=_classifiers(file))
    return raw


def without_project(file: ProjectFile) -> Raw | None:
    """That the version comes from version control; setup.py and setup.cfg say the rest."""
    scm = version_control.tool(file)
    if scm is None:
        return None
    unknown = file.unknown(f"from version control ({scm})", *version_control.place(file))
    return _elsewhere(file, unknown, "set in setup.py or setup.cfg", "name", *set(_FIELDS.values()) - {"version"})


def built_by_pbr(file: ProjectFile) -> Raw | None:
    """A project whose name is in a setup.cfg of another dialect, and whose version is in version control."""
    reason = "set by pbr when it builds"
    unknown = file.unknown(reason, "build-system", "build-backend")
    raw = _elsewhere(file, unknown, reason, "name")
    listing: Listing[Declared[str]] = Listing((), (unknown,))
    return replace(raw, requires_python=unknown, requires=listing, extras=Listing((), (unknown,)), license=unknown)


def _elsewhere(file: ProjectFile, version: Unknown, reason: str, *fields: str) -> Raw:
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        version=version,
        groups=dependency_groups.read(file),
        build=file.strings("build-system", "requires"),
        dynamic={field: Unknown(reason, version.at) for field in fields},
    )


def _because(listing: Listing[T] | None, unknown: Unknown | None) -> Listing[T] | None:
    return listing if unknown is None else Listing(listing.items if listing else (), (unknown,))


def _left(file: ProjectFile, name: str) -> str:
    if name == "version" and (helper := version_control.helper(file)):
        return f"left to {helper}"
    return f"left to setuptools, with no directive in [tool.setuptools.dynamic] and no {name} in a setup file"


def _version(file: ProjectFile) -> Field[str]:
    keys = (*_TOOL, "dynamic", "version")
    directive = file.table(*keys)
    at = file.key(*keys)
    if "file" in directive:
        sources, unknown = _files(file, directive["file"], file.key(*keys, "file"))
        if unknown:
            return unknown[0]
        text = "\n".join(source.text for source in sources)
        written = [source for source in sources if source.text.strip()]
        if not written:
            return Unknown("the file of the version is empty", at)
        start = len(written[0].text) - len(written[0].text.lstrip())
        span = Span(written[0].path, start, len(written[0].text.rstrip()))
        return Declared(text.strip(), text.strip(), span)
    if isinstance(directive.get("attr"), str):
        return _attribute(file, directive["attr"], file.key(*keys, "attr"))
    return Unknown("neither attr nor file", at)


def _attribute(file: ProjectFile, dotted: str, at: Key) -> Declared[str] | Unknown:
    unknown: Unknown | None = None
    for layout in _layouts(file):
        value = static_attr.read(dotted, layout, file.folder, file.files, at)
        if isinstance(value, Declared):
            return value
        computed = imported.by_setuptools(file, dotted, layout, at)
        if computed is not None:
            return computed
        unknown = unknown or value
    return unknown or Unknown(f"{dotted} is in no module of the project", at)


def _layouts(file: ProjectFile) -> Iterator[dict[str, str] | None]:
    """Where import packages may be; None where setuptools discovers it."""
    tool = file.table(*_TOOL)
    given = {name: path for name, path in file.table(*_TOOL, "package-dir").items() if isinstance(path, str)}
    packages = tool.get("packages")
    given |= package_dir.passed(file)
    if isinstance(packages, dict):
        for where in list(strings(file.table(*_TOOL, "packages", "find").get("where"))) or ["."]:
            yield {"": where, **given} if where.strip("./") else given
    elif packages is not None or "py-modules" in tool or given:
        yield given
    else:
        yield None


def _requirements(file: ProjectFile, *keys: str) -> Listing[Declared[str]]:
    """Requirements from files: without comments, long lines put together; nothing that pip alone understands."""
    pieces, unknown = _lines(file, *keys)
    return _declared(list(joined(pieces)), unknown)


def _extras(file: ProjectFile) -> Listing[RawSection]:
    keys = (*_TOOL, "dynamic", "optional-dependencies")
    names = file.table(*keys)
    return Listing(
        tuple(file.section(name, _requirements(file, "optional-dependencies", name), *keys) for name in names)
    )


def _classifiers(file: ProjectFile) -> Listing[Declared[str]]:
    return _declared(*_lines(file, "classifiers"))


def _declared(pieces: list[Piece], unknown: tuple[Unknown, ...]) -> Listing[Declared[str]]:
    return Listing(tuple(Declared(piece.text, piece.text, piece.at) for piece in pieces), unknown)


def _lines(file: ProjectFile, *keys: str) -> tuple[list[Piece], tuple[Unknown, ...]]:
    """The lines of the files that a directive names, those that are not blank."""
    at = file.key(*_TOOL, "dynamic", *keys, "file")
    directive = file.table(*_TOOL, "dynamic", *keys)
    if "file" not in directive:
        return [], (Unknown("not a file directive", at),)
    sources, unknown = _files(file, directive["file"], at)
    pieces = []
    for source in sources:
        start = 0
        for line in source.text.splitlines(keepends=True):
            if text := line.strip():
                first = start + len(line) - len(line.lstrip())
                pieces.append(Piece(text, Span(source.path, first, first + len(text))))
            start += len(line)
    return pieces, unknown


def _files(file: ProjectFile, names: object, at: Key) -> tuple[list[Source], tuple[Unknown, ...]]:
    found: list[Source] = []
    unknown: list[Unknown] = []
    for name in [names] if isinstance(names, str) else strings(names):
        if "," in name:  # in setup.cfg it parts names
            unknown.append(Unknown(f"{name} cannot be read: does not exist", at))
            continue
        sources, missing = contents(name, file.folder, file.files, at)
        found += sources
        unknown += missing
    return found, tuple(unknown)
