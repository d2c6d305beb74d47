"""The groups of a workspace, their policies, and how many follow them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pinlint.questions.support import pool
from pinlint.report.text import counted, plain
from pinlint.workspace import Declared, Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.workspace import Group, Workspace


def as_dict(group: Group) -> dict[str, Any]:
    """The group as JSON holds it."""
    return {
        "name": group.name,
        "inferred": group.inferred,
        "members": [member.name or member.path for member in group.members],
        "version": None if group.version is None else str(group.version),
        "policy": asdict(group.policy),
    }


def followed(workspace: Workspace, group: Group) -> dict[str, Share]:
    """The shares that follow the policies on internal pins and Requires-Python, by their names in the policy.

    Under a policy that allows everything, internal pins count where they are exact, and Requires-Python where it is
    that of the majority.
    """
    pythons = pool(workspace)
    masks = [
        pythons.mask(member.requires_python.value)
        for member in group.members
        if isinstance(member.requires_python, Declared)
    ]
    common = max(Counter(masks).values(), default=0)
    return {"internal_pins": group.pins, "requires_python": Share(common, len(masks))}


def lines(workspace: Workspace) -> Iterator[str]:
    """What to print of every group."""
    for group in workspace.groups:
        kind = "inferred group" if group.inferred else "group"
        at = f" at {group.version}" if group.version is not None else ""
        yield f"{kind} {plain(group.name)}: {counted(len(group.members), 'member')}{at}"
        policy, shares = group.policy, followed(workspace, group)
        pins, python = shares["internal_pins"], shares["requires_python"]
        yield f"  version = {policy.version}"
        exact = policy.internal_pins == "any"
        inferred = ", inferred" if group.pins_at is None else ""
        yield f"  internal-pins = {policy.internal_pins}{inferred}{_share(pins, 'requirement', exact=exact)}"
        yield f"  requires-python = {policy.requires_python}{_share(python, 'member')}"
        yield f"  classifiers = {policy.classifiers}"


def _share(share: Share, what: str, *, exact: bool = False) -> str:
    if share.percent is None:
        return ""
    number = f"{share.number} of {counted(share.of, what)}"
    return f", {number} exact ({share.percent} %)" if exact else f", followed by {number} ({share.percent} %)"
