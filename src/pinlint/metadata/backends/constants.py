"""What a module binds to a name, where its text decides it without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.static_attr import literal_span
from pinlint.workspace import Declared

if TYPE_CHECKING:
    import ast

    from pinlint.source import Source

_LONGEST = 1_000_000
"""Characters of a module that is parsed."""

_ELSEWHERE = frozenset({"globals", "locals", "vars", "exec", "eval", "setattr", "__dict__", "modules"})
"""Names by which a module may bind others without naming them."""


def parse(source: Source) -> ast.Module | None:
    """The syntax tree of a module; None if it is not Python, or too long."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module
    import warnings  # noqa: PLC0415 - the same

    if len(source.text) > _LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of string escapes in somebody else's module
            return ast.parse(source.text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def only_value(source: Source, name: str) -> Declared[str] | None:
    """The string that the module binds to ``name`` at its top level, and never anything else; None if unsure."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    module = parse(source) if name.isidentifier() and name in source.text else None
    if module is None or _bindings(module, name) != 1:
        return None
    for statement in module.body:
        value = assigned(statement, name)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return Declared(value.value, value.value, literal_span(source, value))
    return None


def assigned(statement: ast.stmt, name: str) -> ast.expr | None:
    """The expression that a statement assigns to ``name``."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    match statement:
        case ast.Assign(targets=targets, value=value):
            return value if any(isinstance(each, ast.Name) and each.id == name for each in targets) else None
        case ast.AnnAssign(target=ast.Name(id=target), value=value) if target == name:
            return value
    return None


def _bindings(module: ast.Module, name: str) -> int:
    """How often the module may bind the name, counting what cannot be known as many times."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    count = 0
    for node in ast.walk(module):
        match node:
            case ast.Name(id=bound, ctx=ast.Store() | ast.Del()) if bound == name:
                count += 1
            case ast.FunctionDef(name=bound) | ast.AsyncFunctionDef(name=bound) | ast.ClassDef(name=bound):
                count += bound == name
            case ast.alias(name=imported, asname=known_as):
                count += imported == "*" or name in {known_as, imported.partition(".")[0] if not known_as else None}
                count += imported == "*"
            case ast.ExceptHandler(name=bound) | ast.MatchAs(name=bound) | ast.MatchStar(name=bound):
                count += bound == name
            case ast.MatchMapping(rest=bound):
                count += bound == name
            case ast.Name(id=used) | ast.Attribute(attr=used) if used in _ELSEWHERE:
                count += 2
    return count


def settled(module: ast.Module, name: str, known_as: str = "") -> tuple[int, list[ast.ImportFrom]] | None:
    """The statement after which nothing in the text of the module binds ``name``, and the imports of all names there.

    None where it may be bound without being named; ``known_as`` is the name of the module.
    """
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    found = max((index for index, statement in enumerate(module.body) if name in _bound(statement)), default=None)
    brought = stars(ast.Module(module.body[found or 0 :], []))
    asked = (node for node in ast.walk(module) if isinstance(node, ast.Compare))
    sides = (side for node in asked if isinstance(node.ops[-1], ast.In | ast.NotIn) for side in node.comparators[-1:])
    harmless: set[ast.AST] = {side.func for side in sides if isinstance(side, ast.Call) and not side.args}
    harmless |= {node.value for node in ast.walk(module) if isinstance(node, ast.Subscript) and _other(node, known_as)}
    for node in ast.walk(module):
        if isinstance(node, ast.Global) and name in node.names:
            return None
        used = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if used in _ELSEWHERE and node not in harmless:
            return None
    return None if found is None else (found, brought)


def _other(node: ast.Subscript, known_as: str) -> bool:
    """Whether it is ``sys.modules`` of a module that is not this one."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    written = node.slice.value if isinstance(node.slice, ast.Constant) else None
    return ast.unparse(node.value) == "sys.modules" and isinstance(written, str) and written != known_as


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement of a module binds there; a class or function binds its own only."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    names: set[str] = set()
    todo: list[ast.AST] = [statement]
    while todo:
        node = todo.pop()
        match node:
            case ast.Name(id=bound, ctx=ast.Store() | ast.Del()):
                names.add(bound)
            case ast.alias(name=imported, asname=known_as):
                names.add(known_as or imported.partition(".")[0])
            case ast.ExceptHandler(name=str(bound)) | ast.MatchAs(name=str(bound)) | ast.MatchStar(name=str(bound)):
                names.add(bound)
            case ast.MatchMapping(rest=str(bound)):
                names.add(bound)
            case ast.FunctionDef(name=bound) | ast.AsyncFunctionDef(name=bound) | ast.ClassDef(name=bound):
                names.add(bound)
                continue
        todo += ast.iter_child_nodes(node)
    return names


def stars(module: ast.Module) -> list[ast.ImportFrom]:
    """The imports of all names, wherever in the module."""
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    found = (node for node in ast.walk(module) if isinstance(node, ast.ImportFrom))
    return [node for node in found if node.names[0].name == "*"]
