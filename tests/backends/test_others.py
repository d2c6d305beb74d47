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
UV_CASES = [
    Case("static", f"{UV}{FULL}\n-- src/acme_core/__init__.py --\n"),
    Case(
        "sources",
        f"""{UV}version = "1.0"
dependencies = ["acme-x", "B_b [C_c]", "z @ https://x.org/z.zip"]
[tool.uv.sources]
acme-x = {{ workspace = true }}
-- src/acme_core/__init__.py --
""",
    ),
]

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
    *(
        Case(
            f"version-{version}",
            f"""{MATURIN}dynamic = ["version"]
{MODULE}-- Cargo.toml --
[package]
name = "acme_core"
version = "{version}"
{CRATE.format("")}""",
        )
        for version in ("1.0.0-dev.3", "1.0.0-alpha1", "1.0.0-rc.1", "1.0.0-post.1", "1.0.0+abc.1")
    ),
    Case(
        "left-out",
        f"""{MATURIN}{MODULE}-- Cargo.toml --
[package]
name = "acme_core"
version = "3.4.0"
license = "MIT"
{CRATE.format("")}""",
    ),
    Case(
        "all-of-the-workspace",
        f"""{MATURIN}dynamic = ["version", "license", "requires-python", "dependencies", "classifiers"]
{MODULE}-- Cargo.toml --
[workspace]
[workspace.package]
version = "5.0.0"
license = "MIT OR Apache-2.0"
[package]
name = "acme_core"
version.workspace = true
license = {{ workspace = true }}
{CRATE.format("")}""",
    ),
    Case(
        "only-cargo-with-a-licence",
        f"""{build("maturin", "maturin")}
-- Cargo.toml --
[package]
name = "acme_core"
version = "1.0.0-rc.1"
license = "MIT"
keywords = ["a"]
{CRATE.format("")}""",
    ),
]

MESON = head("meson-python", "mesonpy")
MIT = "license: 'MIT'"
ONLY = f"{build('meson-python', 'mesonpy')}\n-- meson.build --\n"
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
        "program",
        f"{MESON}dynamic = ['version']\n-- meson.build --\n"
        "project('x', version: run_command(find_program('v.py'), check: true).stdout().strip())\n"
        "-- v.py --\n#!/usr/bin/env python3\nprint('2.4.1')\n",
        {"version": "is computed"},
    ),
    Case(
        "put-together",
        f"{MESON}dynamic = ['version']\n-- meson.build --\nproject('x', version: '2' + '.4.2')\n",
        {"version": "is computed"},
    ),
    Case("licence", f"{MESON}dynamic = ['version', 'license']\n-- meson.build --\nproject('x', version: '2', {MIT})\n"),
    Case("left-to-nobody", f"{MESON}version = '2'\n-- meson.build --\nproject('x', version: '3', {MIT})\n"),
    Case("only-meson", f"{ONLY}project('some_name', version: '2.5')\n"),
    Case("only-meson-with-a-licence", f"{ONLY}project('some.name', version: '2.5', {MIT})\n"),
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
    Case(
        "templates-of-what-a-file-states",
        f"""{SKBUILD}dynamic = ["version", "dependencies", "optional-dependencies", "requires-python"]
[tool.scikit-build.metadata.version]
provider = "scikit_build_core.metadata.regex"
input = "v.py"
[tool.scikit-build.metadata.dependencies]
provider = "scikit_build_core.metadata.template"
result = ["sibling=={{project[version]}}", "{{project[name]}}-data"]
[tool.scikit-build.metadata.optional-dependencies]
provider = "scikit_build_core.metadata.template"
result = {{ dev = ["tool=={{project[version]}}"], empty = [] }}
[tool.scikit-build.metadata.requires-python]
provider = "scikit_build_core.metadata.template"
result = ">=3.9"
{CMAKE}-- v.py --
VERSION = 'v4.5'
""",
    ),
    Case(
        "partly-templates",
        f"""{SKBUILD}version = "4.4"
dynamic = ["dependencies", "optional-dependencies", "classifiers"]
dependencies = ["own"]
optional-dependencies = {{ dev = ["own"], docs = ["sphinx"] }}
classifiers = ["Typing :: Typed"]
[[tool.dynamic-metadata]]
provider = "scikit_build_core.metadata.template"
field = "dependencies"
result = ["sibling=={{project[version]}}"]
[[tool.dynamic-metadata]]
provider = "scikit_build_core.metadata.template"
field = "optional-dependencies"
result = {{ dev = ["tool"], more = [] }}
{CMAKE}""",
    ),
    Case(
        "partly-in-the-older-table",
        f"""{SKBUILD}version = "4.4"
dynamic = ["dependencies", "optional-dependencies"]
dependencies = ["own"]
optional-dependencies = {{ dev = ["own"] }}
[tool.scikit-build.metadata.dependencies]
provider = "scikit_build_core.metadata.template"
result = ["unheard"]
[tool.scikit-build.metadata.optional-dependencies]
provider = "scikit_build_core.metadata.template"
result = {{ more = ["unheard"] }}
{CMAKE}""",
    ),
    Case(
        "removed",
        f"""{SKBUILD}dynamic = ["version"]
[tool.scikit-build.metadata.version]
provider = "scikit_build_core.metadata.regex"
input = "v.py"
remove = "[.]dev0$"
{CMAKE}-- v.py --
VERSION = '4.6.dev0'
""",
        {"version": "put together"},
    ),
    Case(
        "generated",
        f"""{SKBUILD}dynamic = ["version"]
dependencies = ["own"]
[tool.scikit-build.metadata.version]
provider = "scikit_build_core.metadata.regex"
input = "CMakeLists.txt"
regex = "VERSION (?P<value>[0-9.]+)"
[[tool.scikit-build.generate]]
path = "acme_core/_version.py"
template = "version = '${{version}}'"
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
