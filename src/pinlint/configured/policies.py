"""What the configuration decides, together with what the files say that it names: versions of groups, and hubs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from pinlint.discover.patterns import WILD
from pinlint.source import Key, Source, Span, Unreadable, decode
from pinlint.workspace import Declared, Problem, ProblemKind, Unknown
from pinlint.workspace.policy import WINNERS, DependencyPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packaging.version import Version

    from pinlint.config import Config, DependencyTable, GroupTable
    from pinlint.source import Files
    from pinlint.workspace import Field
    from pinlint.workspace.requested import RequirementsFile

_PYPROJECT = (("project", "version"), ("tool", "poetry", "version"))
"""Where a pyproject.toml states a version."""
_ATTRIBUTES = ("__version__", "version", "VERSION", "__VERSION__")
"""The names under which a Python module states one."""


@dataclass(frozen=True, slots=True)
class Policies:
    """The tables of the configuration, and what is in the files that they name."""

    groups: tuple[GroupTable, ...] = ()
    versions: Mapping[str, Declared[Version] | Unknown] = field(default_factory=dict)
    """The versions of groups that a file states, by the names of the groups."""
    dependencies: tuple[DependencyPolicy, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


def read(config: Config, files: Files) -> Policies:
    """The policies of a configuration. A file that cannot be used is a problem, and what it would decide is open."""
    if not (config.groups or config.dependencies or config.version_files):
        return Policies()
    reader = _Reader(files)
    for index, glob in enumerate(config.version_files):
        if WILD.isdisjoint(glob):
            reader.expect(glob, config.place("version-files", index))
    versions = {table.name: version for table in config.groups if (version := reader.version(table))}
    dependencies = tuple(reader.policy(table) for table in config.dependencies)
    return Policies(config.groups, versions, dependencies, tuple(reader.problems), reader.sources)


class _Reader:
    """Reads the files, and collects their text and what is wrong with them."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []

    def version(self, table: GroupTable) -> Field[Version]:
        """The version of a group that is configured to be in a file."""
        if table.version_file is None:
            return None
        from pinlint.metadata.requirements import Invalid, parse_version  # noqa: PLC0415 - only where a file is named

        at = Key(table.at.path, (*table.at.keys, "version", "file"))
        source = self.source(table.version_file, at)
        if source is None:
            return Unknown(f"{table.version_file} cannot be read", at)
        found = _stated(source)
        if found is None:
            self.problem(at, f"{table.version_file} states no version of {table.name}")
            return Unknown(f"{table.version_file} states none", at)
        self.sources[source.path] = source
        try:
            return Declared(parse_version(found.value.strip()), found.text, found.at)
        except Invalid:
            message = f"{_short(found.text)} is not a PEP 440 version"
            self.problems.append(Problem(ProblemKind.VERSION, found.at, message))
            return Unknown(f"{table.version_file} holds no version", at)

    def policy(self, table: DependencyTable) -> DependencyPolicy:
        """The policy of a table; one whose requirements file cannot be read compares nothing."""
        winner: str | RequirementsFile | None = table.winner
        if table.winner_file is not None:
            winner = self.requirements(table.winner_file, Key(table.at.path, (*table.at.keys, "winner")))
        elif table.winner not in WINNERS:
            winner = canonicalize_name(table.winner)
        return DependencyPolicy(
            names=tuple(canonicalize_name(glob) for glob in table.names),
            at=table.at,
            specifiers="ignore" if winner is None else table.specifiers,
            winner=winner or "majority",
            need=table.need,
            banned=table.banned,
            reason=table.reason,
        )

    def requirements(self, name: str, at: Key) -> RequirementsFile | None:
        """What a requirements file holds with all it includes."""
        from pinlint.metadata import requirements_file  # noqa: PLC0415 - only where one is named
        from pinlint.metadata.raw import Malformed  # noqa: PLC0415 - the same

        path = self.path(name, at)
        if path is None:
            return None
        try:
            found = requirements_file.read(path, self.files)
        except Malformed as error:
            self.problem(at, f"{name} {error.message}")
            return None
        self.sources |= {source.path: source for source in found.sources}
        return found

    def source(self, name: str, at: Key) -> Source | None:
        """The text of a file that is named at a place."""
        path = self.path(name, at)
        if path is None:
            return None
        try:
            return decode(path, self.files.read(path))
        except Unreadable as error:
            self.problem(at, f"{name} cannot be read: {error}")
        except UnicodeDecodeError:
            self.problem(at, f"{name} is not UTF-8")
        return None

    def expect(self, name: str, at: Key) -> None:
        """A file that is named has to be there."""
        path = self.path(name, at)
        if path is not None and not self.files.exists(path):
            self.problem(at, f"there is no file {name}")

    def path(self, name: str, at: Key) -> str | None:
        """The path from the root, if the name is one."""
        from pinlint.metadata.local import inside  # noqa: PLC0415 - only where a file is named

        path = inside("", name)
        if path is None:
            self.problem(at, f"{name} is no path below the root")
        return path

    def problem(self, at: Key, message: str) -> None:
        self.problems.append(Problem(ProblemKind.CONFIGURATION, at, message))


def _stated(source: Source) -> Declared[str] | None:
    """The version in a file: of a pyproject.toml, of a module, or the only line of a text; as written."""
    if source.path.endswith(".toml"):
        return _in_toml(source)
    if source.path.endswith(".py"):
        from pinlint.metadata.static_attr import assigned  # noqa: PLC0415 - only where a module is named

        return next((found for name in _ATTRIBUTES if (found := assigned(source, name))), None)
    versions, start = [], 0
    for line in source.text.splitlines(keepends=True):
        text = line.strip()
        if text and not text.startswith("#"):
            begin = start + line.index(text)
            versions.append(Declared(text, text, Span(source.path, begin, begin + len(text))))
        start += len(line)
    return versions[0] if len(versions) == 1 else None


def _in_toml(source: Source) -> Declared[str] | None:
    import tomli  # noqa: PLC0415 - only where a TOML file is named

    try:
        document = tomli.loads(source.text)
    except (ValueError, RecursionError):
        return None
    for keys in _PYPROJECT:
        value: object = document
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, str):
            return Declared(value, value, Key(source.path, keys))
    return None


def _short(text: str) -> str:
    """The text, or the beginning of one that no person would read to its end."""
    return text if len(text) <= 40 else f"{text[:40]}..."
