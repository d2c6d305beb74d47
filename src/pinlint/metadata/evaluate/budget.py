"""What one evaluation may cost; the only place with such numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Upper bounds.

    Past ``steps``, ``depth``, ``rounds`` or ``files`` the whole evaluation ends; past a size one value is unknown.
    """

    steps: int = 100_000
    """Nodes evaluated, plus elements copied over a constant."""
    depth: int = 90
    """Nesting of expressions, statements and calls together; one level costs up to five frames of the interpreter."""
    rounds: int = 4
    """How often the body of a loop of unknown length is tried before what it leaves behind must be stable."""
    text: int = 2_000_000
    """Characters of one string."""
    items: int = 10_000
    """Elements of one collection, and characters of one format width."""
    bits: int = 2_048
    """Of one integer; well below the interpreter's limit for converting integers to strings."""
    file: int = 2_000_000
    """Bytes of one file."""
    files: int = 100
    """Files read, modules among them."""
    pattern: int = 1_000
    """Characters of one regular expression."""
    matching: int = 5_000_000
    """Estimated steps of one regular expression on one text."""


class Exhausted(Exception):  # noqa: N818 - it names a state
    """The evaluation cannot go on: a budget is used up, or what happens next is not known. ``str()`` is the reason."""
