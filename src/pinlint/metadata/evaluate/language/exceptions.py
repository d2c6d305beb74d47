"""Exceptions: ``raise``, ``try`` and ``with``."""

from __future__ import annotations

import ast
import builtins
from contextlib import nullcontext
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, scopes
from pinlint.metadata.evaluate.join import Join
from pinlint.metadata.evaluate.language import assign
from pinlint.metadata.evaluate.outcomes import End, Path, Raised
from pinlint.metadata.evaluate.values import MISSING, FileRef, Opaque, Ref, Scope, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.values import Cell, Layer


def run_raise(machine: Machine, node: ast.Raise, scope: Scope) -> list[Path]:
    """Raise what is named; a bare ``raise`` raises what is being handled."""
    if node.exc is None:
        raise machine.handled[-1] if machine.handled else Raised("RuntimeError", explicit=True)
    machine.evaluate(node.exc, scope)
    raise Raised(_named(node.exc), explicit=True)


def _named(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _named(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else "?"


def _catches(handler: ast.ExceptHandler, name: str) -> bool | None:
    """Whether a handler takes an exception of that name; None if it cannot be told."""
    if handler.type is None:
        return True
    kinds = [_named(kind) for kind in (handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type])]
    raised = getattr(builtins, name, None)
    answers: list[bool | None] = []
    for kind in kinds:
        caught = getattr(builtins, kind, None)
        if kind in {name, "BaseException"}:
            answers.append(True)
        elif isinstance(raised, type) and isinstance(caught, type):
            answers.append(issubclass(raised, caught))
        else:
            answers.append(None)
    return True if True in answers else None if None in answers else False


def run_try(machine: Machine, node: ast.Try, scope: Scope) -> list[Path]:
    """Run a ``try`` statement; what is not known may raise, then a handler runs with whatever was done by then."""
    doubts = machine.doubts
    machine.guarded += bool(node.handlers)
    with machine.world.watch() if node.handlers else nullcontext(0) as start:
        paths = _within(machine, {}, node.body, scope)
        doubted = machine.doubts != doubts
        written = machine.world.writes[start:] if doubted and node.handlers else []
    machine.guarded -= bool(node.handlers)
    why = _whether_it_fails(machine.doubted)
    out: list[Path] = []
    for path in paths:
        if path.end is End.RAISE:
            out += _handle(machine, node, scope, path)
        elif path.end is End.NORMAL and node.orelse:
            out += _within(machine, path.layer or {}, node.orelse, scope)
        else:
            out.append(path)
    if doubted and node.handlers:
        entry = between(machine, written, why)
        for handler in node.handlers:
            out += _run_handler(machine, handler, scope, Path(End.RAISE, Raised("Exception"), entry))
    return _finally(machine, node.finalbody, scope, _settle(machine, out, why))


def _whether_it_fails(doubted: Opaque) -> Opaque:
    if doubted.reason.startswith("depends on whether "):
        return Opaque(doubted.reason)
    return Opaque(f"depends on whether this fails: {doubted.reason.removeprefix('depends on ')}")


def _settle(machine: Machine, paths: list[Path], why: Opaque) -> list[Path]:
    """The ways, none of which is gone yet; of several it is not known which one it is."""
    if len(paths) > 1:
        machine.forked = why
        return machine.settle(paths, why)
    (path,) = paths
    machine.world.apply(path.layer or {})
    return [Path(path.end, path.value)]


def _within(machine: Machine, layer: Layer, body: list[ast.stmt], scope: Scope) -> list[Path]:
    """Run statements after what a layer did; none of it is done yet."""
    machine.world.push(layer)
    ways = machine.execute(body, scope)
    top = machine.world.pop()
    return [Path(way.end, way.value, {**top, **(way.layer or {})}) for way in ways]


def _handle(machine: Machine, node: ast.Try, scope: Scope, path: Path) -> list[Path]:
    raised = path.value if isinstance(path.value, Raised) else Raised("?")
    out: list[Path] = []
    for handler in node.handlers:
        catches = _catches(handler, raised.name)
        if catches is not False:
            out += _run_handler(machine, handler, scope, path)
        if catches:
            return out
    return [*out, path]


def _run_handler(machine: Machine, handler: ast.ExceptHandler, scope: Scope, path: Path) -> list[Path]:
    layer = dict(path.layer or {})
    if handler.name is not None:
        machine.world.push(layer)
        scopes.bind(machine, scope, handler.name, Opaque("is an exception"))
        layer = machine.world.pop()
    machine.handled.append(path.value if isinstance(path.value, Raised) else Raised("?"))
    try:
        ways = _within(machine, layer, handler.body, scope)
    finally:
        machine.handled.pop()
    if handler.name is None:
        return ways
    gone: Layer = {scopes.cell(scope, handler.name): MISSING}
    return [Path(way.end, way.value, {**(way.layer or {}), **gone}) for way in ways]


def _finally(machine: Machine, body: list[ast.stmt], scope: Scope, paths: list[Path]) -> list[Path]:
    if not body:
        return paths
    out: list[Path] = []
    for path in paths:
        ways = _within(machine, path.layer or {}, body, scope)
        out += [Path(path.end, path.value, way.layer) if way.end is End.NORMAL else way for way in ways]
    return machine.settle(out, machine.forked)


def between(machine: Machine, writes: list[tuple[Cell, Value]], why: Opaque) -> Layer:
    """What may hold at any moment while these writes are made."""
    base = machine.world.get
    layer: Layer = {}
    machine.spend(len(writes))
    for cell, contents in writes:
        before = layer[cell] if cell in layer else base(cell)
        join = Join(base, {}, {}, why)
        if cell == "setup":
            layer[cell] = contents
        elif isinstance(cell, Ref) and before is MISSING:
            layer[cell] = Opaque(why.reason, join.lose(contents))
        elif not join.alike(before, contents):
            layer[cell] = join.contents(before, contents)
        layer.update(join.lost)
    return layer


def _closed(machine: Machine, paths: list[Path], opened: list[FileRef]) -> list[Path]:
    """The ways, with the files closed at the end of each."""
    if len(paths) > 1:
        return [Path(path.end, path.value, {**(path.layer or {}), **dict.fromkeys(opened)}) for path in paths]
    for file in opened:
        machine.world.set(file, None)
    return paths


def run_with(machine: Machine, node: ast.With, scope: Scope) -> list[Path]:
    """Run a ``with`` statement; a manager that is not known may swallow an exception."""
    sure = True
    opened: list[FileRef] = []
    for item in node.items:
        manager = machine.evaluate(item.context_expr, scope)
        if isinstance(manager, FileRef):
            opened.append(manager)
        else:
            reason = "is given by a context manager that is not understood"
            code = escape.change(machine, manager, Opaque(reason))
            sure = False
            manager = machine.unknown(reason, manager, *code)
        if item.optional_vars is not None:
            assign.assign(machine, item.optional_vars, manager, scope)
    if sure:
        return _closed(machine, machine.execute(node.body, scope), opened)
    doubts = machine.doubts
    machine.guarded += 1
    with machine.world.watch() as start:
        paths = _within(machine, {}, node.body, scope)
        written = machine.world.writes[start:]
    machine.guarded -= 1
    why = _whether_it_fails(machine.doubted)
    if machine.doubts != doubts or any(path.end is End.RAISE for path in paths):
        paths.append(Path(End.NORMAL, None, between(machine, written, why)))
    return _settle(machine, paths, why)
