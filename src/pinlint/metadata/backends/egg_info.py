"""``[egg_info]``: what setuptools appends to the version that a project states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pinlint.metadata.requirements import Invalid, parse_version
from pinlint.source import Key
from pinlint.workspace import Declared, Kind, Unknown

if TYPE_CHECKING:
    from packaging.version import Version

    from pinlint.source import Source
    from pinlint.workspace import Statement

_SOURCES = (Kind.PYPROJECT, Kind.SETUP_PY, Kind.SETUP_CFG)
_OFF = {"", "0", "false", "no", "off", "n", "f"}
_DATED = "has the date of the build appended (tag_date)"


def tag(source: Source | None, table: dict[str, Any], path: str) -> str | Unknown:
    """``tag_build``, of ``[egg_info]`` in a setup.cfg or, over it, ``[tool.distutils.egg_info]`` in pyproject.toml.

    Unknown with ``tag_date``. ``path`` is pyproject.toml's. What configparser cannot parse, other readers report.
    """
    options: dict[str, tuple[Any, Key]] = {}
    if source is not None and "egg_info" in source.text and "tag" in source.text:
        from pinlint.metadata import ini  # noqa: PLC0415 - most setup.cfg do not tag
        from pinlint.metadata.raw import Malformed  # noqa: PLC0415 - with it

        try:
            section = ini.parse(source, ("egg_info",)).get("egg_info", {})
        except Malformed:
            section = {}
        for name, (value, _) in section.items():
            options[_option(name)] = value, Key(source.path, ("egg_info", name))
    for name, value in table.items():
        options[_option(name)] = value, Key(path, ("tool", "distutils", "egg_info", name))
    date, at = options.get("tag_date", ("", Key(path, ())))
    if str(date).lower() not in _OFF:
        return Unknown(_DATED, at)
    build, at = options.get("tag_build", ("", at))
    return str(build) if build is not None else Unknown("has a % that configparser cannot expand", at)


def tagged(statement: Statement, tag: str | Unknown) -> Statement:
    """A statement of a source with the tag on its version, unless that ends in it.

    The text and the place of the version stay those of what is written.
    """
    version = statement.version
    if not tag or not isinstance(version, Declared) or statement.kind not in _SOURCES:
        return statement
    return replace(statement, version=tag if isinstance(tag, Unknown) else _appended(version, tag))


def _appended(version: Declared[Version], tag: str) -> Declared[Version] | Unknown:
    text = str(version.value)
    try:
        if text.endswith((tag, str(parse_version(f"0{tag}"))[1:])):
            return version
        return Declared(parse_version(f"{text}{tag}".replace(" ", ".")), version.text, version.at)
    except Invalid:
        return Unknown(f"not a PEP 440 version with tag_build = {tag}", version.at)


def _option(name: str) -> str:
    return name.replace("-", "_").lower()
