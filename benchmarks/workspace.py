"""A workspace of any size that agrees with itself, in the proportions of real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "4.2.0"
CLASSIFIERS = tuple(f"Programming Language :: Python :: {python}" for python in ("3", "3.11", "3.12", "3.13"))
EXTERNAL = (
    "aiohttp>=3.9,<4",
    "attrs>=23.2",
    "click~=8.1",
    "cryptography>=42; platform_python_implementation == 'CPython'",
    "opentelemetry-api~=1.25",
    "pydantic[email]>=2.7,<3",
    "pywin32>=306; sys_platform == 'win32'",
    "requests>=2.31,!=2.32.0",
    "typing-extensions>=4.10; python_version < '3.13'",
)
MODULES = 12


def generate(folder: Path, members: int) -> Path:
    """Write the workspace: of ten members six with pyproject.toml, two with setup.cfg, two with setup.py."""
    for number in range(members):
        # Everybody requires the first member and a few that come shortly before.
        siblings = sorted({0, *range(max(0, number - 3), number)} - {number})
        requires = [*(f"{_name(each)}=={VERSION}" for each in siblings), *EXTERNAL]
        root = folder / "members" / _name(number)
        source = root / "src" / f"acme_part_{number}"
        source.mkdir(parents=True)
        for module in range(MODULES):
            name = "__init__.py" if module == 0 else f"module_{module}.py"
            (source / name).write_text(f'"""Module {module}."""\n\nVALUE = {module}\n')
        (root / "README.md").write_text(f"# {_name(number)}\n")
        (root / "requirements.txt").write_text("".join(f"{line}\n" for line in requires))
        if number % 10 < 6:
            (root / "pyproject.toml").write_text(_pyproject(_name(number), requires))
        elif number % 10 < 8:
            (root / "setup.cfg").write_text(_setup_cfg(_name(number), requires))
        else:
            (root / "setup.py").write_text(_setup_py(_name(number), requires))
    return folder


def _name(number: int) -> str:
    return f"acme-part-{number}"


def _quoted(items: list[str]) -> str:
    return "".join(f'    "{item}",\n' for item in items)


def _pyproject(name: str, requires: list[str]) -> str:
    return f"""\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "{VERSION}"
description = "A part of acme"
requires-python = ">=3.11"
license = "MIT"
classifiers = [
{_quoted([*CLASSIFIERS])}]
dependencies = [
{_quoted(requires)}]

[project.optional-dependencies]
docs = ["sphinx>=7"]

[dependency-groups]
test = ["pytest>=8", "hypothesis"]

[tool.ruff]
line-length = 100
"""


def _setup_cfg(name: str, requires: list[str]) -> str:
    return f"""\
[metadata]
name = {name}
version = {VERSION}
license = MIT
classifiers =
{"".join(f"    {each}{chr(10)}" for each in CLASSIFIERS)}
[options]
python_requires = >=3.11
package_dir =
    =src
packages = find:
install_requires =
{"".join(f"    {each}{chr(10)}" for each in requires)}
[options.packages.find]
where = src
"""


def _setup_py(name: str, requires: list[str]) -> str:
    return f"""\
from setuptools import find_packages, setup

VERSION = "{VERSION}"
REQUIRES = [
{_quoted(requires)}]

setup(
    name="{name}",
    version=VERSION,
    license="MIT",
    python_requires=">=3.11",
    package_dir={{"": "src"}},
    packages=find_packages("src"),
    install_requires=REQUIRES,
    classifiers={[*CLASSIFIERS]!r},
)
"""
