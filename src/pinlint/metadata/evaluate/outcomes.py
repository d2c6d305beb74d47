"""How a piece of program ends, or why what it gives is not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.values import Layer, Value


class NotKnown(Exception):  # noqa: N818 - it names a state
    """The result of an operation is not known; ``str()`` is the reason, empty for the usual one."""


class TooLarge(NotKnown):
    """It would take more than the budget has; whoever knows the place adds it to the reason."""


class Raised(Exception):  # noqa: N818 - it names a state
    """The program raises an exception; ``name`` is its class."""

    def __init__(self, name: str, *, explicit: bool = False, at: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.explicit = explicit
        self.at = at


class End(Enum):
    """How a piece of program ends."""

    NORMAL = "normal"
    RETURN = "return"
    BREAK = "break"
    CONTINUE = "continue"
    RAISE = "raise"


@dataclass(frozen=True, slots=True)
class Path:
    """One way through a piece of program; ``layer`` is what it does, None if that is done already."""

    end: End
    value: Value = None
    layer: Layer | None = None


NORMAL = [Path(End.NORMAL)]
