"""Calls of what is not known, and of ``setup()``."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, overwriting, sets
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.fields import Argument, Reader
from pinlint.metadata.evaluate.library import methods, names
from pinlint.metadata.evaluate.objects import held
from pinlint.metadata.evaluate.setup_calls import Calls
from pinlint.metadata.evaluate.values import Code, Foreign, Iter, Opaque, SetRef, Value, View, is_code

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

_METADATA = {"name", "version", "packages", "py_modules", "install_requires", "ext_modules"}


def _called(where: Where) -> str:
    node = where.node.func if isinstance(where.node, ast.Call) else where.node
    return ast.unparse(node)[:60]


def unknown_call(machine: Machine, callee: Value, args: Args, where: Where) -> Value:
    """The result of calling something that is not known."""
    reason = f"computed by {_called(where)}() {where.line}"
    if isinstance(callee, Foreign):
        module = callee.name.partition(".")[0]
        if module not in names.MODULES:
            reason = f"computed by {_called(where)}() of {module}, which is not in the workspace, {where.line}"
            why = Opaque(f"setup() may be called by {_called(where)}() of {module} {where.line}")
            machine.unseen.stranger = machine.unseen.stranger or why
    elif isinstance(callee, Opaque):
        reason = callee.reason
    declares = args.rest is not None or _METADATA & set(args.keywords)
    if declares and isinstance(callee, Foreign) and "setup" in callee.name.rpartition(".")[2].lower():
        return setup(machine, Args(rest=Opaque(f"given to {callee.name}() {where.line}")), where)
    given = (*args.positional, *args.keywords.values())
    if isinstance(callee, Foreign) and callee.name in names.SURE:
        return Opaque(reason, held(machine.spend, *given))
    if isinstance(callee, Foreign) and names.harmless(callee.name):
        return machine.doubt(Opaque(reason, held(machine.spend, callee, *given)))
    if _only_reads(where) and not any(map(is_code, held(machine.spend, callee))):
        escape.touch(machine, callee)
        found = give_arguments(machine, args, where)
        return machine.doubt(Opaque(reason, (*held(machine.spend, callee), *found)))
    found = escape.change(machine, callee, Opaque(reason))
    return machine.doubt(Opaque(reason, (*found, *give_arguments(machine, args, where))))


def _only_reads(where: Where) -> bool:
    """Whether it is a method that leaves the lists, dicts and sets it could be of as they are."""
    node = where.node.func if isinstance(where.node, ast.Call) else None
    return isinstance(node, ast.Attribute) and (node.attr in methods.READS or hasattr(str, node.attr))


def give_arguments(machine: Machine, args: Args, where: Where) -> tuple[Code, ...]:
    """Unknown code is given the arguments; returns the code among them."""
    why = Opaque(f"may be changed by {_called(where)}() {where.line}")
    return escape.give(machine, (*args.positional, *args.keywords.values(), args.rest), why)


def setup(machine: Machine, args: Args, where: Where) -> Value:
    """What a call of ``setup()`` declares is kept."""
    declared = {
        name: Argument(value, args.places.get(name, where.span), direct=name not in args.unpacked)
        for name, value in args.keywords.items()
    }
    rest = args.rest or (Opaque(f"given by position {where.line}") if args.positional else None)
    given = args.keywords.get("classifiers")
    if isinstance(given, Iter | View | SetRef):  # setuptools makes a list of them, as of no other field
        declared["classifiers"] = replace(declared["classifiers"], value=sets.unordered(machine, given, where))
    own = [value for name, value in args.keywords.items() if name in {"cmdclass", "distclass"}]
    for name in overwriting.fields(machine, *own) if own else ():
        why = Opaque(f"may be set by a command of the program, given {where.line}")
        declared[name] = Argument(why, args.places.get(name, where.span))
    contents = machine.world.get
    raw = Reader(contents, declared, rest, where.span).read(machine.main_path)
    calls, before = Calls(raw), machine.world.get("setup")
    if isinstance(before, Calls):
        calls = before.either(calls, f"setup() is called more than once, again {where.line}")
    machine.world.set("setup", calls)
    result = Opaque(f"computed by setup() {where.line}")
    return result if calls.known() else machine.doubt(result)  # nothing is built for metadata: nothing else can fail
