"""One project in every dialect and layout: what it states, and the files that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Files = dict[str, str]


@dataclass(frozen=True)
class Stated:
    """What a project states; ``python`` is its Requires-Python."""

    version: str = "1.2"
    python: str | None = ">=3.9"
    requires: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    classifiers: tuple[str, ...] = ()


def _quoted(text: str, quote: str) -> str:
    """The text in quotes; a marker in it has the others."""
    return f"{quote}{text.replace(chr(39), chr(34)) if quote[0] == chr(39) else text}{quote}"


def _project(said: Stated, listed: Callable[[Iterable[str]], str], quote: str = '"') -> str:
    """The project table; an empty list is not written."""

    rows = [
        "[project]",
        f"name = {_quoted('c', quote)}  # the name",
        f"version = {_quoted(said.version, quote)}  # keep",
    ]
    rows += [f"requires-python = {_quoted(said.python, quote[0])}"] if said.python else []
    rows += [f"dependencies = {listed(said.requires)}"] if said.requires else []
    rows += [f"classifiers = {listed(said.classifiers)}"] if said.classifiers else []
    rows += ["", "[project.optional-dependencies]", f"x = {listed(said.extra)}"] if said.extra else []
    return "\n".join((*rows, "", "# the tool", "[tool.other]", "y = 1", ""))


def _on_one_line(quote: str) -> Callable[[Iterable[str]], str]:
    return lambda items: "[" + ", ".join(_quoted(each, quote) for each in items) + "]"


def one_line(said: Stated) -> Files:
    return {"pyproject.toml": _project(said, _on_one_line('"'))}


def lines(said: Stated) -> Files:
    def listed(items: Iterable[str]) -> str:
        return "\n".join(("[", *(f"    {_quoted(each, chr(39))}," for each in items), "]"))

    return {"pyproject.toml": _project(said, listed, "'")}


def lines_without_a_last_comma(said: Stated) -> Files:
    def listed(items: Iterable[str]) -> str:
        return "[\n\t" + ",\n\t".join(f'"{each}"' for each in items) + "\n]"

    return {"pyproject.toml": _project(said, listed).replace("\n", "\r\n")}


def commas_first(said: Stated) -> Files:
    def listed(items: Iterable[str]) -> str:
        return "[ " + "\n  , ".join(f'"{each}"' for each in items) + "\n  ]"

    return {"pyproject.toml": _project(said, listed)}


def closed_on_the_last_line(said: Stated) -> Files:
    def listed(items: Iterable[str]) -> str:
        return "[\n  " + ",\n  ".join(f'"{each}"' for each in items) + "]"

    return {"pyproject.toml": _project(said, listed)}


def strings_of_several_lines(said: Stated) -> Files:
    return {"pyproject.toml": _project(said, _on_one_line("'''"), "'''")}


def basic_strings_of_several_lines(said: Stated) -> Files:
    return {"pyproject.toml": _project(said, _on_one_line('"""'), '"""')}


def inline_table(said: Stated) -> Files:
    listed = _on_one_line("'")
    rows = ["name = 'c'", f"version = '{said.version}'"]
    rows += [f"dependencies = {listed(said.requires)}"] if said.requires else []
    rows += [f"classifiers = {listed(said.classifiers)}"] if said.classifiers else []
    rows += [f"optional-dependencies = {{x = {listed(said.extra)}}}"] if said.extra else []
    rows += [f"requires-python = '{said.python}'"] if said.python else []
    return {"pyproject.toml": f"project = {{{', '.join(rows)}}}  # all\n"}


def dotted_keys(said: Stated) -> Files:
    listed = _on_one_line('"')
    rows = ['project.name = "c"', f'project.version = "{said.version}"']
    rows += [f'project.requires-python = "{said.python}"'] if said.python else []
    rows += [f"project.dependencies = {listed(said.requires)}"] if said.requires else []
    rows += [f"project.classifiers = {listed(said.classifiers)}"] if said.classifiers else []
    rows += [f"project.optional-dependencies.x = {listed(said.extra)}"] if said.extra else []
    return {"pyproject.toml": "\n".join((*rows, ""))}


def left_to_files(said: Stated) -> Files:
    """``[tool.setuptools.dynamic]``, with files for everything but Requires-Python."""
    fields = {"VERSION": "version"}
    files = {"VERSION": f"{said.version}\r\n"}
    if said.requires:
        fields["requirements.txt"] = "dependencies"
        files["requirements.txt"] = "".join(f"{each}  # why\n" for each in said.requires)
    if said.extra:
        fields["x.txt"] = "optional-dependencies"
        files["x.txt"] = "# all of x\n" + "\n".join(said.extra)
    if said.classifiers:
        fields["classifiers.txt"] = "classifiers"
        files["classifiers.txt"] = "".join(f"{each}\n" for each in said.classifiers)
    python = f'requires-python = "{said.python}"\n' if said.python else ""
    rows = "".join(f"{field}{'.x' * (path == 'x.txt')}.file = '{path}'\n" for path, field in fields.items())
    dynamic = ", ".join(f'"{field}"' for field in fields.values())
    text = f'[project]\nname = "c"\n{python}dynamic = [{dynamic}]\n[tool.setuptools.dynamic]\n{rows}'
    return {"pyproject.toml": text} | files


def poetry(said: Stated) -> Files:
    rows = ["[tool.poetry]", 'name = "c"', f'version = "{said.version}"']
    if said.classifiers:
        rows += ["classifiers = [", *(f'  "{each}",' for each in said.classifiers), "]"]
    rows += ["", "[tool.poetry.dependencies]"]
    for each in (*said.requires, *said.extra):
        name = re.split("[=<>~]", each)[0]
        version = each.removeprefix(name)
        rows.append(f'{name} = {{version = "{version}", optional = true}}' if said.extra else f'{name} = "{version}"')
    rows += [f'python = "{said.python}"'] if said.python else []
    rows += ["", "[tool.poetry.extras]", 'x = ["a"]'] if said.extra else []
    rows += ["", "[build-system]", 'requires = ["poetry-core"]', 'build-backend = "poetry.core.masonry.api"', ""]
    return {"pyproject.toml": "\n".join(rows)}


def setup_cfg(said: Stated) -> Files:
    rows = ["[metadata]", "name = c", f"version = {said.version}"]
    rows += ["classifiers =", *(f"    {each}" for each in said.classifiers)] if said.classifiers else []
    rows += ["", "[options]", "zip_safe = no"]
    rows += ["install_requires =", *(f"    {each}" for each in said.requires)] if said.requires else []
    rows += [f"python_requires = {said.python}"] if said.python else []
    rows += ["", "[options.extras_require]", "x =", *(f"    {each}" for each in said.extra)] if said.extra else []
    return {"setup.cfg": "\n".join((*rows, ""))}


def setup_cfg_with_comments(said: Stated) -> Files:
    rows = ["[metadata]", "name=c", "# the version", f"version={said.version}"]
    rows += ["classifiers=", *(f"\t{each}" for each in said.classifiers)] if said.classifiers else []
    rows += ["", "; all of it", "[options]"]
    rows += ["install_requires=", *(f"\t{each} # why" for each in said.requires)] if said.requires else []
    rows += [f"python_requires={said.python}"] if said.python else []
    rows += ["[options.extras_require]", f"x={'; '.join(said.extra)}"] if said.extra else []
    return {"setup.cfg": "\r\n".join((*rows, ""))}


def setup_cfg_and_files(said: Stated) -> Files:
    files = {"c.py": f"# the version\n__version__ = '{said.version}'  # keep\n"}
    rows = ["[metadata]", "name = c", "version = attr: c.__version__"]
    if said.classifiers:
        rows.append("classifiers = file: classifiers.txt")
        files["classifiers.txt"] = "".join(f"{each}\n" for each in said.classifiers)
    rows += ["", "[options]", "py_modules = c"]
    if said.requires:
        rows.append("install_requires = file: requirements.txt")
        files["requirements.txt"] = "".join(f"{each}\n" for each in said.requires)
    rows += [f"python_requires = {said.python}"] if said.python else []
    if said.extra:
        rows += ["[options.extras_require]", "x = file: x.txt"]
        files["x.txt"] = "\n".join((*said.extra, "# end"))
    return {"setup.cfg": "\n".join((*rows, ""))} | files


def _in_setup_py(said: Stated, listed: Callable[[Iterable[str]], str]) -> list[str]:
    rows = ["name='c'", f"version='{said.version}'"]
    rows += [f"python_requires='{said.python}'"] if said.python else []
    rows += [f"install_requires={listed(said.requires)}"] if said.requires else []
    rows += [f"classifiers={listed(said.classifiers)}"] if said.classifiers else []
    return [*rows, *([f"extras_require={{'x': {listed(said.extra)}}}"] if said.extra else [])]


_IMPORTED = "# \xe9\nfrom setuptools import setup\n\n"


def setup_py(said: Stated) -> Files:
    def listed(items: Iterable[str]) -> str:
        return "\n".join(("[", *(f"        {_quoted(each, chr(39))}," for each in items), "    ]"))

    arguments = "".join(f"    {each},\n" for each in _in_setup_py(said, listed))
    return {"setup.py": f"{_IMPORTED}setup(\n{arguments})\n"}


def setup_py_on_one_line(said: Stated) -> Files:
    return {"setup.py": f"{_IMPORTED}setup({', '.join(_in_setup_py(said, _on_one_line(chr(39))))})\n"}


def setup_py_with_old_line_ends(said: Stated) -> Files:
    return {path: text.replace("\n", "\r") for path, text in setup_py(said).items()}


def variables(said: Stated) -> Files:
    """Names for everything, and setup() is given a dict."""
    rows = [f"VERSION = u'{said.version}'  # keep", "kwargs = dict(name='c', version=VERSION)"]
    rows += [f"PYTHON = '{said.python}'", "kwargs['python_requires'] = PYTHON"] if said.python else []
    if said.requires:
        rows += ["requires = (", *(f"    {_quoted(each, chr(39))},  # why" for each in said.requires), ")"]
        rows += ["kwargs.update(install_requires=list(requires))"]
    if said.extra:
        rows += [f"extras = {{'x': {_on_one_line(chr(39))(said.extra)}}}", "kwargs['extras_require'] = extras"]
    if said.classifiers:
        rows += [f"classifiers = {_on_one_line(chr(34))(said.classifiers)}", "kwargs['classifiers'] = classifiers"]
    return {"setup.py": _IMPORTED + "\n".join((*rows, "setup(**kwargs)", ""))}


def texts(said: Stated) -> Files:
    """A text that is split, for every list."""

    def listed(items: Iterable[str]) -> str:
        return "[each.strip() for each in " + "\n    ".join(('"""', *items)) + '\n    """.splitlines() if each.strip()]'

    arguments = ",\n    ".join(_in_setup_py(said, listed))
    return {"setup.py": f"{_IMPORTED}setup(\n    {arguments},\n)\n"}


def setup_py_and_files(said: Stated) -> Files:
    """Files that setup.py reads, for everything but Requires-Python."""
    files = {"c.py": f'"""c"""\n\n__version__ = "{said.version}"  # keep\n'}
    rows = ["    name='c',", "    version=re.search('__version__ = \"(.*)\"', read('c.py')).group(1),"]
    rows += [f"    python_requires='{said.python}',"] if said.python else []
    for field, path, items in (
        ("install_requires=lines('{}')", "requirements.txt", said.requires),
        ("extras_require={{'x': lines('{}')}}", "x.txt", said.extra),
        ("classifiers=lines('{}')", "classifiers.txt", said.classifiers),
    ):
        if items:
            files[path] = "# one for each line\r\n" + "".join(f"{each}\r\n" for each in items)
            rows.append(f"    {field.format(path)},")
    helpers = (
        "import re\n\ndef read(path):\n    with open(path) as file:\n        return file.read()\n\n"
        "def lines(path):\n"
        "    return [line.strip() for line in read(path).splitlines() if line and not line.startswith('#')]\n\n"
    )
    return {"setup.py": f"{_IMPORTED}{helpers}setup(\n" + "\n".join(rows) + "\n)\n"} | files


DIALECTS = (
    one_line,
    lines,
    lines_without_a_last_comma,
    commas_first,
    closed_on_the_last_line,
    strings_of_several_lines,
    basic_strings_of_several_lines,
    inline_table,
    dotted_keys,
    left_to_files,
    poetry,
    setup_cfg,
    setup_cfg_with_comments,
    setup_cfg_and_files,
    setup_py,
    setup_py_on_one_line,
    setup_py_with_old_line_ends,
    variables,
    texts,
    setup_py_and_files,
)
