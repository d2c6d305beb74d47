"""Two workspaces, before and after: what changed, as sets and relations, and not as texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.comparing.members import alone, changed, pair, without_unread
from pinlint.comparing.moves import configured, moves
from pinlint.comparing.pins import pins
from pinlint.comparing.values import Comparison

if TYPE_CHECKING:
    from packaging.utils import NormalizedName

    from pinlint.comparing.values import PinChange
    from pinlint.workspace import Workspace

__all__ = ["Comparison", "compare"]


def compare(old: Workspace, new: Workspace) -> Comparison:
    """All that changed from one workspace to the other. Of a workspace and itself that is nothing."""
    paired = without_unread(pair(old.members, new.members), old, new)
    between = pins(old, new, paired.both)
    own: defaultdict[NormalizedName, list[PinChange]] = defaultdict(list)
    for pin in between:
        own[pin.dependent].append(pin)
    steps = configured(old, new)
    members = [
        *(changed(name, *both, own[name]) for name, both in paired.both.items()),
        *(alone(name, member, added=False) for name, member in paired.removed.items()),
        *(alone(name, member, added=True) for name, member in paired.added.items()),
    ]
    return Comparison(
        members=tuple(
            replace(member, breaking=steps.get(member.name)) for member in sorted(members, key=lambda each: each.name)
        ),
        moves=moves(old, new, paired, between),
        uncompared=paired.uncompared,
    )
