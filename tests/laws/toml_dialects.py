"""A project in pyproject.toml: as PEP 621 has it, in the tables of poetry, and in those of flit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.version import Version

from tests.laws.layouts import TOML_STRINGS, Needed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.laws.layouts import Files, Layout, Project


def pyproject(project: Project, layout: Layout) -> Files:
    """PEP 621, with what is left to a backend: a version in a module or file, requirements in files."""
    text = layout.strings(TOML_STRINGS)
    # An inline table is on one line, but for its arrays.
    string = layout.strings(TOML_STRINGS[:2]) if layout.tables == "inline" else text
    backend, tool, rest = ("hatchling.build", [], {}) if layout.source == "static" else VERSIONS[layout.source](project)
    dynamic = [] if layout.source == "static" else ["version"]
    rows = [("name", string(project.name))]
    rows += [("version", string(project.version))] if layout.source == "static" else []
    rows += [("requires-python", string(project.python))] if project.python is not None else []
    rows += [("classifiers", layout.listed(project.classifiers, string))] if project.classifiers else []
    optional = [(name, layout.listed(needed, string)) for name, needed in project.optional]
    if layout.required == "file" and layout.source in ("static", "attr", "file"):
        backend = "setuptools.build_meta"
        dynamic += ["dependencies"] if project.core else []
        dynamic += ["optional-dependencies"] if optional else []
        lists = {
            "dependencies": project.core,
            **{f"optional-dependencies.{name}": all_ for name, all_ in project.optional},
        }
        lists = {field: all_ for field, all_ in lists.items() if all_}
        rest |= {f"{field}.txt": "# of it\n" + "".join(f"{each}  # kept\n" for each in lists[field]) for field in lists}
        tool = [*(tool or ["[tool.setuptools.dynamic]"]), *(f"{field} = {{file = ['{field}.txt']}}" for field in lists)]
        optional = []
    else:
        rows.append(("dependencies", layout.listed(project.core, string)))
    rows += [("dynamic", str(dynamic))] if dynamic else []
    needed = layout.listed((backend.partition(".")[0], *project.build), string)
    system = f"\n[build-system]\nrequires{layout.equals}{needed}\nbuild-backend = '{backend}'\n"
    body = _table(rows, optional, layout) + beside(project, layout, text) + system + "".join(f"{row}\n" for row in tool)
    return {"pyproject.toml": body, **rest}


def _table(rows: list[tuple[str, str]], optional: list[tuple[str, str]], layout: Layout) -> str:
    """The project table, in one of its forms."""
    if layout.tables == "inline":
        extras = ", ".join(f"{name} = {value}" for name, value in optional)
        rows = [*rows, *([("optional-dependencies", f"{{{extras}}}")] if extras else [])]
        return "project = {" + ", ".join(f"{key}{layout.equals}{value}" for key, value in rows) + "}\n"
    apart = layout.tables == "subtables"
    inner = [] if apart else [(f"optional-dependencies.{name}", value) for name, value in optional]
    dot = "project." if layout.tables == "dotted" else ""
    head = "" if dot else f"[project]{layout.comment}\n"
    body = "".join(f"{dot}{key}{layout.equals}{value}{layout.comment}\n" for key, value in (*rows, *inner))
    outer = "".join(f"{key}{layout.equals}{value}{layout.comment}\n" for key, value in optional) if apart else ""
    return head + body + (f"\n[project.optional-dependencies]\n{outer}" if outer else "")


def beside(project: Project, layout: Layout, text: Callable[[str], str]) -> str:
    """Dependency groups (PEP 735)."""
    rows = (f"{name}{layout.equals}{layout.listed(all_, text)}\n" for name, all_ in project.groups)
    return "\n[dependency-groups]\n" + "".join(rows) if project.groups else ""


def _hatch(project: Project) -> tuple[str, list[str], Files]:
    path = f"src/{project.module}/__about__.py"
    return (
        "hatchling.build",
        ["[tool.hatch.version]", f"path = '{path}'"],
        {path: f"# It.\n__version__ = '{project.version}'\n"},
    )


def _attr(project: Project) -> tuple[str, list[str], Files]:
    tool = ["[tool.setuptools.dynamic]", f'version = {{attr = "{project.module}.__version__"}}']
    return "setuptools.build_meta", tool, {f"src/{project.module}/__init__.py": f'__version__ = "{project.version}"\n'}


def _file(project: Project) -> tuple[str, list[str], Files]:
    return (
        "setuptools.build_meta",
        ["[tool.setuptools.dynamic]", "version.file = 'VERSION'"],
        {"VERSION": f"{project.version}\n"},
    )


def _flit(project: Project) -> tuple[str, list[str], Files]:
    return (
        "flit_core.buildapi",
        [],
        {f"{project.module}/__init__.py": f"'''It.'''\n__version__ = '''{project.version}'''\n"},
    )


VERSIONS = {"hatch": _hatch, "attr": _attr, "file": _file, "flit": _flit}


def poetry(project: Project, layout: Layout) -> Files:
    """The tables of poetry; what is optional is in them as well."""
    text = layout.strings((TOML_STRINGS[0], TOML_STRINGS[1]))
    rows = [
        "[tool.poetry]",
        f"name{layout.equals}{text(project.name)}",
        f"version{layout.equals}{text(project.version)}{layout.comment}",
    ]
    if project.classifiers:
        rows.append(f"classifiers = {layout.listed(project.classifiers, text)}")
    rows += ["", "[tool.poetry.dependencies]"]
    rows += [f"python{layout.equals}{text(poetic(project.python, layout))}"] if project.python is not None else []
    for each in project.core:
        value = poetry_value(each, layout, text, table=each.name.endswith("b"))
        rows.append(f"{each.name}{layout.equals}{value}{layout.comment}")
    for _, all_ in project.optional:
        rows += [f"{each.name}{layout.equals}{poetry_value(each, layout, text, optional=True)}" for each in all_]
    rows += ["", "[tool.poetry.extras]"] if project.optional else []
    rows += [f"{name} = {layout.array.of([text(each.name) for each in all_])}" for name, all_ in project.optional]
    for name, all_ in project.groups:
        rows += ["", f"[tool.poetry.group.{name}.dependencies]"]
        rows += [f"{each.name} = {poetry_value(each, layout, text)}" for each in all_]
    needed = [text(str(each)) for each in (Needed("poetry-core"), *project.build)]
    rows += [
        "",
        "[build-system]",
        f"requires = {layout.array.of(needed)}",
        'build-backend = "poetry.core.masonry.api"',
        "",
    ]
    return {"pyproject.toml": "\n".join(rows)}


def poetry_value(
    needed: Needed, layout: Layout, text: Callable[[str], str], *, optional: bool = False, table: bool = False
) -> str:
    clauses = text(poetic(needed.clauses, layout))
    if not (optional or table or needed.marker or needed.asked):
        return clauses
    rows = [f"version = {clauses}"]
    rows += [f"extras = {[*needed.asked.strip('[]').split(',')]}"] if needed.asked else []
    rows += [f"markers = '{needed.marker}'"] if needed.marker else []
    rows += ["optional = true"] if optional else []
    return "{" + ", ".join(rows) + "}"


def poetic(clauses: str, layout: Layout) -> str:
    """Clauses as poetry has them for short, in every other layout."""
    if not clauses:
        return "*"
    # It knows no arbitrary equality.
    clauses = clauses.replace("===", "==")
    both = re.fullmatch(r">=([^,]+),<([^,]+)", clauses)
    if layout.first % 2 or (both is None and not clauses.startswith("==")) or ".*" in clauses:
        return clauses
    if both is None:
        return clauses.removeprefix("==")
    low, cap = map(Version, both.groups())
    epoch = f"{low.epoch}!" if low.epoch else ""
    if low.major and cap == Version(f"{epoch}{low.major + 1}"):
        return f"^{both[1]}"
    return f"~{both[1]}" if len(low.release) > 1 and cap == Version(f"{epoch}{low.major}.{low.minor + 1}") else clauses


def flit(project: Project, layout: Layout) -> Files:
    """The tables of flit before PEP 621, with the version in the module."""
    text = layout.strings(TOML_STRINGS)
    rows = ["[tool.flit.metadata]", f"module = '{project.module}'", f"dist-name = {text(project.name)}", "author = 'x'"]
    rows += [f"requires-python{layout.equals}{text(project.python)}"] if project.python is not None else []
    rows += [f"classifiers = {layout.listed(project.classifiers, text)}"] if project.classifiers else []
    rows.append(f"requires{layout.equals}{layout.listed(project.core, text)}{layout.comment}")
    rows += ["", "[tool.flit.metadata.requires-extra]"] if project.optional else []
    rows += [f"{name} = {layout.listed(all_, text)}" for name, all_ in project.optional]
    needed = [text(str(each)) for each in (Needed("flit_core"), *project.build)]
    rows += ["", "[build-system]", f"requires = {layout.array.of(needed)}", 'build-backend = "flit_core.buildapi"', ""]
    module = f"'''It.'''\n__version__ = '{project.version}'{layout.comment}\n"
    return {"pyproject.toml": "\n".join(rows) + beside(project, layout, text), "{}.py": module}
