"""What tells a finding from others of its rule, whatever becomes of versions: what a baseline knows it by.

Each thing that a finding is about has a line of its own, so that a further one is new and one less is not.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinlint.workspace import Requirement

_VERSION = re.compile(r"(?<![\w.-])v?[0-9][\w.+!*-]*")


def listed(things: Iterable[str]) -> str:
    """A line for each."""
    return "\n".join(dict.fromkeys(" ".join(each.split()) for each in things))


def asked(requirements: Iterable[Requirement]) -> str:
    """A line for each requirement as it is written, with where it belongs."""
    return listed(f"{each.scope.kind} {each.scope.name or ''} {each.text}" for each in requirements)


def shaped(requirements: Iterable[Requirement]) -> str:
    """A line for each requirement without its versions, which move with every release; numbered where equal."""
    seen: Counter[str] = Counter()
    lines = []
    for each in dict.fromkeys((each.scope, each.at, each.text) for each in requirements):
        scope, _, text = each
        line = f"{scope.kind} {scope.name or ''} {unversioned(text)}"
        seen[line] += 1
        lines.append(f"{line} {seen[line]}")
    return listed(lines)


def unversioned(text: str) -> str:
    """The text up to its marker without the versions in it."""
    head, semicolon, marker = text.partition(";")
    return f"{_VERSION.sub('', head)}{semicolon}{marker}"
