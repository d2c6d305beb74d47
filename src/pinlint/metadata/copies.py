"""The version of a project as other files repeat it: its import package, CITATION.cff, the tools that bump it.

A copy is a plain literal. What is computed, imported, bound twice, no version, or a placeholder that a build fills in
is none, and neither is the place that the version is read from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pinlint.candidate import Origin
from pinlint.metadata import yaml_numbers
from pinlint.metadata.import_package import places
from pinlint.metadata.requirements import Invalid, parse_version
from pinlint.source import Key, Span, Unreadable, decode
from pinlint.workspace import Declared, VersionCopy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.version import Version

    from pinlint.metadata.members import Project
    from pinlint.metadata.project_file import ProjectFile, Table
    from pinlint.source import Files, Place, Source

_DUNDER = "__version__"
_MODULE = re.compile(r"(?<!\w)(?:__about__|_version|version|__version__(?= import))(?!\w)")
"""Modules that say the version of an import package, as its ``__init__.py`` mentions them."""
_NAMES = rf"(?:{_DUNDER}|VERSION|version)"
_END = r"[ \t]*(?:#.*)?\r?$"
_ASSIGNED = re.compile(
    rf"^(?P<name>{_NAMES})(?: ?= ?{_NAMES}){{0,5}}(?: ?:[^=\n]{{0,80}})? {{0,20}}= {{0,20}}"
    rf"(?P<quote>[\"'])(?P<version>[^\"'\\\n]{{1,100}})(?P=quote){_END}",
    re.MULTILINE,
)
"""An assignment of a string at the beginning of a line, which may still be one of a docstring."""
_CITED = re.compile(rf"^version:[ \t]+(?P<quote>[\"']?)(?P<version>[^\s\"'#]{{1,100}})(?P=quote){_END}", re.MULTILINE)
"""The key of the outermost mapping of a CITATION.cff, with a plain or quoted scalar (YAML)."""
_BUMPED = re.compile(
    r"^\[bumpversion\][ \t]*\r?\n(?:(?!\[|current_version\b).*\n)*"
    rf"current_version[ \t]*[=:][ \t]*(?P<version>[^\s#]{{1,100}}){_END}",
    re.MULTILINE,
)


def read(project: Project, file: ProjectFile) -> tuple[VersionCopy, ...]:
    """The copies of the project's version; none where that is unknown or only a placeholder, and none in a wheel.

    ``file`` is its pyproject.toml, or has no tables.
    """
    statements = project.statements
    version = project.identity[1]
    titles = [each.title.value for each in statements if isinstance(each.title, Declared)]
    if version is None or not any(version.release) or not titles or project.candidate.origin is Origin.WHEEL:
        return ()
    sources = frozenset(each.version.at.path for each in statements if isinstance(each.version, Declared))
    folder = min((path.rpartition("/")[0] for path in project.candidate.files), key=len)
    reader = _Reader(file.files, f"{folder}/" if folder else "", project.candidate.entries, version, sources)
    return (
        *reader.modules(titles[0], file),
        *reader.citation(),
        *reader.tables(file.tables, "pyproject.toml"),
        *reader.settings(),
    )


class _Reader:
    """Reads the files of one project."""

    def __init__(
        self, files: Files, folder: str, entries: frozenset[str] | None, version: Version, sources: frozenset[str]
    ) -> None:
        self.files = files
        self.folder = folder
        self.entries = entries
        self.version = version
        self.sources = sources

    def modules(self, title: str, file: ProjectFile) -> Iterator[VersionCopy]:
        """``__version__`` in the import package or module of the project, and what its version modules assign."""
        for place in places(title, file):
            first = self.source(f"{place}/__init__.py")
            if first is not None:
                yield from self.assigned(first, f"{place}/__init__.py", dunder=True)
                for name in set(_MODULE.findall(first.text)):
                    source = self.source(f"{place}/{name}.py")
                    if source is not None:
                        yield from self.assigned(source, f"{place}/{name}.py")
                return
            single = self.source(f"{place}.py")
            if single is not None:
                yield from self.assigned(single, f"{place}.py", dunder=True)
                return

    def assigned(self, source: Source, shown: str, *, dunder: bool = False) -> Iterator[VersionCopy]:
        """The literal that the module assigns at its top level and nowhere replaces."""
        found = [each for each in _ASSIGNED.finditer(source.text) if each["name"] == _DUNDER or not dunder]
        if len(found) != 1 or source.path in self.sources:
            return
        name, text = found[0]["name"], found[0]["version"]
        # That it is no part of a docstring, nor bound again, matters where it is going to be reported.
        if _version(text) == self.version or _is_bound(source, name, text):
            at = Span(source.path, found[0].start("quote"), found[0].end("version") + 1)
            yield from _copy(f"{name} in {shown}", text, at)

    def citation(self) -> Iterator[VersionCopy]:
        """The version of a CITATION.cff, which is that of the last release."""
        if not self.version.is_prerelease:
            source = self.source("CITATION.cff")
            found = None if source is None else _CITED.search(source.text)
            if found:
                at = Span(f"{self.folder}CITATION.cff", found.start("version"), found.end("version"))
                text = found["version"]
                yield from _copy("CITATION.cff", text, at, text if found["quote"] else yaml_numbers.said(text))

    def settings(self) -> Iterator[VersionCopy]:
        """What bump-my-version and commitizen keep in files of their own."""
        for name in (".bumpversion.cfg", "setup.cfg"):
            yield from self.matched(name, _BUMPED, f"current_version in {name}")
        for name in (".bumpversion.toml", ".cz.toml", "cz.toml"):
            source = self.source(name)
            if source is not None:
                yield from self.tables(_tables(source), name)

    def tables(self, tables: Table, name: str) -> Iterator[VersionCopy]:
        """What the tables of bump-my-version and commitizen say, in whichever TOML file."""
        tool = tables.get("tool")
        for tool_name, key in (("bumpversion", "current_version"), ("commitizen", "version")):
            table = tool.get(tool_name) if isinstance(tool, dict) else None
            table = table if isinstance(table, dict) else {}
            text = table.get(key)
            if isinstance(text, str) and "version_provider" not in table:
                at = Key(self.folder + name, ("tool", tool_name, key))
                yield from _copy(f"{key} of {tool_name} in {name}", text, at)

    def matched(self, name: str, pattern: re.Pattern[str], what: str) -> Iterator[VersionCopy]:
        """The version in a file where a pattern finds it."""
        source = self.source(name)
        found = None if source is None else pattern.search(source.text)
        if found:
            at = Span(self.folder + name, found.start("version"), found.end("version"))
            yield from _copy(what, found["version"], at)

    def may_have(self, name: str) -> bool:
        """Whether the file may exist, by what is known of the folder: a look at the disk costs a hundred times that."""
        if self.entries is None:
            return True
        first, _, rest = name.partition("/")
        if first == "src" and "src/" in self.entries:
            return f"src/{rest.partition('/')[0]}" in self.entries
        return first in self.entries

    def source(self, name: str) -> Source | None:
        """The text of a file of the project, where there is one."""
        if not self.may_have(name):
            return None
        path = self.folder + name
        try:
            return decode(path, self.files.read(path))
        except (Unreadable, UnicodeDecodeError):
            return None


def _copy(what: str, text: str, at: Place, said: str | None = None) -> Iterator[VersionCopy]:
    """The copy, if it is one; ``said`` is what readers make of the text, where that is something else."""
    version = _version(text if said is None else said)
    if version is not None:
        yield VersionCopy(what, Declared(version, text, at))


def _version(text: str) -> Version | None:
    """The version; None for what is none, and for the zeros that stand where a build writes one."""
    try:
        version = parse_version(text.strip())
    except Invalid:
        return None
    return version if any(version.release) else None


def _is_bound(source: Source, name: str, text: str) -> bool:
    # Python is parsed only where a module disagrees.
    from pinlint.metadata.backends.constants import only_value  # noqa: PLC0415

    value = only_value(source, name)
    return value is not None and value.value == text


def _tables(source: Source) -> dict[str, Any]:
    from pinlint.metadata import toml_tables  # noqa: PLC0415 - only where there is such a file
    from pinlint.metadata.raw import Malformed  # noqa: PLC0415 - with it

    try:
        return toml_tables.load(source)
    except Malformed:
        return {}
