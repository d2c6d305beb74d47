"""What is left of dynamic fields (PEP 808) where nothing sets them when the project is built: what is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pinlint.workspace import Declared, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.metadata.raw import Raw
    from pinlint.workspace import Field

T = TypeVar("T")


def as_written(file: ProjectFile, raw: Raw) -> Raw:
    """The fields that only the project table says, be they dynamic or not; the version and the licence stay."""
    return replace(
        raw,
        requires=listing(file, raw.requires, "dependencies"),
        extras=listing(file, raw.extras, "optional-dependencies"),
        classifiers=listing(file, raw.classifiers, "classifiers"),
        requires_python=field(file, raw.requires_python, "requires-python"),
    )


def listing(file: ProjectFile, found: Listing[T] | None, name: str) -> Listing[T] | None:
    """A list without what could be added to it, or None where there is none."""
    at = file.dynamic(name)
    if at is None or found is None:
        return found
    unknown = tuple(each for each in found.unknown if each.at != at)
    return Listing(found.items, unknown) if name in file.table("project") else None


def field(file: ProjectFile, found: Field[str], name: str) -> Declared[str] | Unknown | None:
    """A value that is written, or None where there is none."""
    at = file.dynamic(name)
    return None if isinstance(found, Unknown) and found.at == at else found
