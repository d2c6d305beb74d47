"""The language and the library, put together: where readers of programs begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.evaluate.budget import Budget
from pinlint.metadata.evaluate.language import calls, expressions, statements
from pinlint.metadata.evaluate.library import table
from pinlint.metadata.evaluate.machine import Language, Machine

if TYPE_CHECKING:
    from pinlint.source import Files

_PYTHON = Language(expressions.evaluate, statements.execute, calls.call, table.FUNCTIONS, table.MODULES)


def machine(files: Files, folder: str, budget: Budget | None = None) -> Machine:
    """A machine that reads Python; ``folder`` is where the program begins, relative to the workspace root."""
    return Machine(_PYTHON, files, folder, budget or Budget())
