"""pyproject.toml: the project table (PEP 621, 639, 808), dependency groups (PEP 735), the build system (PEP 518)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pinlint.metadata import backends, dependency_groups
from pinlint.metadata.raw import Raw, RawSection
from pinlint.workspace import Declared, Field, Kind, Listing, Unknown

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile, Table

T = TypeVar("T")

_REDIRECTIONS = (
    ("hatch", "build"),
    ("setuptools", "packages"),
    ("setuptools", "package-dir"),
    ("setuptools", "py-modules"),
    ("poetry", "packages"),
    ("pdm", "build"),
    ("flit", "module"),
    ("maturin",),
    ("scikit-build",),
    ("meson-python",),
    ("uv", "build-backend"),
)
"""Tool tables that let a project take its modules from elsewhere."""


def read(file: ProjectFile) -> Raw | None:
    """What the file says of its project, with the values its build backend takes from other files.

    None where it says nothing: it has neither a project table nor a table of its backend that stands for one.
    """
    if isinstance(file.tables.get("project"), dict):
        return backends.complete(file, _project(file))
    return backends.without_project(file)


def development(file: ProjectFile) -> Raw | None:
    """What the file says beside the setup files that speak of the project: its groups, and what builds it.

    Neither needs a project table (PEP 735, PEP 518). None where it says nothing.
    """
    groups, build = _groups(file), file.strings("build-system", "requires")
    if groups is None and build is None:
        return None
    return Raw(kind=Kind.PYPROJECT, path=file.path, groups=groups, build=build)


def redirects(tables: Table) -> bool:
    """Whether the build may take modules from outside the project's own folder, so that its folder proves nothing."""
    tools = tables.get("tool")
    return any(_has(tools, keys) for keys in _REDIRECTIONS)


def _has(tools: object, keys: tuple[str, ...]) -> bool:
    for key in keys:
        if not isinstance(tools, dict) or key not in tools:
            return False
        tools = tools[key]
    return True


def _project(file: ProjectFile) -> Raw:
    """What is written in the project table itself; what is dynamic is unknown so far."""

    def dynamic(name: str) -> Unknown | None:
        at = file.dynamic(name)
        return None if at is None else Unknown(f"set by {file.builder} when it builds", at)

    name = file.string("project", "name")
    return Raw(
        kind=Kind.PYPROJECT,
        path=file.path,
        # Nothing can be published without a name.
        private=_private(file) or name is None,
        name=name or file.unknown("the project table has none", "project"),
        version=file.string("project", "version") or dynamic("version"),
        requires_python=file.string("project", "requires-python") or dynamic("requires-python"),
        requires=_partly(file.strings("project", "dependencies"), dynamic("dependencies")),
        extras=_partly(file.sections("project", "optional-dependencies"), dynamic("optional-dependencies")),
        classifiers=_partly(file.strings("project", "classifiers"), dynamic("classifiers")),
        license=_license(file) or dynamic("license"),
        license_is_expression=isinstance(file.table("project").get("license"), str),
        groups=_groups(file),
        build=file.strings("build-system", "requires"),
    )


def _private(file: ProjectFile) -> bool:
    return file.table("tool", "uv").get("package") is False or file.table("tool", "poetry").get("package-mode") is False


def _groups(file: ProjectFile) -> Listing[RawSection] | None:
    """Dependency groups, and uv's older list of development requirements as the group it stands for."""
    groups = dependency_groups.read(file)
    older = file.strings("tool", "uv", "dev-dependencies")
    if older is None:
        return groups
    at = file.key("tool", "uv", "dev-dependencies")
    section = RawSection(Declared("dev", "dev-dependencies", at), older)
    return Listing((*(groups or ()), section), groups.unknown if groups else ())


def _license(file: ProjectFile) -> Field[str]:
    value = file.table("project").get("license")
    if not isinstance(value, dict):
        return file.string("project", "license")
    if "text" in value:
        return file.string("project", "license", "text")
    return file.unknown("the text of a file", "project", "license")


def _partly(listing: Listing[T] | None, dynamic: Unknown | None) -> Listing[T] | None:
    """A list with what is added to it when it is built (PEP 808)."""
    if dynamic is None:
        return listing
    return Listing(listing.items if listing else (), (*(listing.unknown if listing else ()), dynamic))
