"""``open``, and the methods of open files."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files
from pinlint.metadata.evaluate.iteration import collect, read_line
from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import FileRef, ListRef, Located, Opaque, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def open_file(machine: Machine, args: Args, where: Where) -> Value:
    """``open``, ``io.open`` and ``codecs.open``."""
    args.only(1, 8, "mode", "encoding", "errors", "newline", "buffering", "file")
    target = args.get(0, "file")
    path = target.path if isinstance(target, Located) else plain(machine, target, located=True)
    mode = plain(machine, args.get(1, "mode", "r"))
    if not isinstance(path, str) or not isinstance(mode, str):
        raise NotKnown
    if set(mode) & set("wax+"):
        files.written(machine, path, Opaque(f"reads a file that is written {where.line}"))
        ref = FileRef()
        machine.world.new(ref, Opaque(f"is a file that is written {where.line}"))
        return ref
    third = 2 if _of_codecs(where) else 3
    encoding = plain(machine, args.get(third, "encoding", "utf-8"))
    if args.keywords.get("newline") is not None:
        raise NotKnown
    ref = FileRef()
    if "b" in mode and not _of_codecs(where):
        machine.world.new(ref, files.read(machine, path))
    else:
        machine.world.new(ref, files.text(machine, path, str(encoding or "utf-8")))
    return ref


def closing(machine: Machine, args: Args, where: Where) -> Value:
    """``contextlib.closing`` of a file, which closes itself just so."""
    (file,) = args.only(1)
    if not isinstance(file, FileRef):
        raise NotKnown(getattr(file, "reason", ""))
    return file


def _of_codecs(where: Where) -> bool:
    """Whether a call is written as ``codecs.open``, whose third argument is the encoding."""
    return isinstance(where.node, ast.Call) and ast.unparse(where.node.func).startswith("codecs.")


def method(machine: Machine, file: FileRef, name: str, args: Args, where: Where) -> Value:
    """A method of an open file."""
    if name == "close":
        machine.world.set(file, None)
        return None
    left = machine.world.get(file)
    if left is None:
        raise Raised("ValueError")
    if name == "__enter__":
        return file
    if isinstance(left, Opaque):
        raise NotKnown(left.reason)
    if name == "read":
        args.only(0)
        machine.world.set(file, b"" if isinstance(left, bytes) else "")
        return left
    if name == "readline":
        args.only(0)
        line = read_line(machine, file)
        return b"" if isinstance(left, bytes) and line == "" else line
    if name == "readlines":
        args.only(0)
        return machine.world.new(ListRef(), collect(machine, file, where))
    raise NotKnown


FUNCTIONS: dict[str, Known] = {
    "open": open_file,
    "io.open": open_file,
    "codecs.open": open_file,
    "contextlib.closing": closing,
    "tokenize.open": open_file,
}
