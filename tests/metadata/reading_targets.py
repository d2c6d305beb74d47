"""What the readers of tool settings say about one file, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata import positions, targets
from pinlint.metadata.toml_tables import load
from pinlint.source import Source
from pinlint.testing import Texts
from pinlint.workspace.targets import shown

if TYPE_CHECKING:
    from pinlint.workspace.targets import Target


def read(path: str, text: str) -> list[Target]:
    """The settings in a file of this name."""
    if path.endswith("pyproject.toml"):
        source = Source(path, text)
        return list(targets.of_pyproject(load(source), source))
    return list(targets.read([path], Texts({path: text})))


def named(path: str, text: str) -> dict[str, list[str]]:
    """The Pythons by the labels of the settings, with a ``?`` for those that are unknown."""
    return {each.label: [*map(shown, pythons(each)), *("?" for _ in each.pythons.unknown)] for each in read(path, text)}


def pythons(target: Target) -> list[tuple[int, ...]]:
    return [each.value for each in target.pythons]


def written(path: str, text: str) -> list[str]:
    """What stands at the places of the Pythons."""
    source = Source(path, text)
    spans = [positions.locate(source, each.at) for target in read(path, text) for each in target.pythons]
    return [text[span.start : span.end] for span in spans]
