"""flit-core: what pinlint reads of a project is what the backend writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.backends.held import Case, hold

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.backends

HEAD = """-- pyproject.toml --
[build-system]
requires = ["flit_core >=3.2"]
build-backend = "flit_core.buildapi"
[project]
name = "acme-core"
"""


def module(name: str, files: str, *, table: str = "", **unknown: str) -> Case:
    """A project whose version and summary come from its module."""
    return Case(name, f'{HEAD}dynamic = ["version", "description"]\n{table}\n{files}', unknown)


CASES = [
    Case(
        "static",
        f"""{HEAD}
version = "1.0"
description = "d"
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
    module("single-file", '-- acme_core.py --\n"""Doc."""\n__version__ = "1.02"\n__version__ = "2"\n'),
    module("src", '-- src/acme_core/__init__.py --\n"""Doc."""\nimport no_such\n__version__: str = u"1.2rc1"\n'),
    module(
        "named-module",
        '-- acme/core/__init__.py --\n"""Doc."""\n__version__ = "1.3"\n',
        table='[tool.flit.module]\nname = "acme.core"\n',
    ),
    module(
        "version-file",
        '-- acme_core/__init__.py --\n"""Doc."""\nfrom .version import __version__\n'
        '-- acme_core/version.py --\n"""Doc."""\n__version__ = "1.4"\n'
        '-- acme_core/__version__.py --\n__version__ = "1.5"\n',
    ),
    module(
        "imported",
        '-- acme_core/__init__.py --\n"""Doc."""\nfrom .about import __version__\n'
        '-- acme_core/about.py --\n__version__ = "1" + ".6"\n',
    ),
    module(
        "computed",
        '-- acme_core/__init__.py --\n"""Doc."""\nimport time\n__version__ = time.strftime("%Y.%m")\n',
        version="computed when acme_core/__init__.py is imported",
    ),
    module("src-single-file", '-- src/acme_core.py --\n"""Doc."""\n__version__ = "1.1"\n'),
    module(
        "named-module-in-src",
        '-- src/other/__init__.py --\n"""Doc."""\n__version__ = "1.2"\n',
        table='[tool.flit.module]\nname = "other"\n',
    ),
    module(
        "module-in-a-namespace",
        '-- src/acme/core/deep.py --\n"""Doc."""\n__version__ = "1.3"\n',
        table='[tool.flit.module]\nname = "acme.core.deep"\n',
    ),
    module("several-targets", '-- acme_core.py --\n"""Doc."""\nVERSION = __version__ = "1.4"\n'),
    module("within-a-condition", '-- acme_core.py --\n"""Doc."""\nif True:\n    __version__ = "1.5"\n'),
    module("spelling", '-- acme_core.py --\n"""Doc."""\n__version__ = "1.7.0-Beta1+Ubuntu_1"\n'),
    Case(
        "only-the-docstring",
        f'{HEAD}version = "2"\ndynamic = ["description"]\n-- acme_core.py --\n"""Doc."""\n__version__ = "9"\n',
    ),
    Case(
        "two-places",
        f'{HEAD}dynamic = ["version", "description"]\n-- src/acme_core.py --\n"""Doc."""\n__version__ = "1"\n'
        '-- acme_core.py --\n"""Doc."""\n__version__ = "2"\n',
        refused=True,
    ),
]


def test_every_value_is_the_one_that_flit_writes(tmp_path: Path) -> None:
    assert hold("flit_core.buildapi", CASES, tmp_path) == {case.name: [] for case in CASES}
