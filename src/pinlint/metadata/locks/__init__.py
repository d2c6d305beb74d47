"""Lock files: uv.lock, poetry.lock, pdm.lock and pylock.toml (PEP 751), each by a reader of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinlint.workspace.locked import Lock, LockKind

if TYPE_CHECKING:
    from pinlint.source import Source

_PYLOCK = re.compile(r"pylock(?:\.[^./]+)?\.toml")


def kind(path: str) -> LockKind | None:
    """The dialect that a file is named for, None where it is no lock file."""
    name = path.rpartition("/")[2]
    if _PYLOCK.fullmatch(name):
        return LockKind.PYLOCK
    return next((each for each in LockKind if each.value == name), None)


def read(source: Source) -> Lock:
    """What a lock file chooses; its name tells the dialect. Raises Malformed where it is no TOML.

    What has another type than its dialect demands, and what no standard knows, is unknown with a reason.
    """
    # A reader is imported for the files that there are: few workspaces have more than one kind of lock.
    match kind(source.path):
        case LockKind.POETRY:
            from pinlint.metadata.locks import poetry_lock  # noqa: PLC0415

            return poetry_lock.read(source)
        case LockKind.PDM:
            from pinlint.metadata.locks import pdm_lock  # noqa: PLC0415

            return pdm_lock.read(source)
        case LockKind.UV:
            from pinlint.metadata.locks import uv_lock  # noqa: PLC0415

            return uv_lock.read(source)
        case _:
            from pinlint.metadata.locks import pylock  # noqa: PLC0415

            return pylock.read(source)
