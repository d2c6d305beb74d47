"""Places that say the version of a member as it was, and that nobody has called copies of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.bumping.tables import NOWHERE
from pinlint.bumping.version_files import NAMES
from pinlint.metadata.import_package import places
from pinlint.metadata.project_file import ProjectFile
from pinlint.source import Span, Unreadable, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinlint.bumping import Plan, Step
    from pinlint.source import Files, Source
    from pinlint.workspace import Member

_LIMIT = 200_000
"""Bytes of a file that is still looked at."""

_MODULES = ("__init__", "__version__", "_version", "version", "__about__", "_about", "about", "release")
_DOCS = ("conf.py", "docs/conf.py", "doc/conf.py", "docs/source/conf.py", "doc/source/conf.py")
_SAYS = re.compile(
    r"^[ \t]{0,4}\w{0,20}(?:version|release)_{0,2}(?: ?: ?\w{1,20})? {0,8}= {0,8}"
    r"(?P<quote>[\"'])(?P<version>v?[0-9][^\"'\s]{0,99})(?P=quote)",
    re.MULTILINE | re.IGNORECASE,
)
"""An assignment to what may well be the name of a version."""
_WHOLE = re.compile(r"\A\s{0,20}(?P<version>\S{1,100})\s{0,20}\Z")
"""A file that holds nothing but a version."""


def still(planned: Plan, known: Mapping[str, Source], files: Files) -> tuple[dict[str, Source], tuple[Span, ...]]:
    """Where files that nobody calls copies still say the versions that members had, with such files by their paths.

    ``known`` are those that are read anyway, as they are when all has moved.
    """
    found: list[Span] = []
    sources: dict[str, Source] = {}
    said = [(path, step) for step in planned.steps for path in dict.fromkeys(_paths(step.member))]
    versions = {step.written.value: step for step in planned.steps}
    # A file at the root of several projects is about all of them.
    said += [(name, step) for name in NAMES if name not in known for step in versions.values()]
    for path, step in said:
        source = known.get(path) or sources.get(path) or _read(path, files)
        if source is not None and (spans := tuple(_saying(source, step))):
            sources[path] = source
            found += spans
    return sources, tuple(dict.fromkeys(found))


def _read(path: str, files: Files) -> Source | None:
    try:
        data = files.read(path)
        return decode(path, data) if len(data) <= _LIMIT else None
    except (Unreadable, UnicodeDecodeError):
        return None


def _paths(member: Member) -> Iterator[str]:
    """The modules that may say its version, in its import package and in the configuration of its documentation."""
    folder = "" if member.path == "." else f"{member.path}/"
    for place in places(member.label, ProjectFile(f"{folder}pyproject.toml", {}, NOWHERE)):
        yield from (f"{folder}{place}/{module}.py" for module in _MODULES)
    yield from (folder + path for path in _DOCS)


def _saying(source: Source, step: Step) -> Iterator[Span]:
    """Where a file says the version that the member had."""
    pattern = _WHOLE if source.path.rpartition("/")[2] in NAMES else _SAYS
    for found in pattern.finditer(source.text):
        try:
            version = Version(found["version"])
        except InvalidVersion:
            continue
        if version == step.written.value != step.version:
            yield Span(source.path, *found.span("version"))
