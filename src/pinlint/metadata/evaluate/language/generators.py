"""Generator functions: run to their end when the first element is asked for, as long as nobody could tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, escape
from pinlint.metadata.evaluate.budget import Exhausted
from pinlint.metadata.evaluate.iteration import collect, new_iter
from pinlint.metadata.evaluate.outcomes import End, NotKnown, Path
from pinlint.metadata.evaluate.values import MISSING, Function, ListRef, Opaque, Ref, Rest, Scope, Value
from pinlint.metadata.evaluate.where import Where, placed

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.values import Cell


def start(machine: Machine, function: Function, args: Args, scope: Scope, where: Where) -> Value:
    """What a call of a generator function gives; its parameters are bound in ``scope``."""
    given = (function, *args.positional, *args.keywords.values(), args.rest)
    return new_iter(machine, _elements(machine, function, scope, given, where), given)


def give(machine: Machine, node: ast.Yield, scope: Scope) -> Value:
    """``yield``; what it gives is what ``next()`` sends, which is nothing."""
    value = None if node.value is None else machine.evaluate(node.value, scope)
    add(machine, (placed(value, node.value, scope),), scope)
    return None


def give_all(machine: Machine, node: ast.YieldFrom, scope: Scope) -> Value:
    """``yield from``."""
    where = Where(scope, node)
    add(machine, collect(machine, machine.evaluate(node.value, scope), where), scope)
    return machine.unknown(f"computed {where.line}")


def add(machine: Machine, items: tuple[Value, ...], scope: Scope) -> None:
    """Add elements to what the generator around gives."""
    given = around(scope)
    if given is None:
        machine.give_up("yields where that is not understood")
    try:
        containers.extend(machine, given, items)
    except NotKnown:
        machine.give_up("yields more than is understood")


def around(scope: Scope | None) -> ListRef | None:
    """The list of what the generator around a scope gives, None if there is none."""
    while scope is not None and scope.yields is None:
        scope = scope.parent
    return scope.yields if scope is not None else None


def _elements(
    machine: Machine, function: Function, scope: Scope, given: tuple[Value, ...], where: Where
) -> Iterator[Value]:
    """The elements, for as long as nothing that the generator can reach is changed between them."""
    out = ListRef()
    scope.yields = out
    changed = _run(machine, function, scope, out)
    contents = machine.world.get(out)
    why = Opaque(f"depends on a generator that is not understood {where.line}")
    if changed is None or not isinstance(contents, tuple):
        yield Rest(Opaque(why.reason, escape.change(machine, given, why)))
        return
    _lose(machine, changed, why)
    local = tuple(machine.world.get((scope, name)) for name in machine.world.names.get(scope, ()))
    reach = escape.within(machine, (given, contents, local))
    for item in contents:
        with machine.world.watch() as begun:
            yield item
            written = machine.world.writes[begun:]
        if any(reach.has(cell) for cell, _ in written):
            yield Rest(Opaque(why.reason, escape.change(machine, (given, contents), why)))
            return
        _lose(machine, changed, why)


def _run(machine: Machine, function: Function, scope: Scope, out: ListRef) -> list[Cell] | None:
    """Run the generator to its end: what it changed of what was there before; None if it is not followed."""
    try:
        with machine.share():
            machine.world.push()
            machine.world.new(out, ())
            paths = machine.execute(function.node.body, scope)  # type: ignore[union-attr,arg-type]  # a function
            ended = all(path.end in {End.NORMAL, End.RETURN} for path in paths)
            if len(paths) > 1:
                machine.settle([Path(End.NORMAL, None, path.layer) for path in paths], machine.forked)
            layer = machine.world.pop()
    except Exhausted:
        if machine.spent:
            raise
        return None
    if not ended or "setup" in layer:
        return None
    changed = [cell for cell in layer if machine.world.get(cell) is not MISSING and cell is not out]
    machine.world.apply(layer)
    own = [cell for cell in changed if not (isinstance(cell, tuple) and cell[0] is scope)]
    return None if any(isinstance(cell, str) for cell in own) else own


def _lose(machine: Machine, changed: list[Cell], why: Opaque) -> None:
    """What the generator changes at some time is not known while it is gone through."""
    for cell in changed:
        before = machine.world.get(cell)
        if isinstance(before, Opaque) and before.reason == why.reason:
            continue
        if isinstance(cell, Ref):
            escape.escape(machine, cell, why)
        elif isinstance(cell, tuple):
            machine.world.bind(cell[0], cell[1], Opaque(why.reason, escape.escape(machine, before, why)))
