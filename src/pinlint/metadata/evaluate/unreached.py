"""A setup() call that was not reached: what stands in it as literals is what it is given, whenever it is reached."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.fields import Argument, Reader
from pinlint.metadata.evaluate.values import SETUPS, Entries, Opaque, Scope, Text, Value
from pinlint.metadata.evaluate.where import Where
from pinlint.source import Span

if TYPE_CHECKING:
    from pinlint.metadata.raw import Raw
    from pinlint.source import Source


def read(tree: ast.Module, source: Source, why: Opaque, *, named: bool) -> Raw | None:
    """What the call declares, as far as that can be said; ``named``: some module of the program imported setup().

    None if there is no sign of a call.
    """
    scope = Scope(source, main=True)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _last_name(node.func) == "setup"]
    if calls:
        at = Where(scope, calls[-1].func).span
        if len(calls) == 1 and _is_certain(tree, calls[0].func):
            return _given(calls[0], scope, why, at).read(source.path)
    else:
        aliases = (node for node in ast.walk(tree) if isinstance(node, ast.alias) and node.name == "setup")
        alias = next(aliases, None)
        if alias is None and not named:
            return None
        at = Span(source.path, 0, 0) if alias is None else Where(scope, alias).span
    return Reader(lambda value: value, {}, why, at).read(source.path)


def _last_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _is_certain(tree: ast.Module, callee: ast.expr) -> bool:
    """Whether the name of a call can mean nothing but the setup() of setuptools or of what stands in for it."""
    if not isinstance(callee, ast.Name):
        return ast.unparse(callee) in SETUPS
    meanings: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            meanings |= {
                f"{node.module}.{alias.name}" for alias in node.names if callee.id in {alias.asname, alias.name}
            }
        elif isinstance(node, ast.Import):
            meanings |= {alias.name for alias in node.names if callee.id in {alias.asname, alias.name}}
        elif (isinstance(node, ast.Name) and node.id == callee.id and not isinstance(node.ctx, ast.Load)) or (
            callee.id in {getattr(node, "name", None), getattr(node, "arg", None)} and not isinstance(node, ast.alias)
        ):
            return False
    return bool(meanings) and meanings <= SETUPS


def _given(call: ast.Call, scope: Scope, why: Opaque, at: Span) -> Reader:
    arguments: dict[str, Argument] = {}
    whole = not call.args
    for keyword in call.keywords:
        if keyword.arg is None:
            whole = False
        else:
            arguments[keyword.arg] = Argument(_value(keyword.value, scope, why), Where(scope, keyword.value).span)
    return Reader(lambda value: value, arguments, None if whole else why, at)


def _value(node: ast.expr, scope: Scope, why: Opaque) -> Value:
    """The value of a literal; what is in it and is none is not known."""
    if isinstance(node, ast.Constant):
        return Text(node.value, Where(scope, node).span, literal=True) if isinstance(node.value, str) else node.value
    if isinstance(node, ast.List | ast.Tuple):
        return tuple(_value(element, scope, why) for element in node.elts)
    if isinstance(node, ast.Dict):
        keys = [None if key is None else _value(key, scope, why) for key in node.keys]
        known: dict[Value, Value] = {
            key: _value(value, scope, why) for key, value in zip(keys, node.values, strict=True) if isinstance(key, str)
        }
        return Entries(known, why if len(known) < len(keys) else None)
    return why
