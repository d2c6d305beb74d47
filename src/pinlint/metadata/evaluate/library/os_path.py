"""``os.path``."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files
from pinlint.metadata.evaluate.natives import NOWHERE, native, plain, wrap
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.paths import ROOT, absolute
from pinlint.metadata.evaluate.values import Located, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def path_text(machine: Machine, value: Value) -> str:
    """A path as text."""
    text = value.path if isinstance(value, Located) else plain(machine, value, located=True)
    if not isinstance(text, str):
        raise NotKnown
    return text


def _computed(function: Callable[..., object], most: int) -> Callable[[Machine, Args, Where], Value]:
    """A function of ``os.path`` that only computes; what leaves the workspace is not known."""

    def run(machine: Machine, args: Args, where: Where) -> Value:
        given = [path_text(machine, value) for value in args.only(1, most)]
        result = native(lambda: function(*given))
        if any(ROOT in path for path in given) and function is not posixpath.basename:
            parts = result if isinstance(result, tuple) else (result,)
            if ROOT not in str(parts[0]):
                raise NotKnown("is outside the workspace")
        return wrap(machine, result)

    return run


def _absolute(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    return absolute(files.place(machine, path_text(machine, value)))


def _exists(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    path = path_text(machine, value)
    if files.exists(machine, path):
        return True
    with suppress(NotKnown):
        if files.folder(machine, path):
            return True
    raise NotKnown(f"depends on whether {path.replace('/' + ROOT, '')} exists {where.line}")


def _is_folder(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    return files.folder(machine, path_text(machine, value))


def _is_file(machine: Machine, args: Args, where: Where) -> Value:
    (value,) = args.only(1)
    return files.exists(machine, path_text(machine, value))


def _join(machine: Machine, args: Args, where: Where) -> Value:
    parts = [path_text(machine, value) for value in args.only(1, 50)]
    return wrap(machine, native(lambda: posixpath.join(*parts)))


def _nowhere(machine: Machine, args: Args, where: Where) -> Value:
    raise NotKnown(NOWHERE)


QUESTIONS: dict[str, Known] = {"exists": _exists, "is_file": _is_file, "is_dir": _is_folder}
"""By the names of the methods of ``pathlib``."""
FUNCTIONS: dict[str, Known] = {
    "os.path.join": _join,
    "os.path.dirname": _computed(posixpath.dirname, 1),
    "os.path.basename": _computed(posixpath.basename, 1),
    "os.path.normpath": _computed(posixpath.normpath, 1),
    "os.path.split": _computed(posixpath.split, 1),
    "os.path.splitext": _computed(posixpath.splitext, 1),
    "os.path.abspath": _absolute,
    "os.path.realpath": _absolute,
    "os.path.exists": _exists,
    "os.path.isfile": _is_file,
    "os.path.isdir": _is_folder,
    "os.path.relpath": _nowhere,
}
