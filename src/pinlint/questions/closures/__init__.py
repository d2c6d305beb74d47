"""What installing a member brings in, and where requirements on one distribution meet that cannot be met together.

The closure of a member is everything its core requires, over its siblings; that of an extra is what the extra requires
as well. They are worked out for one distribution at a time, and only for those that are asked for in ways that clash
somewhere in the workspace; then every node of the network is looked at once, what it brings in first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.questions.closures.needs import contested

if TYPE_CHECKING:
    from pinlint.questions.closures.search import Clash as Clash
    from pinlint.questions.closures.search import Conflict as Conflict
    from pinlint.questions.closures.search import Path as Path
    from pinlint.workspace import Workspace


def conflicts(workspace: Workspace) -> tuple[Conflict, ...]:
    """Every conflict of the workspace, by distribution."""
    found = tuple(contested(workspace))
    if not found:
        return ()
    from pinlint.questions.closures.search import search  # noqa: PLC0415 - most workspaces have nothing to search for

    return tuple(search(workspace, found))
