"""``pathlib``: paths, their attributes and their methods."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files, operators
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.library import open_files, os_folder, os_path
from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.paths import ROOT, absolute, shown
from pinlint.metadata.evaluate.values import Bound, Located, Opaque, Rest, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _path_object(machine: Machine, args: Args, where: Where) -> Value:
    parts = [os_path.path_text(machine, value) for value in args.only(0, 20)]
    return Located(posixpath.join(*parts) if parts else ".")


def _working_path(machine: Machine, args: Args, where: Where) -> Value:
    return Located(str(os_folder.working_folder(machine, args, where)))


def attribute(owner: Located, name: str) -> Value:
    """An attribute of a path."""
    if name == "parent":
        return Located(posixpath.dirname(owner.path.rstrip("/")) or ".")
    if name in {"name", "stem", "suffix"}:
        last = posixpath.basename(shown(owner.path))
        if ROOT in last or last in {"", ".", ".."}:
            return Opaque("depends on where the workspace lies")
        stem, suffix = posixpath.splitext(last)
        return {"name": last, "stem": stem, "suffix": suffix}[name]
    if name == "parents":
        parents = []
        above = owner.path
        while ROOT in posixpath.dirname(above):
            above = posixpath.dirname(above)
            parents.append(Located(above))
        return (*parents, Rest(Opaque("is outside the workspace")))
    return Bound(owner, name)


def method(machine: Machine, owner: Located, name: str, args: Args, where: Where) -> Value:
    """A method of a path."""
    if name in {"resolve", "absolute", "expanduser"}:
        return Located(absolute(files.place(machine, owner.path)))
    if name == "joinpath":
        value: Value = owner
        for part in args.only(0, 50):
            value = operators.join_paths(machine, value, part)
        return value
    if name in {"with_name", "with_suffix"}:
        (given,) = (plain(machine, value) for value in args.only(1))
        head, tail = posixpath.split(owner.path)
        tail = str(given) if name == "with_name" else posixpath.splitext(tail)[0] + str(given)
        return Located(posixpath.join(head, tail))
    if name == "read_text":
        args.only(0, 2, "encoding", "errors")
        encoding = plain(machine, args.get(0, "encoding", "utf-8"))
        return files.text(machine, owner.path, str(encoding or "utf-8"))
    if name == "read_bytes":
        return files.read(machine, owner.path)
    if name == "open":
        return open_files.open_file(machine, Args((owner, *args.positional), args.keywords, args.rest), where)
    if name in os_path.QUESTIONS:
        args.only(0)
        return os_path.QUESTIONS[name](machine, Args((owner,)), where)
    if name == "as_posix":
        return shown(owner.path)
    if name in {"write_text", "write_bytes", "touch", "unlink", "rename"}:
        files.written(machine, owner.path, Opaque(f"reads a file that is written {where.line}"))
    if name in {"mkdir", "rmdir", "rename", "replace", "symlink_to"}:
        files.moved(machine, Opaque(f"depends on a folder that is made or moved {where.line}"))
    raise NotKnown


FUNCTIONS: dict[str, Known] = {
    "pathlib.Path": _path_object,
    "pathlib.PurePath": _path_object,
    "pathlib.PosixPath": _path_object,
    "pathlib.Path.cwd": _working_path,
}
