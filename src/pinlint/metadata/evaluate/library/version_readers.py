"""``read_version``: a library that reads a constant off the syntax tree of a file."""

from __future__ import annotations

import ast
import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import files
from pinlint.metadata.evaluate.library import modules, os_path
from pinlint.metadata.evaluate.natives import native, plain, wrap
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.paths import absolute
from pinlint.metadata.evaluate.values import Scope, Text, Value
from pinlint.metadata.evaluate.where import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine


def _read_version(machine: Machine, args: Args, where: Where) -> Value:
    """The constant that the file assigns last, by default ``__version__``; its path is relative to the caller's."""
    parts = [os_path.path_text(machine, part) for part in args.only(1, 50, "variable")]
    name = plain(machine, args.keywords.get("variable", "__version__"))
    here = posixpath.dirname(absolute(where.scope.module.source.path))
    source, tree = modules.read(machine, files.place(machine, posixpath.join(here, *parts)))
    found = [node for statement in tree.body for node in _values(statement, name)]
    if not found or name == "__doc__":
        raise Raised("ValueError")
    value = wrap(machine, native(lambda: ast.literal_eval(found[-1])))
    if isinstance(value, str):
        return Text(value, Where(Scope(source), found[-1]).span, literal=isinstance(found[-1], ast.Constant))
    return value


def _values(statement: ast.stmt, name: object) -> Iterator[ast.expr]:
    """What a statement assigns to a name."""
    for target in statement.targets if isinstance(statement, ast.Assign) else ():
        if isinstance(target, ast.Tuple) and any(
            isinstance(each, ast.Name) and each.id == name for each in target.elts
        ):
            raise NotKnown
        if isinstance(target, ast.Name) and target.id == name and isinstance(statement, ast.Assign):
            yield statement.value


FUNCTIONS: dict[str, Known] = {
    "read_version.read_version": _read_version,
}
