"""Members that promise each other something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version

    from pinlint.source import Place
    from pinlint.workspace.member import Member


@dataclass(frozen=True, slots=True)
class Policy:
    """What the members of a group promise each other; the words are those of the configuration."""

    version: str = "lockstep"
    internal_pins: str = "any"
    requires_python: str = "same"
    classifiers: str = "same"


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Members with a shared policy. ``version`` is the group's, where it has one."""

    name: str
    members: tuple[Member, ...]
    inferred: bool
    version: Version | None
    policy: Policy
    pins_at: Place | None = None
    """Where its policy on internal pins is configured; None where the pins themselves show it."""

    @property
    def called(self) -> str:
        """What messages call it."""
        return f"its lockstep group at {self.version}" if self.inferred else f"the group {self.name}"
