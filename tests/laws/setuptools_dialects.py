"""A project in setup.cfg and in setup.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.laws.layouts import PYTHON_STRINGS, TOML_STRINGS, Needed
from tests.laws.toml_dialects import beside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.laws.layouts import Files, Layout, Project


def setup_cfg(project: Project, layout: Layout) -> Files:
    """Options of setuptools; lists hang, with comments between their lines."""
    is_ = (": ", " = ", "=")[layout.first % 3]
    indent = ("    ", "\t", "  ")[layout.first // 3 % 3]
    note = f"{indent}# \xe9, ; ==1\n" if layout.comment else ""

    def listed(values: Iterable[object]) -> str:
        return "".join(f"\n{note.rstrip()}{chr(10) if note else ''}{indent}{each}" for each in values)

    version, rest, _ = cfg_version(project, layout)
    rows = [f"# \xe9\n[metadata]\nname{is_}{project.name}\nversion{is_}{version}"]
    rows += [f"classifiers{is_}{listed(project.classifiers)}"] if project.classifiers else []
    rows.append("[options]")
    rows += [f"python_requires{is_}{project.python}"] if project.python is not None else []
    rows += [f"install_requires{is_}{listed(project.core)}"] if project.core else []
    rows += ["", "[options.extras_require]"] if project.optional else []
    rows += [f"{name}{is_}{listed(all_)}" for name, all_ in project.optional]
    return {"setup.cfg": "\n".join(rows) + "\n", **rest, **groups_and_build(project, layout)}


def cfg_version(project: Project, layout: Layout) -> tuple[str, Files, str]:
    if layout.source == "attr":
        module = {f"src/{project.module}/__init__.py": f"__version__ = '{project.version}'\n"}
        return f"attr: {project.module}.__version__", module, ""
    if layout.source == "file":
        return "file: VERSION", {"VERSION": f"{project.version}\n"}, ""
    return project.version, {}, ""


def groups_and_build(project: Project, layout: Layout) -> Files:
    """What setuptools does not know: a pyproject.toml without a project."""
    text = layout.strings(TOML_STRINGS)
    needed = [text(str(each)) for each in (Needed("setuptools"), *project.build)]
    system = f"[build-system]\nrequires = {layout.array.of(needed)}\nbuild-backend = 'setuptools.build_meta'\n"
    return {"pyproject.toml": system + beside(project, layout, text)} if project.groups or project.build else {}


def setup_py(project: Project, layout: Layout) -> Files:
    """Keywords, with values in place, in variables, or in a mapping; the version may come from a file beside it."""
    text = layout.strings(PYTHON_STRINGS)
    rest: Files = {"VERSION": f"{project.version}\n"} if layout.source == "file" else {}
    named = layout.source in ("attr", "hatch", "flit")
    version = "open('VERSION').read().strip()" if rest else text(project.version)
    fields = {"name": text(project.name), "version": "VERSION" if named else version}
    fields |= {"python_requires": text(project.python)} if project.python is not None else {}
    lists = {}
    if project.classifiers:
        lists["classifiers"] = layout.listed(project.classifiers, text)
    if project.core:
        required = [_made(each, project) if named and layout.formatted else None for each in project.core]
        either = [made or text(str(each)) for made, each in zip(required, project.core, strict=True)]
        lists["install_requires"] = layout.array.of(either)
    if project.optional:
        extras = (f"'{name}': {layout.listed(all_, text)}" for name, all_ in project.optional)
        lists["extras_require"] = f"{{{', '.join(extras)}}}"
    variables = {key.upper(): value for key, value in lists.items()} if layout.required == "file" else {}
    fields |= {key: key.upper() for key in lists} if variables else lists
    variables |= {"VERSION": version} if named else {}
    head = "".join(f"{key} = {variables[key]}{layout.comment}\n" for key in sorted(variables, reverse=True))
    body = f"from setuptools import setup\n{head}{_call(fields, layout)}"
    return {"setup.py": body, **rest, **groups_and_build(project, layout)}


def _made(needed: Needed, project: Project) -> str | None:
    """A pin on the version of the project, made of that."""
    return f"f'{needed.name}=={{VERSION}}'" if needed == Needed(needed.name, f"=={project.version}") else None


def _call(fields: dict[str, str], layout: Layout) -> str:
    """The call of setup, or what is handed to it."""
    if layout.tables == "dotted":
        return "facts = dict(\n" + "".join(f"    {key}={fields[key]},\n" for key in fields) + ")\nsetup(**facts)\n"
    if layout.tables == "subtables":
        return "facts = {}\n" + "".join(f"facts['{key}'] = {fields[key]}\n" for key in fields) + "setup(**facts)\n"
    return "setup(\n" + "".join(f"    {key}={fields[key]},{layout.comment}\n" for key in fields) + ")\n"
