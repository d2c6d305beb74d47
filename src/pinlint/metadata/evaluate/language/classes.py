"""``class``: a class whose objects do nothing of their own accord is followed, of any other nothing is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import escape, scopes
from pinlint.metadata.evaluate.arguments import Args
from pinlint.metadata.evaluate.objects import ClassRef, held
from pinlint.metadata.evaluate.outcomes import NORMAL, End, Path
from pinlint.metadata.evaluate.values import MISSING, Builtin, Entries, Function, Opaque, Perhaps, Scope, Value
from pinlint.metadata.evaluate.where import Where

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.machine import Machine

_INERT = frozenset(
    {
        *("__init__", "__doc__", "__module__", "__qualname__", "__annotations__"),
        *("__version__", "__version_info__", "__author__", "__license__", "__title__"),
    }
)
"""Names that change nothing of what Python does with an object."""
_STRANGE = frozenset(
    {
        *("__new__", "__del__", "__getattr__", "__getattribute__", "__setattr__", "__delattr__", "__dir__"),
        *("__get__", "__set__", "__delete__", "__set_name__", "__init_subclass__", "__class_getitem__"),
        *("__prepare__", "__instancecheck__", "__subclasscheck__", "__mro_entries__", "__hash__", "__eq__", "__ne__"),
        *("__slots__", "__class__", "__dict__", "__getstate__", "__match_args__", "__slotnames__", "__weakref__"),
    }
)
"""Names that change what an attribute, a comparison or a class is."""
_OF_RECORDS = frozenset({"__str__", "__repr__"})
"""What a named tuple may define, apart from inert names."""
_DYNAMIC = frozenset({"exec", "eval", "locals", "vars", "globals"})
_CREATING = frozenset({"__init_subclass__", "__set_name__", "__mro_entries__", "__prepare__"})
"""Methods that Python calls where a class is made."""


def define(machine: Machine, node: ast.ClassDef, scope: Scope) -> list[Path]:
    """Run a ``class`` statement."""
    decorators = [(decorator, machine.evaluate(decorator, scope)) for decorator in node.decorator_list]
    bases = [machine.evaluate(base, scope) for base in node.bases]
    keywords = [machine.evaluate(keyword.value, scope) for keyword in node.keywords]
    inside = scope.inside("class")
    inside.name = node.name
    paths = machine.execute(node.body, inside)
    if len(paths) == 1 and paths[0].end is not End.NORMAL:
        return paths
    if len(paths) > 1:
        machine.world.apply(next(path.layer or {} for path in paths if path.end is not End.RAISE))
    value: Value = _understood(machine, node, bases, inside) if not keywords else None
    if value is None:
        value = _opaque(machine, node, (*bases, *keywords), inside)
    for decorator, callee in reversed(decorators):
        value = machine.call(callee, Args((value,)), Where(scope, decorator))
    scopes.bind(machine, scope, node.name, value)
    return NORMAL


def _opaque(machine: Machine, node: ast.ClassDef, bases: tuple[Value, ...], inside: Scope) -> Opaque:
    reason = f"an object of class {node.name} {Where(inside, node).line}"
    itself = Function(node, inside, opaque=True)
    names = machine.world.names.get(inside, ())
    reached = held(machine.spend, *bases, *(machine.world.get((inside, name)) for name in names))
    if node.keywords or any(isinstance(each, Function) and _creates(each.node) for each in reached):
        escape.change(machine, (itself, *reached), Opaque(reason))
    return machine.doubt(Opaque(reason, tuple(dict.fromkeys((itself, *held(machine.spend, *bases))))))


def _creates(node: ast.AST) -> bool:
    """Whether a class has a say in the making of others."""
    return isinstance(node, ast.ClassDef) and (
        bool(node.keywords) or any(isinstance(part, ast.FunctionDef) and part.name in _CREATING for part in node.body)
    )


def _understood(machine: Machine, node: ast.ClassDef, bases: list[Value], inside: Scope) -> ClassRef | None:
    """The class, None if it is not followed."""
    base, named = _base(bases)
    if base is None and bases and not named and bases != [Builtin("object")]:
        return None
    loose = machine.world.get((inside, "*"))
    loaded = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}
    if isinstance(loose, Opaque) or loaded & _DYNAMIC or any(map(scopes.is_private, loaded)):
        return None
    items: dict[Value, Value] = {}
    for name in machine.world.names.get(inside, ()):
        value = machine.world.get((inside, name))
        if isinstance(value, Opaque) and any(
            isinstance(each, Function) and isinstance(each.node, ast.ClassDef) for each in value.holds
        ):
            return None
        if value is not MISSING:
            items[scopes.mangled(name, inside)] = value
    fields, defaults = None if base is None else base.fields, () if base is None else base.defaults
    if named:
        fields = _annotated(node)
        defaults = tuple((field, items.pop(field)) for field in fields if field in items)
        if len(defaults) != len(fields) - next((i for i, f in enumerate(fields) if f in dict(defaults)), len(fields)):
            return None
    own = {str(name) for name in items if str(name).startswith("__") and str(name).endswith("__")} - _INERT
    if fields is not None and not named and isinstance(items.get("__new__"), Function):
        own.discard("__new__")  # it makes a named tuple of what it is given, and is followed
    special = frozenset(own) | (base.special if base is not None else frozenset())
    if own & _STRANGE or (
        fields is not None and (own - _OF_RECORDS or "__init__" in items or set(fields) & set(items))
    ):
        return None
    if any(isinstance(value, Perhaps) for value in items.values()):
        return None
    ref = ClassRef(node.name, base, fields, defaults, special)
    machine.world.new(ref, Entries(items))
    machine.classes[inside] = ref
    return ref


def _base(bases: list[Value]) -> tuple[ClassRef | None, bool]:
    """The base of a class that is understood, and whether it is ``typing.NamedTuple``."""
    if len(bases) != 1:
        return None, False
    return (bases[0] if isinstance(bases[0], ClassRef) else None), bases[0] == Builtin("typing.NamedTuple")


def _annotated(node: ast.ClassDef) -> tuple[str, ...]:
    return tuple(
        part.target.id for part in node.body if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    )
