"""The value of a module attribute without importing the module, as setuptools' ``attr:`` reads it first."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from pinlint.source import Span, Unreadable, decode, line_starts
from pinlint.workspace import Declared, Unknown

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Mapping

    from pinlint.source import Files, Place, Source


def read(
    dotted: str, package_dir: Mapping[str, str] | None, folder: str, files: Files, at: Place
) -> Declared[str] | Unknown:
    """The version that ``attr: dotted`` names in the project at ``folder``, with its place in the module.

    ``package_dir`` maps import packages to their folders, ``""`` being the rest; None where setuptools discovers the
    layout itself (``src`` or flat). ``at`` is the place of the directive. Unknown where setuptools would have to
    import the module.
    """
    dotted = dotted.strip()
    module, _, name = dotted.rpartition(".")
    path = _find(module or "__init__", package_dir, folder, files)
    if path is None:
        return Unknown(f"{dotted} is in no module of the project", at)
    try:
        source = decode(path, files.read(path))
    except Unreadable as error:
        return Unknown(f"{path} cannot be read: {error}", at)
    except UnicodeDecodeError:
        return Unknown(f"{path} is not UTF-8", at)
    return assigned(source, name) or Unknown(f"{dotted} is computed when {path} is imported", at)


def assigned(source: Source, name: str) -> Declared[str] | None:
    """The first value that a module assigns to ``name`` at its top level, as a version is written.

    Its place is the literal, with the quotes of a string; the parts of a tuple or list are joined with dots. None
    where there is no assignment, the first is no literal, or the text is not Python.
    """
    if name not in source.text:
        return None
    import ast  # noqa: PLC0415 - only where a version is taken from a module
    import warnings  # noqa: PLC0415 - the same

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of string escapes in somebody else's module
            module = ast.parse(source.text)
        for target, value in _assignments(module):
            if isinstance(target, ast.Name) and target.id == name:
                text = _version(ast.literal_eval(value))
                return None if text is None else Declared(text, text, literal_span(source, value))
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        # What hostile text makes of the parser, and what is no literal.
        return None
    return None


def _find(module: str, package_dir: Mapping[str, str] | None, folder: str, files: Files) -> str | None:
    """The file of a module: of the layouts that are possible, the first that has it."""
    layouts = ({"": "src"}, {}) if package_dir is None else (package_dir,)
    for layout in layouts:
        start = posixpath.normpath(posixpath.join(folder, _location(module, layout)))
        for path in (f"{start}.py", f"{start}/__init__.py"):
            if files.exists(path):
                return path
    return None


def _location(module: str, package_dir: Mapping[str, str]) -> str:
    """Where a module would be; the most specific entry of ``package_dir`` decides."""
    parts = module.split(".")
    for size in range(len(parts), 0, -1):
        parent = package_dir.get(".".join(parts[:size]))
        if parent is not None:
            return posixpath.join(parent, *parts[size:])
    return posixpath.join(package_dir.get("") or "", *parts)


def _assignments(module: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    for statement in module.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                yield target, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            yield statement.target, statement.value


def _version(value: Any) -> str | None:  # noqa: ANN401 - whatever a literal can be
    """A literal as setuptools writes it into Version; None for a set, which has no order."""
    if isinstance(value, set):
        return None
    if isinstance(value, tuple | list | dict | bytes):
        return ".".join(map(str, value))
    return str(value)


def literal_span(source: Source, node: ast.expr) -> Span:
    """The place of an expression, whose columns the syntax tree counts in UTF-8 bytes."""
    starts = line_starts(source.text)

    def offset(line: int, column: int) -> int:
        end = starts[line] if line < len(starts) else len(source.text)
        text = source.text[starts[line - 1] : end]
        return starts[line - 1] + len(text.encode()[:column].decode(errors="ignore"))

    end = offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
    return Span(source.path, offset(node.lineno, node.col_offset), end)
