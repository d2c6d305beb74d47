"""setup.py, read by a bounded static evaluator; nothing of it is run.

Importing this module imports ``ast``: callers import it only where there is a setup.py.
"""

from __future__ import annotations

import ast
import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import program
from pinlint.metadata.evaluate.budget import Budget, Exhausted
from pinlint.metadata.evaluate.fields import Reader
from pinlint.metadata.evaluate.library import modules
from pinlint.metadata.evaluate.outcomes import End, NotKnown, Raised
from pinlint.metadata.evaluate.setup_calls import Calls
from pinlint.metadata.evaluate.values import Opaque, Scope
from pinlint.metadata.evaluate.where import Where
from pinlint.metadata.raw import Malformed
from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    from pinlint.metadata.raw import Raw
    from pinlint.source import Files, Source


def read(source: Source, files: Files, budget: Budget | None = None) -> Raw | None:
    """What the file passes to ``setup()``; None if it never calls it, and so is no project.

    Raises Malformed at the parser's position where the text is no Python.
    """
    tree = _parse(source)
    machine = program.machine(files, posixpath.dirname(source.path) or ".", budget)
    machine.main_path = source.path
    scope = Scope(source, name="__main__", main=True)
    stopped = ""
    try:
        modules.prepare(machine, scope, "__main__")
        paths = machine.execute(tree.body, scope)
    except Exhausted as error:
        stopped = str(error)
    except (NotKnown, Raised, RecursionError):
        stopped = "is not understood"
    else:
        if any(path.end is End.RAISE for path in paths) and machine.world.get("setup") is not None:
            raised = next(path.value for path in paths if path.end is End.RAISE)
            if isinstance(raised, Raised) and not raised.explicit:
                stopped = f"setup() is not reached: {raised.name} {raised.at}"
    declared = machine.world.get("setup")
    if isinstance(declared, Calls) and not stopped:
        return declared.raw
    if isinstance(declared, Calls) and stopped.startswith("setup() is not reached"):
        return declared.raw
    if stopped or machine.setup_escaped is not None:
        place = _call(tree, source)
        if place is not None:
            why = Opaque(stopped or machine.setup_escaped.reason)  # type: ignore[union-attr]  # one of them is set
            return Reader(machine.world.get, {}, why, place).read(source.path)
    return None


def _parse(source: Source) -> ast.Module:
    try:
        return modules.parse(source.text)
    except SyntaxError as error:
        raise Malformed(f"is no Python: {error.msg}", _at(source, error.lineno, error.offset)) from error
    except (ValueError, MemoryError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise Malformed(f"is no Python: {reason}", Span(source.path, 0, 0)) from error


def _at(source: Source, line: int | None, column: int | None) -> Span:
    starts = line_starts(source.text)
    if line is None or not 1 <= line <= len(starts):
        return Span(source.path, 0, 0)
    start = min(starts[line - 1] + max((column or 1) - 1, 0), len(source.text))
    return Span(source.path, start, start)


def _call(tree: ast.Module, source: Source) -> Span | None:
    """The place of what looks like a call of ``setup()``, else of its import."""
    found: Span | None = None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) == "setup":
            return Where(Scope(source), node.func).span
        if found is None and (isinstance(node, ast.alias) and node.name == "setup"):
            found = Where(Scope(source), node).span
    return found


def _called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
