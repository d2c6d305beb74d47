"""What a module binds to a name for good, whatever the rest of the module does."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.backends import constants
from pinlint.source import Source, Unreadable, decode
from pinlint.workspace import Declared

if TYPE_CHECKING:
    import ast

    from pinlint.metadata.project_file import ProjectFile
    from pinlint.source import Place

_MOST_MODULES = 30
"""How many modules are looked through for a name that an import of all their names would bring."""


def value(file: ProjectFile, module: str, name: str, top: str, at: Place) -> Declared[str] | None:
    """The string that a module of the project binds to ``name``, and after that nothing else.

    The module is followed to there and no further. Its place is the literal where there is one, else ``at``. None
    where the evaluator does not know, or the name may be bound again.
    """
    source = _source(file, posixpath.join(top, module.replace(".", "/")))
    if source is None or name not in source.text:
        return None
    tree = constants.parse(source)
    found = constants.settled(tree, name, module) if tree is not None else None
    if tree is None or found is None or _brought(file, source.path, found[1], name):
        return None
    if _source(file, posixpath.join(top, module.replace(".", "/"), name)) and not _from(tree.body[found[0]], name):
        return None  # an import of the submodule of that name binds it, whenever it comes
    bound = _run(file, source, tree.body[: found[0] + 1], (module, name, top))
    return None if bound is None else Declared(str(bound), str(bound), getattr(bound, "at", at))


def _run(file: ProjectFile, source: Source, body: list[ast.stmt], of: tuple[str, str, str]) -> str | None:
    """What the name is after these statements, None if that is not known."""
    # The evaluator is only paid for where nothing simpler tells.
    from pinlint.metadata.evaluate import program  # noqa: PLC0415
    from pinlint.metadata.evaluate.budget import Exhausted  # noqa: PLC0415
    from pinlint.metadata.evaluate.library import modules  # noqa: PLC0415
    from pinlint.metadata.evaluate.outcomes import End, NotKnown, Raised  # noqa: PLC0415
    from pinlint.metadata.evaluate.paths import ROOT  # noqa: PLC0415
    from pinlint.metadata.evaluate.values import Scope  # noqa: PLC0415

    module, name, top = of
    machine = program.machine(file.files, posixpath.dirname(file.beside(top, "setup.py")) or ".")
    scope = Scope(source, name=module)
    try:
        modules.prepare(machine, scope, module)
        paths = machine.execute(body, scope)
    except (Exhausted, NotKnown, Raised, RecursionError):
        return None
    bound = machine.world.get((scope, name))
    known = len(paths) == 1 and paths[0].end is End.NORMAL and isinstance(bound, str) and ROOT not in bound
    return bound if known and isinstance(bound, str) else None


def _from(statement: ast.stmt, name: str) -> bool:
    """Whether a statement imports from a module of that name, which is loaded then."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    return isinstance(statement, ast.ImportFrom) and (statement.module or "").rpartition(".")[2] == name


def _brought(file: ProjectFile, path: str, stars: list[ast.ImportFrom], name: str) -> bool:
    """Whether an import of all names may bind the name: a module that it reads names it, or cannot be read."""
    todo = [(path, star) for star in stars]
    seen: set[str] = set()
    while todo:
        importer, star = todo.pop()
        folder = importer
        for _ in range(star.level):
            folder = posixpath.dirname(folder)
        start = posixpath.join(folder, (star.module or "").replace(".", "/"))
        source = _read(file, f"{start}.py") or _read(file, f"{start}/__init__.py") if star.level else None
        tree = None if source is None or name in source.text else constants.parse(source)
        if source is None or tree is None or len(seen) > _MOST_MODULES:
            return True
        if source.path not in seen:
            seen.add(source.path)
            todo += [(source.path, each) for each in constants.stars(tree)]
    return False


def _source(file: ProjectFile, start: str) -> Source | None:
    return _read(file, file.beside(f"{start}.py")) or _read(file, file.beside(start, "__init__.py"))


def _read(file: ProjectFile, path: str) -> Source | None:
    try:
        return decode(path, file.files.read(path)) if file.files.exists(path) else None
    except (Unreadable, UnicodeDecodeError):
        return None
