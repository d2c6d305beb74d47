"""Trove classifiers that speak of Python versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def minors(member: Member) -> dict[int, Declared[str]]:
    """The minors Y of the classifiers ``Programming Language :: Python :: 3.Y``."""
    return {minor: value for (major, minor, _), value in pythons(member).items() if major == 3 and minor is not None}
