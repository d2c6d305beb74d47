"""Functions of the program: making them, and calling them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, scopes
from pinlint.metadata.evaluate.language import foreign, generators
from pinlint.metadata.evaluate.objects import Locals
from pinlint.metadata.evaluate.outcomes import End, Path, Raised
from pinlint.metadata.evaluate.values import DictRef, Entries, Function, Opaque, Perhaps, Rest, Scope, Value

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_RECURSIONS = 15
"""How deeply a function that calls itself is followed; only once where it is not known when it stops."""


def define(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope) -> Function:
    """A function of the program."""
    defaults = tuple(machine.evaluate(default, scope) for default in node.args.defaults)
    named = tuple(
        (argument.arg, machine.evaluate(default, scope))
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if default is not None
    )
    return Function(node, scope, defaults, named, isinstance(node, ast.AsyncFunctionDef))


def call_function(machine: Machine, function: Function, args: Args, where: Where) -> Value:
    """The result of calling a function of the program."""
    node = function.node
    space = function.scope.module.space
    if space is not None and machine.world.get(space[0]) is not space[1]:
        return foreign.unknown_call(machine, _opaque(machine, function), args, where)
    if node not in machine.local_names:
        machine.local_names[node] = _local_names(node)
    local = machine.local_names[node]
    scope = function.scope.inside("function", local.own)
    scope.outer.update(dict.fromkeys(local.outer, scope.module))
    scope.first = next((argument.arg for argument in (*node.args.posonlyargs, *node.args.args)), "")  # type: ignore[union-attr]  # classes are opaque
    if local.yields and isinstance(node, ast.FunctionDef):
        _bind_parameters(machine, function, args, scope)
        return generators.start(machine, function, args, scope, where)
    if local.yields:
        return foreign.unknown_call(machine, _opaque(machine, function), args, where)
    began = machine.active.setdefault(node, [])
    if len(began) > _RECURSIONS or (len(began) > 1 and began[0] < len(machine.world.layers)):
        return foreign.unknown_call(machine, _opaque(machine, function), args, where)
    began.append(len(machine.world.layers))
    try:
        _bind_parameters(machine, function, args, scope)
        if isinstance(node, ast.Lambda):
            return machine.evaluate(node.body, scope)
        paths = machine.execute(node.body, scope)  # type: ignore[union-attr]  # classes and generators are opaque
    finally:
        began.pop()
    if len(paths) == 1 and paths[0].end is End.NORMAL:
        return None
    paths = [Path(End.RETURN, None, path.layer) if path.end is End.NORMAL else path for path in paths]
    return machine.finish(paths if len(paths) == 1 else machine.settle(paths, machine.forked))


def _opaque(machine: Machine, function: Function) -> Function:
    """The function as one that is not followed; one of them for each function, so that what is kept does not grow."""
    if function not in machine.unfollowed:
        given = (function.node, function.scope, function.defaults, function.keyword_defaults)
        machine.unfollowed[function] = Function(*given, opaque=True)
    return machine.unfollowed[function]


def _bind_parameters(machine: Machine, function: Function, args: Args, scope: Scope) -> None:
    spec = function.node.args  # type: ignore[union-attr]  # classes are opaque
    names = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
    cut = next((i for i, value in enumerate(args.positional) if isinstance(value, Rest)), None)
    certain = args.positional if cut is None else args.positional[:cut]
    doubt = None if cut is None else next(value.why for value in args.positional if isinstance(value, Rest))
    bound: dict[str, Value] = dict(zip(names, certain, strict=False))
    extra: tuple[Value, ...] = args.positional[len(names) :] if cut is None or cut > len(names) else ()
    if doubt is not None:
        machine.doubt(doubt)
        escape.escape(machine, args.positional[cut:], doubt)
        if cut is not None and cut <= len(names):
            extra = (Rest(doubt),)
    if extra and spec.vararg is None and doubt is None:
        raise Raised("TypeError")
    more: dict[Value, Value] = {}
    known = {*(argument.arg for argument in (*spec.args, *spec.kwonlyargs))}
    for name, value in args.keywords.items():
        if name in known:
            if name in bound:
                raise Raised("TypeError")
            bound[name] = value
        elif spec.kwarg is not None:
            more[name] = value
        else:
            raise Raised("TypeError")
    defaults: dict[str, Value] = dict(function.keyword_defaults)
    if function.defaults:
        defaults.update(zip(names[-len(function.defaults) :], function.defaults, strict=True))
    for name in (*names, *(argument.arg for argument in spec.kwonlyargs)):
        if isinstance(bound.get(name), Perhaps):
            bound[name] = machine.unknown("may be a default", bound[name])
            escape.escape(machine, defaults.get(name), Opaque("may be given as a default"))
        elif name not in bound:
            why = doubt if doubt is not None and name in names else args.rest
            if why is not None:
                escape.escape(machine, defaults.get(name), why)
                bound[name] = machine.unknown(why.reason, why)
            elif name in defaults:
                bound[name] = defaults[name]
            else:
                raise Raised("TypeError")
    if spec.vararg is not None:
        bound[spec.vararg.arg] = extra
    if spec.kwarg is not None:
        ref = DictRef()
        machine.world.new(ref, Entries(more, args.rest))
        bound[spec.kwarg.arg] = ref
    for name, value in bound.items():
        scopes.bind(machine, scope, name, value)


def _local_names(function: ast.AST) -> Locals:
    """The names that a function binds, whichever of its statements are run."""
    names: set[str] = set()
    outer: set[str] = set()
    of_module: set[str] = set()
    yields = False
    arguments = function.args  # type: ignore[attr-defined]  # a function
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
        if argument is not None:
            names.add(argument.arg)
    body = function.body  # type: ignore[attr-defined]  # a function
    todo: list[tuple[ast.AST, bool]] = [(node, False) for node in (body if isinstance(body, list) else [body])]
    while todo:
        node, nested = todo.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del) and not nested:
            names.add(node.id)
        elif isinstance(node, ast.NamedExpr):
            names.add(node.target.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            outer.update(node.names)
            of_module.update(node.names if isinstance(node, ast.Global) else ())
        elif isinstance(node, ast.Yield | ast.YieldFrom):
            yields = True
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        inside = nested or isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
        todo += [(child, inside) for child in ast.iter_child_nodes(node)]
    return Locals(frozenset(names - outer), frozenset(of_module), yields)
