"""Workspaces of this folder with one fact changed, and what all rules that are on by default find in them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pinlint_rules
from pinlint.testing import check, lines

if TYPE_CHECKING:
    from pinlint.engine import Outcome

RULES = tuple(rule for rule in pinlint_rules.load() if rule.default)
FOLDER = Path(__file__).parent


class Mutation(NamedTuple):
    """In one file of a shape one stretch is replaced; ``found`` are all findings that follow, in the concise format."""

    shape: str
    path: str
    old: str
    new: str
    found: str = ""


def broken(mutation: Mutation) -> str:
    """The workspace with the stretch replaced, which has to be in the file exactly once."""
    text = (FOLDER / f"{mutation.shape}.txt").read_text()
    head, header, rest = text.partition(f"-- {mutation.path} --\n")
    own, following, tail = rest.partition("\n-- ")
    # The stretch may reach to the end of the file, whose last newline is the one in front of the next header.
    own += "\n" if following else ""
    assert header, f"{mutation.shape} has no {mutation.path}"
    times = own.count(mutation.old)
    assert times == 1, f"{mutation.old!r} is {times} times in {mutation.path}"
    return head + header + own.replace(mutation.old, mutation.new) + following.lstrip("\n") + tail


def found(mutation: Mutation) -> str:
    """The findings of all default rules about the workspace with one fact changed."""
    return lines(checked(mutation))


def checked(mutation: Mutation) -> Outcome:
    """What comes of the workspace with one fact changed."""
    return check(broken(mutation), RULES)


def expected(mutation: Mutation) -> str:
    """The findings that the mutation lists, without their indentation."""
    return dedent(mutation.found).lstrip("\n")
