"""Modules that are not followed to their end: what their text binds once, to a literal, at the top level."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELSEWHERE = frozenset({"globals", "locals", "vars", "exec", "eval", "setattr", "delattr", "__dict__", "modules"})
"""Names by which a module may bind others without naming them."""
_NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler | ast.MatchAs | ast.MatchStar


def literals(tree: ast.Module) -> dict[str, ast.Constant]:
    """The strings that the module has by these names once it is imported, whatever else it does."""
    bound = Counter(_bound(tree))
    if bound["*"]:
        return {}
    found: dict[str, ast.Constant] = {}
    for statement in tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        value = getattr(statement, "value", None)
        if isinstance(statement, ast.Assign | ast.AnnAssign) and isinstance(value, ast.Constant):
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            found.update((name, value) for name in names if bound[name] == 1 and isinstance(value.value, str))
    return found


def _bound(tree: ast.Module) -> Iterator[str]:
    """Every name that is bound anywhere, as often as it is; ``*`` for any."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield from [node.id] if not isinstance(node.ctx, ast.Load) else ["*"] if node.id in _ELSEWHERE else []
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.Attribute) and node.attr in _ELSEWHERE:
            yield "*"
        elif isinstance(node, _NAMED) and node.name:
            yield node.name
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest
