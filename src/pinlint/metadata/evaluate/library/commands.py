"""``subprocess``, ``shutil`` and functions of ``os`` that may write files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files
from pinlint.metadata.evaluate.library import os_path
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import ListRef, Opaque, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def _writes(name: str) -> Callable[[Machine, Args, Where], Value]:
    """A function that may write files."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        why = Opaque(f"reads files after {name}() {where.line}")
        command = args.positional[0] if args.positional else None
        if isinstance(command, ListRef):
            contents = machine.world.get(command)
            command = contents[0] if isinstance(contents, tuple) and contents else None
        if not (isinstance(command, str) and command.split()[:1] in (["git"], ["hg"], ["pkg-config"])):
            files.written(machine, None, why)
        raise NotKnown

    return run


def _moves(name: str) -> Callable[[Machine, Args, Where], Value]:
    """A function that makes folders or takes them away."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        files.moved(machine, Opaque(f"looks for folders after {name}() {where.line}"))
        raise NotKnown

    return run


def _remove(machine: Machine, args: Args, where: Where) -> Value:
    """``os.remove``, which takes one file away and nothing else."""
    why = Opaque(f"reads a file that is removed {where.line}")
    (path,) = args.only(1)
    try:
        files.written(machine, os_path.path_text(machine, path), why)
    except NotKnown:
        files.written(machine, None, why)
    machine.doubt(why)
    return None


FUNCTIONS: dict[str, Known] = (
    {
        "os.remove": _remove,
        "os.unlink": _remove,
    }
    | {
        name: _writes(name)
        for name in (
            "os.system",
            "os.rename",
            "os.replace",
            "subprocess.call",
            "subprocess.run",
            "subprocess.check_call",
            "subprocess.check_output",
            "subprocess.Popen",
            "shutil.copy",
            "shutil.copyfile",
            "shutil.copy2",
            "shutil.copytree",
            "shutil.move",
        )
    }
    | {
        name: _moves(name)
        for name in (
            *("os.mkdir", "os.makedirs", "os.rmdir", "os.removedirs", "os.symlink"),
            *("shutil.rmtree", "shutil.unpack_archive"),
        )
    }
)
