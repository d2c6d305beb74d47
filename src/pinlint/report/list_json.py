"""The members of a workspace as JSON; the schema is schemas/list.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.report.document import SCHEMA_VERSION, dump
from pinlint.report.members import rows

if TYPE_CHECKING:
    from pinlint.workspace import Workspace


def render(workspace: Workspace, *, color: bool) -> str:  # noqa: ARG001 - every format is called alike
    """The members as one object."""
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
    return dump({"schema_version": SCHEMA_VERSION, "members": members})
