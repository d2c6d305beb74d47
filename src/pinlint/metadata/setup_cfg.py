"""setup.cfg, as setuptools 84 reads it: its [metadata] and [options]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinlint.metadata import ini, static_attr
from pinlint.metadata.file_directive import FILE, Piece, contents, joined, pieces_of
from pinlint.metadata.raw import Raw, RawSection
from pinlint.source import Key, Span
from pinlint.workspace import Declared, Field, Kind, Listing, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinlint.source import Files, Place, Source

_SPEAKING = ("metadata", "options", "options.extras_require")
_ATTR = "attr:"


@dataclass(frozen=True, slots=True)
class _Option:
    """An option: its value, None where configparser cannot expand it; the text as it is written, and its place."""

    value: str | None
    text: str
    at: Key


@dataclass(frozen=True, slots=True)
class _Config:
    """The options of the file that speak of the project, under the names setuptools knows them by."""

    source: Source
    files: Files
    metadata: Mapping[str, _Option]
    options: Mapping[str, _Option]
    extras: Mapping[str, _Option]
    find: Mapping[str, _Option]

    @property
    def folder(self) -> str:
        return self.source.path.rpartition("/")[0]


def read(source: Source, files: Files) -> Raw | None:
    """What the file says of its project; None where it has neither [metadata] nor [options].

    Keys in upper case or with dashes are read, as setuptools still does. What ``file:`` and ``attr:`` name is read
    through ``files`` and placed where it is written there. Raises Malformed where configparser gives up.
    """
    if "[metadata" not in source.text and "[options" not in source.text:
        return None  # most files configure linters: they need no parser
    sections = ini.parse(source, (*_SPEAKING, "options.packages.find"))
    if not any(section in sections for section in _SPEAKING):
        return None
    config = _Config(
        source,
        files,
        metadata=_options(source.path, sections, "metadata"),
        options=_options(source.path, sections, "options"),
        extras=_options(source.path, sections, "options.extras_require", as_written=True),
        find=_options(source.path, sections, "options.packages.find"),
    )
    return Raw(
        kind=Kind.SETUP_CFG,
        path=source.path,
        name=_string(config.metadata.get("name")),
        version=_version(config),
        requires_python=_string(config.options.get("python_requires")),
        requires=_requirements(config, config.options.get("install_requires")),
        extras=_extras(config),
        classifiers=_classifiers(config),
        license=_license(config),
        license_is_expression=bool(config.metadata.get("license_expression")),
    )


def _options(path: str, sections: ini.Values, section: str, *, as_written: bool = False) -> dict[str, _Option]:
    """The options of a section, the last of each name; unless ``as_written``, dashes and upper case are aliases."""
    found = {}
    for name, (value, text) in sections.get(section, {}).items():
        known_as = name if as_written else name.replace("-", "_").lower()
        found[known_as] = _Option(value, text, Key(path, (section, name)))
    return found


def _string(option: _Option | None) -> Field[str]:
    if option is None or option.value == "":
        return None
    return _unexpanded(option) if option.value is None else Declared(option.value, option.text, option.at)


def _unexpanded(option: _Option) -> Unknown:
    return Unknown("has a % that configparser cannot expand", option.at)


def _version(config: _Config) -> Field[str]:
    option = config.metadata.get("version")
    if option is None or not option.value:
        return _string(option)
    if option.value.startswith(_ATTR):
        dotted = option.value.replace(_ATTR, "")
        return _attribute(config, dotted, option.at)
    if option.value.startswith(FILE):
        sources, unknown = contents(option.value, config.folder, config.files, option.at)
        written = "\n".join(source.text for source in sources).strip()
        if unknown:
            return unknown[0]
        if not written:
            return Unknown(f"{option.value} is empty", option.at)
        first = next(source for source in sources if source.text.strip())
        start = len(first.text) - len(first.text.lstrip())
        return Declared(written, written, Span(first.path, start, len(first.text.rstrip())))
    return _string(option)


def _attribute(config: _Config, dotted: str, at: Key) -> Declared[str] | Unknown:
    from pinlint.metadata.backends import imported  # noqa: PLC0415 - only where a version is taken from a module
    from pinlint.metadata.project_file import ProjectFile  # noqa: PLC0415 - the same

    layout = _package_dir(config)
    found = static_attr.read(dotted, layout, config.folder, config.files, at)
    if isinstance(found, Declared):
        return found
    return imported.by_setuptools(ProjectFile(config.source.path, {}, config.files), dotted, layout, at) or found


def _license(config: _Config) -> Field[str]:
    expression = _string(config.metadata.get("license_expression"))
    option = config.metadata.get("license")
    if expression is None and option and option.value and option.value.startswith(FILE):
        return Unknown("names a file, which setuptools refuses", option.at)
    return expression or _string(option)


def _classifiers(config: _Config) -> Listing[Declared[str]] | None:
    given = [option for name, option in config.metadata.items() if name in {"classifier", "classifiers"}]
    # The first that is not empty counts.
    option = next((option for option in given if option.value != ""), given[0] if given else None)
    return _listing(_pieces(config, option, ","))


def _requirements(config: _Config, option: _Option | None) -> Listing[Declared[str]] | None:
    found = _pieces(config, option, ";")
    return _listing(None if found is None else (list(joined(found[0])), found[1]))


def _extras(config: _Config) -> Listing[RawSection] | None:
    if not config.extras:
        return None
    sections = (
        RawSection(Declared(name, name, option.at), _requirements(config, option) or Listing())
        for name, option in config.extras.items()
    )
    return Listing(tuple(sections))


def _listing(found: tuple[list[Piece], tuple[Unknown, ...]] | None) -> Listing[Declared[str]] | None:
    if found is None:
        return None
    pieces, unknown = found
    return Listing(tuple(Declared(piece.text, piece.text, piece.at) for piece in pieces), unknown)


def _pieces(config: _Config, option: _Option | None, separator: str) -> tuple[list[Piece], tuple[Unknown, ...]] | None:
    """The pieces of a list: lines, or what the separator parts where there is but one; and what cannot be read."""
    if option is None:
        return None
    if option.value is None:
        return [], (_unexpanded(option),)
    if option.value.startswith(FILE):
        sources, unknown = contents(option.value, config.folder, config.files, option.at)
        return pieces_of(sources, separator), unknown
    return list(_written(config, option, option.value, separator)), ()


def _written(config: _Config, option: _Option, value: str, separator: str) -> Iterator[Piece]:
    lines = [line for line in value.split("\n") if line]
    alike = value == option.text or len(lines) == sum(map(bool, option.text.split("\n")))
    if "\n" in value or separator not in value:
        for number, line in enumerate(lines):
            at = Key(option.at.path, (*option.at.keys, number)) if alike else option.at
            yield from (Piece(part.strip(), at) for part in line.splitlines() if part.strip())
        return
    start, _ = ini.scan(config.source.text).value(option.at.keys)
    for part in value.split(separator):
        text = part.strip()
        first = start + len(part) - len(part.lstrip())
        at_part: Place = Span(option.at.path, first, first + len(text)) if value == option.text else option.at
        if text:
            yield Piece(text, at_part)
        start += len(part) + 1


def _package_dir(config: _Config) -> dict[str, str] | None:
    """Where import packages are; None where setuptools discovers it."""
    given = dict(_pair(line) for line in _values(config.options.get("package_dir")) if "=" in line)
    packages = config.options.get("packages")
    if packages and packages.value and packages.value.strip() in {"find:", "find_namespace:"}:
        where = next(iter(_values(config.find.get("where"))), ".")
        return given or ({"": where} if where not in {".", "./"} else {})
    if given or packages or "py_modules" in config.options:
        return given
    return None


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition("=")
    return key.strip(), value.strip()


def _values(option: _Option | None) -> list[str]:
    value = (option.value if option else None) or ""
    parts = value.splitlines() if "\n" in value else value.split(",")
    return [part.strip() for part in parts if part.strip()]
