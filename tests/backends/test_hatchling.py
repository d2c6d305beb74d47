"""hatchling: what pinlint reads of a project is what the backend writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.backends.held import Case, hold

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.backends

BUILD = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
"""


def project(name: str, table: str, files: str = "", *, unknown: dict[str, str] | None = None) -> Case:
    """A project whose version is dynamic unless the table states it."""
    dynamic = "" if "dynamic = " in table or "\nversion = " in f"\n{table}" else 'dynamic = ["version"]'
    text = f'-- pyproject.toml --\n{BUILD}\n[project]\nname = "x"\n{dynamic}\n{table}\n-- x/__init__.py --\n{files}'
    return Case(name, text, unknown or {})


CASES = [
    project(
        "static",
        """version = "1.02.0-rc3"
requires-python = " >= 3.9 , <4 "
dependencies = ["Click >= 8", "click>=8", "foo[b,A_c] ; python_version < '3.12'", "local==1.0+UBUNTU.1"]
classifiers = ["Private :: Do Not Upload", "Programming Language :: Python :: 3", "Private :: Do Not Upload"]
license = "mit"
[project.optional-dependencies]
Te_St = ["pytest", "tool ; os_name == 'nt' or os_name == 'java'"]
empty = []
""",
    ),
    project(
        "extras-of-extras",
        """version = "1"
[project.optional-dependencies]
a = ["one", "two; os_name == 'nt'"]
"b.c" = ["three>1"]
all = ["X[a,B-C]", "four"]
more = ["x[all] ; python_version < '3.9'"]
""",
    ),
    project("pattern", '[tool.hatch.version]\npath = "x/__init__.py"\n', "'''doc'''\n__VERSION__ = 'v1.5' # comment\n"),
    project(
        "own-pattern",
        """[tool.hatch.version]
path = "VERSION"
pattern = '^release: (?P<version>[^ ]+)'
source = "regex"
""",
        "-- VERSION --\nsomething\r\nrelease: 2.0b1 and more\r\n",
    ),
    project("code", '[tool.hatch.version]\nsource = "code"\npath = "x/__init__.py"\n', "__version__: str = '5.1'\n"),
    project(
        "code-rebound",
        '[tool.hatch.version]\nsource = "code"\npath = "x/__init__.py"\n',
        "__version__ = '5.1'\n__version__ += '.2'\n",
    ),
    project(
        "code-expression",
        '[tool.hatch.version]\nsource = "code"\npath = "x/__init__.py"\nexpression = "VERSION"\n',
        "VERSION = '5.2'\ndef f():\n    return VERSION\n",
    ),
    project(
        "code-call",
        '[tool.hatch.version]\nsource = "code"\npath = "x/__init__.py"\nexpression = "f()"\n',
        "import time\ndef f():\n    return time.strftime('%Y.%m')\n",
        unknown={"version": "f() is computed"},
    ),
    Case(
        "vcs",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "urls"]
[tool.hatch.version]
source = "vcs"
[tool.hatch.metadata.hooks.vcs.urls]
S = "https://x.org/"
-- x/__init__.py --
""",
        {"version": "from version control (hatch-vcs)"},
    ),
    Case(
        "hatch-toml",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.hatch.version]
path = "nowhere.py"
-- hatch.toml --
[version]
path = "x/__init__.py"
-- x/__init__.py --
__version__ = "6"
""",
    ),
    Case(
        "requirements-txt",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
dynamic = ["dependencies", "optional-dependencies"]
[tool.hatch.metadata.hooks.requirements_txt]
files = ["requirements.txt", "more.txt"]
[tool.hatch.metadata.hooks.requirements_txt.optional-dependencies]
Cr_ypto = ["crypto.txt"]
-- requirements.txt --
# comment
-r other.txt
--index-url https://x.org
Foo_bar==1.0 \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000

click>=8  # another
baz[a] ; python_version < "3.12" --config-settings x
-- more.txt --
one
-- crypto.txt --
cryptography>=4
-- x/__init__.py --
""",
    ),
    Case(
        "templates",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "dependencies", "optional-dependencies"]
[tool.hatch.version]
source = "uv-dynamic-versioning"
[tool.hatch.metadata.hooks.uv-dynamic-versioning]
dependencies = ["plain>=1", "sib[a] == {{{{ version }}}} ; os_name == 'nt'", "low>={{{{version}}}}"]
[tool.hatch.metadata.hooks.uv-dynamic-versioning.optional-dependencies]
a = ["b", "mine~={{{{ base }}}}"]
-- x/__init__.py --
""",
        {"version": "from version control (uv-dynamic-versioning)"},
    ),
    Case(
        "custom-hook",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "dependencies", "classifiers"]
[tool.hatch.version]
path = "x/__init__.py"
[tool.hatch.metadata.hooks.custom]
-- hatch_build.py --
from hatchling.metadata.plugin.interface import MetadataHookInterface
class Hook(MetadataHookInterface):
    def update(self, metadata):
        metadata["dependencies"] = ["a"]
        metadata["classifiers"] = ["Typing :: Typed"]
-- x/__init__.py --
__version__ = "6"
""",
        {"core": "set by the metadata hook custom", "classifiers": "set by the metadata hook custom"},
    ),
    Case(
        "nodejs",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version", "description"]
[tool.hatch.version]
source = "nodejs"
[tool.hatch.metadata.hooks.nodejs]
fields = ["description"]
-- package.json --
{{"name": "x", "nested": {{"version": "9.9.9"}}, "version": "1.2.3-beta.4.dev5+build.7", "description": "d"}}
-- x/__init__.py --
""",
    ),
    Case(
        "context",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
version = "1"
dependencies = ["plain", "foo=={{env:NO_SUCH_VARIABLE:1.0}}"]
-- x/__init__.py --
""",
        {"core": "filled in by hatchling"},
    ),
    Case(
        "byte-order-mark",
        f"""
-- pyproject.toml --
{BUILD}
[project]
name = "x"
dynamic = ["version"]
[tool.hatch.version]
path = "x/__init__.py"
-- x/__init__.py --
\ufeff__version__ = "1"
__version__ = "2"
""",
    ),
    project(
        "own-pattern-of-json",
        '[tool.hatch.version]\npath = "v.json"\npattern = \'"version": "(?P<version>[^"]+)"\'\n',
        '-- v.json --\n{"version": "1.4"}\n',
    ),
    project(
        "default-pattern",
        '[tool.hatch.version]\npath = "x/__init__.py"\n',
        "if 1:\n    __version__ = '1'\nversion = 'v1.3 '\n__version__ = '2'\n",
    ),
    project(
        "code-with-paths",
        '[tool.hatch.version]\nsource = "code"\npath = "x/v.py"\nsearch-paths = ["."]\n',
        "-- x/v.py --\nfrom base import __version__\n-- base.py --\n__version__ = '1.6'\n",
        unknown={"version": "__version__ is computed"},
    ),
    project(
        "regex-commit",
        '[tool.hatch.version]\nsource = "regex_commit"\npath = "x/__init__.py"\n',
        "__version__ = '1.1'\n",
    ),
    project(
        "versioningit",
        '[tool.hatch.version]\nsource = "versioningit"\ndefault-version = "0.9"\n',
        unknown={"version": "from version control (versioningit)"},
    ),
    project(
        "environment",
        '[tool.hatch.version]\nsource = "env"\nvariable = "PDM_BUILD_SCM_VERSION"\n',
        unknown={"version": "from the environment variable PDM_BUILD_SCM_VERSION"},
    ),
    project(
        "version-by-a-hook",
        "[tool.hatch.metadata.hooks.custom]\n",
        """-- hatch_build.py --
from hatchling.metadata.plugin.interface import MetadataHookInterface
class Hook(MetadataHookInterface):
    def update(self, metadata):
        metadata["version"] = "5"
""",
        unknown={"version": "left to a metadata hook"},
    ),
    project(
        "dynamic-and-unset",
        """version = "1"
dynamic = ["dependencies", "optional-dependencies", "classifiers", "requires-python", "license", "urls"]
[tool.hatch.metadata.hooks.vcs.urls]
S = "https://x.org/"
""",
    ),
    project(
        "readme-by-a-hook",
        """version = "1"
dynamic = ["readme"]
dependencies = ["a"]
[tool.hatch.metadata.hooks.fancy-pypi-readme]
content-type = "text/markdown"
[[tool.hatch.metadata.hooks.fancy-pypi-readme.fragments]]
text = "hi"
""",
    ),
    project(
        "a-hook-sets-what-is-static",
        """version = "1"
dynamic = ["readme"]
dependencies = ["a"]
requires-python = ">=3.9"
[tool.hatch.metadata.hooks.custom]
""",
        """-- hatch_build.py --
from hatchling.metadata.plugin.interface import MetadataHookInterface
class Hook(MetadataHookInterface):
    def update(self, metadata):
        metadata["readme"] = {"content-type": "text/plain", "text": "x"}
        metadata["dependencies"] = ["b"]
        metadata.update({"requires-python": ">=3." + metadata["version"]})
""",
        unknown=dict.fromkeys(("core", "requires_python"), "set by the build script of the project"),
    ),
    project(
        "a-hook-without-anything-dynamic",
        """version = "1"
dependencies = ["a"]
[tool.hatch.metadata.hooks.custom]
path = "hook.py"
""",
        """-- hook.py --
from hatchling.metadata.plugin.interface import MetadataHookInterface
class Hook(MetadataHookInterface):
    def update(self, metadata):
        metadata["dependencies"] = ["b"]
""",
    ),
    project(
        "a-hook-reads-what-is-static",
        """version = "1.5"
dynamic = ["dependencies"]
[tool.hatch.metadata.hooks.custom]
path = "hook.py"
""",
        """-- hook.py --
from hatchling.metadata.plugin.interface import MetadataHookInterface
class Hook(MetadataHookInterface):
    def update(self, metadata):
        metadata["dependencies"] = ["b==" + metadata["version"]]
""",
        unknown={"core": "set by the metadata hook custom"},
    ),
    project(
        "a-hook-beside-a-version-source",
        """dynamic = ["version"]
[tool.hatch.version]
path = "x/__init__.py"
[tool.hatch.metadata.hooks.custom]
""",
        """__version__ = "1.6"
-- hatch_build.py --
from hatchling.metadata.plugin.interface import MetadataHookInterface
class Hook(MetadataHookInterface):
    def update(self, metadata):
        metadata["version"] = "5"
""",
    ),
    project(
        "licence-of-node",
        """version = "1"
dynamic = ["license", "dependencies"]
[tool.hatch.metadata.hooks.nodejs]
fields = ["license"]
""",
        '-- package.json --\n{"name": "x", "version": "1.0.0", "license": "MIT"}\n',
        unknown={"license": "set by the metadata hook nodejs"},
    ),
    project(
        "only-extras-from-files",
        """version = "1"
dynamic = ["optional-dependencies"]
dependencies = ["k"]
[tool.hatch.metadata.hooks.requirements_txt.optional-dependencies]
t = ["r.txt"]
""",
        "-- r.txt --\na\n",
    ),
    project(
        "templates-of-parts",
        """dynamic = ["version", "dependencies"]
[tool.hatch.version]
source = "uv-dynamic-versioning"
[tool.hatch.metadata.hooks.uv-dynamic-versioning]
dependencies = ["a[b] == {{ version }}", "c~={{ major }}.{{ minor }}", "d", "e>={{ version }},<{{ major + 1 }}"]
""",
        unknown={"version": "from version control (uv-dynamic-versioning)", "core": "a template filled in"},
    ),
    project(
        "itself",
        """version = "1"
dependencies = ["x[a]"]
[project.optional-dependencies]
a = ["q>1; os_name == 'nt'"]
all = ["x[a]; python_version < '3.9'", "x"]
self = ["x>=1"]
""",
    ),
]


def test_every_value_is_the_one_that_hatchling_writes(tmp_path: Path) -> None:
    assert hold("hatchling.build", CASES, tmp_path) == {case.name: [] for case in CASES}
