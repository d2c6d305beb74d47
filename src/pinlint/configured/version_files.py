"""Files that the configuration says hold copies of a version (``version-files``), and whose version they hold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.discover.patterns import WILD
from pinlint.metadata.local import inside
from pinlint.metadata.requirements import Invalid, parse_version
from pinlint.metadata.yaml_numbers import is_yaml, said
from pinlint.source import Source, Span, Unreadable, decode
from pinlint.workspace import Declared, Problem, ProblemKind, VersionCopy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from packaging.version import Version

    from pinlint.config import Config
    from pinlint.metadata.reading import Reading
    from pinlint.source import Files
    from pinlint.workspace import Member

_KEYED = re.compile(
    r"^[ \t]{0,40}[\"']?(?:__version__|version|release|current_version)[\"']?(?: ?: ?[\w.\[\]]{1,40}(?= ?=))?"
    r"[ \t]{0,40}[=:][ \t]{0,40}[\"']?(?P<version>v?[0-9][^\s\"',;#]{0,99})",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that gives a version to a key or name for it, in whatever language."""
_CHART = "Chart.yaml"
"""Of Helm."""
_OF_CHART = re.compile(r"^version[ \t]*:[ \t]+[\"']?(?P<version>v?[0-9][^\s\"',;#]{0,99})", re.MULTILINE)
_APP = re.compile(r"^appVersion[ \t]*:[ \t]+[\"']?(?P<version>[^\s\"',;#]{1,100})", re.MULTILINE)
_ALONE = re.compile(r"\s*(?P<version>v?[0-9]\S{0,99})\s*")


def added(
    reading: Reading, config: Config, files: Files, find: Callable[[str], Sequence[str]], *, whole: bool = True
) -> Reading:
    """The reading with the copies in these files, each with the member in whose folder it lies.

    A file in no member's folder is about all members, if they are at one version. ``find`` answers a glob with paths.
    A glob that matches nothing, and a file in which no version is found, are problems if the ``whole`` workspace was
    read; so is a file that is about no member.
    """
    members = list(reading.members)
    sources = dict(reading.sources)
    problems: list[Problem] = []
    for index, glob in enumerate(config.version_files):
        paths = find(glob) if WILD & set(glob) else _named(glob, files)
        faults = [f"no file matches {glob}"] if WILD & set(glob) and not paths else []
        for path in paths:
            number = _owner(path, members, whole=whole)
            source = _source(path, files)
            if number is None or source is None:
                faults += [f"{path} lies in no member"] if number is None else [f"{path} cannot be read as text"]
                continue
            owner = members[number]
            if any(place == path for place in _places(owner)):
                continue
            copies = _copies(source, owner)
            if not copies:
                faults.append(f"{path} holds no version that is understood")
            else:
                members[number] = replace(owner, copies=(*owner.copies, *copies))
                sources[path] = source
        at = config.place("version-files", index)
        problems += [Problem(ProblemKind.CONFIGURATION, at, fault) for fault in faults if whole]
    return replace(reading, members=tuple(members), problems=(*reading.problems, *problems), sources=sources)


def _named(path: str, files: Files) -> tuple[str, ...]:
    """The file of a path; that one is missing is said where files that are named are looked for."""
    found = inside("", path)
    return (found,) if found is not None and files.exists(found) else ()


def _owner(path: str, members: Sequence[Member], *, whole: bool) -> int | None:
    """The member in whose folder the file lies, the innermost; else the first of members that are at one version."""
    around = [
        number for number, member in enumerate(members) if member.path == "." or path.startswith(f"{member.path}/")
    ]
    if around:
        return max(around, key=lambda number: (members[number].path != ".", len(members[number].path)))
    versions = {member.version.value if isinstance(member.version, Declared) else None for member in members}
    return 0 if whole and len(versions) == 1 and None not in versions else None


def _places(member: Member) -> Iterator[str]:
    """The files that its version is read from, and those that are known to repeat it."""
    for each in (member, *member.statements):
        if isinstance(each.version, Declared):
            yield each.version.at.path
    for copy in member.copies:
        yield copy.version.at.path


def _source(path: str, files: Files) -> Source | None:
    try:
        return decode(path, files.read(path))
    except (Unreadable, UnicodeDecodeError):
        return None


def _copies(source: Source, owner: Member) -> list[VersionCopy]:
    """The version that the file gives to a key, or that is all of it; of several the one that agrees.

    A chart has a version of its own, which counts where no other is said to be that of the application, or if it is
    the same.
    """
    ours = owner.version.value if isinstance(owner.version, Declared) else None
    if source.path.rpartition("/")[2] == _CHART and (app := _APP.search(source.text)):
        of_app, of_chart = _versions(source, [app]), _versions(source, _OF_CHART.finditer(source.text))
        copies = [VersionCopy(source.path, each) for each in of_chart[:1] if each.value == ours]
        return [*copies, *(VersionCopy(f"appVersion in {source.path}", each) for each in of_app)]
    alone = _ALONE.fullmatch(source.text)
    found = _versions(source, (alone,) if alone else _KEYED.finditer(source.text))
    agreeing = next((each for each in found if each.value == ours), None)
    return [VersionCopy(source.path, each) for each in ([agreeing] if agreeing else found[:1])]


def _versions(source: Source, matches: Iterable[re.Match[str]]) -> list[Declared[Version]]:
    """The versions among what a pattern has found, as those read them who read the file."""
    found = []
    for match in matches:
        text, span = match["version"], match.span("version")
        plain = is_yaml(source.path) and source.text[span[0] - 1 : span[0]] not in {"'", '"'}
        try:
            version = parse_version(said(text) if plain else text)
        except Invalid:
            continue
        found.append(Declared(version, text, Span(source.path, *span)))
    return found
