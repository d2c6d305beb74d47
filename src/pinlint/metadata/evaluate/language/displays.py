"""Elements in a row: lists, tuples, sets and dicts as they are written."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, sets
from pinlint.metadata.evaluate.iteration import collect, normal
from pinlint.metadata.evaluate.values import DictRef, Entries, ListRef, Rest, Scope, Value
from pinlint.metadata.evaluate.where import Where, placed

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine


def elements(machine: Machine, nodes: list[ast.expr], scope: Scope) -> tuple[Value, ...]:
    """The values of expressions in a row, with ``*`` unpacked."""
    items: list[Value] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            items += collect(machine, machine.evaluate(node.value, scope), Where(scope, node))
        else:
            items.append(placed(machine.evaluate(node, scope), node, scope))
    if len(items) > machine.budget.items:
        return (Rest(machine.unknown(f"has too many elements {Where(scope, nodes[0]).line}")),)
    return normal(items)


def new_tuple(machine: Machine, node: ast.Tuple, scope: Scope) -> Value:
    """A tuple as it is written."""
    return elements(machine, node.elts, scope)


def new_list(machine: Machine, node: ast.List, scope: Scope) -> Value:
    """A list as it is written."""
    return machine.world.new(ListRef(), elements(machine, node.elts, scope))


def new_set(machine: Machine, node: ast.Set, scope: Scope) -> Value:
    """A set as it is written."""
    return sets.new_set(machine, elements(machine, node.elts, scope))


def new_dict(machine: Machine, node: ast.Dict, scope: Scope) -> Value:
    """A dict as it is written."""
    ref = DictRef()
    machine.world.new(ref, Entries({}))
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        if key_node is None:
            containers.merge(machine, ref, machine.evaluate(value_node, scope), Where(scope, value_node))
            continue
        key = placed(machine.evaluate(key_node, scope), key_node, scope)
        value = placed(machine.evaluate(value_node, scope), value_node, scope)
        containers.set_item(machine, ref, key, value, Where(scope, value_node))
    return ref
