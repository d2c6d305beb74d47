"""What pip-compile and ``uv pip compile`` note beside a pin: the projects whose requirements it was chosen for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from packaging.utils import NormalizedName

    from pinlint.source import Source
    from pinlint.workspace.requested import Requested

_VIA = re.compile(
    r"#[ \t]+(?:via[ \t]+)?([A-Za-z0-9._-]+)(?:\[[^\]\n]*\])?[ \t]+"
    r"\((?:[^()\n]*/)?(?:pyproject\.toml|setup\.py|setup\.cfg)\)"
)
"""``# via app (pyproject.toml)``, or the same on a line of its own below ``# via``."""
_OVERRIDES = re.compile(r"^#[^\n]*[ \t]--overrides?\b", re.MULTILINE)
"""The command that a file was compiled with: an override breaks the ranges it was chosen for."""


def annotated(requirements: Sequence[Requested], sources: Mapping[str, Source]) -> tuple[Requested, ...]:
    """The same, each with the projects that the comment behind it names."""
    compiled = {path: source.text for path, source in sources.items() if _is_compiled(source.text)}
    if not compiled:
        return tuple(requirements)
    starts: defaultdict[str, set[int]] = defaultdict(set)
    for each in requirements:
        starts[each.at.path].add(each.at.start)
    following = {
        path: dict(pairwise((*sorted(starts[path]), len(text)))) for path, text in compiled.items() if starts[path]
    }
    return tuple(
        replace(each, chosen_for=_named(compiled[each.at.path], each.at.end, following[each.at.path][each.at.start]))
        if each.at.path in compiled
        else each
        for each in requirements
    )


def _is_compiled(text: str) -> bool:
    return "# via" in text and not _OVERRIDES.search(text)


def _named(text: str, start: int, end: int) -> tuple[NormalizedName, ...]:
    return tuple(dict.fromkeys(canonicalize_name(found[1]) for found in _VIA.finditer(text, start, end)))
