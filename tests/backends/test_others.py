"""uv-build, maturin, meson-python, scikit-build-core: what pinlint reads of a project is what the backend writes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.backends.held import Case, hold

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.backends

FULL = """
version = "1.0rc1"
requires-python = ">=3.9,<4"
dependencies = ["Click >= 8", "foo[b,a] ; python_version < '3.12'"]
classifiers = ["Private :: Do Not Upload", "Programming Language :: Python :: 3"]
[project.optional-dependencies]
Te_St = ["pytest", "tool ; os_name == 'nt' or os_name == 'java'"]
empty = []
all = ["acme-core[te-st]"]
"""


def build(requires: str, backend: str) -> str:
    """The head of a pyproject.toml."""
    return f"""-- pyproject.toml --
[build-system]
requires = ["{requires}"]
build-backend = "{backend}"
"""


def head(requires: str, backend: str) -> str:
    """The head of a pyproject.toml with a project table."""
    return f'{build(requires, backend)}[project]\nname = "acme-core"\n'


UV = head("uv_build<2", "uv_build")
UV_CASES = [Case("static", f"{UV}{FULL}\n-- src/acme_core/__init__.py --\n")]

MATURIN = head("maturin", "maturin")
MODULE = '[tool.maturin]\nmodule-name = "acme_core"\n'
CRATE = '[lib]\ncrate-type = ["cdylib"]\n-- {0}src/lib.rs --\n'
MATURIN_CASES = [
    Case(
        "static",
        f"""{MATURIN}{FULL}{MODULE}-- Cargo.toml --
[package]
name = "acme_core"
version = "3.0.0"
{CRATE.format("")}""",
    ),
    Case(
        "dynamic",
        f"""{MATURIN}dynamic = ["version", "license"]
{MODULE}-- Cargo.toml --
[package]
name = "acme_core"
version = "3.0.0-beta.2"
license = "MIT"
{CRATE.format("")}""",
    ),
    Case(
        "cargo-workspace",
        f"""{MATURIN.replace("-- py", "-- py/py")}dynamic = ["version"]
{MODULE}-- Cargo.toml --
[workspace]
members = ["py"]
[workspace.package]
version = "3.1.0-rc1"
-- py/Cargo.toml --
[package]
name = "acme_core"
version.workspace = true
{CRATE.format("py/")}""",
        folder="py",
    ),
    Case(
        "manifest-path",
        f"""{MATURIN}dynamic = ["version"]
{MODULE}manifest-path = "native/Cargo.toml"
-- native/Cargo.toml --
[package]
name = "acme_core"
version = "3.2.0"
{CRATE.format("native/")}""",
    ),
    Case(
        "only-cargo",
        f"""{build("maturin", "maturin")}
-- Cargo.toml --
[package]
name = "acme_core"
version = "3.3.0"
{CRATE.format("")}""",
    ),
    Case(
        "no-version",
        f"""{MATURIN}dynamic = ["version"]
{MODULE}-- Cargo.toml --
[package]
name = "acme_core"
{CRATE.format("")}""",
        {"version": "states no version"},
    ),
]

MESON = head("meson-python", "mesonpy")
MESON_CASES = [
    Case("static", f"{MESON}{FULL}-- meson.build --\nproject('x', version: '2')\n"),
    Case("dynamic", f"{MESON}dynamic = ['version']\n-- meson.build --\nproject('x', version: '2.1')\n"),
    Case(
        "many-lines",
        f"""{MESON}dynamic = ['version']
-- meson.build --
# project('no', version: '1')
project(
  'x',  # ) version: '2'
  license: ['MIT', 'x)'],
  meson_version: '>=' + '0.64',
  version: '''2.2''',
)
""",
    ),
    Case(
        "file",
        f"{MESON}dynamic = ['version']\n-- meson.build --\nproject('x', version: files('VERSION'))\n"
        "-- VERSION --\n2.3\n",
    ),
    Case(
        "command",
        f"{MESON}dynamic = ['version']\n-- meson.build --\n"
        "project('x', version: run_command('echo', '2.4', check: true).stdout().strip())\n",
        {"version": "is computed"},
    ),
    Case(
        "only-meson", f"{build('meson-python', 'mesonpy')}\n-- meson.build --\nproject('some_name', version: '2.5')\n"
    ),
]

SKBUILD = head("scikit-build-core", "scikit_build_core.build")
CMAKE = "-- CMakeLists.txt --\ncmake_minimum_required(VERSION 3.15)\nproject(x LANGUAGES NONE)\n"
SKBUILD_CASES = [
    Case("static", f"{SKBUILD}{FULL}{CMAKE}"),
    Case(
        "regex",
        f"""{SKBUILD}dynamic = ["version"]
[tool.scikit-build.metadata.version]
provider = "scikit_build_core.metadata.regex"
input = "v.py"
{CMAKE}-- v.py --
__version__ : str = "4.1"
""",
    ),
    Case(
        "own-regex",
        f"""{SKBUILD}dynamic = ["version"]
[tool.scikit-build.metadata.version]
provider = "scikit_build_core.metadata.regex"
input = "v.h"
regex = '#define V "(?P<value>[^"]+)"'
{CMAKE}-- v.h --
#define V "4.2"
""",
    ),
    Case(
        "regex-result",
        f"""{SKBUILD}dynamic = ["version"]
[tool.scikit-build.metadata.version]
provider = "scikit_build_core.metadata.regex"
input = "v.h"
regex = '(?sx) \\#define \\s+ A \\s+ (?P<a>\\d+) .*? \\#define \\s+ B \\s+ (?P<b>\\d+)'
result = "{{a}}.{{b}}"
{CMAKE}-- v.h --
#define A 4
#define B 3
""",
        {"version": "put together"},
    ),
    Case(
        "scm",
        f"""{SKBUILD}dynamic = ["version"]
[tool.scikit-build.metadata.version]
provider = "scikit_build_core.metadata.setuptools_scm"
[tool.setuptools_scm]
{CMAKE}""",
        {"version": "from version control (setuptools-scm)"},
    ),
    Case(
        "templates",
        f"""{SKBUILD}version = "4.4"
dynamic = ["dependencies"]
[[tool.dynamic-metadata]]
provider = "scikit_build_core.metadata.template"
field = "dependencies"
result = ["sibling=={{project[version]}}", "other>={{project[version]}}"]
{CMAKE}""",
    ),
]


@pytest.mark.parametrize(
    ("backend", "cases", "needs"),
    [
        ("uv_build", UV_CASES, ()),
        ("maturin", MATURIN_CASES, ("cargo",)),
        ("mesonpy", MESON_CASES, ()),
        ("scikit_build_core.build", SKBUILD_CASES, ()),
    ],
)
def test_every_value_is_the_one_that_the_backend_writes(
    backend: str, cases: list[Case], needs: tuple[str, ...], tmp_path: Path
) -> None:
    for program in needs:
        if shutil.which(program) is None:
            pytest.skip(f"{backend} cannot be compared: there is no {program} on this machine")
    assert hold(backend, cases, tmp_path) == {case.name: [] for case in cases}
