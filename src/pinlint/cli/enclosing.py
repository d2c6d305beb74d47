"""The workspace that a folder is a part of, where that is declared further up."""

from __future__ import annotations

import os
import posixpath
from functools import reduce
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from pinlint.discover import globs
from pinlint.discover.files import read_regular
from pinlint.discover.repository import top_of
from pinlint.metadata.declared import globs as declared
from pinlint.source import Unreadable
from pinlint.workspace.companion import PANTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PYPROJECT, _HATCH = "pyproject.toml", "hatch.toml"


def text(path: Path) -> bytes:
    """The bytes of a file, which are none where it cannot be read."""
    try:
        return read_regular(os.path.realpath(path))
    except Unreadable:
        return b""


def workspace_above(folder: Path, members: Iterable[str]) -> Path | None:
    """The nearest folder above that takes in one of the members, whose paths are relative to ``folder``.

    So do uv, Rye, PDM and Hatch by globs, Poetry by path dependencies, and Pants by its file. What is above the top of
    a git repository is not its business.
    """
    top = top_of(str(folder))
    if top == str(folder):
        return None
    paths = tuple(members)
    for parent in folder.parents:
        own = folder.relative_to(parent).as_posix()
        if _declares(parent, [posixpath.normpath(f"{own}/{path}") for path in paths]):
            return parent
        if str(parent) == top:
            break
    return None


def _declares(root: Path, paths: list[str]) -> bool:
    """Whether the root takes in one of the paths below it."""
    if (root / PANTS).is_file():
        return True
    pyproject = text(root / _PYPROJECT)
    found = declared(pyproject, text(root / _HATCH))
    members, others, exclude = (globs.start(each) for each in (found.members, found.others, found.exclude))
    for path in paths if found.members else ():
        excluded = accumulate(path.split("/"), globs.step, initial=exclude)
        left_out = any(map(globs.accepts, (*excluded, _after(others, path))))
        if globs.accepts(_after(members, path)) and not left_out:
            return True
    return not set(_required(pyproject)).isdisjoint(paths)


def _after(state: globs.State, path: str) -> globs.State:
    return reduce(globs.step, path.split("/"), state)


def _required(pyproject: bytes) -> Iterator[str]:
    """The folders that a project requires by their paths, as Poetry's do."""
    if b"poetry" not in pyproject or b"path" not in pyproject:
        return
    # Few projects come here.
    import tomli  # noqa: PLC0415 - see above

    try:
        document = tomli.loads(pyproject.decode())
    except (ValueError, RecursionError):
        return
    poetry = _table(_table(document, "tool"), "poetry")
    groups = _table(poetry, "group")
    lists = (poetry, *(_table(groups, name) for name in groups))
    for listed in lists:
        for key in ("dependencies", "dev-dependencies"):
            for value in _table(listed, key).values():
                for each in value if isinstance(value, list) else [value]:
                    if isinstance(each, dict) and isinstance(each.get("path"), str):
                        yield posixpath.normpath(each["path"])


def _table(tables: dict[str, Any], key: str) -> dict[str, Any]:
    value = tables.get(key)
    return value if isinstance(value, dict) else {}
