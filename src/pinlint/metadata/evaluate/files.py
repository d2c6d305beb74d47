"""Files of the workspace, as the program reads them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import excerpts
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.paths import absolute, relative
from pinlint.metadata.evaluate.values import Opaque
from pinlint.source import Unreadable, decode

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine

_ENCODINGS = frozenset({"utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"})
_OF_ASCII = frozenset({"latin-1", "latin1", "iso-8859-1", "iso8859-1", "cp1252", "windows-1252"})
"""Encodings that read ASCII as it is."""
_MADE = frozenset({"build", "dist", "node_modules", "__pycache__", "venv", "env"})
_INFO = (".egg-info", ".dist-info")
"""Folders that builds and other tools make, beside those with a dot."""


def place(machine: Machine, path: str) -> str:
    """A path of the program, relative to the workspace root. Raises NotKnown outside."""
    folder = machine.world.get("cwd")
    if isinstance(folder, Opaque) and not path.startswith("/"):
        raise NotKnown(folder.reason)
    start = folder if isinstance(folder, str) else absolute(machine.folder)
    found = relative(posixpath.join(start, path))
    if found is None:
        raise NotKnown("reads a file outside the workspace")
    return found


def exists(machine: Machine, path: str) -> bool:
    """Whether there is such a file. Raises NotKnown outside, and where the program has written."""
    where = place(machine, path)
    _untouched(machine, where)
    return machine.files.exists(where)


def folder(machine: Machine, path: str) -> bool:
    """Whether there is such a folder. Raises as ``exists``, and for one that a build may make."""
    where = place(machine, path)
    _untouched(machine, where, "folders")
    machine.count_file()
    made = any(
        name in _MADE or name.endswith(_INFO) or name.startswith(".") for name in where.split("/") if where != "."
    )
    found = None if made else machine.files.folder(where)
    if found is None:
        raise NotKnown(f"depends on whether {where} exists")
    return found


def _untouched(machine: Machine, where: str, *cells: str) -> None:
    for cell in ("files", f"file {where}", *cells):
        if isinstance(why := machine.world.get(cell), Opaque):
            raise NotKnown(why.reason)


def written(machine: Machine, path: str | None, why: Opaque) -> None:
    """The program writes a file, or any."""
    try:
        machine.world.set("files" if path is None else f"file {place(machine, path)}", why)
    except NotKnown:
        return


def moved(machine: Machine, why: Opaque) -> None:
    """The program makes folders, or takes them away."""
    machine.world.set("folders", why)


def read(machine: Machine, path: str) -> bytes:
    """The bytes of a file. Raises NotKnown, or Raised where the program would see that it is missing."""
    where = place(machine, path)
    _untouched(machine, where)
    machine.count_file()
    if not machine.files.exists(where):
        if machine.guarded:
            raise Raised("FileNotFoundError")
        raise NotKnown(f"reads {where}, which is not there")
    try:
        data = machine.files.read(where)
    except Unreadable as error:
        raise NotKnown(f"reads {where}: {error}") from error
    if len(data) > machine.budget.file:
        raise NotKnown(f"reads {where}, which is too large")
    machine.spend(len(data) // 1000)
    return excerpts.Data(data, where)


def text(machine: Machine, path: str, encoding: str = "utf-8") -> str:
    """The text of a file with line ends as the program sees them. Raises as ``read``."""
    data = read(machine, path)
    where = place(machine, path)
    named = encoding.lower().replace("_", "-")
    if named not in _ENCODINGS and not (named in _OF_ASCII and data.isascii()):
        raise NotKnown(f"reads {where} as {encoding[:20]}")
    try:
        source = decode(where, data)
    except UnicodeDecodeError as error:
        raise NotKnown(f"reads {where}, which is not UTF-8") from error
    found = excerpts.opened(source, mark=named != "utf-8-sig")
    machine.sources[found] = source
    return found
