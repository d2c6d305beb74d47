"""Places that say the version of a member as it was, and that nobody has called copies of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from pinlint.bumping.tables import NOWHERE
from pinlint.metadata.import_package import places
from pinlint.metadata.project_file import ProjectFile
from pinlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.bumping import Step
    from pinlint.source import Source
    from pinlint.workspace import Member

LIMIT = 200_000
"""Bytes of a file that is still looked at."""

_MODULES = ("__init__", "__version__", "_version", "version", "__about__", "_about", "about", "release")
_DOCS = ("conf.py", "docs/conf.py", "doc/conf.py", "docs/source/conf.py", "doc/source/conf.py")
_SAYS = re.compile(
    r"^[ \t]{0,4}\w{0,20}(?:version|release)_{0,2}(?: ?: ?\w{1,20})? {0,8}= {0,8}"
    r"(?P<quote>[\"'])(?P<version>v?[0-9][^\"'\s]{0,99})(?P=quote)",
    re.MULTILINE | re.IGNORECASE,
)
"""An assignment to what may well be the name of a version."""


def paths(member: Member) -> Iterator[str]:
    """The modules that may say its version, in its import package and in the configuration of its documentation."""
    folder = "" if member.path == "." else f"{member.path}/"
    for place in places(member.label, ProjectFile(f"{folder}pyproject.toml", {}, NOWHERE)):
        yield from (f"{folder}{place}/{module}.py" for module in _MODULES)
    yield from (folder + path for path in _DOCS)


def saying(source: Source, step: Step) -> Iterator[Span]:
    """Where a file says the version that the member had."""
    for found in _SAYS.finditer(source.text):
        try:
            version = Version(found["version"])
        except InvalidVersion:
            continue
        if version == step.written.value != step.version:
            yield Span(source.path, *found.span("version"))
