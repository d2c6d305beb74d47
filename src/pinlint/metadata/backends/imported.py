"""What a name is in a module of the project once it is imported, by the bounded evaluator of setup.py."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pinlint.metadata.backends import settled
from pinlint.source import Source, Span
from pinlint.workspace import Declared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinlint.metadata.project_file import ProjectFile
    from pinlint.source import Place

_PROGRAM = "from setuptools import setup\nfrom {module} import {name} as version\nsetup(name='it', version=version)\n"
_EXPRESSION = "\n\nfrom setuptools import setup\nsetup(name='it', version=(\n{expression}\n))\n"


def attribute(file: ProjectFile, dotted: str, top: str, at: Place) -> Declared[str] | None:
    """The string that ``from MODULE import NAME`` gives with the folder ``top`` of the project on the path.

    Its place is the literal where there is one, else ``at``. None where the evaluator does not know.
    """
    module, _, name = dotted.rpartition(".")
    if not module or not all(part.isidentifier() for part in dotted.split(".")):
        return None
    early = settled.value(file, module, name, top, at)
    if early is not None:
        return early
    return _version(file, Source(file.beside(top, "setup.py"), _PROGRAM.format(module=module, name=name)), 0, at)


def by_setuptools(file: ProjectFile, dotted: str, layout: Mapping[str, str] | None, at: Place) -> Declared[str] | None:
    """What setuptools finds when it imports the module that ``attr:`` names; ``layout`` as in ``static_attr.read``."""
    tops = ("src", "") if layout is None else (layout.get("", ""),)
    module = dotted.strip().rpartition(".")[0].replace(".", "/")
    for top in tops if not layout or set(layout) == {""} else ():
        if any(file.files.exists(file.beside(top, f"{module}{end}")) for end in (".py", "/__init__.py")):
            return attribute(file, dotted.strip(), top, at)
    return None


def expression(file: ProjectFile, module: Source, text: str, at: Place) -> Declared[str] | None:
    """The string that an expression is after the module is run, as ``attribute`` gives it."""
    if not _is_expression(text) or "__name__" in module.text:
        return None
    program = replace(module, text=module.text + _EXPRESSION.format(expression=text))
    return _version(file, program, len(module.text), at)


def _version(file: ProjectFile, program: Source, own: int, at: Place) -> Declared[str] | None:
    """The version that a program gives to ``setup()``; its first ``own`` characters are the project's own text."""
    # The evaluator is only paid for where nothing simpler tells.
    from pinlint.metadata import setup_py  # noqa: PLC0415
    from pinlint.metadata.raw import Malformed  # noqa: PLC0415 - with it

    try:
        raw = setup_py.read(program, file.files)
    except Malformed:
        return None
    version = raw.version if raw else None
    if not isinstance(version, Declared):
        return None
    place = version.at
    written = isinstance(place, Span) and (place.path != program.path or place.end <= own)
    return Declared(version.value, version.text, place if written else at)


def _is_expression(text: str) -> bool:
    import ast  # noqa: PLC0415 - only where a version is the value of an expression

    try:
        return isinstance(ast.parse(f"(\n{text}\n)", mode="eval").body, ast.expr) and "#" not in text
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
