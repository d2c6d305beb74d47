"""setup.py, read by a bounded static evaluator; nothing of it is run.

Importing this module imports ``ast``: callers import it only where there is a setup.py.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pinlint.metadata.evaluate import program, unreached
from pinlint.metadata.evaluate.budget import Budget, Exhausted
from pinlint.metadata.evaluate.library import modules
from pinlint.metadata.evaluate.outcomes import End, NotKnown, Raised
from pinlint.metadata.evaluate.setup_calls import Calls
from pinlint.metadata.evaluate.values import Opaque, Scope
from pinlint.metadata.raw import Malformed
from pinlint.source import Span, line_starts

if TYPE_CHECKING:
    import ast

    from pinlint.metadata.evaluate.budget import Budget
    from pinlint.metadata.evaluate.machine import Machine
    from pinlint.metadata.raw import Raw
    from pinlint.source import Files, Source


def read(source: Source, files: Files, budget: Budget | None = None) -> Raw | None:
    """What the file passes to ``setup()``; None if it never calls it, and so is no project.

    Where a call may be out of sight, or was not reached, its literal arguments are known and nothing else.

    Raises Malformed at the parser's position where the text is no Python.
    """
    tree = parse(source)
    folder = posixpath.dirname(source.path) or "."
    machine = program.machine(files, folder, budget)
    found = _read(machine, tree, source)
    if found is None and machine.asked_for_python:  # what leaves where Python 3 runs it is meant for another
        machine = program.machine(files, folder, budget)
        machine.of_python_3 = False
        found = _read(machine, tree, source)
    return found


def _read(machine: Machine, tree: ast.Module, source: Source) -> Raw | None:
    """What one run of the program gives."""
    machine.main_path = source.path
    why, over = _run(machine, tree, Scope(source, name="__main__", main=True))
    declared = machine.world.get("setup")
    if isinstance(declared, Calls) and over:
        return declared.raw
    why = why or machine.setup_escaped
    return None if why is None else unreached.read(tree, source, why, named=machine.setup_named)


def _run(machine: Machine, tree: ast.Module, scope: Scope) -> tuple[Opaque | None, bool]:
    """Run the program: why it may have called setup() out of sight, and whether it was gone through to its end."""
    try:
        modules.prepare(machine, scope, "__main__")
        paths = machine.execute(tree.body, scope)
    except Exhausted as error:
        return Opaque(str(error)), False
    except (NotKnown, Raised, RecursionError):
        return Opaque("is not understood"), False
    for path in paths:
        if isinstance(path.value, Raised) and path.end is End.RAISE and not path.value.explicit:
            return Opaque(f"setup() is not reached: {path.value.name} {path.value.at}"), True
    return None, True


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
