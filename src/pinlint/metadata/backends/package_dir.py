"""``package_dir`` as setup.py passes it: where import packages are, also for what pyproject.toml names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinlint.metadata.backends import constants
from pinlint.source import Unreadable, decode

if TYPE_CHECKING:
    import ast

    from pinlint.metadata.project_file import ProjectFile

_KEYWORD = "package_dir"


def passed(file: ProjectFile) -> dict[str, str]:
    """The literal that the only call of setup() in setup.py passes; empty where there is none such."""
    path = file.beside("setup.py")
    try:
        source = decode(path, file.files.read(path)) if file.files.exists(path) else None
    except (Unreadable, UnicodeDecodeError):
        return {}
    if source is None or _KEYWORD not in source.text:
        return {}
    tree = constants.parse(source)
    return _literal(tree) if tree is not None else {}


def _literal(tree: ast.Module) -> dict[str, str]:
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_setup(node.func)]
    given = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == _KEYWORD]
    if len(calls) != 1 or not given or not isinstance(given[0], ast.Dict):
        return {}
    try:
        found = ast.literal_eval(given[0])
    except (ValueError, TypeError, MemoryError, RecursionError):
        return {}
    return found if all(isinstance(text, str) for pair in found.items() for text in pair) else {}


def _is_setup(function: ast.expr) -> bool:
    import ast  # noqa: PLC0415 - only where a version is taken from a module

    return (isinstance(function, ast.Name) and function.id == "setup") or (
        isinstance(function, ast.Attribute) and function.attr == "setup"
    )
