"""``[egg_info]``: what setuptools appends to the version that a project states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packaging.version import InvalidVersion, Version

from pinlint.source import Key
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    from pinlint.source import Source

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


def tagged(version: Declared[Version], tag: str) -> Declared[Version] | Unknown:
    """The version with the tag, unless it ends in it; its text and place are those of what is written."""
    text = str(version.value)
    try:
        if not tag or text.endswith((tag, str(Version(f"0{tag}"))[1:])):
            return version
        return Declared(Version(f"{text}{tag}".replace(" ", ".")), version.text, version.at)
    except InvalidVersion:
        return Unknown(f"not a PEP 440 version with tag_build = {tag}", version.at)


def _option(name: str) -> str:
    return name.replace("-", "_").lower()
