"""nox: the Pythons of the sessions in a noxfile.py, read from its syntax tree; nothing of it is run.

Several Pythons are a test matrix. A single one counts where the session installs the project: a linter may run on any.
Importing this module imports ``ast``: callers import it only where there is a noxfile.py.
"""

from __future__ import annotations

import ast
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinlint.metadata.raw import Malformed
from pinlint.metadata.static_attr import literal_span
from pinlint.metadata.targets import scripts, versions
from pinlint.metadata.targets.pythons import Pythons
from pinlint.source import Span
from pinlint.workspace.targets import Target, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinlint.source import Source

_SESSIONS = {"nox.session", "session", "nox_poetry.session"}
_LONGEST = 512 * 1024
_DEEPEST = 20
_MOST = 200
_PREFIXES = {"install": "pip install", "run": "", "run_install": "", "run_always": ""}
"""The methods of a session that run a command, and what they put before it."""


def read(source: Source) -> Iterator[Target]:
    """The Pythons of each session that names some. Raises Malformed."""
    module = _parse(source)
    constants = _constants(module)
    for function in module.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for decorator in function.decorator_list:
            value = _python_of(decorator)
            if value is None:
                continue
            reader = _Reader(source, constants)
            reader.take(value)
            if reader.single and not reader.found.unknown and not _installs(function):
                continue
            if reader.found.items or reader.found.unknown:
                yield Target(
                    tool="nox",
                    setting=f"session {function.name}",
                    use=Use.RUNS,
                    path=source.path,
                    folder=source.path.rpartition("/")[0] or ".",
                    pythons=reader.found.listing(),
                )


def _parse(source: Source) -> ast.Module:
    if len(source.text) > _LONGEST:
        raise Malformed("is too long to be read", Span(source.path, 0, 0))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of string escapes in somebody else's module
            return ast.parse(source.text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise Malformed("is no Python", Span(source.path, 0, 0)) from error


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    """The names that are bound once in the whole file, by an assignment at its top level."""
    bound = Counter(
        node.id for node in ast.walk(module) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    # What a method may change is no constant.
    changed = {
        node.value.id
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    found: dict[str, ast.expr] = {}
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
            case _:
                pass
    return {name: value for name, value in found.items() if bound[name] == 1 and name not in changed}


def _python_of(decorator: ast.expr) -> ast.expr | None:
    """The Pythons that a decorator of a session is given."""
    if not isinstance(decorator, ast.Call) or _dotted(decorator.func) not in _SESSIONS:
        return None
    named = {keyword.arg: keyword.value for keyword in decorator.keywords}
    first = decorator.args[1] if len(decorator.args) > 1 else None
    return named.get("python") or named.get("py") or first


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _installs(function: ast.FunctionDef) -> bool:
    """Whether the session installs the project of its folder."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _PREFIXES:
            words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if scripts.installs(" ".join((_PREFIXES[node.func.attr], *words))):
                return True
    return False


@dataclass(slots=True)
class _Reader:
    """Takes an expression apart into strings."""

    source: Source
    constants: dict[str, ast.expr]
    found: Pythons = field(default_factory=Pythons)
    single: bool = True
    _steps: int = 0

    def take(self, node: ast.expr, depth: int = 0) -> None:
        """Every Python in an expression; what is no literal, sum or name of such is unknown."""
        self._steps += 1
        if depth > _DEEPEST or self._steps > _MOST:
            self._unknown(node)
            return
        match node:
            case ast.Constant(value=str() as text):
                self.found.add(versions.named(text), text, literal_span(self.source, node))
            case ast.Constant(value=None | False):
                pass  # on the Python that runs nox
            case ast.List(elts=items) | ast.Tuple(elts=items):
                self.single = self.single and len(items) == 1
                for item in items:
                    self.take(item, depth + 1)
            case ast.Starred(value=value):
                self.take(value, depth + 1)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                self.single = False
                self.take(left, depth + 1)
                self.take(right, depth + 1)
            case ast.Name(id=name) if name in self.constants:
                self.take(self.constants[name], depth + 1)
            case _:
                self._unknown(node)

    def _unknown(self, node: ast.expr) -> None:
        self.found.add(None, "an expression", literal_span(self.source, node))
