"""hatchling's metadata hooks: which dynamic fields they set, and those that are read from files."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pinlint.metadata.backends import scripts, templates, texts
from pinlint.metadata.backends.partly import as_written, field
from pinlint.metadata.project_file import strings
from pinlint.metadata.raw import RawSection
from pinlint.source import Key, Span
from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.metadata.raw import Raw
    from pinlint.source import Source
    from pinlint.workspace import Field

T = TypeVar("T")

_REQUIREMENTS = "requirements_txt"
_TEMPLATES = "uv-dynamic-versioning"
_CUSTOM = "custom"
_SCRIPT = "hatch_build.py"
_NODE = "nodejs"
_OTHERS = frozenset({"vcs", "fancy-pypi-readme", _NODE})
"""Hooks that set neither requirements nor classifiers nor Requires-Python; of these only that of Node.js a licence."""
_CONTINUED = re.compile(r"\\\s*\n")
_COMMENT = re.compile(r"(^|\s)#.*$")
_OPTION = re.compile(r"\s(-[A-Za-z]|--[A-Za-z])")


def complete(file: ProjectFile, metadata: object, at: Key, raw: Raw) -> Raw:
    """The requirements that hooks read from files or templates; what any other hook may set is unknown.

    ``metadata`` is ``[tool.hatch.metadata]``, the table at ``at``.
    """
    hooks = metadata.get("hooks", {}) if isinstance(metadata, dict) else {} if metadata is None else None
    if not isinstance(hooks, dict):
        return _unknown(file, raw, "dynamic, and [tool.hatch.metadata] has no table of hooks")
    others = [name for name in hooks if name not in {_REQUIREMENTS, _TEMPLATES, *_OTHERS}]
    at = Key(at.path, (*at.keys, "hooks"))
    if others:
        raw = _unknown(file, raw, f"set by the metadata hook {others[0]}")
        return _by_script(file, hooks[_CUSTOM], at, raw) if _CUSTOM in others else raw
    # What no hook sets hatchling leaves out.
    raw = replace(as_written(file, raw), license=_license(file, raw, node=_NODE in hooks))
    for name, table in hooks.items():
        hook = table if isinstance(table, dict) else {}
        if name == _REQUIREMENTS:
            raw = _from_files(file, hook, Key(at.path, (*at.keys, name)), raw)
        elif name == _TEMPLATES:
            raw = templates.complete(file, hook, Key(at.path, (*at.keys, name)), raw)
    return raw


def _by_script(file: ProjectFile, hook: object, at: Key, raw: Raw) -> Raw:
    """Without what the hook of the project's own sets, be it dynamic or not. A version source has the last word."""
    given = hook.get("path", _SCRIPT) if isinstance(hook, dict) else _SCRIPT
    script = texts.open_text(file, given, at) if isinstance(given, str) else None
    if script is None or isinstance(script, Unknown):
        return raw
    changed = scripts.without_what_is_set(file, script, raw)
    return replace(changed, version=raw.version) if file.dynamic("version") else changed


def _license(file: ProjectFile, raw: Raw, *, node: bool) -> Field[str]:
    at = file.dynamic("license")
    return Unknown("set by the metadata hook nodejs", at) if node and at else field(file, raw.license, "license")


def _unknown(file: ProjectFile, raw: Raw, reason: str) -> Raw:
    """The dynamic fields with a reason of their own."""

    def because(name: str) -> tuple[Unknown, ...]:
        at = file.dynamic(name)
        return () if at is None else (Unknown(reason, at),)

    listing: Listing[Declared[str]] = Listing((), because("classifiers"))
    return replace(
        raw,
        requires=_dynamic(raw.requires, because("dependencies")),
        extras=_dynamic(raw.extras, because("optional-dependencies")),
        classifiers=listing if listing.unknown else raw.classifiers,
        requires_python=next(iter(because("requires-python")), raw.requires_python),
        license=next(iter(because("license")), raw.license),
    )


def _dynamic(listing: Listing[T] | None, unknown: tuple[Unknown, ...]) -> Listing[T] | None:
    return replace(listing, unknown=unknown) if listing is not None and unknown else listing


def _from_files(file: ProjectFile, hook: Table, at: Key, raw: Raw) -> Raw:
    """hatch-requirements-txt: requirements files, of which it takes the requirements and nothing else."""
    if file.dynamic("dependencies"):
        named = [hook["filename"]] if "filename" in hook else hook.get("files", ["requirements.txt"])
        key = "filename" if "filename" in hook else "files"
        raw = replace(raw, requires=_requirements(file, named, Key(at.path, (*at.keys, key))))
    extras = hook.get("optional-dependencies")
    if file.dynamic("optional-dependencies") and isinstance(extras, dict):
        at = Key(at.path, (*at.keys, "optional-dependencies"))
        sections = (
            RawSection(Declared(name, name, place), _requirements(file, named, place))
            for name, named in extras.items()
            for place in (Key(at.path, (*at.keys, name)),)
        )
        raw = replace(raw, extras=Listing(tuple(sections)))
    return raw


def _requirements(file: ProjectFile, names: object, at: Key) -> Listing[Declared[str]]:
    found: list[Declared[str]] = []
    unknown: list[Unknown] = []
    for name in strings(names):
        source = texts.open_text(file, name, at)
        if isinstance(source, Unknown):
            unknown.append(source)
        else:
            found += _lines(source)
    return Listing(tuple(found), tuple(unknown))


def _lines(source: Source) -> Iterator[Declared[str]]:
    """The requirements among the lines of a file: without comments, pip's options, and lines that are options."""
    # A continued line keeps its length, so that places stay what they are.
    text = _CONTINUED.sub(lambda match: " " * len(match[0]), source.text)
    start = 0
    for line in text.splitlines(keepends=True):
        written = line.rstrip("\r\n")
        first = start + len(written) - len(written.lstrip())
        start += len(line)
        if not written or written.lstrip().startswith(("#", "-")):
            continue
        written = _OPTION.split(_COMMENT.sub("", written))[0].strip()
        if written:
            yield Declared(written, written, Span(source.path, first, first + len(written)))
