"""Where the import package of a project is: in the folder that its configuration names, or under its own name."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinlint.metadata.project_file import ProjectFile

_ROOTS = ("src", "")


def places(title: str, file: ProjectFile) -> tuple[str, ...]:
    """The paths that the import package may have from the folder of the project, without ``.py``; likely ones first.

    What is configured is meant before what the name suggests: ``acme-core`` may be ``acme_core`` or, in a namespace
    package, ``acme.core``. Of several packages that are configured none is known to be the one.
    """
    found = (*_configured(file), *_named(title, _roots(file)))
    return tuple(dict.fromkeys(path for each in found if not (path := posixpath.normpath(each)).startswith((".", "/"))))


def _named(title: str, roots: Iterable[str]) -> Iterator[str]:
    for root in roots:
        for name in dict.fromkeys((title.lower(), title)):
            first, *rest = re.split(r"[-_.]", name)
            yield posixpath.join(root, "_".join((first, *rest)))
            yield posixpath.join(root, name.replace("-", "_").replace(".", "/"))
            yield posixpath.join(root, first, *rest)
            if len(rest) == 2:
                yield posixpath.join(root, f"{first}_{rest[0]}", rest[1])
                yield posixpath.join(root, first, f"{rest[0]}_{rest[1]}")


def _roots(file: ProjectFile) -> tuple[str, ...]:
    """Folders that import packages lie in."""
    given = file.table("tool", "setuptools", "package-dir").get("")
    return (given,) if isinstance(given, str) else _ROOTS


def _configured(file: ProjectFile) -> tuple[str, ...]:
    """The paths of the one import package that the build backend is told of, as far as that is plain."""
    match file.builder:
        case "flit_core":
            module = file.table("tool", "flit", "module").get("name")
            return tuple(posixpath.join(root, module.replace(".", "/")) for root in _ROOTS if isinstance(module, str))
        case "hatchling":
            return _only(file.table("tool", "hatch", "build", "targets", "wheel").get("packages"))
        case "uv_build":
            table = file.table("tool", "uv", "build-backend")
            module, root = table.get("module-name"), table.get("module-root", "src")
            if isinstance(module, str) and isinstance(root, str):
                return (posixpath.join(root, module.replace(".", "/")),)
        case "poetry":
            listed = file.table("tool", "poetry").get("packages")
            first = listed[0] if isinstance(listed, list) and len(listed) == 1 else None
            root = first.get("from", "") if isinstance(first, dict) else None
            if isinstance(first, dict) and isinstance(root, str):
                return tuple(posixpath.join(root, path) for path in _only([first.get("include")]))
    return ()


def _only(paths: object) -> tuple[str, ...]:
    """The one plain path in what should be an array of paths or globs."""
    path = paths[0] if isinstance(paths, list) and len(paths) == 1 else None
    return (path,) if isinstance(path, str) and not set(path) & set("*?[") else ()
