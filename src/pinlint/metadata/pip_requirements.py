"""One requirement of a requirements file: PEP 508, a URL or a path, with parts that only the environment knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name, parse_wheel_filename

from pinlint.metadata.local import inside
from pinlint.metadata.requirements import Invalid, parse_marker, parse_parts, parse_requirement, parse_specifiers
from pinlint.workspace import Unknown

if TYPE_CHECKING:
    from packaging.markers import Marker
    from packaging.specifiers import SpecifierSet
    from packaging.utils import NormalizedName

    from pinlint.source import Files, Span

_VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)\}")
_SCHEME = re.compile(r"(?i)(?:https?|file|ftp|ssh|sftp|(?:git|hg|svn|bzr)(?:\+[a-z]+)?):")
_NAMED = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(\[[^\][$]*\])?\s*(?=[<>=!~@(]|\Z)")
_REFERENCE = re.compile(rf"{_NAMED.pattern}@")
_EGG = re.compile(r"#(?:[^#]*&)?egg=([^&#]*)")
_SUBFOLDER = re.compile(r"#(?:[^#]*&)?subdirectory=([^&#]*)")
_ARCHIVE = re.compile(r"(?i).*\.(?:whl|zip|tgz|tbz|txz|tlz|tar(?:\.(?:gz|bz2|xz|lz|lzma))?)")
_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a requirement says; as in ``requested.Requested``."""

    name: NormalizedName | None
    extras: frozenset[NormalizedName] = frozenset()
    specifiers: SpecifierSet | Unknown | None = None
    marker: Marker | Unknown | None = None
    url: str | None = None
    path: str | Unknown | None = None


def variable(text: str) -> str | None:
    """The first environment variable in a text, which pip fills in."""
    found = _VARIABLE.search(text)
    return found[1] if found else None


def parse(text: str, at: Span, files: Files, *, editable: bool = False) -> Parts | Unknown:
    """The parts of one requirement, unknown where not even its name can be read.

    Raises Invalid where pip would refuse it.
    """
    marker: Marker | Unknown | None = None
    wanted = text
    reference = _REFERENCE.match(text)
    path = editable and reference is None
    if not path:
        wanted, _, condition = text.partition("; " if _SCHEME.match(text) else ";")
        marker = _marker(condition.strip(), at)
    wanted = wanted.strip()
    if _SCHEME.match(wanted):
        return _from_url(wanted, marker, at, files)
    if path or (not reference and ("/" in wanted or wanted.startswith(".") or _ARCHIVE.fullmatch(wanted))):
        return _from_path(wanted, marker, at, files)
    unknown = _depends(wanted, at)
    if unknown is None:
        return _from_requirement(wanted, marker, at, files)
    named = _NAMED.match(wanted)
    if named is None:
        return unknown
    extras = _extras(named[2])
    if reference:
        url = wanted[reference.end() :].strip()
        return Parts(_name(named[1]), extras, None, marker, url, _of_url(url, at, files))
    return Parts(_name(named[1]), extras, unknown, marker)


def _depends(text: str, at: Span) -> Unknown | None:
    name = variable(text)
    return None if name is None else Unknown(f"depends on the environment variable {name}", at)


def _marker(text: str, at: Span) -> Marker | Unknown | None:
    return _depends(text, at) or (parse_marker(text) if text else None)


def _name(text: str) -> NormalizedName:
    return canonicalize_name(text)


def _extras(text: str | None) -> frozenset[NormalizedName]:
    parts = (text or "")[1:-1].split(",")
    return frozenset(canonicalize_name(part.strip()) for part in parts if part.strip())


def _from_requirement(text: str, marker: Marker | Unknown | None, at: Span, files: Files) -> Parts:
    name, extras, specifiers, _, url = parse_parts(text)
    if url is None:
        return Parts(name, extras, specifiers, marker)
    return Parts(name, extras, None, marker, url, _of_url(url, at, files))


def _from_url(text: str, marker: Marker | Unknown | None, at: Span, files: Files) -> Parts:
    egg = _EGG.search(text)
    url, extras = (text, "") if egg else _split(text)
    path = _of_url(url, at, files)
    wheel = _wheel(url.partition("#")[0].partition("?")[0])
    if wheel is not None:
        return Parts(wheel[0], _extras(extras), wheel[1], marker, url, path)
    if egg is None or not egg[1] or variable(egg[1]):
        return Parts(None, _extras(extras), None, marker, url, path)
    parsed = parse_requirement(_unquoted(egg[1]))
    named = frozenset(canonicalize_name(extra) for extra in parsed.extras)
    return Parts(_name(parsed.name), named, None, marker, url, path)


def _from_path(text: str, marker: Marker | Unknown | None, at: Span, files: Files) -> Parts:
    url, extras = _split(text)
    name, specifiers = _wheel(url) or (None, None)
    return Parts(name, _extras(extras), specifiers, marker, url, _depends(url, at) or _local(url, at, files))


def _split(text: str) -> tuple[str, str]:
    """A URL or path, and the extras in brackets behind it."""
    start = text.rfind("[")
    return (text[:start].rstrip(), text[start:]) if start > 0 and text.endswith("]") else (text, "")


def _wheel(location: str) -> tuple[NormalizedName, SpecifierSet] | None:
    """The name and the version in the name of a wheel."""
    filename = _unquoted(location.rpartition("/")[2])
    if not filename.lower().endswith(".whl") or variable(filename):
        return None
    try:
        name, version, _, _ = parse_wheel_filename(filename)
    except ValueError as error:  # also a number of more digits than Python converts
        raise Invalid("not the name of a wheel") from error
    return name, parse_specifiers(f"=={version}")


def _of_url(url: str, at: Span, files: Files) -> str | Unknown | None:
    """The local folder or archive of a ``file:`` URL."""
    scheme, _, rest = url.partition(":")
    if scheme.lower() != "file":
        return None
    location = _unquoted(rest.partition("#")[0])
    unknown = _depends(location, at)
    if unknown is not None:
        return unknown
    if location.startswith("//"):
        # With an authority what follows is absolute; some write the path itself in its place.
        location = location[2:]
        if not location.startswith("."):
            return Unknown("an absolute path", at)
    subfolder = _SUBFOLDER.search(url)
    return _local(f"{location}/{_unquoted(subfolder[1])}" if subfolder else location, at, files)


def _local(text: str, at: Span, files: Files) -> str | Unknown:
    """The path that a relative one means: from the root, or from the folder of the file it is written in."""
    if text.startswith("/"):
        return Unknown("an absolute path", at)
    found = dict.fromkeys((inside(".", text), inside(at.path.rpartition("/")[0], text)))
    places = [place for place in found if place is not None]
    if not places:
        return Unknown("outside the workspace", at)
    if len(found) == 1:
        return places[0]
    there = [place for place in places if _exists(place, files)]
    return there[0] if len(there) == 1 else Unknown("relative to the folder that pip is run in", at)


def _exists(place: str, files: Files) -> bool:
    if _ARCHIVE.fullmatch(place):
        return files.exists(place)
    return any(files.exists(name if place == "." else f"{place}/{name}") for name in _PROJECT)


def _unquoted(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote  # noqa: PLC0415 - few URLs have anything quoted

    return unquote(text)
