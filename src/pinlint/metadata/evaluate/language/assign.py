"""Assigning to targets, and deleting them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, escape, instances, operators, scopes, subscripts
from pinlint.metadata.evaluate.iteration import collect
from pinlint.metadata.evaluate.language import attributes
from pinlint.metadata.evaluate.library import configurations
from pinlint.metadata.evaluate.objects import ClassRef, InstanceRef
from pinlint.metadata.evaluate.outcomes import Raised
from pinlint.metadata.evaluate.values import (
    MISSING,
    Builtin,
    Entries,
    Function,
    ListRef,
    Module,
    ObjectRef,
    Opaque,
    Rest,
    Scope,
    Value,
)
from pinlint.metadata.evaluate.where import Where, placed

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine


def assign(machine: Machine, target: ast.expr, value: Value, scope: Scope) -> None:
    """Assign a value to a target."""
    if isinstance(target, ast.Name):
        scopes.bind(machine, scope, target.id, value)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(machine, target.elts, value, scope)
    elif isinstance(target, ast.Subscript):
        owner = machine.evaluate(target.value, scope)
        index = machine.evaluate(target.slice, scope)
        containers.set_item(machine, owner, index, placed(value, None, scope), Where(scope, target))
    elif isinstance(target, ast.Attribute):
        owner = machine.evaluate(target.value, scope)
        _set_attribute(machine, owner, target, value, scope)
    elif isinstance(target, ast.Starred):
        assign(machine, target.value, value, scope)


def _set_attribute(machine: Machine, owner: Value, target: ast.Attribute, value: Value, scope: Scope) -> None:
    name = scopes.mangled(target.attr, scope)
    if isinstance(owner, Module):
        machine.world.bind(owner.scope, name, value)
    elif isinstance(owner, ClassRef | InstanceRef):
        instances.put(machine, owner, name, placed(value, None, scope), Where(scope, target))
    elif isinstance(owner, ObjectRef) and owner.kind == "configparser" and name == "optionxform" and _keeps(value):
        configurations.keep_case(machine, owner)
    elif scopes.bind_everywhere(machine, owner, name, value):
        return
    elif isinstance(owner, ObjectRef) and isinstance(contents := machine.world.get(owner), Entries):
        machine.world.set(owner, Entries({**contents.items, name: value}, contents.loose))
    else:
        why = machine.unknown(f"is reachable from something that is not understood {Where(scope, target).line}", owner)
        escape.give(machine, (owner, value), Opaque(why.reason))


def _keeps(value: Value) -> bool:
    """Whether a function gives back the text that it is given."""
    if isinstance(value, Function) and isinstance(value.node, ast.Lambda):
        body, names = value.node.body, [argument.arg for argument in value.node.args.args]
        return isinstance(body, ast.Name) and [body.id] == names
    return value == Builtin("str")


def _unpack(machine: Machine, targets: list[ast.expr], value: Value, scope: Scope) -> None:
    where = Where(scope, targets[0] if targets else ast.Constant(None, lineno=1))
    items = collect(machine, value, where)
    star = next((i for i, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    if any(isinstance(item, Rest) for item in items):
        why = next(item.why for item in items if isinstance(item, Rest))
        escape.escape(machine, items, why)
        for target in targets:
            assign(machine, target, machine.unknown("is unpacked from something unknown", why), scope)
        return
    if star is None:
        if len(items) != len(targets):
            raise Raised("ValueError")
        parts: list[Value] = list(items)
    else:
        after = len(targets) - star - 1
        if len(items) < star + after:
            raise Raised("ValueError")
        middle = machine.world.new(ListRef(), items[star : len(items) - after])
        parts = [*items[:star], middle, *items[len(items) - after :]]
    for target, part in zip(targets, parts, strict=True):
        assign(machine, target, part, scope)


def augment(machine: Machine, node: ast.AugAssign, scope: Scope) -> None:
    """Run ``target op= value``."""
    where = Where(scope, node)
    target = node.target
    if isinstance(target, ast.Name):
        before = machine.evaluate(ast.copy_location(ast.Name(target.id, ast.Load()), target), scope)
        value = machine.evaluate(node.value, scope)
        scopes.bind(machine, scope, target.id, operators.in_place(machine, node.op, before, value, where))
    elif isinstance(target, ast.Subscript):
        owner = machine.evaluate(target.value, scope)
        index = machine.evaluate(target.slice, scope)
        before = subscripts.get_item(machine, owner, index, where)
        value = machine.evaluate(node.value, scope)
        containers.set_item(machine, owner, index, operators.in_place(machine, node.op, before, value, where), where)
    else:
        owner = machine.evaluate(target.value, scope)
        before = attributes.attribute(machine, owner, scopes.mangled(target.attr, scope), where)
        value = machine.evaluate(node.value, scope)
        _set_attribute(machine, owner, target, operators.in_place(machine, node.op, before, value, where), scope)


def delete(machine: Machine, target: ast.expr, scope: Scope) -> None:
    """Run ``del target``."""
    if isinstance(target, ast.Name):
        if isinstance(machine.evaluate(target, scope), Opaque):
            machine.unknown("may not be there to be deleted")
        machine.world.set((scope.outer.get(target.id, scope), target.id), MISSING)
    elif isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            delete(machine, element, scope)
    elif isinstance(target, ast.Subscript):
        owner = machine.evaluate(target.value, scope)
        index = machine.evaluate(target.slice, scope)
        containers.delete_item(machine, owner, index, Where(scope, target))
    elif isinstance(target, ast.Attribute):
        owner = machine.evaluate(target.value, scope)
        if isinstance(owner, Module):
            machine.world.set((owner.scope, target.attr), MISSING)
        elif isinstance(owner, ClassRef | InstanceRef):
            instances.remove(machine, owner, scopes.mangled(target.attr, scope), Where(scope, target))
        else:
            escape.change(machine, owner, Opaque("is changed through something that is not understood"))
