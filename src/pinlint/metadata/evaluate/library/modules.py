"""Modules: those of the workspace are evaluated, others are known or not."""

from __future__ import annotations

import ast
import posixpath
import warnings
from typing import TYPE_CHECKING

import tomli

from pinlint.metadata.evaluate import escape, unfinished
from pinlint.metadata.evaluate.budget import Exhausted
from pinlint.metadata.evaluate.library.names import ALIASES, GONE, MODULES, doubtful
from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.outcomes import NORMAL, End, NotKnown, Path, Raised
from pinlint.metadata.evaluate.paths import absolute, relative
from pinlint.metadata.evaluate.values import MISSING, WITH_SETUP, Builtin, Foreign, Module, Opaque, Scope, Value
from pinlint.source import Source, Unreadable, decode

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where


def parse(text: str) -> ast.Module:
    """The syntax tree of a module. Raises SyntaxError, ValueError, MemoryError or RecursionError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def load(machine: Machine, name: str, where: Where) -> Value:
    """A module by its dotted name. Raises Raised where it is certainly missing."""
    name = ALIASES.get(name, name)
    top = name.partition(".")[0]
    if name == top and name != "__main__" and (module := machine.world.get(f"module {name}")) is not MISSING:
        return module
    if top in GONE and find(machine, name) is None:
        raise Raised("ModuleNotFoundError")
    if name == "__main__":
        return machine.world.get("module __main__")
    if top in MODULES or (name in machine.language.modules and find(machine, top) is None):
        value = Builtin(name)
        machine.unseen.named = machine.unseen.named or name in WITH_SETUP
        if doubtful(name, machine.language.modules):
            machine.doubt(Opaque(f"depends on whether {name} can be imported {where.line}"))
        known = name in machine.language.modules or name in MODULES
        return value if known else Foreign(f"depends on {name}, imported {where.line}", (), name)
    found = find(machine, name)
    if found is None:
        return machine.doubt(Foreign(f"depends on {name}, imported {where.line}", (), name))
    if _alone(machine) and find(machine, top, implied=False) is None:
        machine.doubt(Opaque(f"depends on whether {name} can be imported where it is built {where.line}"))
    try:
        with machine.share():
            return _load_parts(machine, name, where)
    except Exhausted as error:
        return _unfinished(machine, name, found, _lose(machine, error))
    except NotKnown as error:
        return machine.doubt(Foreign(str(error), (), name))


def _lose(machine: Machine, error: Exhausted, *more: Module) -> Opaque:
    """A module was not followed to its end: what it may have done. Raises Exhausted if no budget is left."""
    if machine.spent:
        raise error
    why = Opaque(str(error))
    escape.escape(machine, (*more, *(module for module in machine.world.modules() if not module.scope.main)), why)
    escape.escape(machine, (machine.path, machine.environ), why)
    machine.unseen.escaped = machine.unseen.escaped or why
    return machine.doubt(why)


def _unfinished(machine: Machine, name: str, path: str, why: Opaque) -> Value:
    """A module that takes more than is left: it is imported, and of its names only literals are known."""
    try:
        source, tree_of_it = read(machine, path)
    except NotKnown:
        return machine.doubt(Foreign(why.reason, (), name))
    scope = Scope(source, name=name)
    prepare(machine, scope, name)
    for bound, value in unfinished.literals(tree_of_it).items():
        machine.world.bind(scope, bound, machine.evaluate(value, scope))
    machine.spend(len(source.text) // 500)
    machine.world.set((scope, "*"), why)
    return machine.world.get(f"module {name}")


def run(machine: Machine, module: Module) -> None:
    """Run the code of a module of the workspace in it. Raises NotKnown, or Raised as it does."""
    try:
        with machine.share():
            _, tree = read(machine, module.scope.source.path)
            finish(machine, machine.execute(tree.body, module.scope))
    except Exhausted as error:
        _lose(machine, error, module)


def _alone(machine: Machine) -> bool:
    """Whether setuptools builds without the folder of setup.py on ``sys.path``: as a backend that is asked for."""
    place = posixpath.normpath(posixpath.join(machine.folder, "pyproject.toml"))
    try:
        text = machine.files.read(place).decode() if machine.files.exists(place) else ""
        machine.spend(1 + len(text) // 50)
        build = tomli.loads(text).get("build-system")
    except (Unreadable, ValueError, RecursionError):
        return False
    return isinstance(build, dict) and build.get("build-backend") == "setuptools.build_meta"


def find(machine: Machine, name: str, *, implied: bool = True) -> str | None:
    """The file of a module beside setup.py (``implied``) or on ``sys.path`` as far as it is known."""
    parts = name.replace(".", "/")
    listed = machine.world.get(machine.path)
    folders = [absolute(machine.folder)] if implied else []
    if isinstance(listed, tuple):
        home = absolute(machine.folder)
        folders += [posixpath.join(home, folder) for folder in listed if isinstance(folder, str)]
    for folder in folders:
        place = relative(posixpath.join(folder, parts))
        if place is None:
            continue
        for path in (f"{place}/__init__.py", f"{place}.py"):
            if machine.files.exists(path):
                return path
    return None


def _load_parts(machine: Machine, name: str, where: Where) -> Value:
    """The module, its parents first."""
    parts = name.split(".")
    parent: Value = None
    module: Value = None
    for count in range(1, len(parts) + 1):
        dotted = ".".join(parts[:count])
        module = _one(machine, dotted, where)
        if isinstance(parent, Module):
            machine.world.bind(parent.scope, parts[count - 1], module)
        parent = module
    return module


def _one(machine: Machine, name: str, where: Where) -> Value:
    cell = f"module {name}"
    known = machine.world.get(cell)
    if known is not MISSING:
        return known
    path = find(machine, name)
    if path is None:
        scope = Scope(Source(f"{name}/", ""), name=name)
        machine.world.set(cell, Module(name, scope))
        return Module(name, scope)
    source, tree = read(machine, path)
    scope = Scope(source, name=name)
    prepare(machine, scope, name)
    finish(machine, machine.execute(tree.body, scope))
    del where
    return machine.world.get(cell)


def prepare(machine: Machine, scope: Scope, name: str) -> None:
    """Bind what every module has."""
    machine.world.set(f"module {name}", Module(name, scope))
    introduce(machine, scope, name)


def introduce(machine: Machine, scope: Scope, name: str) -> None:
    """Bind what a module has before any of it is run."""
    machine.world.bind(scope, "__name__", name)
    machine.world.bind(scope, "__file__", absolute(scope.source.path))
    machine.world.bind(scope, "__doc__", Opaque("is a docstring"))


def read(machine: Machine, path: str) -> tuple[Source, ast.Module]:
    """The text and the syntax tree of a module of the workspace. Raises NotKnown."""
    if path not in machine.parsed:
        machine.count_file()
        try:
            source = decode(path, machine.files.read(path))
        except (Unreadable, UnicodeDecodeError) as error:
            raise NotKnown(f"reads {path}: {error}") from error
        machine.parsed[path] = source, tree(machine, source)
    return machine.parsed[path]


def tree(machine: Machine, source: Source) -> ast.Module:
    """The syntax tree of a text. Raises NotKnown."""
    if len(source.text) > machine.budget.file:
        raise NotKnown(f"reads {source.path}, which is too large")
    machine.spend(len(source.text) // 100)
    try:
        return parse(source.text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise NotKnown(f"reads {source.path or 'code'}, which cannot be parsed") from error


def finish(machine: Machine, paths: list[Path]) -> None:
    """Go on after a module."""
    machine.finish([path for path in paths if path.end in {End.NORMAL, End.RAISE}] or NORMAL)


def _import_module(machine: Machine, args: Args, where: Where) -> Value:
    (name,) = args.only(1)
    text = plain(machine, name)
    if not isinstance(text, str):
        raise Raised("TypeError")
    return load(machine, text, where)


def _import(machine: Machine, args: Args, where: Where) -> Value:
    """``__import__`` of a name alone: the first module in it."""
    name = plain(machine, args.only(1)[0])
    _import_module(machine, args, where)
    return load(machine, str(name).partition(".")[0], where)


FUNCTIONS: dict[str, Known] = {
    "__import__": _import,
    "importlib.import_module": _import_module,
}
