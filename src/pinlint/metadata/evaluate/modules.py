"""Imports, and code that is run from text: modules of the workspace are evaluated, others are known or not."""

from __future__ import annotations

import ast
import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import assign, escape, expressions, files, library, statements
from pinlint.metadata.evaluate.budget import Exhausted
from pinlint.metadata.evaluate.machine import NORMAL, End, NotKnown, Raised, Where
from pinlint.metadata.evaluate.paths import ROOT, absolute, relative
from pinlint.metadata.evaluate.values import (
    MISSING,
    Builtin,
    DictRef,
    Entries,
    Foreign,
    ListRef,
    Module,
    Opaque,
    Scope,
    Value,
)
from pinlint.source import Source, Unreadable, decode

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine, Path


def parse(text: str) -> ast.Module:
    """The syntax tree of a module. Raises SyntaxError, ValueError, MemoryError or RecursionError."""
    import warnings  # noqa: PLC0415 - few files need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def run_import(machine: Machine, node: ast.Import, scope: Scope) -> list[Path]:
    """Run ``import a, b.c as d``."""
    for alias in node.names:
        value = load(machine, alias.name, Where(scope, node))
        if alias.asname is None and "." in alias.name:
            value = load(machine, alias.name.partition(".")[0], Where(scope, node))
        assign.bind(machine, scope, alias.asname or alias.name.partition(".")[0], value)
    return NORMAL


def run_import_from(machine: Machine, node: ast.ImportFrom, scope: Scope) -> list[Path]:
    """Run ``from a import b, c as d``."""
    where = Where(scope, node)
    if node.module == "__future__":
        return NORMAL
    name = node.module or ""
    if node.level:
        inside = scope.module.name.split(".") if scope.module.name else []
        base = scope.module.source.path
        if posixpath.basename(base) != "__init__.py":
            inside = inside[:-1]
        inside = inside[: len(inside) - (node.level - 1)] if node.level > 1 else inside
        if not inside:
            raise Raised("ImportError")
        name = ".".join([*inside, name] if name else inside)
    module = load(machine, name, where)
    for alias in node.names:
        if alias.name == "*":
            _star(machine, module, scope, where)
            continue
        assign.bind(machine, scope, alias.asname or alias.name, _member(machine, module, name, alias.name, where))
    return NORMAL


def _member(machine: Machine, module: Value, name: str, member: str, where: Where) -> Value:
    if isinstance(module, Module):
        try:
            return expressions.attribute(machine, module, member, where)
        except Raised:
            if _find(machine, f"{name}.{member}") is not None:
                return load(machine, f"{name}.{member}", where)
            raise Raised("ImportError") from None
    if isinstance(module, Builtin):
        return library.member(machine, module.name, member, where)
    dotted = f"{name}.{member}"
    if isinstance(module, Foreign) and _find(machine, dotted) is not None:
        return load(machine, dotted, where)
    holds = module.holds if isinstance(module, Opaque) else ()
    return Foreign(f"depends on {dotted}, imported {where.line}", holds, dotted)


_STARS = {
    "setuptools": (
        "setup",
        "Command",
        "Distribution",
        "Extension",
        "Require",
        "find_packages",
        "find_namespace_packages",
    ),
    "distutils.core": ("setup", "Command", "Distribution", "Extension"),
}


def _star(machine: Machine, module: Value, scope: Scope, where: Where) -> None:
    if isinstance(module, Builtin) and module.name in _STARS:
        for name in _STARS[module.name]:
            assign.bind(machine, scope, name, library.member(machine, module.name, name, where))
        return
    if not isinstance(module, Module):
        escape.wild(machine, scope, machine.unknown(f"may come from an import of all names {where.line}", module))
        return
    inner = module.scope
    exported = machine.world.get((inner, "__all__"))
    contents = machine.world.get(exported) if isinstance(exported, ListRef) else exported
    names = [name for name in machine.world.names.get(inner, ()) if not name.startswith("_")]
    if isinstance(contents, tuple) and all(isinstance(name, str) for name in contents):
        names = [str(name) for name in contents]
    elif exported is not MISSING or machine.world.get((inner, "*")) is not MISSING:
        escape.wild(machine, scope, machine.unknown(f"may come from an import of all names {where.line}"))
    for name in names:
        value = machine.world.get((inner, name))
        if value is not MISSING:
            assign.bind(machine, scope, name, value)


def load(machine: Machine, name: str, where: Where) -> Value:
    """A module by its dotted name. Raises Raised where it is certainly missing."""
    name = library.ALIASES.get(name, name)
    top = name.partition(".")[0]
    if top in library.GONE:
        raise Raised("ModuleNotFoundError")
    if top in library.MODULES or top in library.DOUBTFUL or name in library.PREFIXES:
        value = Builtin(name)
        if top in library.DOUBTFUL or top not in library.MODULES:
            machine.doubt(Opaque(f"depends on whether {name} can be imported {where.line}"))
        known = name in library.PREFIXES or name in library.MODULES
        return value if known else Foreign(f"depends on {name}, imported {where.line}", (), name)
    found = _find(machine, name)
    if found is None:
        return machine.doubt(Foreign(f"depends on {name}, imported {where.line}", (), name))
    try:
        with machine.share():
            return _load_parts(machine, name, where)
    except Exhausted as error:
        if machine.spent:
            raise
        why = Opaque(str(error))
        for cell in {cell for layer in machine.world.layers for cell in layer if str(cell).startswith("module ")}:
            if isinstance(module := machine.world.get(cell), Module):
                escape.wild(machine, module.scope, why)
        escape.escape(machine, (machine.path, machine.environ), why)
        machine.setup_escaped = machine.setup_escaped or why
        machine.world.set(f"module {name}", Foreign(why.reason, (), name))
        return machine.doubt(Foreign(why.reason, (), name))
    except NotKnown as error:
        return machine.doubt(Foreign(str(error), (), name))


def _find(machine: Machine, name: str) -> str | None:
    """The file of a module beside setup.py or on ``sys.path`` as far as it is known."""
    parts = name.replace(".", "/")
    listed = machine.world.get(machine.path)
    folders = [absolute(machine.folder)]
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
    path = _find(machine, name)
    if path is None:
        scope = Scope(Source(f"{name}/", ""), name=name)
        machine.world.set(cell, Module(name, scope))
        return Module(name, scope)
    source, tree = _read(machine, path)
    scope = Scope(source, name=name)
    module = Module(name, scope)
    machine.world.set(cell, module)
    prepare(machine, scope, name)
    _finish(machine, statements.execute(machine, tree.body, scope))
    del where
    return module


def prepare(machine: Machine, scope: Scope, name: str) -> None:
    """Bind what every module has."""
    machine.world.bind(scope, "__name__", name)
    machine.world.bind(scope, "__file__", absolute(scope.source.path))
    machine.world.bind(scope, "__doc__", Opaque("is a docstring"))


def _read(machine: Machine, path: str) -> tuple[Source, ast.Module]:
    machine.count_file()
    try:
        source = decode(path, machine.files.read(path))
    except (Unreadable, UnicodeDecodeError) as error:
        raise NotKnown(f"reads {path}: {error}") from error
    return source, _tree(machine, source)


def _tree(machine: Machine, source: Source) -> ast.Module:
    if len(source.text) > machine.budget.file:
        raise NotKnown(f"reads {source.path}, which is too large")
    machine.spend(len(source.text) // 100)
    try:
        return parse(source.text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise NotKnown(f"reads {source.path or 'code'}, which cannot be parsed") from error


def _finish(machine: Machine, paths: list[Path]) -> None:
    """Go on after a module."""
    machine.finish([path for path in paths if path.end in {End.NORMAL, End.RAISE}] or NORMAL)


def run_text(machine: Machine, text: Value, space: Value, local: Value, where: Where) -> Value:
    """``exec``: run code in a dict, or in the scope of the call."""
    try:
        source, tree = _code(machine, text, where)
    except NotKnown as error:
        why = machine.unknown(str(error) or f"depends on exec() {where.line}", text)
        for target in (space, local):
            escape.escape(machine, target, why)
        if space is None:
            escape.wild(machine, where.scope.module, why)
        raise
    anchor = None if source.path else where.span
    target = local if local is not None else space
    if target is None:
        inside = where.scope.inside("exec")
        inside.source, inside.anchor, inside.main = source if source.path else where.scope.source, anchor, False
        for name in where.scope.own:
            inside.outer[name] = where.scope
        _finish(machine, statements.execute(machine, tree.body, inside))
        return None
    if not isinstance(target, DictRef):
        escape.escape(machine, target, machine.unknown(f"depends on exec() {where.line}"))
        raise NotKnown
    _run_in(machine, tree, source if source.path else where.scope.source, target, anchor)
    if local is not None and space is not None and space is not local:
        escape.escape(machine, space, Opaque(f"may be changed by exec() {where.line}"))
    return None


def _run_in(machine: Machine, tree: ast.Module, source: Source, target: DictRef, anchor: object) -> None:
    scope = Scope(source, anchor=anchor)  # type: ignore[arg-type]  # a Span or None
    before = machine.world.get(target)
    if isinstance(before, Entries):
        for key, value in before.items.items():
            machine.world.bind(scope, str(key), value)
        if before.loose is not None:
            machine.world.set((scope, "*"), before.loose)
    else:
        machine.world.set((scope, "*"), before)
    try:
        _finish(machine, statements.execute(machine, tree.body, scope))
    finally:
        names = {name: machine.world.get((scope, name)) for name in machine.world.names.get(scope, ())}
        loose = machine.world.get((scope, "*"))
        items: dict[Value, Value] = {name: value for name, value in names.items() if value is not MISSING}
        if isinstance(machine.world.get(target), Entries):
            machine.world.set(target, Entries(items, loose if isinstance(loose, Opaque) else None))


def _code(machine: Machine, text: Value, where: Where) -> tuple[Source, ast.Module]:
    if isinstance(text, bytes):
        try:
            text = text.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise NotKnown from error
    if isinstance(text, Opaque):
        raise NotKnown(text.reason)
    if not isinstance(text, str) or ROOT in text:
        raise NotKnown(f"depends on exec() {where.line}")
    source = machine.sources.get(text, Source("", str(text)))
    return source, _tree(machine, source)


def evaluate_text(machine: Machine, text: Value, where: Where) -> Value:
    """``eval`` in the scope of the call."""
    source, tree = _code(machine, text, where)
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        raise NotKnown
    inside = where.scope.inside("exec")
    inside.source, inside.anchor = source if source.path else where.scope.source, None if source.path else where.span
    return expressions.evaluate(machine, tree.body[0].value, inside)


def run_path(machine: Machine, path: str, where: Where) -> Value:
    """``runpy.run_path``: the names of the module that was run."""
    del where
    source, tree = _read(machine, files.place(machine, path))
    ref = DictRef()
    machine.world.new(ref, Entries({"__file__": absolute(source.path), "__name__": "<run_path>"}))
    _run_in(machine, tree, source, ref, None)
    return ref
