"""What each build backend makes of a pyproject.toml: one module per family, imported where it builds a project.

A backend's module completes what the project table says with the fields that the table leaves ``dynamic``. It answers
with the value that the backend would write into Core Metadata, or leaves the field unknown with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinlint.metadata.project_file import ProjectFile
    from pinlint.metadata.raw import Raw

# Most projects have one backend, and many leave nothing to it: none of these is imported before it is needed.
# ruff: noqa: PLC0415


def complete(file: ProjectFile, raw: Raw) -> Raw:
    """``raw``, which the project table says, with what the project's build backend adds."""
    match file.builder:
        case "flit_core":
            from pinlint.metadata.backends.flit import complete as finish
        case "hatchling":
            from pinlint.metadata.backends.hatchling import complete as finish
        case "poetry" | "poetry_dynamic_versioning":
            from pinlint.metadata.backends.poetry import complete as finish
        case "maturin":
            from pinlint.metadata.backends.maturin import complete as finish
        case "pdm":
            from pinlint.metadata.backends.pdm import complete as finish
        case _ if not file.table("project").get("dynamic"):
            return raw
        case "setuptools":
            from pinlint.metadata.backends.setuptools import complete as finish
        case "mesonpy":
            from pinlint.metadata.backends.meson import complete as finish
        case "scikit_build_core":
            from pinlint.metadata.backends.scikit_build import complete as finish
        case _:
            return raw
    return finish(file, raw)


def without_project(file: ProjectFile) -> Raw | None:
    """What a file without a project table says of its project, in the tables of its backend; None if nothing."""
    match file.builder:
        case "setuptools" if not _is_of_poetry(file):
            from pinlint.metadata.backends.setuptools import without_project as read
        case "pbr":
            from pinlint.metadata.backends.setuptools import built_by_pbr as read
        case "flit_core" | "flit":
            from pinlint.metadata.backends.flit import without_project as read
        case "maturin":
            from pinlint.metadata.backends.maturin import without_project as read
        case "mesonpy":
            from pinlint.metadata.backends.meson import without_project as read
        case _:
            # Poetry builds what names no backend; backends of a project's own mostly wrap poetry's.
            from pinlint.metadata.backends.poetry import without_project as read
    return read(file)


def _is_of_poetry(file: ProjectFile) -> bool:
    """Whether poetry is told of a project that names no backend, and the build system does not require another."""
    named = "build-backend" in file.table("build-system")
    return not named and bool(file.table("tool", "poetry").get("name")) and "setuptools" not in file.build_requires
