"""``os.getcwd`` and ``os.chdir``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files
from pinlint.metadata.evaluate.library import os_path
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.paths import absolute
from pinlint.metadata.evaluate.values import Opaque, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def working_folder(machine: Machine, args: Args, where: Where) -> Value:
    """``os.getcwd``."""
    args.only(0)
    folder = machine.world.get("cwd")
    if isinstance(folder, Opaque):
        raise NotKnown(folder.reason)
    return folder if isinstance(folder, str) else absolute(machine.folder)


def _change_directory(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    try:
        machine.world.set("cwd", absolute(files.place(machine, os_path.path_text(machine, value))))
    except NotKnown as error:
        machine.world.set("cwd", Opaque(where.explain(error, f"depends on os.chdir() {where.line}")))
    return None


FUNCTIONS: dict[str, Known] = {
    "os.getcwd": working_folder,
    "os.chdir": _change_directory,
}
