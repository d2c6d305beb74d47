"""setup.py, read by a bounded static evaluator; nothing of it is run.

Importing this module imports ``ast``: callers import it only where there is a setup.py.
"""

from __future__ import annotations

import ast
import posixpath
from typing import TYPE_CHECKING, NamedTuple

from pinlint.metadata.evaluate import program, unreached
from pinlint.metadata.evaluate.budget import Budget, Exhausted
from pinlint.metadata.evaluate.library import modules
from pinlint.metadata.evaluate.outcomes import End, NotKnown, Raised
from pinlint.metadata.evaluate.setup_calls import Calls
from pinlint.metadata.evaluate.values import Opaque, Scope
from pinlint.metadata.evaluate.where import Where
from pinlint.metadata.raw import Malformed
from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    from pinlint.metadata.evaluate.budget import Budget
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.raw import Raw
    from pinlint.source import Files, Source


def read(source: Source, files: Files, budget: Budget | None = None) -> Raw | None:
    """What the file passes to ``setup()``; None if it certainly never calls it, and so is no project.

    Where a call may be out of sight, or was not reached, its literal arguments are known and nothing else.

    Raises Malformed at the parser's position where the text is no Python.
    """
    tree = parse(source)
    folder = posixpath.dirname(source.path) or "."
    machine = program.machine(files, folder, budget)
    found = _read(machine, tree, source)
    if found.left and machine.asked_for_python:  # what leaves where Python 3 runs it is meant for another
        machine = program.machine(files, folder, budget)
        machine.of_python_3 = False
        other = _read(machine, tree, source)
        found = other if not other.left or found.raw is None else found
    return found.raw


class _Found(NamedTuple):
    raw: Raw | None
    left: bool
    """Whether the program ends without a call of setup(), and means to."""


def _read(machine: Machine, tree: ast.Module, source: Source) -> _Found:
    """What one run of the program gives."""
    machine.main_path = source.path
    scope = Scope(source, name="__main__", main=True)
    raised: Raised | None = None
    why: Opaque | None = None
    try:
        raised = _run(machine, tree, scope)
    except Exhausted as error:
        why = Opaque(str(error))
    except (NotKnown, Raised, RecursionError):
        why = Opaque("is not understood")
    declared = machine.world.get("setup")
    if isinstance(declared, Calls) and why is None:
        return _Found(declared.raw, left=False)
    if raised is not None and not _leaves(tree, scope, raised):
        why = Opaque(f"setup() is not reached: {raised.name} {raised.at}")
    why = why or machine.unseen.why()
    raw = None if why is None else unreached.read(tree, source, why, named=machine.unseen.named)
    return _Found(raw, left=raw is None if raised is None else raised.explicit)


def _run(machine: Machine, tree: ast.Module, scope: Scope) -> Raised | None:
    """Run the program: the exception that ends it, if one does. Raises Exhausted, NotKnown, Raised."""
    modules.prepare(machine, scope, "__main__")
    ends = (path.value for path in machine.execute(tree.body, scope) if path.end is End.RAISE)
    return next((value for value in ends if isinstance(value, Raised)), None)


def _leaves(tree: ast.Module, scope: Scope, raised: Raised) -> bool:
    """Whether an exception ends the program on purpose, and nothing that was read decides about it."""
    return raised.explicit and any(
        isinstance(node, ast.Raise | ast.Expr) and Where(scope, node).line == raised.at for node in tree.body
    )


def parse(source: Source) -> ast.Module:
    """The syntax tree of a Python file. Raises Malformed at the parser's position where the text is none."""
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
