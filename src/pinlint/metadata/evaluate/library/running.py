"""``exec``, ``eval``, ``compile``, ``runpy`` and the dicts of names: code that is run from text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, excerpts, files, namespaces
from pinlint.metadata.evaluate.library import modules, os_path
from pinlint.metadata.evaluate.natives import plain
from pinlint.metadata.evaluate.objects import Names
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.paths import ROOT, absolute
from pinlint.metadata.evaluate.values import MISSING, DictRef, Entries, Module, Opaque, Scope, Value
from pinlint.source import Source

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Known, Machine
    from pinlint.metadata.evaluate.where import Where
    from pinlint.source import Span


def _run_text(machine: Machine, text: Value, space: Value, local: Value, where: Where) -> Value:
    """``exec``: run code in a dict, or in the scope of the call."""
    try:
        source, tree = _code(machine, text, where)
    except NotKnown as error:
        why = machine.unknown(where.explain(error, f"depends on exec() {where.line}"), text)
        for target in (space, local):
            escape.escape(machine, target, why)
        if space is None:
            escape.wild(machine, where.scope.module, why)
        raise
    anchor = None if source.path else where.span
    target = local if local is not None else space
    if target is None:
        _run_here(machine, tree, source, where.scope, anchor)
        return None
    if isinstance(target, Names) and space in (None, target):
        _run_here(machine, tree, source, target.of.scope, anchor)
        return None
    if not isinstance(target, DictRef):
        escape.escape(machine, target, machine.unknown(f"depends on exec() {where.line}"))
        raise NotKnown
    scope = Scope(source if source.path else where.scope.source, anchor=anchor)
    whole = local is None or local is space
    _run_in(machine, tree, scope, target, whole=whole)
    contents = machine.world.get(target)
    if isinstance(contents, Entries):  # functions in it see the globals alone
        scope.space = (target, contents if whole else MISSING)
    if local is not None and space is not None and space is not local:
        escape.escape(machine, space, Opaque(f"may be changed by exec() {where.line}"))
    return None


def _run_here(machine: Machine, tree: ast.Module, source: Source, scope: Scope, anchor: Span | None) -> None:
    """Run code in a scope of the program."""
    inside = scope.inside("exec")
    inside.source, inside.anchor, inside.main = source if source.path else scope.source, anchor, False
    modules.finish(machine, machine.execute(tree.body, inside))
    if scope.kind == "function":
        machine.world.set((scope, "*locals"), Opaque("may be bound by exec()"))


def _run_in(machine: Machine, tree: ast.Module, scope: Scope, target: DictRef, *, whole: bool) -> None:
    """Run code in a scope that is filled from a dict and then fills it; ``whole`` if it has no other globals."""
    before = machine.world.get(target)
    if isinstance(before, Entries):
        machine.spend(len(before.items))
        for key, value in before.items.items():
            machine.world.bind(scope, str(key), value)
        if before.loose is not None:
            machine.world.set((scope, "*"), before.loose)
    else:
        machine.world.set((scope, "*"), before)
    if whole and machine.world.get((scope, "__builtins__")) is MISSING:
        machine.world.bind(scope, "__builtins__", Opaque("is what Python puts there"))
    try:
        modules.finish(machine, machine.execute(tree.body, scope))
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
    return source, modules.tree(machine, source)


def _evaluate_text(machine: Machine, text: Value, where: Where) -> Value:
    """``eval`` in the scope of the call; spaces before the expression do not count."""
    if isinstance(text, str):
        text = excerpts.cut(text, len(text) - len(text.lstrip(" \t")), len(text))
    source, tree = _code(machine, text, where)
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        raise NotKnown
    inside = where.scope.inside("exec")
    inside.source, inside.anchor = source if source.path else where.scope.source, None if source.path else where.span
    value = machine.evaluate(tree.body[0].value, inside)
    return excerpts.unquoted(text, value) if isinstance(text, str) else value


def _run_path(machine: Machine, path: str, where: Where) -> Value:
    """``runpy.run_path``: the names of the module that was run."""
    del where
    source, tree = modules.read(machine, files.place(machine, path))
    ref = DictRef()
    machine.world.new(ref, Entries({"__file__": absolute(source.path), "__name__": "<run_path>"}))
    _run_in(machine, tree, Scope(source), ref, whole=True)
    return ref


def _exec(machine: Machine, args: Args, where: Where) -> Value:
    """``exec``."""
    args.only(1, 3, "globals", "locals")
    return _run_text(machine, args.positional[0], args.get(1, "globals"), args.get(2, "locals"), where)


def _eval(machine: Machine, args: Args, where: Where) -> Value:
    """``eval`` of an expression in the scope of the call."""
    (text,) = args.only(1)
    return _evaluate_text(machine, text, where)


def _compile(machine: Machine, args: Args, where: Where) -> Value:
    """``compile``: the text itself."""
    args.only(1, 6, "filename", "mode", "flags", "dont_inherit", "optimize", "source")
    text = args.get(0, "source")
    if isinstance(text, Opaque):
        raise NotKnown(text.reason)
    if not isinstance(text, str | bytes) or plain(machine, args.get(2, "mode", "exec"), located=True) != "exec":
        raise NotKnown
    return text


def _globals(machine: Machine, args: Args, where: Where) -> Value:
    """``globals()``."""
    args.only(0)
    scope = where.scope.module
    return Names(Module(scope.name, scope))


def _locals(machine: Machine, args: Args, where: Where) -> Value:
    """``locals()`` and ``vars()``: of a module its names, elsewhere what they are now."""
    args.only(0)
    scope = where.scope
    while scope.kind == "exec" and scope.parent is not None:
        scope = scope.parent
    if scope.kind == "module":
        return Names(Module(scope.name, scope))
    if isinstance(lost := machine.world.get((scope, "*locals")), Opaque):
        raise NotKnown(lost.reason)
    return namespaces.snapshot(machine, scope)


def _runpy_path(machine: Machine, args: Args, where: Where) -> Value:
    args.only(1, 3, "init_globals", "run_name")
    path = os_path.path_text(machine, args.positional[0])
    return _run_path(machine, path, where)


FUNCTIONS: dict[str, Known] = {
    "exec": _exec,
    "eval": _eval,
    "compile": _compile,
    "locals": _locals,
    "globals": _globals,
    "vars": _locals,
    "runpy.run_path": _runpy_path,
}
