"""Dockerfiles: the official images of Python that a stage builds on, where it installs the project."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.metadata.targets import scripts, versions
from pinlint.metadata.targets.pythons import Pythons
from pinlint.source import Span
from pinlint.workspace.targets import Target, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Source

_FROM = re.compile(r"(?i)[ \t]*+FROM[ \t]++(?:--\w++=\S++[ \t]++)*+(\S++)(?:[ \t]++AS[ \t]++(\S++))?")


@dataclass(slots=True)
class _Stage:
    """What stands between one FROM and the next."""

    image: str
    at: Span
    name: str
    below: _Stage | None
    commands: list[str] = field(default_factory=list)


def read(source: Source) -> Iterator[Target]:
    """The Pythons of the stages that install a project of the workspace."""
    found = Pythons()
    for stage in _installing(_stages(source)):
        if stage.image.partition(":")[0].rpartition("/")[2] in {"python", "pypy"}:
            found.add(versions.image(stage.image), stage.image, stage.at)
    if found.items or found.unknown:
        yield Target(
            tool="Docker",
            setting="image",
            use=Use.RUNS,
            path=source.path,
            folder=source.path.rpartition("/")[0] or ".",
            pythons=found.listing(),
        )


def _stages(source: Source) -> list[_Stage]:
    stages: list[_Stage] = []
    named: dict[str, _Stage] = {}
    start = 0
    for line in source.text.splitlines(keepends=True):
        if begins := _FROM.match(line):
            at = Span(source.path, start + begins.start(1), start + begins.end(1))
            stage = _Stage(begins[1], at, (begins[2] or "").lower(), named.get(begins[1].lower()))
            stages.append(stage)
            named[stage.name] = stage
        elif stages and not line.lstrip().startswith("#"):
            stages[-1].commands.append(line)
        start += len(line)
    return stages


def _installing(stages: list[_Stage]) -> list[_Stage]:
    """The stages that install the project, by themselves or in a stage that builds on them; each once."""
    found: dict[Span, _Stage] = {}
    for stage in stages:
        if scripts.installs("".join(stage.commands).replace("\r\n", "\n")):
            each: _Stage | None = stage
            while each is not None and each.at not in found:
                found[each.at] = each
                each = each.below
    return list(found.values())
