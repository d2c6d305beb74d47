"""The project table (PEP 621, 639, 685, 735, 808): what pinlint reads of it is what each backend writes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.backends.held import Case, hold

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.backends

CARGO = """-- Cargo.toml --
[package]
name = "acme_core"
version = "3.0.0"
license = "BSD-3-Clause"
[lib]
crate-type = ["cdylib"]
-- src/lib.rs --
"""
BACKENDS = {
    "setuptools.build_meta": ("setuptools>=77", "-- acme_core.py --\n"),
    "hatchling.build": ("hatchling", "-- acme_core/__init__.py --\n"),
    "flit_core.buildapi": ("flit_core>=3.12", "-- acme_core.py --\n"),
    "pdm.backend": ("pdm-backend", "-- acme_core.py --\n"),
    "poetry.core.masonry.api": ("poetry-core", "-- acme_core/__init__.py --\n"),
    "uv_build": ("uv_build<2", "-- src/acme_core/__init__.py --\n"),
    "maturin": ("maturin", f'[tool.maturin]\nmodule-name = "acme_core"\n{CARGO}'),
    "mesonpy": ("meson-python", "-- meson.build --\nproject('x', version: '2')\n"),
    "scikit_build_core.build": (
        "scikit-build-core",
        "-- CMakeLists.txt --\ncmake_minimum_required(VERSION 3.15)\nproject(x LANGUAGES NONE)\n",
    ),
}
TABLES = {
    "licence-expression": 'license = "MIT OR (Apache-2.0 AND LicenseRef-Odd)"\nlicense-files = ["LICENSE*"]\n',
    "licence-in-lower-case": 'license = "mit or apache-2.0"\n',
    "licence-in-a-table": 'license = {text = "MIT"}\n',
    "licence-on-lines": 'license = {text = """Line one\n  line two\n"""}\n',
    "licence-in-a-file": 'license = {file = "LICENSE"}\n',
    "partly-dependencies": 'dependencies = ["a"]\ndynamic = ["dependencies"]\n',
    "partly-extras": 'optional-dependencies = {x = ["a"], y = []}\ndynamic = ["optional-dependencies"]\n',
    "partly-classifiers": 'classifiers = ["Typing :: Typed"]\ndynamic = ["classifiers"]\n',
    "both-version": 'dynamic = ["version"]\n',
    "both-requires-python": 'requires-python = ">=3.9"\ndynamic = ["requires-python"]\n',
    "dynamic-and-unset": 'dynamic = ["dependencies", "optional-dependencies", "requires-python"]\n',
    "empty": "dependencies = []\nclassifiers = []\noptional-dependencies = {}\n",
    "name": 'name = "Acme.Core"\n',
    "extras-of-one-name": '[project.optional-dependencies]\nA_b = ["x"]\na-b = ["y"]\n',
    "requirements": """dependencies = ["a (>=1,<2)", "b==1.0.*,!=1.0.3", "FOO.Bar_baz [A_B,c]~=1.4 ; os_name == 'nt'"]
[project.optional-dependencies]
A_b = ["q; os_name == 'nt' or os_name == 'java'", "r;python_version<'3.12'"]
""",
    "urls": 'dependencies = ["z @ https://x.org/z.zip"]\n',
    "no-wildcard-there": 'dependencies = ["c>=1.*"]\n',
    "version": 'version = "v1.0.0-Alpha1.post2+Local_1"\n',
    "requires-python": 'requires-python = "~=3.8,!=3.9.*"\n',
    "no-classifier": 'classifiers = ["Programming Language :: Python :: 3.99", " Typing :: Typed "]\n',
    "groups": '[dependency-groups]\ndev = ["x", { include-group = "b" }]\nb = ["y"]\n',
}
NOT_PARTLY = {"partly-dependencies", "partly-extras", "partly-classifiers"}
NOT_BOTH = {"both-version", "both-requires-python"}
REFUSED = {
    "setuptools.build_meta": {*NOT_PARTLY, *NOT_BOTH, "dynamic-and-unset", "no-wildcard-there", "no-classifier"},
    "hatchling.build": {*NOT_PARTLY, *NOT_BOTH, "extras-of-one-name", "urls", "no-wildcard-there", "no-classifier"},
    "flit_core.buildapi": {
        *NOT_PARTLY,
        *NOT_BOTH,
        "dynamic-and-unset",
        "extras-of-one-name",
        "licence-in-lower-case",
    },
    "pdm.backend": {*NOT_BOTH, "no-wildcard-there"},
    "poetry.core.masonry.api": {"version"},
    "uv_build": {
        *NOT_PARTLY,
        *NOT_BOTH,
        "dynamic-and-unset",
        "extras-of-one-name",
        "licence-in-lower-case",
        "no-wildcard-there",
    },
    "maturin": {"no-wildcard-there"},
    "mesonpy": {*NOT_PARTLY, *NOT_BOTH, "dynamic-and-unset", "no-wildcard-there"},
    "scikit_build_core.build": {*NOT_BOTH, "no-wildcard-there"},
}
"""What each backend builds no project of; PEP 808 is followed by those that build what is partly dynamic."""
NO_TEXT = {"flit_core.buildapi", "maturin"}
"""Backends that write no licence where the table names a file."""


def cases(backend: str) -> list[Case]:
    requires, files = BACKENDS[backend]
    build = f'[build-system]\nrequires = ["{requires}"]\nbuild-backend = "{backend}"\n'
    found = []
    for name, table in TABLES.items():
        others = [line for line in ('name = "acme-core"', 'version = "1.0"') if name != line.split()[0]]
        project = "\n".join(("[project]", *others, 'description = "d"', table))
        unknown = {}
        if backend == "poetry.core.masonry.api" and (name == "partly-classifiers" or 'classifiers = ["' not in table):
            unknown["classifiers"] = "poetry"
        if name == "licence-in-a-file" and backend not in NO_TEXT:
            unknown["license"] = "the text of a file"
        if name == "no-wildcard-there":
            unknown["core"] = "not a PEP 508 requirement"
        text = f"-- pyproject.toml --\n{build}{project}\n{files}-- LICENSE --\nDo what you want\n-- Acme/Core.py --\n"
        found.append(Case(name, text, unknown, refused=name in REFUSED[backend]))
    return found


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_project_table_means_what_the_backend_writes(backend: str, tmp_path: Path) -> None:
    if backend == "maturin" and shutil.which("cargo") is None:
        pytest.skip("maturin cannot be compared: there is no cargo on this machine")
    assert hold(backend, cases(backend), tmp_path) == {name: [] for name in TABLES}
