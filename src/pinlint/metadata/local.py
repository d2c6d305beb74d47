"""Local paths that files name: which folder or file of the workspace is meant."""

from __future__ import annotations

import posixpath
import re

_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")


def inside(folder: str, path: str) -> str | None:
    """The path relative to the root of what a file in ``folder`` calls ``path``, ``.`` for the root itself.

    ``folder`` is relative to the root, empty or ``.`` for it. None where the path is absolute, leads out of the
    workspace or has characters that paths are not shown with as they are.
    """
    if not path or _ABSOLUTE.match(path) or "\\" in path or not path.isprintable():
        return None
    found = posixpath.normpath(posixpath.join(folder, path))
    return None if found == ".." or found.startswith(("../", "/")) else found
