"""A method of a known value, whatever it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import containers, escape, namespaces
from pinlint.metadata.evaluate.library import (
    classes,
    configurations,
    dict_methods,
    list_methods,
    loaders,
    open_files,
    os_environ,
    pathlib_path,
    re_patterns,
    set_methods,
    str_methods,
)
from pinlint.metadata.evaluate.objects import Names, Record, held
from pinlint.metadata.evaluate.outcomes import NotKnown
from pinlint.metadata.evaluate.values import (
    Bound,
    DictRef,
    FileRef,
    Found,
    ListRef,
    Located,
    ObjectRef,
    Opaque,
    Pattern,
    Perhaps,
    Ref,
    SetRef,
    Value,
)

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.arguments import Args
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.evaluate.where import Where

# fmt: off
READS = frozenset({
    "get", "keys", "values", "items", "copy", "count", "index", "union", "intersection", "difference",
    "__getitem__", "__contains__",
})
# fmt: on
"""Methods that leave what they are of as it is."""


def call(machine: Machine, method: Bound, args: Args, where: Where) -> Value:
    """The result of a method; where it is not known, what it may have changed is not either."""
    owner, name = method.of, method.name
    try:
        return _call(machine, owner, name, args, where)
    except NotKnown as error:
        reason = where.explain(error, f"computed by {name}() {where.line}")
        given = (*args.positional, *args.keywords.values())
        if isinstance(owner, Ref | Names) and name not in READS:
            escape.give(machine, (owner, given), Opaque(reason))
        escape.touch(machine, owner, *given)
        return machine.doubt(Opaque(reason, held(machine.spend, owner, *given) if isinstance(owner, Ref) else ()))


def _call(machine: Machine, owner: Value, name: str, args: Args, where: Where) -> Value:
    if isinstance(owner, str):
        return str_methods.of_str(machine, owner, name, args, where)
    if isinstance(owner, bytes):
        return str_methods.of_bytes(machine, owner, name, args)
    if isinstance(owner, ListRef):
        if name in list_methods.METHODS:
            return list_methods.METHODS[name](machine, owner, args, where)
        return list_methods.of_tuple(machine, owner, name, args)
    if isinstance(owner, Record) and name not in {"count", "index"}:
        return classes.record_method(machine, owner, name, args)
    if isinstance(owner, tuple):
        return list_methods.of_tuple(machine, owner, name, args)
    if isinstance(owner, DictRef):
        return dict_methods.method(machine, owner, name, args, where)
    if isinstance(owner, Names):
        return _of_names(machine, owner, name, args, where)
    if isinstance(owner, SetRef):
        return set_methods.method(machine, owner, name, args, where)
    if isinstance(owner, FileRef):
        return open_files.method(machine, owner, name, args, where)
    if isinstance(owner, Located):
        return pathlib_path.method(machine, owner, name, args, where)
    if isinstance(owner, Pattern):
        return re_patterns.method(machine, owner, name, args, where)
    if isinstance(owner, Found):
        return re_patterns.match_method(machine, owner, name, args)
    if isinstance(owner, ObjectRef) and owner.kind == "environ":
        return os_environ.method(machine, owner, name, args, where)
    if isinstance(owner, ObjectRef) and owner.kind == "configparser":
        return configurations.method(machine, owner, name, args, where)
    if isinstance(owner, ObjectRef) and owner.kind == "loader":
        return loaders.method(machine, owner, name, args, where)
    raise NotKnown


def _of_names(machine: Machine, owner: Names, name: str, args: Args, where: Where) -> Value:
    """A method of ``globals()``: what it writes is bound."""
    now = namespaces.snapshot(machine, owner.of.scope)
    before = containers.entries(machine, now)
    result = dict_methods.method(machine, now, name, args, where)
    after = containers.entries(machine, now)
    if after.loose is not before.loose or (name not in READS and name not in {"update", "setdefault"}):
        raise NotKnown
    for key, value in after.items.items():
        if value is not before.items.get(key):
            namespaces.put(
                machine, owner, key, Opaque(value.reason, value.holds) if isinstance(value, Perhaps) else value
            )
    return result
