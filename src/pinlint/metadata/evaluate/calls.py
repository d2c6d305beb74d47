"""Calls: of the program's own functions, of what is known, and of what is not."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import assign, escape, expressions, library, methods, statements
from pinlint.metadata.evaluate.fields import Argument, Calls, Reader
from pinlint.metadata.evaluate.machine import End, NotKnown, Path, Raised, Where
from pinlint.metadata.evaluate.values import (
    Bound,
    Builtin,
    DictRef,
    Entries,
    Foreign,
    Function,
    Opaque,
    Partial,
    Perhaps,
    Rest,
    Scope,
    Text,
    Value,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.source import Span

_RECURSIONS = 3
"""How deeply a function that calls itself is followed where it is not known when it stops; else five times that."""
_METADATA = {"name", "version", "packages", "py_modules", "install_requires", "ext_modules"}


@dataclass(frozen=True, slots=True)
class Args:
    """What a call is given. ``rest``: there may be more keywords."""

    positional: tuple[Value, ...] = ()
    keywords: dict[str, Value] = field(default_factory=dict)
    rest: Opaque | None = None
    places: dict[str, Span] = field(default_factory=dict)
    """Of the expressions that give keywords."""
    unpacked: frozenset[str] = frozenset()
    """Keywords that come from a ``**``."""

    def only(self, least: int = 0, most: int | None = None, *names: str) -> tuple[Value, ...]:
        """The positional arguments, if there are so many of them and no other keywords. Raises NotKnown."""
        if self.rest is not None:
            raise NotKnown(self.rest.reason)
        for value in self.positional:
            if isinstance(value, Rest):
                raise NotKnown(value.why.reason)
        if set(self.keywords) - set(names):
            raise NotKnown
        if not least <= len(self.positional) <= (least if most is None else most):
            raise NotKnown
        return self.positional

    def get(self, index: int, name: str, default: Value = None) -> Value:
        """The argument at a position or of a name."""
        return self.positional[index] if index < len(self.positional) else self.keywords.get(name, default)


def arguments(machine: Machine, node: ast.Call, scope: Scope) -> Args:
    """The arguments of a call."""
    positional = expressions.elements(machine, node.args, scope) if node.args else ()
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
            rest = rest or machine.unknown(f"computed {where.line}", contents)
    return Args(positional, keywords, rest, places, frozenset(unpacked))


def evaluate_keyword(machine: Machine, keyword: ast.keyword, scope: Scope) -> Value:
    """The value of one keyword of a call."""
    value = expressions.evaluate(machine, keyword.value, scope)
    return value if keyword.arg is None else expressions.placed(value, keyword.value, scope)


def call(machine: Machine, callee: Value, args: Args, where: Where) -> Value:
    """The result of a call."""
    machine.spend()
    machine.enter()
    try:
        if isinstance(callee, Function) and not callee.opaque:
            return _call_function(machine, callee, args, where)
        if isinstance(callee, Partial):
            keywords = {**dict(callee.keywords), **args.keywords}
            more = Args((*callee.args, *args.positional), keywords, args.rest, args.places, args.unpacked)
            return call(machine, callee.callee, more, where)
        if isinstance(callee, Builtin):
            if callee.name in library.SETUPS:
                return setup(machine, args, where)
            return _call_builtin(machine, callee, args, where)
        if isinstance(callee, Bound):
            return methods.call(machine, callee, args, where)
        return unknown_call(machine, callee, args, where)
    finally:
        machine.leave()


def _call_builtin(machine: Machine, callee: Builtin, args: Args, where: Where) -> Value:
    try:
        return library.FUNCTIONS[callee.name](machine, args, where)
    except (NotKnown, KeyError) as error:
        if callee.name not in library.FUNCTIONS and not library.harmless(callee.name):
            escape_arguments(machine, args, where)
        reason = str(error) if isinstance(error, NotKnown) else ""
        given = (*args.positional, *args.keywords.values())
        for value in given:
            escape.touch(machine, value)
        return machine.unknown(reason or f"computed by {callee.name}() {where.line}")


def _called(where: Where) -> str:
    node = where.node.func if isinstance(where.node, ast.Call) else where.node
    return ast.unparse(node)[:60]


def unknown_call(machine: Machine, callee: Value, args: Args, where: Where) -> Value:
    """The result of calling something that is not known."""
    reason = f"computed by {_called(where)}() {where.line}"
    if isinstance(callee, Opaque) and not isinstance(callee, Foreign):
        reason = callee.reason
    escape.touch(machine, callee)
    if isinstance(callee, Foreign) and callee.name.rpartition(".")[2] == "setup":  # noqa: SIM102 - two questions
        if args.rest is not None or _METADATA & set(args.keywords):
            return setup(machine, Args(rest=Opaque(f"given to {callee.name}() {where.line}")), where)
    if not isinstance(callee, Foreign) or not library.harmless(callee.name):
        escape_arguments(machine, args, where)
    held = callee if isinstance(callee, Function) else None
    holds = callee.holds if isinstance(callee, Opaque) else ()
    if held is not None:
        escape.escape(machine, held, Opaque(reason))
        holds = (held,)
    return machine.doubt(Opaque(reason, holds))


def escape_arguments(machine: Machine, args: Args, where: Where) -> None:
    """Unknown code is given the arguments."""
    why = Opaque(f"may be changed by {_called(where)}() {where.line}")
    escape.escape(machine, (*args.positional, *args.keywords.values()), why)


def setup(machine: Machine, args: Args, where: Where) -> Value:
    """What a call of ``setup()`` declares is kept."""
    declared = {
        name: Argument(value, args.places.get(name, where.span), direct=name not in args.unpacked)
        for name, value in args.keywords.items()
    }
    rest = args.rest or (Opaque(f"given by position {where.line}") if args.positional else None)
    contents = machine.world.get
    raw = Reader(contents, declared, rest, where.span).read(machine.main_path)
    calls, before = Calls(raw), machine.world.get("setup")
    if isinstance(before, Calls):
        calls = before.either(calls, f"setup() is called more than once, again {where.line}")
    machine.world.set("setup", calls)
    return machine.unknown(f"computed by setup() {where.line}")


def define(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope) -> Function:
    """A function of the program."""
    defaults = tuple(expressions.evaluate(machine, default, scope) for default in node.args.defaults)
    named = tuple(
        (argument.arg, expressions.evaluate(machine, default, scope))
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if default is not None
    )
    return Function(node, scope, defaults, named, isinstance(node, ast.AsyncFunctionDef))


def _call_function(machine: Machine, function: Function, args: Args, where: Where) -> Value:
    node = function.node
    own, yields = machine.names_of(node)
    scope = function.scope.inside("function", own)
    if yields:
        return unknown_call(machine, _opaque(function), args, where)
    began = machine.active.setdefault(node, [])
    if len(began) > _RECURSIONS and (len(began) > 5 * _RECURSIONS or began[0] < len(machine.world.layers)):
        return unknown_call(machine, _opaque(function), args, where)
    began.append(len(machine.world.layers))
    try:
        _bind_parameters(machine, function, args, scope)
        if isinstance(node, ast.Lambda):
            return expressions.evaluate(machine, node.body, scope)
        paths = statements.execute(machine, node.body, scope)
    finally:
        began.pop()
    if len(paths) == 1 and paths[0].end is End.NORMAL:
        return None
    paths = [Path(End.RETURN, None, path.layer) if path.end is End.NORMAL else path for path in paths]
    return machine.finish(paths if len(paths) == 1 else machine.settle(paths, machine.forked))


def _opaque(function: Function) -> Function:
    return Function(function.node, function.scope, function.defaults, function.keyword_defaults, opaque=True)


def _bind_parameters(machine: Machine, function: Function, args: Args, scope: Scope) -> None:  # noqa: C901, PLR0912 - one case for each kind
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
        assign.bind(machine, scope, name, value)


def object_item(machine: Machine, owner: Value, index: Value, where: Where) -> Value:
    """``owner[index]`` of an object."""
    return methods.object_item(machine, owner, index, where)


def object_contains(machine: Machine, owner: Value, wanted: object) -> bool:
    """``wanted in owner`` of an object."""
    return methods.object_contains(machine, owner, wanted)
