"""The members and groups of a workspace as JSON; the schema is schemas/list.json."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pinlint.report.document import SCHEMA_VERSION, dump
from pinlint.report.groups import as_dict, followed
from pinlint.report.members import rows

if TYPE_CHECKING:
    from pinlint.workspace import Workspace


def render(workspace: Workspace, *, color: bool) -> str:  # noqa: ARG001 - every format is called alike
    """The members and groups as one object."""
    members = [
        {
            "path": row.member.path,
            **row.values,
            "sources": row.sources,
            "unknown": row.unknown,
            "group": row.group,
        }
        for row in rows(workspace)
    ]
    groups = [
        {
            **as_dict(group),
            "followed": {policy: asdict(share) for policy, share in followed(workspace, group).items()},
        }
        for group in workspace.groups
    ]
    return dump({"schema_version": SCHEMA_VERSION, "members": members, "groups": groups})
