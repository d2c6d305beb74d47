"""Members that promise each other something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version

    from pinlint.source import Place
    from pinlint.workspace.member import Member
    from pinlint.workspace.policy import Hub
    from pinlint.workspace.values import Field


@dataclass(frozen=True, slots=True)
class Policy:
    """What the members of a group promise each other; the words are those of the configuration."""

    version: str = "lockstep"
    internal_pins: str = "any"
    requires_python: str = "same"
    classifiers: str = "same"


@dataclass(frozen=True, slots=True)
class Share:
    """How many do it, of how many that could."""

    number: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded, but 0 and 100 mean none and all of them; None of nothing."""
        if self.number in {0, self.of}:
            return 100 * self.number // self.of if self.of else None
        return min(max(round(100 * self.number / self.of), 1), 99)


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
    stated: Field[Version] = None
    """The version in the file that is configured to hold it; None where none is."""
    breaking: str | None = None
    """The version step that may take something from users, where it is configured: ``minor``."""
    owns: tuple[str, ...] = ()
    """Globs over normalised names that only members may bear, as they are written."""
    owns_at: Place | None = None
    hubs: tuple[Hub, ...] = ()
    """What has to name every member."""
    pins: Share = Share(0, 0)
    """Of the pairs of which one member requires the other in what it publishes, those that follow ``internal_pins``.

    Where that is ``any``, those that are exact.
    """

    @property
    def called(self) -> str:
        """What messages call it."""
        return f"its lockstep group at {self.version}" if self.inferred else f"the group {self.name}"
