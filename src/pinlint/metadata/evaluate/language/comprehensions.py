"""Comprehensions and generators."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, escape, sets
from pinlint.metadata.evaluate.iteration import iterate, new_iter, normal
from pinlint.metadata.evaluate.language import assign
from pinlint.metadata.evaluate.natives import truth
from pinlint.metadata.evaluate.values import (
    MISSING,
    DictRef,
    Entries,
    Function,
    ListRef,
    Opaque,
    Ref,
    Rest,
    Scope,
    Value,
)
from pinlint.metadata.evaluate.where import Where, placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.metadata.evaluate.machine import Machine


def _comprehension(
    machine: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope, first: Value
) -> Iterator[Value]:
    inside = scope.inside("comprehension")

    def level(index: int, *, sure: bool) -> Iterator[Value]:
        if index == len(node.generators):
            if isinstance(node, ast.DictComp):
                key = machine.evaluate(node.key, inside)
                item: Value = (key, placed(machine.evaluate(node.value, inside), node.value, inside))
            else:
                item = machine.evaluate(node.elt, inside)
            if sure:
                yield item
            else:
                why = machine.unknown("depends on elements that are not known", item)
                escape.escape(machine, item, why)
                yield Rest(Opaque(why.reason, why.holds))
            return
        part = node.generators[index]
        source = first if index == 0 else machine.evaluate(part.iter, inside)
        for element in iterate(machine, source, Where(inside, part.iter)):
            machine.spend()
            certain = sure and not isinstance(element, Rest)
            assign.assign(machine, part.target, element.why if isinstance(element, Rest) else element, inside)
            skip = False
            for condition in part.ifs:
                answer = truth(machine, machine.evaluate(condition, inside))
                if isinstance(answer, Opaque):
                    certain = False
                elif not answer:
                    skip = True
                    break
            if not skip:
                yield from level(index + 1, sure=certain)

    return level(0, sure=True)


def list_comprehension(machine: Machine, node: ast.ListComp, scope: Scope) -> Value:
    """A list comprehension."""
    first = machine.evaluate(node.generators[0].iter, scope)
    where = Where(scope, node)
    shuffled = sets.shuffled(machine, first)
    if shuffled is None:
        items = _gather(machine, _comprehension(machine, node, scope, first), where)
        return machine.world.new(ListRef(), items)
    with any_order(machine, where):
        items = _gather(machine, _comprehension(machine, node, scope, shuffled), where)
        return machine.world.new(ListRef(unordered=True), items)


@contextmanager
def any_order(machine: Machine, where: Where) -> Iterator[None]:
    """Whatever is changed on the way depends on an order that is not known."""
    machine.world.push()
    try:
        yield
    finally:
        layer = machine.world.pop()
    changed = [cell for cell in layer if machine.world.get(cell) is not MISSING]
    machine.world.apply(layer)
    why = Opaque(f"depends on the order of a set {where.line}")
    for cell in changed:
        if isinstance(cell, Ref):
            escape.escape(machine, cell, why)
        elif isinstance(cell, tuple):
            machine.world.set(cell, machine.unknown(why.reason))
        else:
            machine.give_up("depends on the order of a set")


def _gather(machine: Machine, items: Iterator[Value], where: Where) -> tuple[Value, ...]:
    found: list[Value] = []
    for item in items:
        found.append(item)
        if len(found) > machine.budget.items:
            return (Rest(machine.unknown(f"has more than {machine.budget.items} elements {where.line}")),)
    return normal(found)


def set_comprehension(machine: Machine, node: ast.SetComp, scope: Scope) -> Value:
    """A set comprehension."""
    first = machine.evaluate(node.generators[0].iter, scope)
    where = Where(scope, node)
    shuffled = sets.shuffled(machine, first)
    if shuffled is None:
        return sets.new_set(machine, _gather(machine, _comprehension(machine, node, scope, first), where))
    with any_order(machine, where):
        return sets.new_set(machine, _gather(machine, _comprehension(machine, node, scope, shuffled), where))


def dict_comprehension(machine: Machine, node: ast.DictComp, scope: Scope) -> Value:
    """A dict comprehension."""
    first = machine.evaluate(node.generators[0].iter, scope)
    shuffled = sets.shuffled(machine, first)
    if shuffled is None:
        return _new_dict(machine, node, scope, first)
    with any_order(machine, Where(scope, node)):
        ref = _new_dict(machine, node, scope, shuffled)
        contents = machine.world.get(ref)
        if isinstance(contents, Entries):
            several = len(contents.items) < len(shuffled)  # equal keys: it is not known which one came last
            why = Opaque(f"depends on the order of a set {Where(scope, node).line}")
            items = {key: why if several else value for key, value in contents.items.items()}
            machine.world.set(ref, Entries(items, contents.loose, shuffled=True))
        return ref


def _new_dict(machine: Machine, node: ast.DictComp, scope: Scope, first: Value) -> DictRef:
    ref = DictRef()
    machine.world.new(ref, Entries({}))
    for pair in _comprehension(machine, node, scope, first):
        if isinstance(pair, tuple):
            containers.set_item(machine, ref, pair[0], pair[1], Where(scope, node))
        else:
            containers.merge(
                machine, ref, machine.unknown("depends on elements that are not known"), Where(scope, node)
            )
    return ref


def generator(machine: Machine, node: ast.GeneratorExp, scope: Scope) -> Value:
    """A generator expression, which is gone through when it is asked."""
    first = machine.evaluate(node.generators[0].iter, scope)
    return new_iter(machine, _comprehension(machine, node, scope, first), first, Function(node, scope, opaque=True))
