"""pdm-backend: what pinlint reads of a project is what the backend writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.backends.held import Case, hold

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.backends

HEAD = """-- pyproject.toml --
[build-system]
requires = ["pdm-backend"]
build-backend = "pdm.backend"
[project]
name = "Acme_Core"
"""


def version(name: str, table: str, files: str, **unknown: str) -> Case:
    """A project with a dynamic version."""
    return Case(name, f'{HEAD}dynamic = ["version"]\n{table}\n{files}', unknown)


CASES = [
    Case(
        "static",
        f"""{HEAD}
version = "1.0"
requires-python = ">=3.9,<4"
dependencies = ["Click >= 8", "foo[b,a] ; python_version < '3.12'"]
classifiers = ["Private :: Do Not Upload", "Programming Language :: Python :: 3"]
license = {{text = "MIT"}}
[project.optional-dependencies]
Te_St = ["pytest", "tool ; os_name == 'nt' or os_name == 'java'"]
empty = []
all = ["acme-core[te-st]"]
-- acme_core.py --
""",
    ),
    version(
        "file",
        '[tool.pdm.version]\nsource = "file"\npath = "v.py"',
        "-- v.py --\n__version__ = ''\nVERSION='1.5' # c\n",
    ),
    version("file-implied", '[tool.pdm.version]\npath = "v.py"', '-- v.py --\n__version__  = "2.dev1"\n'),
    version(
        "own-pattern",
        """[tool.pdm.version]
source = "file"
path = "v.txt"
pattern = 'v(\\d+\\.\\d+)\\b'
""",
        "-- v.txt --\nversion\nv3.4 v5.6\n",
    ),
    version(
        "scm",
        '[tool.pdm.version]\nsource = "scm"\n',
        "-- x.py --\n",
        version="from version control (pdm-backend)",
    ),
    version(
        "call",
        '[tool.pdm.version]\nsource = "call"\ngetter = "v:get"\n',
        "-- v.py --\ndef get():\n    return '9'\n",
        version="the result of a call of v:get",
    ),
    version("nowhere", "", "-- x.py --\n", version="no source"),
]


def test_every_value_is_the_one_that_pdm_writes(tmp_path: Path) -> None:
    assert hold("pdm.backend", CASES, tmp_path) == {case.name: [] for case in CASES}
