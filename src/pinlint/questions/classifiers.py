"""Trove classifiers that speak of Python versions."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pinlint.changes import Insert, Remove
    from pinlint.workspace import Declared, Member

_PYTHON = re.compile(r"Programming Language :: Python :: ((?P<major>\d+)(\.(?P<minor>\d+)| :: Only)?)")

Label = tuple[int, int | None, str]
"""Major, minor if there is one, and how the classifier writes it: ``(3, 12, "3.12")``, ``(3, None, "3 :: Only")``."""


def pythons(member: Member) -> dict[Label, Declared[str]]:
    """The Pythons that the member's classifiers name, in the order of the list, each with its first classifier."""
    found: dict[Label, Declared[str]] = {}
    for classifier in member.classifiers or ():
        match = _PYTHON.fullmatch(classifier.value.strip())
        # More digits than Python converts are no version of it.
        if match and len(match[1]) < 20:
            minor = match["minor"]
            found.setdefault((int(match["major"]), None if minor is None else int(minor), match[1]), classifier)
    return found


def called(names: Sequence[str]) -> str:
    """The classifiers for some Pythons as messages name them: ``classifiers for Python 3.8 and 3.9``."""
    *head, last = names
    return f"classifiers for Python {', '.join(head)} and {last}" if head else f"classifier for Python {last}"


def minors(member: Member) -> dict[int, Declared[str]]:
    """The minors Y of the classifiers ``Programming Language :: Python :: 3.Y``."""
    return {minor: value for (major, minor, _), value in pythons(member).items() if major == 3 and minor is not None}


def removed(member: Member, classifiers: Iterable[Declared[str]]) -> tuple[Remove, ...]:
    """The changes that take classifiers out, however often the member lists them."""
    from pinlint.changes import Remove  # noqa: PLC0415 - only for what is found

    values = {classifier.value.strip() for classifier in classifiers}
    return tuple(Remove(each.at, each.text) for each in member.classifiers or () if each.value.strip() in values)


def added(member: Member, labels: Iterable[Label]) -> tuple[Insert, ...]:
    """The changes that add classifiers for Pythons, each beside its neighbour, in the order that the list is in.

    None where the member has none to stand beside.
    """
    from pinlint.changes import Insert  # noqa: PLC0415 - only for what is found

    listed = [(_rank(label), value) for label, value in pythons(member).items() if ":" not in label[2]]
    downwards = len(listed) > 1 and all(one > other for (one, _), (other, _) in pairwise(listed))
    beside: dict[tuple[int, bool], list[str]] = {}
    for label in sorted(labels, key=_rank) if listed else ():
        lower = max(
            (place for place, (rank, _) in enumerate(listed) if rank < _rank(label)),
            key=lambda place: listed[place][0],
            default=None,
        )
        key = (lower, downwards) if lower is not None else (_lowest(listed), not downwards)
        texts = beside.setdefault(key, [])
        texts.insert(0 if downwards else len(texts), f"Programming Language :: Python :: {label[2]}")
    return tuple(
        Insert(listed[place][1].at, listed[place][1].text, tuple(texts), before)
        for (place, before), texts in beside.items()
    )


def _lowest(listed: list[tuple[tuple[int, int, str], Declared[str]]]) -> int:
    return min(range(len(listed)), key=lambda place: listed[place][0])


def _rank(label: Label) -> tuple[int, int, str]:
    major, minor, text = label
    return major, -1 if minor is None else minor, text
