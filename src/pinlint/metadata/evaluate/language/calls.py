"""Calls: their arguments, and to whom they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, instances, namespaces
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.language import foreign, functions
from pinlint.metadata.evaluate.language.displays import elements
from pinlint.metadata.evaluate.library import classes, methods, names
from pinlint.metadata.evaluate.machine import code_of
from pinlint.metadata.evaluate.objects import Cached, ClassRef, InstanceRef, Names, held
from pinlint.metadata.evaluate.outcomes import NotKnown, Raised
from pinlint.metadata.evaluate.values import (
    MISSING,
    SETUP,
    Bound,
    Builtin,
    DictRef,
    Entries,
    Function,
    Opaque,
    Partial,
    Scope,
    Text,
    Value,
)
from pinlint.metadata.evaluate.where import Where, placed

if TYPE_CHECKING:
    import ast

    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.source import Span


def arguments(machine: Machine, node: ast.Call, scope: Scope) -> Args:
    """The arguments of a call."""
    positional = elements(machine, node.args, scope) if node.args else ()
    keywords: dict[str, Value] = {}
    places: dict[str, Span] = {}
    unpacked: set[str] = set()
    rest: Opaque | None = None
    for keyword in node.keywords:
        value = evaluate_keyword(machine, keyword, scope)
        where = Where(scope, keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
            places[keyword.arg] = where.span
            continue
        if isinstance(value, Names):
            value = namespaces.snapshot(machine, value.of.scope)
        contents = machine.world.get(value) if isinstance(value, DictRef) else value
        if isinstance(contents, Entries):
            rest = rest or contents.loose
            for key, item in contents.items.items():
                if not isinstance(key, str):
                    raise Raised("TypeError")
                keywords[str(key)] = item
                places[str(key)] = item.at if isinstance(item, Text) else where.span
                unpacked.add(str(key))
        else:
            escape.touch(machine, value)
            rest = rest or machine.unknown(f"computed {where.line}", value, contents)
    return Args(positional, keywords, rest, places, frozenset(unpacked))


def evaluate_keyword(machine: Machine, keyword: ast.keyword, scope: Scope) -> Value:
    """The value of one keyword of a call."""
    value = machine.evaluate(keyword.value, scope)
    return value if keyword.arg is None else placed(value, keyword.value, scope)


def call(machine: Machine, callee: Value, args: Args, where: Where) -> Value:
    """The result of a call."""
    machine.spend()
    machine.enter()
    try:
        if isinstance(callee, Function) and not callee.opaque:
            return functions.call_function(machine, callee, args, where)
        if isinstance(callee, ClassRef):
            return instances.new(machine, callee, args, where)
        if isinstance(callee, InstanceRef):
            return _call_instance(machine, callee, args, where)
        if isinstance(callee, Cached):
            return _call_cached(machine, callee, args, where)
        if isinstance(callee, Partial):
            keywords = {**dict(callee.keywords), **args.keywords}
            more = Args((*callee.args, *args.positional), keywords, args.rest, args.places, args.unpacked)
            return call(machine, callee.callee, more, where)
        if isinstance(callee, Builtin):
            if callee.name == SETUP:
                return foreign.setup(machine, args, where)
            return _call_builtin(machine, callee, args, where)
        if isinstance(callee, Bound):
            return methods.call(machine, callee, args, where)
        return foreign.unknown_call(machine, callee, args, where)
    finally:
        machine.leave()


def _call_instance(machine: Machine, callee: InstanceRef, args: Args, where: Where) -> Value:
    found = instances.defined(machine, callee.of, "__call__")
    if isinstance(found, Function):
        return call(machine, Partial(found, (callee,), ()), args, where)
    if found is MISSING:
        raise Raised("TypeError")
    return foreign.unknown_call(machine, machine.unknown(f"computed {where.line}", found, callee), args, where)


def _call_cached(machine: Machine, callee: Cached, args: Args, where: Where) -> Value:
    try:
        return classes.call_cached(machine, callee, args, where)
    except NotKnown as error:
        reason = where.explain(error, f"computed {where.line}")
        return foreign.unknown_call(machine, machine.unknown(reason, callee), args, where)


def _call_builtin(machine: Machine, callee: Builtin, args: Args, where: Where) -> Value:
    try:
        return machine.language.functions[callee.name](machine, args, where)
    except (NotKnown, KeyError) as error:
        if callee.name not in machine.language.functions and not names.harmless(callee.name):
            foreign.give_arguments(machine, args, where)
        reason = where.explain(error, "") if isinstance(error, NotKnown) else ""
        given = (*args.positional, *args.keywords.values())
        escape.touch(machine, *given)
        holds = held(machine.spend, *given) if callee.name in names.HANDS_ON else code_of(*given)
        result = Opaque(reason or f"computed by {callee.name}() {where.line}", holds)
        return result if callee.name in names.SURE and not holds else machine.doubt(result)
