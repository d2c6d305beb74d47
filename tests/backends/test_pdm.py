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


SCRIPT = "set by the build script"


def script(name: str, table: str, field: str, *, path: str = "pdm_build.py", **unknown: str) -> Case:
    """A project whose build script sets a list."""
    body = f"def pdm_build_initialize(context):\n    context.config.metadata['{field}'] = ['Typing :: Typed']\n"
    if field == "dependencies":
        body = body.replace("Typing :: Typed", "z")
    return Case(name, f"{HEAD}{table}\n-- {path} --\n{body}-- acme_core.py --\n", unknown)


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
    version(
        "scm-with-a-fallback",
        '[tool.pdm.version]\nsource = "scm"\nfallback_version = "0.3"\nwrite_to = "acme_core/v.py"\n',
        "-- acme_core/__init__.py --\n",
        version="from version control (pdm-backend)",
    ),
    version(
        "file-by-line",
        '[tool.pdm.version]\nsource = "file"\npath = "v.py"',
        "-- v.py --\n# __version__ = '1.0'\n  VERSION = '1.1'\n__version__ = '1.2'; x = 1\n__version__='1.3'  # c\n",
    ),
    version(
        "call-with-arguments",
        '[tool.pdm.version]\nsource = "call"\ngetter = "v:get(1)"\n',
        "-- v.py --\ndef get(x):\n    return f'{x}.1'\n",
        version="the result of a call of v:get(1)",
    ),
    script(
        "script-for-what-is-dynamic", 'version = "1"\ndynamic = ["dependencies"]', "dependencies", core="set by pdm"
    ),
    script("script-for-what-is-static", 'version = "1"\ndependencies = ["a"]', "dependencies", core=SCRIPT),
    script("script-for-something-else", 'version = "1"\ndependencies = ["a"]', "keywords"),
    script(
        "script-elsewhere",
        'version = "1"\nclassifiers = []\n[tool.pdm.build]\ncustom-hook = "hook.py"',
        "classifiers",
        path="hook.py",
        classifiers=SCRIPT,
    ),
    Case(
        "script-of-that-name-only",
        f'{HEAD}version = "1"\ndependencies = ["a"]\n[tool.pdm.build]\ncustom-hook = "hook.py"\n'
        "-- pdm_build.py --\nmetadata = 'dependencies'\n-- acme_core.py --\n",
    ),
    Case(
        "development",
        f'{HEAD}version = "1"\n[tool.pdm.dev-dependencies]\nt = ["-e file:///${{PROJECT_ROOT}}/x#egg=x", "y"]\n'
        "-- acme_core.py --\n",
    ),
]


def test_every_value_is_the_one_that_pdm_writes(tmp_path: Path) -> None:
    assert hold("pdm.backend", CASES, tmp_path) == {case.name: [] for case in CASES}
