"""Build scripts of a project's own, which may set fields of its metadata whether these are dynamic or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pinlint.metadata.backends import constants
from pinlint.workspace import Listing, Unknown

if TYPE_CHECKING:
    import ast

    from pinlint.metadata.project_file import ProjectFile
    from pinlint.metadata.raw import Raw
    from pinlint.source import Source
    from pinlint.workspace import Field

T = TypeVar("T")

_CHANGES = frozenset({"setdefault", "pop", "__setitem__"})
"""Methods of a dictionary that change the key they are given."""


def without_what_is_set(file: ProjectFile, script: Source, raw: Raw) -> Raw:
    """``raw`` without the fields that the script may set: lists that it names, and values that it assigns.

    What is unknown already keeps its reason.
    """
    module = constants.parse(script) if "metadata" in script.text else None
    named, assigned = _names(module) if module is not None else (frozenset[str](), frozenset[str]())

    def because(name: str) -> Unknown:
        return file.unknown("set by the build script of the project", "project", name)

    def scalar(found: Field[str], name: str) -> Field[str]:
        return because(name) if name in assigned and not isinstance(found, Unknown) else found

    def listing(found: Listing[T] | None, name: str) -> Listing[T] | None:
        known = found is None or found.complete
        return Listing((), (because(name),)) if name in named and known else found

    return replace(
        raw,
        version=scalar(raw.version, "version"),
        requires_python=scalar(raw.requires_python, "requires-python"),
        license=scalar(raw.license, "license"),
        requires=listing(raw.requires, "dependencies"),
        extras=listing(raw.extras, "optional-dependencies"),
        classifiers=listing(raw.classifiers, "classifiers"),
    )


def _names(module: ast.Module) -> tuple[frozenset[str], frozenset[str]]:
    """The strings in a module, and those of them that are the key of something it changes."""
    import ast  # noqa: PLC0415 - only where a project has a build script

    keys: list[ast.AST | None] = []
    strings: list[str] = []
    for node in ast.walk(module):
        match node:
            case ast.Subscript(slice=key, ctx=ast.Store() | ast.Del()):
                keys.append(key)
            case ast.Call(func=ast.Attribute(attr="update"), args=arguments, keywords=keywords):
                keys += [key for each in arguments if isinstance(each, ast.Dict) for key in each.keys]
                keys += [ast.Constant(each.arg) for each in keywords if each.arg]
            case ast.Call(func=ast.Attribute(attr=method), args=[key, *_]) if method in _CHANGES:
                keys.append(key)
            case ast.Constant(value=str(text)):
                strings.append(text)
    changed = (key.value for key in keys if isinstance(key, ast.Constant))
    return frozenset(strings), frozenset(text for text in changed if isinstance(text, str))
